"""Taking a sheet a step on or back: every guard stands here, on the server, in the transaction that moves the sheet."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from tepat.law.rulebook import REGULAR
from tepat.web.apps.akun.selectors import rights_of
from tepat.web.apps.audit.services import record_change
from tepat.web.apps.tpp.hitung.controls import uneven
from tepat.web.apps.tpp.models import Hasil, Lembar, Pemeriksaan, Peralihan, Perhitungan
from tepat.web.apps.tpp.states import FINAL, STEPS, Step

STAGES = {"verifikasi": Pemeriksaan.Tahap.VERIFIKASI, "setujui": Pemeriksaan.Tahap.PERSETUJUAN}


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
        if name in STAGES:
            _examine(user, lembar, step, alasan)
            if own_rows_uncovered(lembar, STAGES[name]):
                lembar.versi += 1
                lembar.save(update_fields=["versi"])
                return lembar
        if step.back:
            _withdraw(lembar, step)
        if step.ke == Lembar.Status.TERKUNCI and not step.back:
            check_lockable(lembar)
        return _move(lembar, step.ke, user, alasan)


@dataclass(frozen=True)
class Refused:
    """A sheet of several that could not be moved, and why."""

    lembar_id: int
    pesan: str


def take_steps(user: Any, sheets: Iterable[tuple[int, int]], name: str) -> tuple[list[Lembar], list[Refused]]:
    """Take several sheets a step on, each by itself: those moved, and those that could not be, with the reason.

    Parameters
    ----------
    sheets : id and seen version of each
    """
    moved: list[Lembar] = []
    refused: list[Refused] = []
    for lembar_id, versi in sheets:
        try:
            moved.append(take_step(user, lembar_id, name, versi))
        except ValidationError as problem:
            refused.append(Refused(lembar_id, " ".join(problem.messages)))
        except PermissionDenied:
            refused.append(Refused(lembar_id, _("Anda tidak berwenang atas lembar ini.")))
    return moved, refused


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
    return bool(words_on(lembar, tahap).filter(pengguna=user).exists())


def words_on(lembar: Lembar, tahap: str) -> Any:
    """The examinations of the sheet's results in force at a stage."""
    return Pemeriksaan.objects.filter(lembar=lembar, hitungan=lembar.hitungan_id, tahap=tahap, dicabut=False)


def _examine(user: Any, lembar: Lembar, step: Step, catatan: str) -> None:
    tahap = STAGES[step.name]
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
    examiners = list(words_on(lembar, tahap).values_list("pengguna__pegawai_id", flat=True)[:2])
    if len(examiners) != 1 or examiners[0] is None:
        return False
    return Hasil.objects.filter(lembar=lembar, hitungan=lembar.hitungan_id, pegawai=examiners[0]).exists()


# -- what must be true of a sheet that is locked --------------------------------------------------------------------


def check_lockable(lembar: Lembar) -> None:
    """Refuse to lock what is not, to the byte and the rupiah, what the run wrote, or would pay somebody twice.

    Raises `ValidationError` where the stored rows do not come to the receipt's control totals, where the kept packet
    is another one than was written, where somebody stands on a locked sheet of another SKPD (two runs may see a person
    in two places), or where somebody on a supplementary sheet was paid since it was computed.
    """
    run = Perhitungan.objects.get(pk=results_of(lembar))
    if hashlib.sha256(bytes(run.paket or b"")).hexdigest() != run.sidik_paket:
        raise ValidationError(
            _(
                "Paket hitungan yang tersimpan tidak lagi sama dengan yang ditulis mesin hitung. Jangan dibayar: "
                "hitung ulang SKPD ini, dan laporkan kepada administrator."
            ),
            code="sidik",
        )
    totals = uneven(run)
    if totals:
        first = totals[0]
        raise ValidationError(
            _(
                "Jumlah %(nama)s menurut baris tersimpan %(baris)s, menurut tanda terima %(terima)s. Jangan dibayar: "
                "hitung ulang SKPD ini, dan laporkan kepada administrator."
            )
            % {"nama": first.nama, "baris": first.baris, "terima": first.terima},
            code="kendali",
        )
    if names := paid_elsewhere(lembar):
        raise ValidationError(
            _(
                "%(siapa)s sudah ada di lembar terkunci SKPD lain untuk masa ini. Perbaiki penempatannya, lalu hitung "
                "ulang SKPD ini."
            )
            % {"siapa": ", ".join(names)},
            code="sudah_dibayar",
        )
    if lembar.jenis_run != REGULAR and paid_since(lembar, run):
        raise ValidationError(
            _("Ada pembayaran masa ini yang dikunci sesudah susulan ini dihitung. Hitung susulannya sekali lagi."),
            code="susulan_usang",
        )


def paid_elsewhere(lembar: Lembar) -> list[str]:
    """Up to five people of a sheet whom a locked sheet of the same kind and month pays already, by name."""
    people = Hasil.objects.filter(lembar=lembar, hitungan=lembar.hitungan_id, status_hitung="dihitung")
    same = Lembar.objects.filter(
        masa=lembar.masa, jenis_run=lembar.jenis_run, urutan=lembar.urutan, status__in=FINAL
    ).exclude(pk=lembar.pk)
    others = Hasil.objects.filter(lembar__in=same, hitungan=F("lembar__hitungan"), status_hitung="dihitung")
    found = others.filter(pegawai__in=people.values("pegawai")).order_by("nama")
    return list(found.values_list("nama", flat=True)[:5])


def paid_since(lembar: Lembar, run: Perhitungan) -> bool:
    """Whether people of a sheet stand on another sheet of the month that was locked after the run read the payments."""
    people = Hasil.objects.filter(lembar=lembar, hitungan=run).values("pegawai")
    others = Hasil.objects.filter(pegawai__in=people, masa=lembar.masa, lembar__status__in=FINAL).exclude(lembar=lembar)
    later = Q(lembar__daftar_peralihan__ke=Lembar.Status.TERKUNCI, lembar__daftar_peralihan__waktu__gt=run.mulai_at)
    return others.filter(later, lembar__daftar_peralihan__dari=Lembar.Status.DISETUJUI).exists()


def _withdraw(lembar: Lembar, step: Step) -> None:
    """The words that a step back takes away: those of the stage whose state is left."""
    for name, tahap in STAGES.items():
        if STEPS[name].ke == step.dari:
            words_on(lembar, tahap).update(dicabut=True)


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


def examiners_of(lembar: Lembar) -> dict[str, list[str]]:
    """Who has given a word on the results in force, by stage."""
    found: dict[str, list[str]] = {str(tahap): [] for tahap in Pemeriksaan.Tahap}
    words = Pemeriksaan.objects.filter(lembar=lembar, hitungan=lembar.hitungan_id, dicabut=False)
    for word in words.select_related("pengguna").order_by("pk"):
        found[word.tahap].append(word.pengguna.get_full_name())
    return found


def stand_in(lembar: Lembar, people: Collection[int]) -> set[int]:
    """Those of these people who have a row of their own in a sheet."""
    rows = Hasil.objects.filter(lembar=lembar, hitungan=lembar.hitungan_id, pegawai__in=people)
    return set(rows.values_list("pegawai_id", flat=True))
