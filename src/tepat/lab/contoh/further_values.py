"""Values of columns that a rule book declares beside the contract's: by name where it is known, else by type.

A value that the region's own type does not take (a code outside its domain) is drawn by type instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tepat.lab.contoh.dice import Dice
from tepat.lab.contoh.facts import Month
from tepat.lab.contoh.kinds import Title
from tepat.lab.contoh.region import Unit
from tepat.lang.calendar import Masa
from tepat.lang.types import BOOLEAN, DATE, INSTANT, Category, Number
from tepat.lang.types import Unit as Measure
from tepat.law.packet import Column, Empty

_SCHOOLS, _HEALTH = ("SD", "SMP"), ("RSUD", "PKM")


@dataclass(frozen=True)
class Subject:
    """What a value is of: a unit, a position in it, a person in that, a day or an item of theirs."""

    masa: Masa
    unit: Unit | None = None
    which: int = 0
    month: Month | None = None
    day: date | None = None

    @property
    def title(self) -> Title | None:
        """The position."""
        return self.unit.kind.titles[self.which] if self.unit else None

    @property
    def is_pejabat(self) -> bool:
        """Whether the position is a post of one holder."""
        return self.unit is not None and self.which < len(self.unit.kind.pejabat)

    @property
    def prefix(self) -> str:
        """The kind of unit."""
        return self.unit.kind.prefix if self.unit else ""


Known = Callable[[Subject, Dice], str]


def _yes(answer: bool) -> str:
    return "ya" if answer else "tidak"


def _named(subject: Subject, *words: str) -> bool:
    return subject.title is not None and any(word in subject.title.nama for word in words)


def _group(subject: Subject) -> str:
    """Struktural, fungsional or pelaksana."""
    if subject.is_pejabat:
        return "struktural"
    return "jft" if subject.title is not None and subject.title.is_functional else "pelaksana"


def _eselon(subject: Subject, _: Dice) -> str:
    if not subject.is_pejabat or subject.title is None or subject.prefix in (*_SCHOOLS, "PKM"):
        return "bukan"
    return "II" if subject.title.kelas >= 13 else "III" if subject.title.kelas >= 11 else "IV"


_ROLES = (
    ("Sekretaris Daerah", "sekda"),
    ("Kepala Puskesmas", "kepala_puskesmas"),
    ("Lurah", "lurah"),
    ("Dokter Spesialis", "dokter_spesialis"),
    ("Dokter", "dokter_umum"),
    ("Radiografer", "radiografer"),
    ("Guru", "guru"),
)
_STAFF_GROUPS = (
    ("Dokter Spesialis", "spesialis"),
    ("Dokter", "medis"),
    ("Guru", "guru"),
    ("Kepala Sekolah", "kepala_sekolah"),
)


def _first_named(subject: Subject, pairs: tuple[tuple[str, str], ...], other: str) -> str:
    return next((code for name, code in pairs if _named(subject, name)), other)


_UNIT_GROUPS = {
    "RSUD": "rsud rumah_sakit",
    "PKM": "puskesmas",
    "KEC": "kecamatan",
    "KEL": "kelurahan",
    "INSP": "inspektorat",
    "SD": "sekolah",
    "SMP": "sekolah",
}
_POSITION_GROUPS = {"struktural": "pimpinan", "jft": "fungsional", "pelaksana": "pelaksana"}


def _unit_group(subject: Subject, _: Dice) -> str:
    return f"{_UNIT_GROUPS.get(subject.prefix, '')} umum lainnya"


def _started(subject: Subject, _: Dice) -> str:
    month = subject.month
    if month is None:
        return ""
    return (month.moved if month.event == "masuk" and month.moved else month.person.diangkat).isoformat()


def _made_pns(subject: Subject, _: Dice) -> str:
    month = subject.month
    if month is None or month.person.status != "PNS":
        return ""
    return month.person.diangkat.replace(year=month.person.diangkat.year + 1).isoformat()


def _salary(name: str) -> Known:
    return lambda subject, _: str(getattr(subject.month.salary, name)) if subject.month else ""


def _between(low: int, high: int) -> Known:
    return lambda _, dice: str(dice.between(low, high))


def _seldom(one_in: int, value: Known) -> Known:
    """Zero for most."""
    return lambda subject, dice: value(subject, dice) if dice.below(one_in) == 0 else "0"


def _said(*answers: str) -> Known:
    return lambda _, dice: dice.pick(answers)


def _if_event(*events: str) -> Known:
    return lambda subject, _: _yes(subject.month is not None and subject.month.event in events)


def _at(hour: int, minute: int) -> Known:
    return lambda subject, _: f"{subject.day or subject.masa.first}T{hour:02d}:{minute:02d}:00"


def _base(subject: Subject, _: Dice) -> str:
    return str(sum(subject.title.amounts(subject.unit.kind.kondisi)[:2])) if subject.title and subject.unit else "0"


KNOWN: Mapping[str, Known] = {
    "jenis_jabatan": lambda subject, _: _group(subject),
    "eselon": _eselon,
    "rumpun": lambda subject, _: (
        "kesehatan" if subject.prefix in _HEALTH else "pendidikan" if subject.prefix in _SCHOOLS else "lain"
    ),
    "peran": lambda subject, _: _first_named(subject, _ROLES, "lain"),
    "kelas_bawahan": lambda subject, _: "7" if subject.is_pejabat else "0",
    "banyak_bendahara": lambda subject, _: _yes_number(_named(subject, "Subbagian Keuangan")),
    "dokter_spesialis": lambda subject, _: _yes(_named(subject, "Dokter Spesialis")),
    "nilai_jabatan": lambda subject, _: str(150 * (subject.title.kelas if subject.title else 1) + 200),
    "pengali_gaji": lambda _, dice: f"1.{dice.between(0, 99):02d}",
    "persen_beban_kerja": _said("40"),
    "persen_prestasi_kerja": _said("60"),
    "persen_kondisi_kerja": lambda subject, _: "10" if subject.unit and subject.unit.kind.kondisi else "0",
    "pengguna_anggaran": lambda subject, _: _yes(subject.is_pejabat and subject.which == 0),
    "kelompok": lambda subject, _: _POSITION_GROUPS[_group(subject)],
    "kelompok_unit": _unit_group,
    "kelompok_tenaga": lambda subject, _: _first_named(
        subject, _STAFF_GROUPS, "kesehatan_lain" if subject.prefix in _HEALTH else "lainnya"
    ),
    "sekolah_terpencil": lambda subject, dice: _yes(subject.prefix in _SCHOOLS and dice.below(10) == 0),
    "blud": lambda subject, _: _yes(subject.prefix == "RSUD"),
    "seunit": _said("ya"),
    "ada_pejabat_definitif": _said("tidak"),
    "pajak_dipotong": _said("ya"),
    "dibayar_tpp": _said("ya"),
    "mulai_bertugas": _started,
    "diangkat_pns": _made_pns,
    "golongan_pajak": lambda subject, _: subject.month.person.golongan.split("/")[0] if subject.month else "",
    "cara_zakat": _said("tidak", "tidak", "persen", "tetap"),
    "potongan_bulog": _seldom(10, _between(50_000, 150_000)),
    "tugas_tambahan": lambda subject, _: _yes(_named(subject, "Bendahara")),
    "tambahan_rupiah": _seldom(20, _between(250_000, 750_000)),
    "gaji_pokok": _salary("gaji_pokok"),
    "tunjangan_keluarga": _salary("tunjangan_keluarga"),
    "dasar_iuran_gaji": _salary("dasar_iuran"),
    "macam": _between(1, 3),
    "menit_kegiatan": _between(4_000, 7_500),
    "menit_keluar": _seldom(50, _between(10, 120)),
    "siang": _at(12, 30),
    "apel": _at(7, 25),
    "apel_terlewat": _seldom(10, _between(1, 3)),
    "tanpa_pakaian_dinas": _seldom(30, _between(1, 2)),
    "besaran_dasar": _base,
    "indikator": lambda subject, _: "A" if subject.prefix in (*_HEALTH, *_SCHOOLS) else "AK",
    "nilai_plt": _said("0"),
    "kurang_7_hari": _if_event("hadir_kurang_7"),
    "cuti_alpa_sebulan": _if_event("alpa_sebulan", "cuti_melahirkan", "cltn", "mpp", "titipan"),
    "jumlah_kegiatan": _between(18, 45),
    "dokumen_lengkap": lambda _, dice: _yes(dice.below(50) > 0),
    "wajib_lhkpn": lambda subject, _: _yes(subject.title is not None and subject.title.kelas >= 12),
    "lhkpn_dilaporkan": lambda subject, _: f"{subject.masa.first.year}-01-{15:02d}",
    "jam_pelatihan": lambda subject, dice: str(2 * subject.masa.first.month + dice.below(20)),
    "sisa_tgr": _seldom(100, _between(1_000_000, 20_000_000)),
    "angsuran_tgr": _said("0"),
    "hari_alpa_setahun": _seldom(10, _between(1, 12)),
    "kelas_hukuman": lambda subject, _: str(max((subject.title.kelas if subject.title else 2) - 1, 1)),
    "disetujui": _said("ya"),
    "tarif_keuangan": _said("0", "0.5", "1.25", "5"),
    "iuran_diketik": _salary("iwp_gaji"),
    "banyak": _seldom(12, _between(1, 3)),
    "nilai": _between(75, 100),
    "target": _said("10"),
    "realisasi": _between(7, 10),
    "menit_aktivitas": _between(240, 420),
    "menit": _between(5_000, 8_000),
    "hari": _between(15, 20),
    "jumlah_thr": _base,
    "potongan_sebulan": _between(50_000, 500_000),
    "lama_angsuran": _said("", "12", "24", "36"),
    "ipk": lambda _, dice: f"3.{dice.below(100):02d}",
    "bagian_tugas": _said("20"),
    "hari_bertugas": _between(5, 15),
    "arah": lambda subject, _: subject.month.event if subject.month else "",
    "nama_koperasi": _said("Koperasi Tanjung Sejahtera", "Koperasi Guru"),
    "alasan_tunda": _said("laporan kekayaan belum masuk"),
}
_RARELY_TRUE = 20


def _yes_number(answer: bool) -> str:
    return str(int(answer))


def draw(column: Column, subject: Subject, dice: Dice) -> str:
    """The text of a cell."""
    known = KNOWN.get(column.name)
    found = known(subject, dice) if known else ""
    # Of a category several codes may be named, of which regions know one or the other.
    names = found.split() if isinstance(column.type, Category) else [found]
    fitting = next((text for text in names if _fits(column, text)), None)
    return _by_type(column, subject, dice) if fitting is None else fitting


def _codes(column: Column) -> tuple[str, ...]:
    return column.type.codes if isinstance(column.type, Category) else ()


def _fits(column: Column, text: str) -> bool:
    """Whether the column takes the text: a code of its domain, or an empty cell where that means nothing is there."""
    if not text:
        return column.name in KNOWN and column.empty in (Empty.ABSENT, Empty.ZERO)
    return not _codes(column) or text in _codes(column)


def _by_type(column: Column, subject: Subject, dice: Dice) -> str:
    kind = column.type
    if isinstance(kind, Category):
        return dice.pick(kind.codes) if kind.codes else str(subject.masa)
    if isinstance(kind, Number):
        return _number(kind, dice)
    if kind == BOOLEAN:
        return _yes(dice.below(_RARELY_TRUE) == 0)
    if kind == DATE:
        return _date(column, subject, dice)
    if kind == INSTANT:
        return _at(12, 0)(subject, dice)
    return f"{column.name}-{dice.between(1, 9)}"


# The usual span of a number that nothing is known of but its unit.
_SPANS = {
    Measure.RUPIAH: (0, 500_000),
    Measure.PERSEN: (50, 100),
    Measure.HARI: (0, 3),
    Measure.MENIT: (0, 60),
    Measure.BULAN: (1, 12),
}


def _number(kind: Number, dice: Dice) -> str:
    """A whole number of the unit within its bounds; a cell holds percent, the type the ratio."""
    scale = kind.scale - 2 if kind.unit is Measure.PERSEN else kind.scale
    lowest, highest = -(-kind.lo // 10**scale), kind.hi // 10**scale
    low, high = _SPANS.get(kind.unit, (lowest, lowest + 10))
    low = min(max(low, lowest), highest)
    return str(dice.between(low, min(max(high, low), highest)))


def _date(column: Column, subject: Subject, dice: Dice) -> str:
    """An end lies after the month or is still open, a beginning before it; any other day within it."""
    name, masa = column.name, subject.masa
    if any(word in name for word in ("selesai", "sampai")):
        return "" if column.empty is Empty.ABSENT else (masa.last + timedelta(dice.between(1, 90))).isoformat()
    if "mulai" in name:
        return (masa.first - timedelta(dice.between(0, 90))).isoformat()
    return (subject.day or masa.first + timedelta(dice.below(masa.last.day))).isoformat()
