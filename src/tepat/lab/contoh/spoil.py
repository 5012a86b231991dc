"""How each kind of dirt damages the rows of its person; see `dirt` for what it means and what tells it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from tepat.lab.contoh.people import Person
from tepat.lang.calendar import Masa
from tepat.law.packet import PACKET

Rows = dict[str, list[list[str]]]
# What now stands in the file, for whoever looks for it.
Spoiler = Callable[[Rows, Person, Masa], str]

_SPREADSHEET_DAY_0 = date(1899, 12, 30)
_SLIP = timedelta(hours=7)


def _at(file: str, column: str) -> int:
    return PACKET[file].names.index(column)


def _cell(file: str, column: str, change: Callable[[str, Person, Masa], str]) -> Spoiler:
    """Another text in one cell."""

    def spoil(rows: Rows, person: Person, masa: Masa) -> str:
        row, at = rows[file][0], _at(file, column)
        row[at] = change(row[at], person, masa)
        return row[at]

    return spoil


def _without(*files: str) -> Spoiler:
    """No row in these files."""

    def spoil(rows: Rows, person: Person, masa: Masa) -> str:
        for file in files:
            rows[file] = []
        return ""

    return spoil


def _twice(file: str, column: str, change: Callable[[str, Person, Masa], str]) -> Spoiler:
    """A second row, with another text in one cell."""

    def spoil(rows: Rows, person: Person, masa: Masa) -> str:
        rows[file].append(list(rows[file][0]))
        return _cell(file, column, change)(rows, person, masa)

    return spoil


def _swapped_numbers(rows: Rows, person: Person, masa: Masa) -> str:
    row = rows["pegawai"][0]
    row[0], row[_at("pegawai", "npwp")] = person.nik, person.nip
    return person.nik


def _ends_before_it_begins(rows: Rows, person: Person, masa: Masa) -> str:
    row = rows["cuti"][0]
    begin, end = _at("cuti", "mulai"), _at("cuti", "selesai")
    row[begin], row[end] = (date.fromisoformat(row[end]) + timedelta(1)).isoformat(), row[begin]
    return row[end]


def _a_day_early(rows: Rows, person: Person, masa: Masa) -> str:
    row = rows["cuti"][0]
    for at in (_at("cuti", "mulai"), _at("cuti", "selesai")):
        row[at] = (date.fromisoformat(row[at]) - timedelta(1)).isoformat()
    return row[_at("cuti", "mulai")]


def _zeroed(text: str, person: Person, masa: Masa) -> str:
    return f"{text[:15]}000"


def _of_another_unit(text: str, person: Person, masa: Masa) -> str:
    return "SETDA-001" if text != "SETDA-001" else "BAG-001"


def indonesian(amount: int) -> str:
    """The amount as an Indonesian spreadsheet shows it: ``5.188.640,00``."""
    return f"{amount:,}".replace(",", ".") + ",00"


def _percent_with_comma(text: str) -> str:
    return text.replace(".", ",") if "." in text else f"{text},00"


def _printed(nip: str) -> str:
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"


def _slipped(text: str) -> str:
    """The moment seven hours later, in the form it was written."""
    later = (datetime.fromisoformat(text) + _SLIP).isoformat()
    return later.replace("+00:00", "Z") if text.endswith("Z") else later


def _spreadsheet_day(text: str) -> str:
    return str((date.fromisoformat(text) - _SPREADSHEET_DAY_0).days)


SPOILERS: Mapping[str, Spoiler] = {
    "disiplin_tiada": _without("disiplin"),
    "potongan_kosong": _cell("disiplin", "potongan_persen", lambda *_: ""),
    "gaji_tiada": _without("gaji"),
    "ptkp_kosong": _cell("pegawai", "ptkp", lambda *_: ""),
    "pensiun_terdaftar": _without("disiplin", "gaji", "kinerja"),
    "nip_ilmiah": _cell("gaji", "nip", lambda nip, *_: f"{nip[0]}.{nip[1:6]}E+17"),
    "nip_lima_belas": _cell("gaji", "nip", _zeroed),
    "nip_pegawai_rusak": _cell("pegawai", "nip", _zeroed),
    "nip_berspasi": _cell("disiplin", "nip", lambda nip, *_: _printed(nip)),
    "nik_nip_tertukar": _swapped_numbers,
    "nik_di_kinerja": _cell("kinerja", "nip", lambda _, person, __: person.nik),
    "nik_diisi_nol": _cell("gaji", "nip", lambda _, person, __: f"00{person.nik}"),
    "npwp_nol_hilang": _cell("pegawai", "npwp", lambda _, person, __: person.nik[2:]),
    "ganda_sama": _twice("gaji", "nip", lambda nip, *_: nip),
    "ganda_beda": _twice("disiplin", "potongan_persen", lambda text, *_: str(int(text.split(".")[0]) + 1)),
    "dua_unit": _twice("pegawai", "kode_unit", _of_another_unit),
    "jabatan_lama": _cell("pegawai", "kode_jabatan", lambda code, *_: f"LAMA-{code}"),
    "unit_lama": _cell("pegawai", "kode_unit", lambda code, *_: f"LAMA-{code}"),
    "cpns_basi": _cell("pegawai", "status_pegawai", lambda *_: "CPNS"),
    "pimpinan_tanpa_penilaian": _without("kinerja"),
    "waktu_bergeser": _cell("kinerja", "waktu_dinilai", lambda text, *_: _slipped(text)),
    "sehari_lebih_awal": _a_day_early,
    "angka_indonesia": _cell("gaji", "gaji_kotor", lambda text, *_: indonesian(int(text))),
    "persen_koma": _cell("disiplin", "potongan_persen", lambda text, *_: _percent_with_comma(text)),
    "rupiah_pecahan": _cell("gaji", "gaji_kotor", lambda text, *_: f"{text}.50"),
    "predikat_salah_eja": _cell("kinerja", "predikat", lambda *_: "baek"),
    "predikat_huruf_besar": _cell("kinerja", "predikat", lambda *_: "Baik"),
    "status_salah_eja": _cell("pegawai", "status_pegawai", lambda *_: "Pns"),
    "tanggal_indonesia": _cell("cuti", "mulai", lambda text, *_: f"{text[8:]}/{text[5:7]}/{text[:4]}"),
    "tanggal_excel": _cell("cuti", "mulai", lambda text, *_: _spreadsheet_day(text)),
    "bulan_13": _cell("kinerja", "periode", lambda _, __, masa: f"{masa.year:04d}-13"),
    "tanggal_terbalik": _ends_before_it_begins,
    "hari_berlebih": _cell("disiplin", "hari_hadir", lambda *_: "31"),
}
