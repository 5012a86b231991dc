"""Balangan's TPP of 2024 as a country package of OpenFisca-Core, written as such packages are.

One entity, a variable per fact and per step, money as float (which in OpenFisca is float32), scales in parameters,
formulas over whole arrays. OpenFisca knows no missing value: an absent fact is its default, and a flag beside it says
that it is absent, so that `tertahan` can tell whose month waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum, EnumArray
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.facts import Arrays
from benchmarks.names import CRITERIA, UNKNOWN
from benchmarks.tables import predikat_of, ptkp_amount, ter_bands, ter_category
from tepat.lang.types import Category
from tepat.law.packet import EKSPEKTASI, JENIS_PLT, PREDIKAT, PTKP, STATUS_PEGAWAI

MASA = "2024-03"
SINCE = "2024-01-01"
DEADLINE = np.datetime64(date(2024, 4, 5))
WITA_SECONDS = 8 * 3600

Formula = Callable[..., np.ndarray]

Orang = build_entity("orang", "orang_orang", "Pegawai", is_person=True)


def _enum(category: Category) -> Any:
    """The codes of a category in its order, and one more for unknown or absent."""
    return Enum(category.name, {**{code: code for code in category.codes}, "tidak_ada": "tidak_ada"})


Status, Ptkp, Ekspektasi, Predikat, JenisPlt = map(_enum, (STATUS_PEGAWAI, PTKP, EKSPEKTASI, PREDIKAT, JENIS_PLT))
KategoriTer = _enum(Category("kategori_ter", tuple(ter_bands())))

# -- facts ------------------------------------------------------------------------------------------------------------

ENUM_FACTS: Mapping[str, type[Enum]] = {
    "pegawai__status_pegawai": Status,
    "pegawai__ptkp": Ptkp,
    "kinerja__hasil_kerja": Ekspektasi,
    "kinerja__perilaku_kerja": Ekspektasi,
    "kinerja__predikat": Predikat,
    "plt_sebulan__jenis": JenisPlt,
}
BOOL_FACTS = (
    "rusak",
    "cuti_berpengaruh__ada",
    "hukdis_berjalan__ada",
    "plt_sebulan__ada",
    "jabatan__ada",
    "jabatan_plt__ada",
    "kinerja__dinilai",
)
FLAGS = ("disiplin__lengkap", "gaji__lengkap", "plt_sebulan__pasti")
# What one unit of the joined layer counts, in the unit of the law.
FLOAT_FACTS: Mapping[str, float] = {
    **{f"{relation}__{name}": 1 for relation in ("jabatan", "jabatan_plt") for name in CRITERIA},
    **{f"gaji__{name}": 1 for name in ("gaji_kotor", "pph_gaji", "iwp_gaji", "bpjs_gaji")},
    **{f"disiplin__{name}": 0.1 for name in ("hari_kerja", "hari_hadir", "hari_alpa")},
    "disiplin__potongan_persen": 0.0001,
    "cuti_berpengaruh__terkecil__faktor_cuti": 0.1,
}


def prepare_inputs(facts: Arrays) -> dict[str, np.ndarray]:
    """The facts in the types in which OpenFisca holds them; not part of what is measured."""
    inputs = {name: _enum_array(facts[name], kind) for name, kind in ENUM_FACTS.items()}
    inputs |= {name: facts[name] == 1 for name in BOOL_FACTS if name in facts}
    inputs |= {name: (np.maximum(facts[name], 0) * unit).astype("float32") for name, unit in FLOAT_FACTS.items()}
    instant = facts["kinerja__waktu_dinilai"]
    inputs["kinerja__dinilai"] = instant != UNKNOWN
    inputs["kinerja__tanggal_dinilai"] = (instant + WITA_SECONDS).astype("datetime64[s]").astype("datetime64[D]")
    days = ("hari_kerja", "hari_hadir", "hari_alpa", "potongan_persen")
    inputs["disiplin__lengkap"] = np.all([facts[f"disiplin__{name}"] >= 0 for name in days], axis=0)
    salary = ("gaji_kotor", "pph_gaji", "iwp_gaji", "bpjs_gaji")
    inputs["gaji__lengkap"] = np.all([facts[f"gaji__{name}"] >= 0 for name in salary], axis=0)
    inputs["plt_sebulan__pasti"] = facts["plt_sebulan__ada"] >= 0
    return inputs


def as_input(name: str, values: np.ndarray) -> np.ndarray:
    """An input that was stored as a plain array."""
    return EnumArray(values, ENUM_FACTS[name]) if name in ENUM_FACTS else values


def _enum_array(codes: np.ndarray, kind: Any) -> EnumArray:
    return EnumArray(np.where(codes < 0, len(kind) - 1, codes).astype("int16"), kind)


# -- parameters -------------------------------------------------------------------------------------------------------


def _parameters() -> ParameterNode:
    scales = {
        category: {"metadata": {"type": "single_amount"}, "brackets": _brackets(category)} for category in ter_bands()
    }
    caps = {"batas_iuran_peserta": 120_000, "batas_iuran_pemberi_kerja": 480_000}
    return ParameterNode("", data={"ter": scales, **{name: {"values": _since(value)} for name, value in caps.items()}})


def _since(value: float) -> dict[str, dict[str, float]]:
    return {SINCE: {"value": value}}


def _brackets(category: str) -> list[dict[str, object]]:
    """A band begins above the upper bound of the band before."""
    bands = ter_bands()[category]
    starts = [0, *(band.upper or 0 for band in bands[:-1])]
    return [
        {"threshold": _since(start), "amount": _since(band.rate / 10_000)}
        for start, band in zip(starts, bands, strict=True)
    ]


# -- formulas ---------------------------------------------------------------------------------------------------------


def _by_ptkp(values: Mapping[str, float]) -> np.ndarray:
    return np.array([*(values[code] for code in PTKP.codes), 0], dtype="float32")


_PTKP_AMOUNT = _by_ptkp(ptkp_amount())
_PTKP_CATEGORY = np.array(
    [*(list(ter_bands()).index(ter_category()[code]) for code in PTKP.codes), len(ter_bands())], dtype="int16"
)
_SCORE = np.array([1, 1, 0.8, 0.6, 0.4, 0], dtype="float32")
_MATRIX = np.array(
    [
        [PREDIKAT.codes.index(predikat_of()[row, column]) for column in EKSPEKTASI.codes] + [len(PREDIKAT.codes)]
        for row in EKSPEKTASI.codes
    ]
    + [[len(PREDIKAT.codes)] * (len(EKSPEKTASI.codes) + 1)],
    dtype="int16",
)


def _round(value: np.ndarray) -> np.ndarray:
    """Half up."""
    return np.floor(value + 0.5)


def ptkp_setahun(orang: Any, period: Any) -> Any:
    return _PTKP_AMOUNT[orang("pegawai__ptkp", period).view(np.ndarray)]


def kategori_ter(orang: Any, period: Any) -> Any:
    return EnumArray(_PTKP_CATEGORY[orang("pegawai__ptkp", period).view(np.ndarray)], KategoriTer)


def predikat_matriks(orang: Any, period: Any) -> Any:
    rows = orang("kinerja__hasil_kerja", period).view(np.ndarray)
    columns = orang("kinerja__perilaku_kerja", period).view(np.ndarray)
    return EnumArray(_MATRIX[rows, columns], Predikat)


def batas_iuran_peserta(orang: Any, period: Any, parameters: Any) -> Any:
    return np.full(orang.count, parameters(period).batas_iuran_peserta, dtype="float32")


def batas_iuran_pemberi_kerja(orang: Any, period: Any, parameters: Any) -> Any:
    return np.full(orang.count, parameters(period).batas_iuran_pemberi_kerja, dtype="float32")


def ada_faktor_pengganti(orang: Any, period: Any) -> Any:
    return orang("hukdis_berjalan__ada", period) | orang("cuti_berpengaruh__ada", period)


def faktor_pengganti(orang: Any, period: Any) -> Any:
    factor = orang("cuti_berpengaruh__terkecil__faktor_cuti", period)
    return np.where(orang("hukdis_berjalan__ada", period), np.float32(0), factor)


def sudah_dinilai(orang: Any, period: Any) -> Any:
    return orang("kinerja__dinilai", period) & (orang("kinerja__predikat", period) != Predikat.tidak_ada)


def dinilai_tepat_waktu(orang: Any, period: Any) -> Any:
    return orang("sudah_dinilai", period) & (orang("kinerja__tanggal_dinilai", period) <= DEADLINE)


def nilai_produktivitas(orang: Any, period: Any) -> Any:
    score = _SCORE[orang("kinerja__predikat", period).view(np.ndarray)]
    return np.where(orang("dinilai_tepat_waktu", period), score, np.float32(0))


def nilai_disiplin(orang: Any, period: Any) -> Any:
    absent = orang("disiplin__hari_alpa", period) == orang("disiplin__hari_kerja", period)
    return np.where(absent, np.float32(0), np.maximum(0, 1 - orang("disiplin__potongan_persen", period) / 100))


def capaian(orang: Any, period: Any) -> Any:
    weight = np.where(orang("disiplin__hari_hadir", period) < 7, np.float32(0.4), np.float32(0.6))
    return weight * orang("nilai_produktivitas", period) + 0.4 * orang("nilai_disiplin", period)


def bagian_dibayar(orang: Any, period: Any) -> Any:
    has_factor = orang("ada_faktor_pengganti", period)
    return np.where(has_factor, orang("faktor_pengganti", period), orang("capaian", period))


def _base(name: str) -> Formula:
    def formula(orang: Any, period: Any) -> Any:
        own, other = orang(f"jabatan__{name}", period), orang(f"jabatan_plt__{name}", period)
        naik = orang("plt_sebulan__jenis", period) == JenisPlt.naik
        acting = np.where(naik, other, own + 0.2 * other)
        full = np.where(orang("plt_sebulan__ada", period), acting, own)
        return np.where(orang("pegawai__status_pegawai", period) == Status.CPNS, 0.8 * own, full)

    return formula


def _amount(name: str) -> Formula:
    def formula(orang: Any, period: Any) -> Any:
        return _round(orang(f"dasar_{name}", period) * orang("bagian_dibayar", period))

    return formula


def tpp_bruto(orang: Any, period: Any) -> Any:
    return sum(orang(f"tpp_{name}", period) for name in CRITERIA)


def penghasilan_bruto(orang: Any, period: Any) -> Any:
    return orang("gaji__gaji_kotor", period) + orang("tpp_bruto", period)


def tarif_ter(orang: Any, period: Any, parameters: Any) -> Any:
    gross, category, scales = orang("penghasilan_bruto", period), orang("kategori_ter", period), parameters(period).ter
    rate = np.zeros(orang.count, dtype="float32")
    for name in ter_bands():
        here = category == KategoriTer[name]
        rate[here] = scales[name].calc(gross[here], right=True)
    return rate


def pph21(orang: Any, period: Any) -> Any:
    tax = _round(orang("tarif_ter", period) * orang("penghasilan_bruto", period))
    return np.maximum(0, tax - orang("gaji__pph_gaji", period))


def iwp(orang: Any, period: Any) -> Any:
    room = orang("batas_iuran_peserta", period) - orang("gaji__iwp_gaji", period)
    return np.maximum(0, _round(np.minimum(0.01 * orang("tpp_bruto", period), room)))


def bpjs(orang: Any, period: Any) -> Any:
    room = orang("batas_iuran_pemberi_kerja", period) - orang("gaji__bpjs_gaji", period)
    return np.maximum(0, _round(np.minimum(0.04 * orang("tpp_bruto", period), room)))


def tpp_diterima(orang: Any, period: Any) -> Any:
    return orang("tpp_bruto", period) - orang("iwp", period)


def hari_kerja_ada(orang: Any, period: Any) -> Any:
    return orang("ada_faktor_pengganti", period) | (orang("disiplin__hari_kerja", period) > 0)


def belum_dinilai(orang: Any, period: Any) -> Any:
    return orang("ada_faktor_pengganti", period) | orang("sudah_dinilai", period)


def terlambat_dinilai(orang: Any, period: Any) -> Any:
    applies = orang("sudah_dinilai", period) & ~orang("ada_faktor_pengganti", period)
    return ~applies | orang("dinilai_tepat_waktu", period)


def predikat_tidak_sesuai_matriks(orang: Any, period: Any) -> Any:
    own, matrix = orang("kinerja__predikat", period), orang("predikat_matriks", period)
    known = (own != Predikat.tidak_ada) & (matrix != Predikat.tidak_ada)
    return ~known | (own.view(np.ndarray) == matrix.view(np.ndarray))


def predikat_kosong(orang: Any, period: Any) -> Any:
    unrated = orang("kinerja__predikat", period) == Predikat.tidak_ada
    return ~unrated | (orang("predikat_matriks", period) == Predikat.tidak_ada)


def tertahan(orang: Any, period: Any) -> Any:
    status = orang("pegawai__status_pegawai", period)
    cpns, acting = status == Status.CPNS, orang("plt_sebulan__ada", period)
    naik = acting & ~cpns & (orang("plt_sebulan__jenis", period) == JenisPlt.naik)
    position = (orang("jabatan__ada", period) | naik) & (cpns | ~acting | orang("jabatan_plt__ada", period))
    position &= cpns | orang("plt_sebulan__pasti", period)
    measured = orang("ada_faktor_pengganti", period) | orang("disiplin__lengkap", period)
    person = (status != Status.tidak_ada) & (orang("pegawai__ptkp", period) != Ptkp.tidak_ada)
    complete = person & position & measured & orang("gaji__lengkap", period) & orang("hari_kerja_ada", period)
    return orang("rusak", period) | ~complete


ENUM_FORMULAS: Mapping[Formula, type[Enum]] = {kategori_ter: KategoriTer, predikat_matriks: Predikat}
BOOL_FORMULAS: tuple[Formula, ...] = (
    ada_faktor_pengganti,
    sudah_dinilai,
    dinilai_tepat_waktu,
    hari_kerja_ada,
    belum_dinilai,
    terlambat_dinilai,
    predikat_tidak_sesuai_matriks,
    predikat_kosong,
    tertahan,
)
FLOAT_FORMULAS: Mapping[str, Formula] = {
    **{
        formula.__name__: formula
        for formula in (
            batas_iuran_peserta,
            batas_iuran_pemberi_kerja,
            ptkp_setahun,
            faktor_pengganti,
            nilai_produktivitas,
            nilai_disiplin,
            capaian,
            bagian_dibayar,
            tpp_bruto,
            penghasilan_bruto,
            tarif_ter,
            pph21,
            iwp,
            bpjs,
            tpp_diterima,
        )
    },
    **{f"dasar_{name}": _base(name) for name in CRITERIA},
    **{f"tpp_{name}": _amount(name) for name in CRITERIA},
}
OUTPUTS = (*FLOAT_FORMULAS, *(formula.__name__ for formula in (*ENUM_FORMULAS, *BOOL_FORMULAS)))
"""Every variable that is not a fact, by the name it has in Balangan's rules."""

# -- the system -------------------------------------------------------------------------------------------------------


def build_system() -> TaxBenefitSystem:
    """The country package; made once, and not measured."""
    system = TaxBenefitSystem([Orang])
    system.parameters = _parameters()
    for variable in _variables():
        system.add_variable(variable)
    return system


def _variables() -> Iterator[type[Variable]]:
    for name, kind in ENUM_FACTS.items():
        yield _variable(name, Enum, None, kind)
    yield from (_variable(name, bool) for name in (*BOOL_FACTS, *FLAGS))
    yield from (_variable(name, float) for name in FLOAT_FACTS)
    yield _variable("kinerja__tanggal_dinilai", date)
    for formula, kind in ENUM_FORMULAS.items():
        yield _variable(formula.__name__, Enum, formula, kind)
    yield from (_variable(formula.__name__, bool, formula) for formula in BOOL_FORMULAS)
    yield from (_variable(name, float, formula) for name, formula in FLOAT_FORMULAS.items())


def _variable(
    name: str, value_type: type, formula: Formula | None = None, kind: type[Enum] | None = None
) -> type[Variable]:
    attributes: dict[str, Any] = {
        "value_type": value_type,
        "entity": Orang,
        "definition_period": DateUnit.MONTH,
        "label": name,
    }
    if kind is not None:
        attributes |= {"possible_values": kind, "default_value": kind.tidak_ada}
    if formula is not None:
        attributes["formula"] = formula
    return type(name, (Variable,), attributes)


def new_simulation(system: TaxBenefitSystem, people: int) -> Simulation:
    """A simulation of so many people without any fact."""
    return SimulationBuilder().build_default_simulation(system, people)


def run_month(
    simulation: Simulation, inputs: Mapping[str, np.ndarray], outputs: Sequence[str]
) -> dict[str, np.ndarray]:
    """What is measured: every input set, every variable of ``outputs`` calculated and kept."""
    for name, values in inputs.items():
        simulation.set_input(name, MASA, values)
    return {name: simulation.calculate(name, MASA) for name in outputs}
