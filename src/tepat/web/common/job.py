"""Work that a worker does in the background, and that no accident leaves hanging.

A job is claimed with a lease, kept alive by a heartbeat, and carries the number of its attempt: whoever writes a
result must still hold the lease of that very attempt, so a worker that was thought dead cannot write after another.
`sweep` ends or repeats what nobody keeps alive any more.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# How long a job is left alone after its last heartbeat; tests of accidents state a short one.
LEASE = timedelta(seconds=settings.TEPAT_LEASE_SECONDS)
MOST_ATTEMPTS = 3


class LostLeaseError(Exception):
    """Another attempt has taken the job over, or it was ended: nothing may be written for it any more."""


class JobQuerySet(models.QuerySet[Any]):
    """Queries by state."""

    def open(self) -> Self:
        """Jobs that wait or run."""
        return self.filter(keadaan__in=(Job.Keadaan.ANTRE, Job.Keadaan.BERJALAN))

    def abandoned(self) -> Self:
        """Running jobs whose lease has run out."""
        return self.filter(keadaan=Job.Keadaan.BERJALAN, lease_until__lt=timezone.now())

    def forgotten(self) -> Self:
        """Waiting jobs that no worker has taken for a lease: whoever was told of them may have died before claiming."""
        moment = timezone.now()
        waiting = self.filter(keadaan=Job.Keadaan.ANTRE)
        return waiting.filter(Q(lease_until__lt=moment) | Q(lease_until__isnull=True, dibuat_at__lt=moment - LEASE))


class Job(models.Model):
    """One piece of background work."""

    class Keadaan(models.TextChoices):
        """How far the work is."""

        ANTRE = "antre", _("antre")
        BERJALAN = "berjalan", _("berjalan")
        SELESAI = "selesai", _("selesai")
        GAGAL = "gagal", _("gagal")

    keadaan = models.CharField(max_length=10, choices=Keadaan, default=Keadaan.ANTRE)
    attempt = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    langkah = models.CharField(max_length=40, blank=True)
    kemajuan = models.PositiveSmallIntegerField(default=0)
    pesan = models.TextField(blank=True)
    ringkasan = models.JSONField(default=dict, blank=True)
    pemohon = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    dibuat_at = models.DateTimeField(default=timezone.now)
    mulai_at = models.DateTimeField(null=True, blank=True)
    selesai_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.keadaan in {self.Keadaan.ANTRE, self.Keadaan.BERJALAN}

    def _held(self) -> JobQuerySet:
        """The job, as long as this attempt holds it."""
        manager: Any = type(self)._default_manager
        return manager.filter(pk=self.pk, attempt=self.attempt, keadaan=self.Keadaan.BERJALAN)  # type: ignore[no-any-return]

    def claim(self) -> bool:
        """Take a waiting job; False where another worker has it."""
        manager: Any = type(self)._default_manager
        moment = timezone.now()
        taken = manager.filter(pk=self.pk, keadaan=self.Keadaan.ANTRE).update(
            keadaan=self.Keadaan.BERJALAN,
            attempt=models.F("attempt") + 1,
            lease_until=moment + LEASE,
            mulai_at=moment,
            langkah="",
            kemajuan=0,
        )
        self.refresh_from_db()
        return bool(taken)

    def beat(self, langkah: str | None = None, kemajuan: int | None = None) -> None:
        """Keep the lease, and tell how far the work is; `LostLeaseError` where it was lost."""
        values: dict[str, Any] = {"lease_until": timezone.now() + LEASE}
        if langkah is not None:
            values["langkah"] = langkah
        if kemajuan is not None:
            values["kemajuan"] = kemajuan
        if not self._held().update(**values):
            raise LostLeaseError(str(self))

    def hold(self) -> None:
        """Lock the job's row in the running transaction, in which its result is written; `LostLeaseError` if lost."""
        if not self._held().select_for_update().exists():
            raise LostLeaseError(str(self))

    def finish(self, ringkasan: dict[str, Any]) -> None:
        """The end; part of the transaction that writes the result."""
        done = self._held().update(
            keadaan=self.Keadaan.SELESAI, ringkasan=ringkasan, kemajuan=100, selesai_at=timezone.now(), lease_until=None
        )
        if not done:
            raise LostLeaseError(str(self))
        self.refresh_from_db()

    def fail(self, pesan: str) -> None:
        """The end without a result; what was there before stays."""
        self._held().update(keadaan=self.Keadaan.GAGAL, pesan=pesan, selesai_at=timezone.now(), lease_until=None)
        self.refresh_from_db()


def sweep(model: type[Job], restart: Any) -> int:
    """Put abandoned jobs back into the queue, or end them after too many attempts: how many.

    Waiting jobs that nobody has taken are handed out again: claiming makes sure that only one worker does them.

    Parameters
    ----------
    restart : called with each job that waits, to hand it to a worker
    """
    manager: Any = model._default_manager
    jobs = [*_without_packet(manager.abandoned()), *_without_packet(manager.forgotten())]
    return sum(_repeat_or_end(manager, job, restart) for job in jobs)


def _without_packet(jobs: Any) -> Any:
    """The jobs without the packets that they may hold."""
    return jobs.only("pk", "attempt", "keadaan")


def _repeat_or_end(manager: Any, job: Job, restart: Any) -> bool:
    """Have a job done again, or end it; False where somebody else has seen to it meanwhile."""
    again = job.attempt < MOST_ATTEMPTS
    moment = timezone.now()
    values: dict[str, Any] = (
        {"keadaan": Job.Keadaan.ANTRE, "lease_until": moment + LEASE}
        if again
        else {
            "keadaan": Job.Keadaan.GAGAL,
            "pesan": str(_("Pekerja berhenti di tengah jalan berulang kali. Tidak ada yang berubah; coba lagi.")),
            "selesai_at": moment,
            "lease_until": None,
        }
    )
    late = manager.abandoned() if job.keadaan == Job.Keadaan.BERJALAN else manager.forgotten()
    with transaction.atomic():
        if not late.filter(pk=job.pk, attempt=job.attempt).update(**values):
            return False
        if again:
            restart(job)
    return True
