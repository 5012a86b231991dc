"""What people do with a month: have it computed, examine it, lock it, take a step back with a reason."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tepat.lang.calendar import Masa
from tepat.web.apps.akun.selectors import rights_of
from tepat.web.apps.audit.services import record_change
from tepat.web.apps.tpp.models import Hasil, Lembar, Pemeriksaan, Peralihan, Perhitungan
from tepat.web.apps.tpp.states import EXAMINED, STEPS, Step
from tepat.web.common.job import sweep
from tepat.web.common.rights import Act

_STAGES = {"verifikasi": Pemeriksaan.Tahap.VERIFIKASI, "setujui": Pemeriksaan.Tahap.PERSETUJUAN}


class RunOpenError(ValidationError):
    """The same month is being computed already; ``run`` is that run."""

    def __init__(self, run: Perhitungan | None) -> None:
        who = run.pemohon.get_full_name() if run and run.pemohon else _("orang lain")
        super().__init__(_("Bulan ini sedang dihitung atas permintaan %(siapa)s.") % {"siapa": who}, code="berjalan")
        self.run = run


# -- computing --------------------------------------------------------------------------------------------------------


def request_run(
    user: Any, masa: Masa, unit: Any = None, jenis_run: str = "reguler", urutan: int = 1, alasan: str = ""
) -> Perhitungan:
    """Have a month computed for an SKPD (None: for everybody) by a worker.

    Raises `PermissionDenied`, `RunOpenError` where it is being computed, `ValidationError` where every sheet asked
    for has been verified: that word must be taken back first.
    """
    if not rights_of(user).covers(Act.HITUNG, unit.pk if unit else None):
        raise PermissionDenied
    key = {"masa": str(masa), "jenis_run": jenis_run, "urutan": urutan}
    sheets = Lembar.objects.filter(**key, **({"unit": unit} if unit else {}))
    if unit and sheets.filter(status__in=EXAMINED).exists():
        raise ValidationError(
            _("Hasil SKPD ini sudah diverifikasi. Tarik dahulu verifikasinya, dengan alasan, lalu hitung ulang."),
            code="diperiksa",
        )
    try:
        with transaction.atomic():
            run = Perhitungan.objects.create(**key, unit=unit, pemohon=user, alasan=alasan)
            record_change(run, user, "tambah", alasan=alasan, masa=str(masa), baru=key)
            enqueue(run)
    except IntegrityError:
        found = Perhitungan.objects.open().filter(**key, unit=unit).select_related("pemohon").first()
        raise RunOpenError(found) from None
    return run


def enqueue(run: Perhitungan) -> None:
    """Hand a run to a worker, once the running transaction is through."""
    from tepat.web.apps.tpp.tasks import compute_run

    transaction.on_commit(lambda: compute_run.enqueue(run.pk))


def sweep_runs() -> int:
    """Repeat or end the runs that no worker keeps alive."""
    return sweep(Perhitungan, enqueue)


# -- steps of a sheet -------------------------------------------------------------------------------------------------


def take_step(user: Any, lembar_id: int, name: str, versi: int, alasan: str = "") -> Lembar:
    """Take a sheet a step on or back.

    Parameters
    ----------
    versi : the version of the sheet that the user saw; another one means that somebody was quicker
    alasan : needed for every step back

    Raises `PermissionDenied`, `ValidationError` with what stands in the way.
    """
    step = STEPS[name]
    with transaction.atomic():
        lembar = Lembar.objects.select_for_update(of=("self",)).select_related("unit").get(pk=lembar_id)
        _check_step(user, lembar, step, versi, alasan)
        if name in _STAGES:
            _examine(user, lembar, step, alasan)
            if own_rows_uncovered(lembar, _STAGES[name]):
                lembar.versi += 1
                lembar.save(update_fields=["versi"])
                return lembar
        if step.back:
            _withdraw(lembar, step)
        return _move(lembar, step.ke, user, alasan)


def _check_step(user: Any, lembar: Lembar, step: Step, versi: int, alasan: str) -> None:
    if not rights_of(user).covers(step.act, lembar.unit_id):
        raise PermissionDenied
    if lembar.status != step.dari or lembar.versi != versi:
        raise ValidationError(
            _("Keadaan sudah berubah: sekarang %(status)s. Muat ulang halaman, lalu putuskan lagi.")
            % {"status": lembar.get_status_display()},
            code="berubah",
        )
    if step.back and not alasan.strip():
        raise ValidationError(_("Sebutkan alasannya; langkah mundur selalu dicatat."), code="alasan")
    if step.name == "setujui" and _examined_by(user, lembar, Pemeriksaan.Tahap.VERIFIKASI):
        raise ValidationError(_("Anda yang memverifikasi; persetujuan diberikan orang lain."), code="orang_sama")


def _examined_by(user: Any, lembar: Lembar, tahap: str) -> bool:
    return bool(_words(lembar, tahap).filter(pengguna=user).exists())


def _words(lembar: Lembar, tahap: str) -> Any:
    """The examinations of the sheet's results in force at a stage."""
    return Pemeriksaan.objects.filter(lembar=lembar, hitungan=lembar.hitungan_id, tahap=tahap, dicabut=False)


def _examine(user: Any, lembar: Lembar, step: Step, catatan: str) -> None:
    tahap = _STAGES[step.name]
    if _examined_by(user, lembar, tahap):
        raise ValidationError(
            _("Anda sudah memeriksa. Baris Anda sendiri menunggu pemeriksa kedua."), code="menunggu_kedua"
        )
    word = Pemeriksaan.objects.create(
        lembar=lembar, hitungan_id=results_of(lembar), tahap=tahap, pengguna=user, catatan=catatan
    )
    record_change(
        word, user, "langkah", alasan=catatan, masa=lembar.masa, baru={"tahap": tahap, "unit": lembar.unit_id}
    )


def results_of(lembar: Lembar) -> int:
    """The run whose results a sheet has; a sheet beyond a draft always has one."""
    if lembar.hitungan_id is None:
        raise ValidationError(_("Lembar ini belum dihitung."), code="belum_dihitung")
    return lembar.hitungan_id


def own_rows_uncovered(lembar: Lembar, tahap: str) -> bool:
    """Whether the only examiner so far stands in the sheet: nobody's word covers one's own row."""
    examiners = list(_words(lembar, tahap).values_list("pengguna__pegawai_id", flat=True)[:2])
    if len(examiners) != 1 or examiners[0] is None:
        return False
    return Hasil.objects.filter(lembar=lembar, hitungan=lembar.hitungan_id, pegawai=examiners[0]).exists()


def _withdraw(lembar: Lembar, step: Step) -> None:
    """The words that a step back takes away: those of the stage whose state is left."""
    for name, tahap in _STAGES.items():
        if STEPS[name].ke == step.dari:
            _words(lembar, tahap).update(dicabut=True)


def _move(lembar: Lembar, ke: str, user: Any, alasan: str) -> Lembar:
    dari = lembar.status
    lembar.status, lembar.versi = ke, lembar.versi + 1
    lembar.save(update_fields=["status", "versi"])
    Peralihan.objects.create(
        lembar=lembar, dari=dari, ke=ke, hitungan_id=lembar.hitungan_id, pengguna=user, alasan=alasan
    )
    record_change(
        lembar, user, "langkah", alasan=alasan, masa=lembar.masa, lama={"status": dari}, baru={"status": str(ke)}
    )
    return lembar
