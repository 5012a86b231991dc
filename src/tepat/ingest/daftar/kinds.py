"""The lists that can be uploaded: which contract each has, what it is called, and which columns it must have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from tepat.engine.entrance.cells import written_bound
from tepat.ingest.daftar.aliases import ACTING, ALIASES, LAPORAN_TITLES, REKAP_TITLES, STATED_MONTH
from tepat.ingest.daftar.contracts import CONTRACTS
from tepat.lang.types import BOOLEAN, DATE, INSTANT, Category, Number
from tepat.law.packet import KINERJA, TEXT, Column, Empty, FactFile

Titles = Mapping[str, tuple[str, ...]]
REKAP, LAPORAN = "ekinerja_bulanan", "ekinerja_laporan"

_LABELS: Mapping[str, tuple[str, str]] = {
    "pegawai": ("Daftar pegawai", "Master list of employees"),
    "jabatan": ("Daftar jabatan", "List of positions"),
    "unit": ("Daftar unit kerja", "List of units"),
    "kinerja": ("Penilaian kinerja", "Performance ratings"),
    "disiplin": ("Rekap disiplin", "Discipline recap"),
    "harian": ("Buku harian presensi", "Day ledger of attendance"),
    "apel": ("Apel dan upacara", "Roll-calls and ceremonies"),
    "pembayaran": ("Pembayaran sebelumnya", "Earlier payments"),
    "gaji": ("Daftar gaji", "Salary list"),
    "plt": ("Penugasan Plt", "Acting posts"),
    "cuti": ("Cuti dan pembebasan tugas", "Long leave"),
    "hukdis": ("Hukuman disiplin", "Disciplinary punishments"),
    "perangkat": ("Perangkat presensi", "Attendance devices"),
    "pin": ("PIN pegawai pada perangkat", "PINs on devices"),
    "pola": ("Pola kerja", "Patterns of work"),
    "jadwal": ("Jadwal unit dan pegawai", "Schedules"),
    "roster": ("Roster tugas bergilir", "Shift roster"),
    "kalender": ("Kalender libur daerah", "Regional holidays"),
    "izin": ("Cuti, izin dan tugas luar", "Leave and duties elsewhere"),
    "koreksi": ("Koreksi jam presensi", "Corrections of punches"),
    "gangguan": ("Gangguan perangkat", "Outages of devices"),
    "riwayat": ("Riwayat ketidakhadiran", "Absence in earlier months"),
    "rekening": ("Rekening bank pegawai", "Bank accounts"),
    "atasan": ("Atasan langsung", "Superiors"),
    "penempatan": ("Penempatan pegawai", "Holders of positions"),
    "ptkp": ("Status PTKP", "Tax status (PTKP)"),
    "status_pegawai": ("Status dan golongan pegawai", "Status and grade of employees"),
    REKAP: ("Rekap Penilaian e-Kinerja BKN", "BKN e-Kinerja Rekap Penilaian"),
    LAPORAN: ("Laporan Penilaian SKP e-Kinerja BKN", "BKN e-Kinerja Laporan Penilaian SKP"),
}
# Without these a list says nothing, though its contract lets a single cell of them be empty.
_POINT: Titles = {
    "pegawai": ("nama",),
    "unit": ("nama_unit",),
    "gaji": ("gaji_kotor",),
    "disiplin": ("hari_kerja", "potongan_persen"),
}
# Lists of one month, which may state it above the table or in columns of its own.
_MONTHLY = frozenset({"gaji", "disiplin", "kinerja"})
# What the example in a template says; a column that is not here says the first value of its type.
_EXAMPLE: Mapping[str, str] = {
    "nip": "190001011920011001",
    "nip_atasan": "190101011921011001",
    "nama": "PEGAWAI CONTOH A",
    "atas_nama": "PEGAWAI CONTOH A",
    "golongan": "III/a",
    "kode_unit": "UNIT-01",
    "nama_unit": "BAGIAN CONTOH",
    "jenis_unit": "bagian",
    "kode_jabatan": "JAB-001",
    "nama_jabatan": "PENELAAH CONTOH",
    "kelas_jabatan": "7",
    "hari_kerja": "22",
    "hari_hadir": "21",
    "hari_alpa": "1",
    "gaji_kotor": "4500000",
    "potongan_gaji": "450000",
    "predikat": "baik",
    "perangkat": "MESIN-01",
    "pin": "0012",
    "kode_pola": "REGULER",
    "hari": "1-4",
    "masuk": "07:30",
    "pulang": "16:00",
    "masa": "2026-01",
    "periode": "2026-01",
    "jenis": "cuti_besar",
    "jenis_run": "reguler",
    "variabel": "tpp_bruto",
    "nilai": "1000000",
    "bank": "BANK CONTOH",
    "nomor_rekening": "0001234567",
    "selesai": "",
}
# What only one list says so.
_OWN_EXAMPLE: Mapping[str, Mapping[str, str]] = {
    "apel": {"jenis": "apel", "hadir": "ya"},
    "jadwal": {"nip": ""},
    "gangguan": {"kode_unit": "", "alasan": "listrik padam"},
    "kinerja": {"hasil_kerja": "sesuai_ekspektasi", "perilaku_kerja": "sesuai_ekspektasi", "capaian_persen": ""},
    "jabatan": {"beban_kerja": "1500000", "prestasi_kerja": "1000000"},
}
# An outage begins and ends at a minute.
_MOMENTS: Mapping[str, str] = {"mulai": "2026-01-05 08:00", "selesai": "2026-01-05 10:00"}


@dataclass(frozen=True)
class ListKind:
    """One list that can be uploaded.

    Parameters
    ----------
    name : under which it is asked for
    label : what people call it, in Indonesian and English
    contract : its columns, and what a row is of
    required : columns that must stand in the header
    titles : every title under which a column is known
    control : further columns that decide about a row and are no part of it
    monthly : it is of one month
    """

    name: str
    label: tuple[str, str]
    contract: FactFile
    required: tuple[str, ...]
    titles: Titles
    control: Titles = field(default_factory=dict)
    monthly: bool = False

    @property
    def grain(self) -> str:
        """What one row is of."""
        return self.contract.grain

    @property
    def is_report(self) -> bool:
        """A report of another application, not a list that an office keeps: it has no template."""
        return self.name in {REKAP, LAPORAN}

    @property
    def example(self) -> Mapping[str, str]:
        """One row of an invented person, as a template shows it."""
        own = _OWN_EXAMPLE.get(self.name, {})
        return {column.name: own.get(column.name, _example(column)) for column in self.contract.columns}


def list_kinds() -> Sequence[ListKind]:
    """Every list that can be uploaded."""
    return tuple(_kinds().values())


def find_kind(name: str) -> ListKind:
    """The list of that name; KeyError where there is none."""
    return _kinds()[name]


@cache
def _kinds() -> Mapping[str, ListKind]:
    kinds = [_report(REKAP, REKAP_TITLES), _report(LAPORAN, LAPORAN_TITLES, ACTING)]
    kinds[:0] = [_plain(name, contract) for name, contract in CONTRACTS.items()]
    ordered = sorted(kinds, key=lambda kind: list(_LABELS).index(kind.name))
    return {kind.name: kind for kind in ordered}


def _plain(name: str, contract: FactFile) -> ListKind:
    titles = {column: (column, *ALIASES.get(column, ())) for column in contract.names}
    monthly = name in _MONTHLY
    control = STATED_MONTH if monthly else {}
    return ListKind(name, _LABELS[name], contract, _required(name, contract), titles, control, monthly)


def _report(name: str, titles: Titles, control: Titles | None = None) -> ListKind:
    required = tuple(column for column in titles if column != "waktu_dinilai")
    return ListKind(name, _LABELS[name], KINERJA, required, titles, control or {}, monthly=True)


def _required(name: str, contract: FactFile) -> tuple[str, ...]:
    """Columns that may not be empty, those whose emptiness is a zero, and those the list is about.

    A column that is lacking must not become rupiah: without a title that was misspelt, its amounts would be nought.
    """
    strict = {Empty.REFUSED, Empty.ZERO}
    needed = {column.name for column in contract.columns if column.empty in strict} - contract.dispensable
    needed.update(_POINT.get(name, ()))
    return tuple(column for column in contract.names if column in needed)


def _example(column: Column) -> str:
    kind = column.type
    if isinstance(kind, Category) and kind.codes:
        own = _EXAMPLE.get(column.name, "")
        return own if own in kind.codes else kind.codes[0]
    if kind == INSTANT:
        return "2026-02-03 10:00:00" if column.name == "waktu_dinilai" else "2026-01-05 07:30:00"
    if column.type == TEXT and column.name in _MOMENTS:
        return _MOMENTS[column.name]
    if column.name in _EXAMPLE:
        return _EXAMPLE[column.name]
    if isinstance(kind, Number):
        return written_bound(kind, max(kind.lo, 0)).split(".")[0]
    return "2026-01-01" if kind == DATE else "tidak" if kind == BOOLEAN else ""
