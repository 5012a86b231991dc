"""A row of the log as people read it: what, of whom, from which value to which, when, why and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tepat.web.apps.audit.models import Perubahan
from tepat.web.apps.kepegawaian.selectors import (
    Names,
    day_of,
    fields_of,
    label_of,
    model_of,
    names_for,
    period_words,
    words,
)
from tepat.web.common.labels import capital, code_text, kind_text
from tepat.web.common.today import today

Cells = Mapping[str, Any]
_DAYS = ("mulai", "selesai")

# What a record is called in the log; one that is not here goes by its model's own name.
RECORDS: dict[str, Any] = {
    "kepegawaian.pegawai": gettext_lazy("Pegawai"),
    "kepegawaian.statuspegawai": gettext_lazy("Status dan golongan"),
    "kepegawaian.penempatan": gettext_lazy("Penempatan"),
    "kepegawaian.plt": gettext_lazy("Pelaksana tugas"),
    "kepegawaian.cuti": gettext_lazy("Cuti"),
    "kepegawaian.hukdis": gettext_lazy("Hukuman disiplin"),
    "kepegawaian.ptkp": gettext_lazy("PTKP"),
    "kepegawaian.rekening": gettext_lazy("Rekening"),
    "kepegawaian.atasan": gettext_lazy("Atasan penilai"),
    "kepegawaian.unit": gettext_lazy("Unit"),
    "kepegawaian.riwayatunit": gettext_lazy("Riwayat unit"),
    "kepegawaian.jabatan": gettext_lazy("Jabatan"),
    "kepegawaian.nilaijabatan": gettext_lazy("Kelas dan besaran jabatan"),
    "kepegawaian.faktatambahan": gettext_lazy("Fakta tambahan"),
    "kinerja.penilaian": gettext_lazy("Penilaian"),
    "pembayaran.gaji": gettext_lazy("Gaji"),
    "presensi.pinperangkat": gettext_lazy("PIN mesin presensi"),
    "presensi.izin": gettext_lazy("Izin"),
    "presensi.koreksi": gettext_lazy("Koreksi presensi"),
    "tpp.perhitungan": gettext_lazy("Perhitungan"),
    "tpp.lembar": gettext_lazy("Lembar SKPD"),
    "tpp.pemeriksaan": gettext_lazy("Pemeriksaan"),
    "akun.pengguna": gettext_lazy("Akun"),
    "akun.peran": gettext_lazy("Peran"),
}
ACTIONS: dict[str, Any] = {
    "tambah": gettext_lazy("ditambah"),
    "ubah": gettext_lazy("diubah"),
    "hapus": gettext_lazy("dihapus"),
    "langkah": gettext_lazy("langkah"),
    "unduh": gettext_lazy("diunduh"),
}


@dataclass(frozen=True)
class Difference:
    """A column before and after, in words."""

    label: str
    lama: str
    baru: str


@dataclass(frozen=True)
class Told:
    """A row of the log in words; ``isi`` says in one line what happened."""

    id: int
    waktu: datetime
    siapa: str
    judul: str
    isi: str
    alasan: str
    pegawai_id: int | None
    pegawai: str
    masa: str
    kumpulan: str
    catatan: str
    kunci: str
    tindakan: str
    rinci: tuple[Difference, ...]


def record_label(catatan: str) -> str:
    """What a kind of record is called."""
    if catatan in RECORDS:
        return str(RECORDS[catatan])
    model = model_of(catatan)
    return capital(kind_text(model)) if model else catatan


def told_changes(rows: Iterable[Perubahan]) -> list[Told]:
    """Rows of the log in words: a query for each kind of thing that they point at, however many rows."""
    found = list(rows)
    names = names_for((model_of(row.catatan), cells) for row in found for cells in (row.lama, row.baru))
    return [_told(row, names) for row in found]


def _told(row: Perubahan, names: Names) -> Told:
    fields = fields_of(model_of(row.catatan))
    parts = tuple(_differences(row.lama or {}, row.baru or {}, fields, names))
    title = f"{record_label(row.catatan)} {ACTIONS.get(row.tindakan, row.tindakan)}"
    return Told(
        row.pk,
        row.waktu,
        row.pengguna.get_full_name() if row.pengguna else _("program"),
        title,
        _line(row, parts),
        row.alasan,
        row.pegawai_id,
        row.pegawai.nama if row.pegawai else "",
        row.masa,
        str(row.kumpulan) if row.kumpulan else "",
        row.catatan,
        row.kunci,
        row.tindakan,
        parts,
    )


def _differences(old: Cells, new: Cells, fields: Mapping[str, Any], names: Names) -> Iterable[Difference]:
    # As the model has them: PostgreSQL keeps the names of a JSON object in an order of its own.
    known = [name for name in fields if name in old or name in new]
    for name in (*known, *sorted((set(old) | set(new)) - set(known))):
        before, after = old.get(name), new.get(name)
        if before == after or name == "pegawai_id":
            continue
        item = fields.get(name)
        label = label_of(item) if item is not None else capital(code_text(name))
        yield Difference(
            label,
            _words(item, before, names, day_of(old, today())),
            _words(item, after, names, day_of(new, today())),
        )


def _words(item: Any, content: Any, names: Names, day: date) -> str:
    if item is None or content is None:
        return "" if content is None else str(content)
    return words(item, content, names, day)


def _line(row: Perubahan, parts: tuple[Difference, ...]) -> str:
    """In one line: “Golongan III/a → III/b, berlaku sejak 1 April 2024”."""
    cells = row.baru or row.lama or {}
    fields = fields_of(model_of(row.catatan))
    days = {label_of(fields[name]) for name in _DAYS if name in fields}
    has_both = row.lama is not None and row.baru is not None
    said = [_said(item, has_both) for item in parts if item.label not in days and (item.lama or item.baru)]
    return ", ".join([*said, *filter(None, [_days_words(row, has_both) or period_words(cells)])])


def _said(item: Difference, has_both: bool) -> str:
    if has_both:
        return f"{item.label} {item.lama or '—'} → {item.baru or '—'}"
    return f"{item.label} {item.baru or item.lama}"


def _days_words(row: Perubahan, has_both: bool) -> str:
    old, new = row.lama or {}, row.baru or {}
    if not has_both or all(old.get(name) == new.get(name) for name in _DAYS):
        return ""
    return _("%(baru)s (semula %(lama)s)") % {"baru": period_words(new), "lama": period_words(old)}
