"""A month computed again, as a worker does it: the stored packet → engine in a child process → differences.

Three questions: are the packet's bytes those whose hash was written, does the packet come to the same result when it is
computed again, and does the database still say what the packet says?
"""

from __future__ import annotations

import hashlib
import json
import logging
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from tepat.lang.errors import TepatError
from tepat.web.apps.audit.comparison import PACKET, Difference, compare_database
from tepat.web.apps.audit.models import HitungUlang
from tepat.web.apps.tpp import selectors as tpp
from tepat.web.common.child import ChildError, run_child
from tepat.web.common.heart import beating
from tepat.web.common.job import LostLeaseError
from tepat.web.common.packed import unzip

log = logging.getLogger(__name__)
# How many differences are told by name; all are counted.
LISTED = 200
_PROGRESS = {"fakta": 20, "hitung": 35, "periksa": 60}


def work_on(job_id: int) -> None:
    """Compute a run again that waits for it; nothing happens where another worker has taken it."""
    job = HitungUlang.objects.get(pk=job_id)
    if not job.claim():
        return
    try:
        with beating(job), tempfile.TemporaryDirectory(prefix="tepat-ulang-") as scratch:
            job.finish(_recompute(job, Path(scratch)))
    except LostLeaseError:
        log.warning("recomputation %s was taken over by another attempt", job_id)
    except (TepatError, ChildError) as error:
        job.fail(str(error))
    except Exception:
        log.exception("recomputation %s failed", job_id)
        job.fail(_("Terjadi kesalahan tak terduga. Tidak ada yang berubah; administrator dapat melihat catatannya."))


def _recompute(job: HitungUlang, scratch: Path) -> dict[str, Any]:
    job.beat("paket", 5)
    content, digest = tpp.run_packet(job.perhitungan_id)
    found = hashlib.sha256(content).hexdigest()
    moved = (
        [] if found == digest else [_of_packet("sidik_paket", digest, found, _("Isi paket bukan yang dahulu ditulis."))]
    )
    folder = scratch / "paket"
    try:
        unzip(content, folder)
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return _told({}, [*moved, _of_packet("paket", "ZIP", "rusak", _("Paket tidak dapat dibuka."))], [])
    outcome = _verify(job, folder, scratch, bool(moved))
    moved += [_of_receipt(item) for item in outcome.get("rincian", ())]
    job.beat("basis_data", 80)
    return _told(outcome, [*moved, *_receipt_differences(job, folder)], _database(job, folder))


def _verify(job: HitungUlang, folder: Path, scratch: Path, is_moved: bool) -> dict[str, Any]:
    order = {"kerja": "periksa", "paket": str(folder), "scratch": str(scratch)}
    try:
        return run_child(order, lambda step: job.beat(step, _PROGRESS.get(step, 40)))
    except ChildError as error:
        # Of a packet that somebody changed it is no wonder that it cannot be computed: that is the result.
        if not is_moved:
            raise
        return {"beda": 1, "rincian": [{"nip": "", "variabel": "paket", "pesan": str(error)}]}


def _of_packet(name: str, kept: str, found: str, pesan: str) -> Difference:
    return Difference(PACKET, "", "", name, kept, found, pesan)


def _of_receipt(item: dict[str, Any]) -> Difference:
    return Difference(PACKET, item.get("nip") or "", "", item.get("variabel") or "", "", "", item.get("pesan", ""))


def _receipt_differences(job: HitungUlang, folder: Path) -> Iterator[Difference]:
    """The receipt that the database shows is the one in the packet."""
    kept, rules = tpp.run_receipt(job.perhitungan_id)
    path = folder / "tanda_terima.json"
    own = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    for name in sorted({*kept, *own}):
        if kept.get(name) != own.get(name):
            yield _of_packet(f"tanda_terima.{name}", "", "", _("Tanda terima di basis data bukan tanda terima paket."))
    if rules != own.get("aturan", {}).get("sidik", ""):
        yield _of_packet("sidik_aturan", rules, "", _("Sidik aturan di basis data bukan yang dalam tanda terima."))


def _database(job: HitungUlang, folder: Path) -> Iterator[Difference]:
    if (folder / "hasil.csv").is_file():
        yield from compare_database(tpp.stored_results(job.perhitungan_id), folder)


def _told(outcome: dict[str, Any], packet: list[Difference], database: Any) -> dict[str, Any]:
    """What the job keeps: how many people, how many differences, the first of them by name."""
    rest = iter(database)
    listed = list(islice(chain(packet, rest), LISTED))
    of_database = sum(item.asal != PACKET for item in listed) + sum(1 for _item in rest)
    # The child lists only the first of its own differences too.
    of_packet = len(packet) + max(0, int(outcome.get("beda", 0)) - len(outcome.get("rincian", ())))
    return {
        "orang": outcome.get("orang", 0),
        "mesin": outcome.get("mesin", ""),
        "beda": of_packet + of_database,
        "beda_paket": of_packet,
        "beda_basis_data": of_database,
        "rincian": [item.as_plain() for item in listed],
    }
