"""What the pages of imports show: plain values for the components."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tepat.ingest.upload import MACHINES
from tepat.web.apps.impor.kinds import INTAKE, LABELS, REPORTS, label_of
from tepat.web.apps.impor.models import BarisMasuk, BerkasMasuk, Kumpulan, TemuanImpor
from tepat.web.ui.parts import Cell, Column, Confirm, Empty, FindingItem, Link, Row, Stat, Table, row

SHOWN_FINDINGS = 200
_SHORT = 12


def crumbs(here: str) -> tuple[Link, ...]:
    """The way to a page below the list."""
    return Link(_("Impor"), reverse("impor_daftar")), Link(here)


def crumbs_of(batch: Kumpulan) -> tuple[Link, ...]:
    """The way to a decision on a batch."""
    above = Link(f"{label_of(batch.jenis)} #{batch.pk}", reverse("impor_kumpulan", args=[batch.pk]))
    return Link(_("Impor"), reverse("impor_daftar")), above, Link(_("Keputusan"))


def batch_table(batches: Iterable[Kumpulan]) -> Table:
    """Batches, the newest first."""
    columns = (
        Column(_("Kumpulan"), primary=True),
        Column(_("Masa"), "masa"),
        Column(_("Unit")),
        Column(_("Status"), "status"),
        Column(_("Masuk"), "angka"),
        Column(_("Ditolak"), "angka"),
        Column(_("Diunggah"), "tanggal"),
    )
    return Table(_("Kumpulan berkas yang diunggah"), columns, tuple(_batch_row(batch) for batch in batches))


def _batch_row(batch: Kumpulan) -> Row:
    counts = batch.hitungan
    return row(
        Cell(f"{label_of(batch.jenis)} #{batch.pk}", note=batch.keterangan),
        batch.masa or None,
        batch.unit.kode_unit if batch.unit else _("Seluruh daerah"),
        batch.status,
        counts.get("baru", 0) + counts.get("ubah", 0) if counts else None,
        counts.get("ditolak") if counts else None,
        Cell(batch.dibuat_at, note=str(batch.dibuat_oleh.get_full_name())),
        url=reverse("impor_kumpulan", args=[batch.pk]),
        mute=batch.status in {Kumpulan.Status.DIBUANG, Kumpulan.Status.DIBATALKAN},
    )


def no_batches(*, is_filtered: bool) -> Empty:
    """The list is empty: why, and what to do."""
    if is_filtered:
        return Empty(_("Tidak ada kumpulan yang cocok."), _("Kosongkan penyaring untuk melihat semuanya."))
    return Empty(
        _("Belum ada berkas yang diunggah."),
        _(
            "Mulailah dengan daftar unit, lalu jabatan, lalu pegawai. Sesudah itu gaji, presensi dan penilaian tiap "
            "bulan. Tidak ada yang tersimpan sebelum Anda memeriksa dan menerimanya."
        ),
        "cloud-upload",
        reverse("impor_baru"),
        _("Unggah berkas"),
    )


def template_table() -> Table:
    """The lists that have a template."""
    columns = (Column(_("Daftar"), primary=True), Column(_("Templat")))
    rows = tuple(
        row(label_of(jenis), Cell(_("Unduh XLSX"), reverse("impor_templat", args=[jenis])))
        for jenis in LABELS
        if jenis in INTAKE and jenis not in REPORTS
    )
    return Table(_("Templat tiap daftar"), columns, rows)


# -- one batch --------------------------------------------------------------------------------------------------


def batch_stats(batch: Kumpulan) -> tuple[Stat, ...]:
    """What was read, and what accepting does or did."""
    counts = batch.hitungan
    if not counts:
        return ()
    here = reverse("impor_kumpulan", args=[batch.pk])
    if batch.jenis == MACHINES:
        return (
            Stat(_("Catatan dibaca"), counts["dibaca"], icon="fingerprint"),
            Stat(pgettext("kumpulan", "Diterima"), counts["baru"]),
            Stat(_("Berulang"), counts["sama"], note=_("dihitung sekali")),
            Stat(_("Karantina"), counts["ditolak"], tone="bahaya" if counts["ditolak"] else ""),
        )
    labels = {"baru": _("Baru"), "ubah": _("Mengubah"), "sama": _("Sudah ada"), "ditolak": _("Ditolak")}
    read = _("dari %(banyak)s baris dibaca") % {"banyak": counts["dibaca"]}
    return tuple(
        Stat(
            label,
            counts[nasib],
            note=read if nasib == "baru" else "",
            tone="bahaya" if nasib == "ditolak" and counts[nasib] else "",
            url=f"{here}?nasib={nasib}#baris",
        )
        for nasib, label in labels.items()
    )


def finding_items(findings: Sequence[TemuanImpor]) -> list[FindingItem]:
    """Findings with their places; the first of many."""
    return [
        FindingItem(item.kode, item.tingkat, item.pesan, item.perbaikan, _place(item))
        for item in findings[:SHOWN_FINDINGS]
    ]


def _place(item: TemuanImpor) -> str:
    parts = [item.berkas.nama if item.berkas else ""]
    if item.baris:
        parts.append(_("baris %(baris)s") % {"baris": item.baris})
    if item.kolom:
        parts.append(f"{item.kolom}: {item.isi_sel}" if item.isi_sel else item.kolom)
    return " · ".join(part for part in parts if part)


def row_table(rows: Iterable[BarisMasuk]) -> Table:
    """Rows with what they say, or old and new where they change something."""
    columns = (Column(_("Baris"), primary=True), Column(_("Nasib"), "status"), Column(_("Isi")))
    return Table(_("Baris berkas dan nasibnya"), columns, tuple(_row(item) for item in rows))


def _row(item: BarisMasuk) -> Row:
    place = f"{item.berkas.nama} : {item.lembar + ' ' if item.lembar else ''}{item.baris}"
    return row(Cell(item.kunci or _("baris %(baris)s") % {"baris": item.baris}, note=place), item.nasib, _told(item))


def _told(item: BarisMasuk) -> str:
    if item.beda:
        return "; ".join(f"{name}: {old or '–'} → {new or '–'}" for name, (old, new) in item.beda.items())
    return "; ".join(f"{name}: {text}" for name, text in item.sel.items() if text)


def no_rows() -> Empty:
    """No row is shown."""
    return Empty(_("Tidak ada baris untuk ditampilkan."), _("Kosongkan penyaring, atau lihat temuan di atas."), "list")


def file_table(files: Sequence[BerkasMasuk], counts: Sequence[dict[str, Any]] = ()) -> Table:
    """The files of a batch as they came; of machines' files also what was read of each."""
    columns = (
        Column(_("Berkas"), primary=True),
        Column(_("Ukuran (bita)"), "angka"),
        Column(_("Sidik SHA-256")),
        *(Column(label) for label in _machine_labels(counts)),
    )
    rows = tuple(
        row(
            Cell(item.nama, reverse("impor_berkas", args=[item.pk])),
            item.ukuran,
            f"{item.sidik[:_SHORT]}…",
            *_machine_cells(counts, place),
        )
        for place, item in enumerate(files)
    )
    return Table(_("Berkas asli"), columns, rows, show_caption=False)


def _machine_labels(counts: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    return (_("Format"), _("Dibaca = diterima + berulang + karantina")) if counts else ()


def _machine_cells(counts: Sequence[dict[str, Any]], place: int) -> tuple[str, ...]:
    if not counts:
        return ()
    told = counts[place]
    return told["format"] or _("tidak dikenal"), "{dibaca} = {diterima} + {berulang} + {karantina}".format(**told)


def origin(batch: Kumpulan) -> list[tuple[str, Any]]:
    """Where a batch comes from and who decided on it."""
    pairs: list[tuple[str, Any]] = [
        (_("Diunggah oleh"), Cell(batch.dibuat_oleh.get_full_name(), note=_moment(batch.dibuat_at))),
        (_("Unit"), Cell(batch.unit.kode_unit if batch.unit else _("Seluruh daerah"))),
        (_("Keterangan"), Cell(batch.keterangan or "–")),
    ]
    if batch.diputus_oleh:
        pairs += [
            (_("Diputus oleh"), Cell(batch.diputus_oleh.get_full_name(), note=_moment(batch.diputus_at))),
            (_("Alasan"), Cell(batch.alasan)),
        ]
    return pairs


def _moment(value: Any) -> str:
    return f"{localtime(value):%d-%m-%Y %H.%M}" if value else ""


# -- decisions --------------------------------------------------------------------------------------------------


def confirmation(batch: Kumpulan, tindakan: str) -> Confirm:
    """The question before a decision, with what it does."""
    here, counts = reverse("impor_kumpulan", args=[batch.pk]), batch.hitungan
    words = {name: counts.get(name, 0) for name in ("baru", "ubah", "sama", "ditolak")}
    words |= {"jenis": label_of(batch.jenis), "nomor": batch.pk}
    url = reverse(f"impor_{tindakan}", args=[batch.pk])
    if tindakan == "terima":
        return Confirm(
            _("Terima %(jenis)s #%(nomor)s?") % words,
            _accepting(batch, words),
            _("Terima kumpulan"),
            url,
            here,
            needs_reason=True,
        )
    if tindakan == "buang":
        told = (_("Tidak ada satu baris pun yang disimpan."), _("Berkasnya tetap dapat dilihat di sini."))
        return Confirm(
            _("Buang %(jenis)s #%(nomor)s?") % words, told, _("Buang kumpulan"), url, here, needs_reason=True
        )
    told = (
        _("Semua yang ditambahkan dan diubah kumpulan ini kembali seperti sebelum diterima."),
        _("Pembatalan ditolak bila catatannya sudah diubah lagi, atau bulannya sudah terkunci."),
    )
    question = _("Batalkan %(jenis)s #%(nomor)s?") % words
    return Confirm(question, told, _("Batalkan kumpulan"), url, here, is_danger=True, needs_reason=True)


def _accepting(batch: Kumpulan, words: dict[str, Any]) -> tuple[str, ...]:
    if batch.jenis == MACHINES:
        return (
            _("Berkas ini menjadi sumber presensi masa itu; olah presensinya sesudah ini."),
            _("Catatan dalam karantina tidak dipakai dan tetap tersimpan."),
        )
    return (
        _("%(baru)s baris menambah catatan, %(ubah)s baris mengubah catatan.") % words,
        _("%(ditolak)s baris ditolak dan tidak ikut masuk; %(sama)s baris sudah ada.") % words,
        _("Seluruh kumpulan dapat dibatalkan selama belum ada yang bertumpu padanya."),
    )


def page_of(queryset: QuerySet[Any], number: str, size: int = 25) -> Any:
    """One page of a list; a number that is none is the first."""
    return Paginator(queryset, size).get_page(number)
