"""A month of attendance, as a worker does it: database → source folder → processing in a child → ledger."""

from __future__ import annotations

import csv
import hashlib
import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tepat.lang.calendar import Masa
from tepat.lang.errors import TepatError
from tepat.web.apps.kepegawaian import selectors as kepegawaian
from tepat.web.apps.presensi.models import Disiplin, Harian, OlahPresensi, TemuanPresensi
from tepat.web.apps.presensi.sources import write_sources
from tepat.web.apps.regulasi.selectors import supplement
from tepat.web.common.bulk import insert_rows
from tepat.web.common.child import ChildError, run_child
from tepat.web.common.heart import beating
from tepat.web.common.job import LostLeaseError
from tepat.web.common.packed import zip_folder

log = logging.getLogger(__name__)
_PROGRESS = {"baca": 20, "jadwal": 30, "pasangan": 40, "buku harian": 50, "potongan": 60, "tinjau": 70, "tulis": 75}


def work_on(job_id: int) -> None:
    """Process a month that waits; nothing happens where another worker has taken it."""
    job = OlahPresensi.objects.defer("paket").get(pk=job_id)
    if not job.claim():
        return
    try:
        with beating(job), tempfile.TemporaryDirectory(prefix="tepat-presensi-") as scratch:
            outcome = _process(job, Path(scratch))
            job.beat("simpan", 80)
            with transaction.atomic():
                job.hold()
                job.finish({**outcome, **_store(job, Path(scratch))})
    except LostLeaseError:
        log.warning("attendance %s was taken over by another attempt", job_id)
    except (TepatError, ChildError) as error:
        job.fail(str(error))
    except Exception:
        log.exception("attendance %s failed", job_id)
        job.fail(_("Terjadi kesalahan tak terduga. Tidak ada yang berubah; administrator dapat melihat catatannya."))


def _process(job: OlahPresensi, scratch: Path) -> dict[str, Any]:
    job.beat("sumber", 5)
    files = write_sources(scratch / "sumber", Masa.parse(job.masa))
    extra = supplement()
    outcome = run_child(
        {
            "kerja": "presensi",
            "masa": job.masa,
            "sumber": str(scratch / "sumber"),
            "keluaran": str(scratch / "hasil"),
            "regulasi": settings.TEPAT_REGULASI,
            "pelengkap": None if extra is None else str(extra),
            "sampai": None if job.hingga is None else job.hingga.isoformat(),
            # What people look at here is the ledger; the workbook would take ten seconds more.
            "buku": False,
            "muat": str(scratch / "muat"),
            "scratch": str(scratch),
        },
        lambda step: job.beat(step, _PROGRESS.get(step, 40)),
    )
    return {**outcome, "berkas_mesin": files}


def _store(job: OlahPresensi, scratch: Path) -> dict[str, Any]:
    """Write the ledger, the summary and the findings; part of the transaction in which the job ends."""
    packed = zip_folder(scratch / "hasil")
    OlahPresensi.objects.filter(pk=job.pk).update(paket=packed, sidik=hashlib.sha256(packed).hexdigest())
    people = kepegawaian.all_ids_by_nip()
    load = scratch / "muat"
    insert_rows(Harian, _LEDGER, _ledger(job, load, people))
    insert_rows(Disiplin, _SUMMARY, _summary(job, load, people))
    insert_rows(TemuanPresensi, _FOUND, _found(job, load, people))
    unowned = list(_read(load / "tanpa_pemilik.csv"))
    return {
        "menunggu_nip": [row["nip"] for row in _read(load / "menunggu.csv")],
        "banyak_tanpa_pemilik": len(unowned),
        "tanpa_pemilik": unowned[:_MOST_UNOWNED],
    }


# Punches without an owner are listed in the packet; a page shows the first of them.
_MOST_UNOWNED = 200


_DAY = ("tanggal", "pola", "jam_masuk_wajib", "jam_pulang_wajib", "masuk", "pulang")
_LEDGER = ("olahan", "pegawai", *_DAY, "menit_terlambat", "menit_pulang_cepat", "catatan", "status", "bukti")
_DAYS = ("hari_kerja", "hari_hadir", "hari_alpa", "potongan_persen")
_SUMMARY = ("olahan", "pegawai", "masa", *_DAYS, "presensi_manual")
_FOUND = ("olahan", "kode", "tingkat", "pegawai", "kata")


def _read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _ledger(job: OlahPresensi, load: Path, people: dict[str, int]) -> Iterator[tuple[Any, ...]]:
    for row in _read(load / "harian.csv"):
        minutes = (row["menit_terlambat"] or None, row["menit_pulang_cepat"] or None)
        words = (row["catatan"][:200], row["status"], row["bukti"][:200])
        yield (job.pk, people[row["nip"]], *(row[name] for name in _DAY), *minutes, *words)


def _summary(job: OlahPresensi, load: Path, people: dict[str, int]) -> Iterator[tuple[Any, ...]]:
    truth = {"ya": True, "true": True, "tidak": False, "false": False, "": None}
    for row in _read(load / "disiplin.csv"):
        days = (row[name] or None for name in _DAYS)
        yield (job.pk, people[row["nip"]], job.masa, *days, truth[row["presensi_manual"]])


def _found(job: OlahPresensi, load: Path, people: dict[str, int]) -> Iterator[tuple[Any, ...]]:
    for row in _read(load / "temuan.csv"):
        yield (job.pk, row["kode"], row["tingkat"], people.get(row["nip"]), row["kata"] or "{}")
