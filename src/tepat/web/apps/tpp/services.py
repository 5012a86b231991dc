"""What people do with a month: have it computed, examine it, lock it, take a step back with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tepat.lang.calendar import Masa
from tepat.law.rulebook import REGULAR
from tepat.web.apps.akun.selectors import rights_of
from tepat.web.apps.audit.services import record_change
from tepat.web.apps.kepegawaian import selectors as kepegawaian
from tepat.web.apps.tpp.hitung.variables import run_kinds
from tepat.web.apps.tpp.models import Lembar, Perhitungan
from tepat.web.apps.tpp.states import EXAMINED, FINAL
from tepat.web.apps.tpp.steps import own_rows_uncovered, take_step, take_steps
from tepat.web.common.job import sweep
from tepat.web.common.rights import Act

__all__ = [
    "SUPPLEMENT",
    "Left",
    "RunOpenError",
    "enqueue",
    "left_alone",
    "next_supplement",
    "own_rows_uncovered",
    "request_for_unit",
    "request_run",
    "request_supplement",
    "sweep_runs",
    "take_step",
    "take_steps",
]

# The kind of run that pays, or takes back, what a locked month lacks.
SUPPLEMENT = "susulan"


class RunOpenError(ValidationError):
    """The same month is being computed already; ``run`` is that run."""

    def __init__(self, run: Perhitungan | None) -> None:
        who = run.pemohon.get_full_name() if run and run.pemohon else _("orang lain")
        super().__init__(_("Bulan ini sedang dihitung atas permintaan %(siapa)s.") % {"siapa": who}, code="berjalan")
        self.run = run


@dataclass(frozen=True)
class Left:
    """A sheet that a run leaves as it is, and why."""

    unit_id: int
    status: str
    sebab: str


def left_alone(masa: Masa, jenis_run: str = REGULAR, urutan: int = 1, unit_id: int | None = None) -> list[Left]:
    """The sheets that a run would leave alone: somebody has examined them, or they are locked. One query.

    Of a supplementary run there are also the SKPD whose regular month is not locked yet: there is nothing to
    supplement.
    """
    rows = Lembar.objects.filter(masa=str(masa), **({"unit": unit_id} if unit_id else {}))
    sheets = list(rows.order_by("unit_id", "pk").values_list("unit_id", "jenis_run", "urutan", "status"))
    found = [
        Left(unit, status, _locked() if status in FINAL else _examined())
        for unit, kind, order, status in sheets
        if (kind, order) == (jenis_run, urutan) and status in EXAMINED
    ]
    return [*found, *_not_yet(masa, sheets, unit_id, urutan)] if jenis_run == SUPPLEMENT else found


def _examined() -> str:
    return _("Sudah diverifikasi. Tarik dahulu verifikasinya, dengan alasan, lalu hitung ulang.")


def _locked() -> str:
    return _("Sudah terkunci dan tidak dapat diubah. Kekurangan atau kelebihan dihitung lewat susulan.")


def _not_yet(masa: Masa, sheets: list[tuple[int, str, int, str]], unit_id: int | None, urutan: int) -> Iterable[Left]:
    """The SKPD that no supplementary run may touch yet."""
    regular = {unit: status for unit, kind, _order, status in sheets if kind == REGULAR}
    waiting = {
        unit
        for unit, kind, order, status in sheets
        if kind == SUPPLEMENT and order != urutan and status not in FINAL and status != Lembar.Status.DRAFT
    }
    units = {unit_id} if unit_id else {node.id for node in kepegawaian.tree_on(masa.last).skpd_list()}
    for unit in sorted(units | set(regular)):
        if regular.get(unit) not in FINAL:
            sebab = _("Bulan regulernya belum terkunci; perbaikannya masih dapat dihitung biasa.")
            yield Left(unit, regular.get(unit, Lembar.Status.DRAFT), sebab)
        elif unit in waiting:
            yield Left(unit, regular[unit], _("Susulan sebelumnya belum terkunci. Selesaikan itu dahulu."))


# -- computing --------------------------------------------------------------------------------------------------------


def request_run(
    user: Any, masa: Masa, unit: Any = None, jenis_run: str = REGULAR, urutan: int = 1, alasan: str = ""
) -> Perhitungan:
    """Have a month computed for an SKPD (None: for everybody) by a worker.

    Raises `PermissionDenied`, `RunOpenError` where it is being computed, `ValidationError` where the sheet asked for
    must be left alone (the word on it must be taken back first), where the kind of run is not known in that month, or
    where a month is computed again without a reason.
    """
    if not rights_of(user).covers(Act.HITUNG, unit.pk if unit else None):
        raise PermissionDenied
    if jenis_run not in {kind.code for kind in run_kinds(masa)}:
        raise ValidationError(
            _("Peraturan masa ini tidak mengenal perhitungan %(jenis)s.") % {"jenis": jenis_run}, code="jenis"
        )
    key = {"masa": str(masa), "jenis_run": jenis_run, "urutan": urutan}
    if unit and (left := left_alone(masa, jenis_run, urutan, unit.pk)):
        raise ValidationError(left[0].sebab, code="diperiksa")
    _refuse_while_all(key, unit)
    try:
        with transaction.atomic():
            run = Perhitungan.objects.create(**key, unit=unit, pemohon=user, alasan=alasan)
            record_change(run, user, "tambah", alasan=alasan, masa=str(masa), baru=key)
            enqueue(run)
    except IntegrityError:
        found = Perhitungan.objects.open().filter(**key, unit=unit).select_related("pemohon").defer("paket").first()
        raise RunOpenError(found) from None
    return run


def _refuse_while_all(key: dict[str, Any], unit: Any) -> None:
    """One SKPD is not computed beside everybody: the two would write the same sheet one after the other."""
    others = Perhitungan.objects.open().filter(**key, unit=None).select_related("pemohon").defer("paket")
    if unit and (found := others.first()):
        raise RunOpenError(found)


def next_supplement(masa: Masa, unit_id: int | None = None) -> int:
    """The number of the supplementary run that comes next: the one under way, else one after the last.

    One query.
    """
    rows = Lembar.objects.filter(masa=str(masa), jenis_run=SUPPLEMENT, **({"unit": unit_id} if unit_id else {}))
    sheets = list(rows.values_list("urutan", "status"))
    open_ones = [order for order, status in sheets if status not in FINAL]
    return max(open_ones) if open_ones else max((order for order, _status in sheets), default=0) + 1


def request_supplement(user: Any, masa: Masa, unit: Any = None, alasan: str = "") -> Perhitungan:
    """Have what a locked month lacks computed: only the difference from what was paid is paid.

    Raises what `request_run` raises; `ValidationError` also without a reason.
    """
    if not alasan.strip():
        raise ValidationError(
            _("Sebutkan mengapa bulan ini dihitung lagi: SK, surat, atau apa yang diperbaiki."), code="alasan"
        )
    return request_run(user, masa, unit, SUPPLEMENT, next_supplement(masa, unit.pk if unit else None), alasan)


def request_for_unit(user: Any, masa: Masa, unit_id: int | None, jenis_run: str, alasan: str = "") -> Perhitungan:
    """What a page asks for: a first run, a repeat with its reason, or a supplementary run.

    Raises what `request_run` raises; `ValidationError` where a month that was computed before is computed again
    without a reason.
    """
    unit = kepegawaian.find_unit(unit_id) if unit_id is not None else None
    if jenis_run == SUPPLEMENT:
        return request_supplement(user, masa, unit, alasan)
    done = Perhitungan.objects.filter(masa=str(masa), jenis_run=jenis_run, keadaan=Perhitungan.Keadaan.SELESAI)
    if unit is not None:
        done = done.filter(Q(unit=unit) | Q(unit__isnull=True))
    if not alasan.strip() and done.exists():
        raise ValidationError(_("Bulan ini sudah pernah dihitung. Sebutkan mengapa dihitung lagi."), code="alasan")
    return request_run(user, masa, unit, jenis_run, alasan=alasan)


def enqueue(run: Perhitungan) -> None:
    """Hand a run to a worker, once the running transaction is through."""
    from tepat.web.apps.tpp.hitung.tasks import compute_run

    transaction.on_commit(lambda: compute_run.enqueue(run.pk))


def sweep_runs() -> int:
    """Repeat or end the runs that no worker keeps alive."""
    return sweep(Perhitungan, enqueue)
