"""What people do with attendance: have a month processed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tepat.lang.calendar import Masa
from tepat.web.apps.akun.selectors import access_act
from tepat.web.apps.presensi.intake import INTAKE
from tepat.web.apps.presensi.models import OlahPresensi
from tepat.web.apps.presensi.standing import AttendanceStanding, attendance_standing, failed_processings
from tepat.web.common.job import sweep
from tepat.web.common.rights import Act

__all__ = [
    "INTAKE",
    "AttendanceStanding",
    "attendance_standing",
    "enqueue",
    "failed_processings",
    "request_processing",
    "sweep_processing",
]


def request_processing(user: Any, masa: Masa, hingga: date | None = None) -> OlahPresensi:
    """Have a month of attendance processed by a worker, up to a day (None: the whole month).

    Raises `PermissionDenied`; `ValidationError` where it is being processed already.
    """
    access_act(user, Act.OLAH_PRESENSI)
    try:
        with transaction.atomic():
            job = OlahPresensi.objects.create(masa=str(masa), hingga=hingga, pemohon=user)
            enqueue(job)
    except IntegrityError:
        raise ValidationError(_("Presensi bulan ini sedang diolah."), code="berjalan") from None
    return job


def enqueue(job: OlahPresensi) -> None:
    """Hand a job to a worker, once the running transaction is through."""
    from tepat.web.apps.presensi.tasks import process_attendance

    transaction.on_commit(lambda: process_attendance.enqueue(job.pk))


def sweep_processing() -> int:
    """Repeat or end the jobs that no worker keeps alive."""
    return sweep(OlahPresensi, enqueue)
