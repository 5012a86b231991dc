"""The month once more in whole numbers: what every engine is compared with.

Plain integer arithmetic over arrays of int64, written from the text of the rules and independent of Tepat's compiler.
`_fits` proves of each product that it cannot wrap; rates and shares are integers over the powers of ten named here.
"""

from __future__ import annotations

import numpy as np

from benchmarks.facts import Arrays
from benchmarks.names import AMOUNTS, CRITERIA, UNKNOWN
from benchmarks.tables import ter_bands, ter_category
from tepat.law.packet import JENIS_PLT, PREDIKAT, PTKP, STATUS_PEGAWAI

WHOLE_BASE = 10  # a base counts tenths of a rupiah: 80 % and 20 % of whole rupiah
WHOLE_SHARE = 10**7  # capaian and factors count ten millionths: a weight of 0.1 times a score of 0.000001
DEADLINE = 1_712_332_799  # 2024-04-05 23:59:59 WITA
SCORES = {"sangat_baik": 10, "baik": 10, "butuh_perbaikan": 8, "kurang": 6, "sangat_kurang": 4}
CAP_PESERTA, CAP_PEMBERI_KERJA = 120_000, 480_000


def compute_exactly(facts: Arrays) -> dict[str, np.ndarray]:
    """All amounts, and ``dihitung``: whether the person's month is computed at all. Amounts of others mean nothing."""
    factor, has_factor, factor_known = _factor(facts)
    share, share_known = _capaian(facts)
    bases, base_known = _bases(facts)
    paid = np.where(has_factor, factor * (WHOLE_SHARE // 10), share)
    result = {f"tpp_{name}": _half_up(base, paid, WHOLE_BASE * WHOLE_SHARE) for name, base in bases.items()}
    result["tpp_bruto"] = sum(result.values())
    result |= _deductions(facts, result["tpp_bruto"])
    salary = ("gaji_kotor", "pph_gaji", "iwp_gaji", "bpjs_gaji")
    known = (facts["rusak"] == 0) & (facts["pegawai__ptkp"] >= 0) & base_known & factor_known
    known &= has_factor | share_known
    for name in salary:
        known &= facts[f"gaji__{name}"] >= 0
    return {name: result[name] for name in AMOUNTS} | {"dihitung": known}


def _factor(facts: Arrays) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Tenths paid during leave or punishment, whether there is one, and whether both are known."""
    punished, leave = facts["hukdis_berjalan__ada"], facts["cuti_berpengaruh__ada"]
    tenths = facts["cuti_berpengaruh__terkecil__faktor_cuti"]
    has_factor = (punished == 1) | (leave == 1)
    decided = has_factor | ((punished == 0) & (leave == 0))
    known = decided & (~has_factor | (punished == 1) | ((punished == 0) & (tenths >= 0)))
    return np.where(punished == 1, 0, tenths), has_factor, known


def _capaian(facts: Arrays) -> tuple[np.ndarray, np.ndarray]:
    """The share earned by rating and attendance, and whether attendance is known."""
    kerja, hadir = facts["disiplin__hari_kerja"], facts["disiplin__hari_hadir"]
    alpa, cut = facts["disiplin__hari_alpa"], facts["disiplin__potongan_persen"]
    known = (kerja > 0) & (hadir >= 0) & (alpa >= 0) & (cut >= 0)
    discipline = np.where(alpa == kerja, 0, np.maximum(0, 10**6 - cut))
    weight = np.where(hadir < 70, 4, 6)
    return weight * _productivity(facts) * 10**5 + 4 * discipline, known


def _productivity(facts: Arrays) -> np.ndarray:
    """Tenths of the rating; nothing where there is none or it came late."""
    rated = (facts["kinerja__predikat"] >= 0) & (facts["kinerja__waktu_dinilai"] != UNKNOWN)
    in_time = rated & (facts["kinerja__waktu_dinilai"] <= DEADLINE)
    scores = np.array([SCORES[code] for code in PREDIKAT.codes])
    return np.where(in_time, scores[facts["kinerja__predikat"]], 0)


def _bases(facts: Arrays) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """The base of each criterion in tenths of a rupiah, and whether the positions it needs are known."""
    status, acting = facts["pegawai__status_pegawai"], facts["plt_sebulan__ada"]
    cpns = status == STATUS_PEGAWAI.codes.index("CPNS")
    acts = ~cpns & (acting == 1)
    naik = acts & (facts["plt_sebulan__jenis"] == JENIS_PLT.codes.index("naik"))
    known = (status >= 0) & (cpns | (acting >= 0))
    bases = {}
    for name in CRITERIA:
        own, other = facts[f"jabatan__{name}"], facts[f"jabatan_plt__{name}"]
        both = np.where(naik, 10 * other, 10 * own + 2 * other)
        bases[name] = np.where(cpns, 8 * own, np.where(acts, both, 10 * own))
        known = known & (naik | (own >= 0)) & (~acts | (other >= 0))
    return bases, known


def _deductions(facts: Arrays, bruto: np.ndarray) -> dict[str, np.ndarray]:
    """Tax and contributions of whole rupiah amounts."""
    gross = facts["gaji__gaji_kotor"] + bruto
    iwp = _contribution(bruto, CAP_PESERTA - facts["gaji__iwp_gaji"])
    return {
        "pph21": np.maximum(0, _half_up(_rate(facts, gross), gross, 10**4) - facts["gaji__pph_gaji"]),
        "iwp": iwp,
        "bpjs": _contribution(4 * bruto, CAP_PEMBERI_KERJA - facts["gaji__bpjs_gaji"]),
        "tpp_diterima": bruto - iwp,
    }


def _contribution(hundredths: np.ndarray, room: np.ndarray) -> np.ndarray:
    """A percentage as far as there is room; ``//`` of numpy rounds down, below zero too."""
    return np.maximum(0, (np.minimum(hundredths, 100 * room) + 50) // 100)


def _rate(facts: Arrays, gross: np.ndarray) -> np.ndarray:
    """The monthly rate in hundredths of a percent."""
    rate = np.zeros_like(gross)
    for category, bands in ter_bands().items():
        codes = [PTKP.codes.index(code) for code, of in ter_category().items() if of == category]
        uppers = np.array([band.upper for band in bands[:-1]])
        rates = np.array([band.rate for band in bands])
        here = np.isin(facts["pegawai__ptkp"], codes)
        rate[here] = rates[np.searchsorted(uppers, gross[here], side="left")]
    return rate


def _half_up(left: np.ndarray, right: np.ndarray, denominator: int) -> np.ndarray:
    """left × right / denominator, half up."""
    _fits(left, right, denominator)
    return (left * right + denominator // 2) // denominator


def _fits(left: np.ndarray, right: np.ndarray, denominator: int) -> None:
    """Python's integers do not wrap: the largest product there can be must fit int64."""
    largest = int(np.abs(left).max()) * int(np.abs(right).max()) + denominator
    if largest >= 2**63:
        raise OverflowError(f"the reference would wrap at {largest}")
