"""Having a month computed again, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tepat.web.apps.akun.selectors import access_unit
from tepat.web.apps.audit.models import HitungUlang
from tepat.web.apps.tpp import selectors as tpp
from tepat.web.common.job import Job, sweep
from tepat.web.common.rights import Act
from tepat.web.ui.formats import number_text


@dataclass(frozen=True)
class Recomputation:
    """A recomputation as it is listed: ``beda`` None while it runs, or where it failed."""

    id: int
    run_id: int
    masa: str
    keadaan: str
    oleh: str
    dibuat_at: datetime
    selesai_at: datetime | None
    orang: int
    beda: int | None
    pesan: str

    @property
    def is_same(self) -> bool:
        """Whether nothing moved."""
        return self.beda == 0


def request_recomputation(user: Any, run_id: int) -> HitungUlang | None:
    """Have a finished run computed again by a worker; the one that is under way, where there is one.

    None where there is no such run, or not of the user's units. Raises `PermissionDenied`.
    """
    if tpp.finished_run(run_id, access_unit(user, Act.HITUNG_ULANG)) is None:
        return None
    with transaction.atomic():
        tpp.hold_run(run_id)
        running = HitungUlang.objects.open().filter(perhitungan=run_id).first()
        if running is not None:
            found: HitungUlang = running
            return found
        job = HitungUlang.objects.create(perhitungan_id=run_id, pemohon=user)
        enqueue(job)
    return job


def enqueue(job: HitungUlang) -> None:
    """Hand a job to a worker, once the running transaction is through."""
    from tepat.web.apps.audit.tasks import recompute

    transaction.on_commit(lambda: recompute.enqueue(job.pk))


def sweep_recomputations() -> int:
    """Repeat or end the jobs that no worker keeps alive."""
    return sweep(HitungUlang, enqueue)


def access_recomputations(user: Any) -> QuerySet[Any]:
    """The recomputations that somebody may see: those of the runs of one's units. `PermissionDenied` for others."""
    units = access_unit(user, Act.HITUNG_ULANG)
    rows = HitungUlang.objects.select_related("perhitungan", "pemohon").defer(
        "perhitungan__paket", "perhitungan__tanda_terima"
    )
    return rows.filter(tpp.unit_condition(units, "perhitungan__unit")).order_by("-pk")


def recomputations(user: Any, masa: str = "", limit: int = 10) -> list[Recomputation]:
    """The latest recomputations, of one month or of all. One query."""
    rows = access_recomputations(user)
    if masa:
        rows = rows.filter(perhitungan__masa=masa)
    return [listed(job) for job in rows[:limit]]


def listed(job: Any) -> Recomputation:
    """A job as it is listed."""
    done = job.keadaan == Job.Keadaan.SELESAI
    return Recomputation(
        job.pk,
        job.perhitungan_id,
        job.perhitungan.masa,
        job.keadaan,
        job.pemohon.get_full_name() if job.pemohon else "",
        job.dibuat_at,
        job.selesai_at,
        int(job.ringkasan.get("orang", 0)),
        int(job.ringkasan["beda"]) if done else None,
        job.pesan,
    )


def latest_by_run(items: Sequence[Recomputation]) -> dict[int, Recomputation]:
    """Of recomputations, the latest first, the latest of each run."""
    found: dict[int, Recomputation] = {}
    for item in items:
        found.setdefault(item.run_id, item)
    return found


def result_line(item: Recomputation, bahasa: str = "id") -> str:
    """What came of it, in one line."""
    if item.keadaan == Job.Keadaan.GAGAL:
        return _("Tidak dapat dihitung ulang: %(pesan)s") % {"pesan": item.pesan.splitlines()[0] if item.pesan else ""}
    if item.beda is None:
        return _("sedang dihitung ulang")
    orang, beda = (number_text(count, bahasa) for count in (item.orang, item.beda))
    return ngettext("%(orang)s orang, %(beda)s beda", "%(orang)s orang, %(beda)s beda", item.beda) % {
        "orang": orang,
        "beda": beda,
    }


def failed_recomputations(since: datetime) -> list[tuple[str, str]]:
    """Month and message of the recomputations that failed since an instant. One query."""
    rows = HitungUlang.objects.filter(keadaan=Job.Keadaan.GAGAL, selesai_at__gte=since)
    return list(rows.order_by("-pk").values_list("perhitungan__masa", "pesan")[:5])
