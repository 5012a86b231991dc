"""The months that are over: computed by the application's own services, and stepped until they are paid."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tepat.lang.calendar import Masa
from tepat.web.apps.audit.models import Perubahan
from tepat.web.apps.tpp import services, worker
from tepat.web.apps.tpp.models import Lembar, Pemeriksaan, Peralihan, Perhitungan
from tepat.web.demo.accounts import operator

Users = Mapping[str, Any]
# Who takes which step, and on which day of the next month; the second of two takes it where the first's word does not
# cover the own row.
_COMPUTED_ON = 6
_STEPS = (
    ("verifikasi", 7),
    ("setujui", 8),
    ("kunci", 8),
    ("kirim", 12),
    ("bayar", 13),
)


class NotComputedError(Exception):
    """A month of the demonstration could not be computed; the text says why."""


def compute_and_pay(masa: Masa, users: Users) -> None:
    """Compute a month for everybody, examine each sheet by two people, lock it and have it paid."""
    run = services.request_run(users["bkpsdm"], masa)
    worker.work_on(run.pk)
    run.refresh_from_db(fields=["keadaan", "pesan"])
    if run.keadaan != Perhitungan.Keadaan.SELESAI:
        raise NotComputedError(f"{masa}: {run.pesan}")
    _date(Perhitungan, masa, _COMPUTED_ON, "dibuat_at", "mulai_at", "selesai_at")
    _date(Peralihan, masa, _COMPUTED_ON, "waktu")
    _date(Perubahan, masa, _COMPUTED_ON, "waktu")
    for name, day in _STEPS:
        begun = timezone.now()
        for sheet in Lembar.objects.filter(masa=str(masa)).select_related("unit").order_by("pk"):
            _step(sheet, name, users)
        moment = {"waktu": _moment(masa, day)}
        Peralihan.objects.filter(lembar__masa=str(masa), waktu__gte=begun).update(**moment)
        Pemeriksaan.objects.filter(lembar__masa=str(masa), waktu__gte=begun).update(**moment)
        Perubahan.objects.filter(masa=str(masa), waktu__gte=begun).update(**moment)
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


def _date(model: Any, masa: Masa, day: int, *columns: str) -> None:
    """Set moments of what was just written to the day on which it would have happened."""
    key = "lembar__masa" if model is Peralihan else "masa"
    model.objects.filter(**{key: str(masa)}).update(**dict.fromkeys(columns, _moment(masa, day)))


def _moment(masa: Masa, day: int) -> datetime:
    local = datetime.combine(masa.last + timedelta(days=day), time(10, 5))
    return timezone.make_aware(local)
