"""The state of a month's attendance: what it was processed from, what was found, who waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tepat.lang.calendar import Masa
from tepat.lang.messages import render
from tepat.web.apps.akun.selectors import unit_filter
from tepat.web.apps.impor.selectors import device_file_list
from tepat.web.apps.kepegawaian import selectors as kepegawaian
from tepat.web.apps.presensi.models import OlahPresensi, TemuanPresensi
from tepat.web.common.labels import code_text
from tepat.web.ui.parts import Column, FindingItem, Progress, Table, row
from tepat.web.ui.templatetags import tepat as written

# A job that no worker has taken for this long: nobody is at work.
UNTAKEN = timedelta(seconds=30)


def jobs_of(masa: Masa) -> list[OlahPresensi]:
    """The processings of a month, the latest first, without their packets."""
    found = OlahPresensi.objects.filter(masa=str(masa)).select_related("pemohon").defer("paket")
    return list(found.order_by("-pk")[:10])


def files_table(masa: Masa) -> Table:
    """The device files in force of a month."""
    columns = (Column(_("Berkas"), primary=True), Column(_("Ukuran (KB)"), "angka"), Column(_("Kumpulan"), "angka"))
    rows = tuple(row(name, (size + 1023) // 1024, batch) for batch, name, size in device_file_list(str(masa)))
    return Table(_("Berkas mesin yang berlaku"), columns, rows)


def jobs_table(jobs: Sequence[OlahPresensi]) -> Table:
    """What was processed when, by whom, until which day."""
    columns = (
        Column(_("Diminta"), "tanggal", primary=True),
        Column(_("Keadaan"), "status"),
        Column(_("Hingga"), "tanggal"),
        Column(_("Oleh")),
        Column(_("Catatan")),
    )
    rows = tuple(
        row(job.dibuat_at, job.keadaan, job.hingga or Masa.parse(job.masa).last,
            job.pemohon.get_full_name() if job.pemohon else "—", job.pesan or "—")
        for job in jobs
    )  # fmt: skip
    return Table(_("Pengolahan bulan ini"), columns, rows)


def job_progress(job: OlahPresensi, url: str) -> Progress:
    """How far a processing is."""
    label = _("Mengolah presensi %(masa)s") % {"masa": written.masa(job.masa)}
    if not job.is_open:
        return Progress(label, job.keadaan)
    if job.keadaan == OlahPresensi.Keadaan.ANTRE:
        return Progress(label, job.keadaan, note=_waiting(job), url=url)
    note = _("persen — %(langkah)s.") % {"langkah": job.langkah or _("bersiap")}
    return Progress(label, job.keadaan, job.kemajuan, 100, note, url)


def _waiting(job: OlahPresensi) -> str:
    if timezone.now() - job.dibuat_at > UNTAKEN:
        return _("Belum ada pekerja yang mengambilnya. Minta administrator memeriksa bahwa pekerja latar berjalan.")
    return _("Menunggu pekerja.")


# -- the worklist -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CodeCount:
    """A finding's code, and how often it was met."""

    kode: str
    tingkat: str
    jumlah: int


def findings_of(job: OlahPresensi, masa: Masa, units: frozenset[int] | None) -> QuerySet[TemuanPresensi]:
    """What a processing found of the people of some units; what is of nobody is for whoever sees all."""
    found = TemuanPresensi.objects.filter(olahan=job.pk)
    if units is None:
        return found
    people = kepegawaian.placed(masa).filter(unit_filter(units))
    return found.filter(pegawai__in=people.values("pegawai"))


def code_counts(found: QuerySet[TemuanPresensi]) -> list[CodeCount]:
    """The codes of findings, those that withhold first. One query."""
    order = {"tahan": 0, "gagal": 0, "peringatan": 1, "info": 2}
    rows = found.order_by().values_list("kode", "tingkat").annotate(n=Count("pk"))
    counts = (CodeCount(kode, tingkat, count) for kode, tingkat, count in rows)
    return sorted(counts, key=lambda item: (order.get(item.tingkat, 3), -item.jumlah, item.kode))


def finding_items(found: Sequence[TemuanPresensi]) -> list[FindingItem]:
    """Findings as they are shown, in the reader's language."""
    told = ((item, render(item.kode, item.kata, written.bahasa())) for item in found)
    return [
        FindingItem(item.kode, item.tingkat, words.pesan, words.perbaikan, item.pegawai.nama if item.pegawai else "")
        for item, words in told
    ]


def waiting_people(job: OlahPresensi, masa: Masa, units: frozenset[int] | None) -> Any:
    """The placements of the people whose month waits for a decision."""
    nips = job.ringkasan.get("menunggu_nip", [])
    return kepegawaian.placed(masa).filter(Q(pegawai__nip__in=nips), unit_filter(units)).order_by("pegawai__nama", "pk")


def summary_pairs(job: OlahPresensi) -> list[tuple[str, str]]:
    """What a processing came to: people, who waits, and what became of the punches."""
    told = job.ringkasan
    pairs = [
        (_("Orang"), written.angka(told.get("orang", 0))),
        (_("Menunggu keputusan"), written.angka(len(told.get("menunggu_nip", [])))),
        (_("Berkas mesin"), written.angka(told.get("berkas_mesin", 0))),
    ]
    fates = told.get("ketukan", {})
    named = {code_text(name): count for name, count in fates.items() if isinstance(count, int)}
    return [
        *pairs,
        *((_("Ketukan: %(nasib)s") % {"nasib": name}, written.angka(count)) for name, count in named.items()),
    ]


def unowned_table(job: OlahPresensi) -> Table:
    """Punches whose number on the device leads to nobody, with whom the name on the device suggests."""
    columns = (
        Column(_("Perangkat"), primary=True),
        Column(_("PIN")),
        Column(_("Ketukan"), "angka"),
        Column(_("Nama di mesin")),
        Column(_("Mungkin"), "nip"),
    )
    rows = tuple(
        row(item["perangkat"], item["pin"], int(item["banyak"]), item["nama"] or "—", item["saran_nip"] or None)
        for item in job.ringkasan.get("tanpa_pemilik", [])
    )
    return Table(_("Ketukan tanpa pemilik"), columns, rows)
