"""The months that are over: computed by the application's own services, and stepped until they are paid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tepat.lang.calendar import Masa
from tepat.web.apps.audit.models import Perubahan
from tepat.web.apps.presensi import selectors as attendance
from tepat.web.apps.presensi import services as attendance_services
from tepat.web.apps.presensi import worker as attendance_worker
from tepat.web.apps.presensi.models import OlahPresensi
from tepat.web.apps.tpp import services
from tepat.web.apps.tpp.hitung import worker
from tepat.web.apps.tpp.models import Lembar, Pemeriksaan, Peralihan, Perhitungan
from tepat.web.apps.tpp.states import STEPS
from tepat.web.demo.accounts import operator

Users = Mapping[str, Any]
# Who takes which step, and on which day of the next month; the second of two takes it where the first's word does not
# cover the own row.
_PROCESSED_ON, _COMPUTED_ON = 2, 6
_EVENING = time(21, 40)
_STEPS = (
    ("verifikasi", 7),
    ("setujui", 8),
    ("kunci", 8),
    ("kirim", 12),
    ("bayar", 13),
)


class NotComputedError(Exception):
    """A month of the demonstration could not be computed; the text says why."""


def is_paid(masa: Masa) -> bool:
    """Whether the month was computed and every sheet of it is paid."""
    sheets = Lembar.objects.filter(masa=str(masa))
    return sheets.exists() and not sheets.exclude(status=Lembar.Status.DIBAYAR).exists()


def compute_and_pay(masa: Masa, users: Users) -> None:
    """Compute a month for everybody, examine each sheet by two people, lock it and have it paid."""
    if not is_processed(masa):
        process(masa, users)
    if not Lembar.objects.filter(masa=str(masa)).exists():
        _compute(masa, users)
    for name, day in _STEPS:
        sheets = Lembar.objects.filter(masa=str(masa), status=STEPS[name].dari)
        with _written_at(_moment(masa, day)):
            for sheet in sheets.select_related("unit").order_by("pk"):
                _step(sheet, name, users)


def is_processed(masa: Masa) -> bool:
    """Whether the month's attendance was processed."""
    return attendance.processed(masa) is not None


def process(masa: Masa, users: Users, hingga: date | None = None) -> None:
    """Process a month of attendance from the device files, up to a day (None: all of it)."""
    moment = _moment(masa, _PROCESSED_ON) if hingga is None else timezone.make_aware(datetime.combine(hingga, _EVENING))
    with _written_at(moment):
        job = OlahPresensi.objects.open().filter(masa=str(masa)).first()
        job = job or attendance_services.request_processing(users["bkpsdm"], masa, hingga)
        OlahPresensi.objects.open().filter(pk=job.pk).update(keadaan=OlahPresensi.Keadaan.ANTRE)
        attendance_worker.work_on(job.pk)
    job.refresh_from_db(fields=["keadaan", "pesan"])
    if job.keadaan != OlahPresensi.Keadaan.SELESAI:
        raise NotComputedError(f"presensi {masa}: {job.pesan}")
    OlahPresensi.objects.filter(pk=job.pk).update(mulai_at=moment, selesai_at=moment)
    DBTaskResult.objects.all().delete()


def _compute(masa: Masa, users: Users) -> None:
    with _written_at(_moment(masa, _COMPUTED_ON)):
        open_run = Perhitungan.objects.open().filter(masa=str(masa)).first()
        run = open_run or services.request_run(users["bkpsdm"], masa)
        # What was begun here and broken off is nobody's: its lease is given up.
        Perhitungan.objects.open().filter(pk=run.pk).update(keadaan=Perhitungan.Keadaan.ANTRE)
        worker.work_on(run.pk)
    run.refresh_from_db(fields=["keadaan", "pesan"])
    if run.keadaan != Perhitungan.Keadaan.SELESAI:
        raise NotComputedError(f"{masa}: {run.pesan}")
    moment = _moment(masa, _COMPUTED_ON)
    Perhitungan.objects.filter(pk=run.pk).update(mulai_at=moment, selesai_at=moment)
    Peralihan.objects.filter(lembar__masa=str(masa)).update(waktu=moment)
    DBTaskResult.objects.all().delete()


def _step(sheet: Lembar, name: str, users: Users) -> None:
    for user in _actors(sheet, name, users):
        before = sheet.status
        sheet = services.take_step(user, sheet.pk, name, sheet.versi)
        if sheet.status != before:
            return
    raise NotComputedError(f"{sheet.masa} {sheet.unit}: {name}")


def _actors(sheet: Lembar, name: str, users: Users) -> list[AbstractBaseUser]:
    if name == "verifikasi":
        return [users[operator(sheet.unit.kode_unit)]]
    if name in {"kirim", "bayar"}:
        return [users["bendahara"]]
    return [users["bkpsdm"], users["bkpsdm2"]]


@contextmanager
def _written_at(moment: datetime) -> Iterator[None]:
    """Rows get this moment as they are written, in this process: the log takes no correction afterwards."""
    columns: Any = [
        model._meta.get_field(name)
        for model, name in ((Perubahan, "waktu"), (Peralihan, "waktu"), (Pemeriksaan, "waktu"))
    ]
    columns += [model._meta.get_field("dibuat_at") for model in (Perhitungan, OlahPresensi)]
    for column in columns:
        column.default = lambda: moment
        column.__dict__.pop("_get_default", None)
    try:
        yield
    finally:
        for column in columns:
            column.default = timezone.now
            column.__dict__.pop("_get_default", None)


def _moment(masa: Masa, day: int) -> datetime:
    local = datetime.combine(masa.last + timedelta(days=day), time(10, 5))
    return timezone.make_aware(local)
