"""A batch from the upload to its end: received, read, accepted or discarded as a whole, undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from tepat.ingest.upload import MACHINES
from tepat.web.apps.audit.services import change_of, plain_columns, record_changes
from tepat.web.apps.impor import content, reader
from tepat.web.apps.impor.kinds import LABELS, label_of
from tepat.web.apps.impor.models import BarisMasuk, BerkasMasuk, Kumpulan
from tepat.web.apps.impor.planning import keep_preview, make_preview, plan_rows
from tepat.web.apps.impor.selectors import accepted_before
from tepat.web.apps.presensi import selectors as presensi
from tepat.web.common.intake import Change, Row, one_at_a_time, write_plan
from tepat.web.common.today import now

Files = Sequence[tuple[str, bytes]]
_LONGEST_NAME = 255


@dataclass(frozen=True)
class Outcome:
    """What a decision did. ``is_news`` False: it had been done already, by an earlier press."""

    kumpulan: Kumpulan
    is_news: bool


# -- receiving --------------------------------------------------------------------------------------------------


def check_files(files: Files) -> None:
    """Refuse files that no reader can use, before anything is kept: all reasons at once.

    Raises `ValidationError`.
    """
    if not files:
        raise ValidationError(_("Pilih sedikitnya satu berkas."))
    content.check_sizes([len(isi) for _nama, isi in files])
    problems: list[ValidationError] = []
    for nama, isi in files:
        try:
            content.check_content(nama, isi)
        except ValidationError as error:
            problems.append(error)
    if problems:
        raise ValidationError(problems)


def sort_files(files: Files, masa: str) -> dict[str, list[tuple[str, bytes]]]:
    """Files by the kind that they are recognised as.

    Raises `ValidationError` where nobody can be sure of one: whoever uploads says what it is.
    """
    found: dict[str, list[tuple[str, bytes]]] = {}
    unknown: list[str] = []
    for item, jenis in zip(files, reader.kinds_of(files, masa, presensi.device_names()), strict=True):
        if jenis is None:
            unknown.append(item[0])
        else:
            found.setdefault(jenis, []).append(item)
    if unknown:
        raise ValidationError(
            _("Jenis berkas %(nama)s tidak dapat dikenali. Pilih jenisnya, atau pakai templat."),
            params={"nama": ", ".join(unknown)},
        )
    return found


def receive(  # noqa: PLR0913 -- an upload says all of this
    user: Any,
    files: Files,
    jenis: str | None,
    masa: str,
    unit: Any = None,
    keterangan: str = "",
    *,
    again: bool = False,
) -> Kumpulan:
    """Keep files as they came, as one batch that waits to be read.

    Parameters
    ----------
    jenis : one of `LABELS`; None: recognised, which must then be the same for all
    unit : the unit whose people it is about; None: the whole region
    again : take a file although it is in force already

    Raises `ValidationError` where a file is not usable, was accepted before, or several kinds lie together.
    """
    check_files(files)
    kind = jenis or _only_kind(sort_files(files, masa))
    if kind not in LABELS:
        raise ValidationError(_("Jenis %(jenis)s tidak dikenal."), params={"jenis": kind})
    digests = [sha256(isi).hexdigest() for _nama, isi in files]
    if not again:
        _refuse_known(files, digests)
    with transaction.atomic():
        kumpulan = Kumpulan.objects.create(
            jenis=kind, masa=masa, unit=unit, keterangan=keterangan, dibuat_oleh=user, dibuat_at=now()
        )
        for (nama, isi), sidik in zip(files, digests, strict=True):
            BerkasMasuk.objects.create(kumpulan=kumpulan, nama=_safe_name(nama), ukuran=len(isi), sidik=sidik, isi=isi)
    return kumpulan


def receive_all(
    user: Any,
    kinds: Mapping[str, Files],
    masa: str,
    unit: Any = None,
    keterangan: str = "",
    *,
    again: bool = False,
) -> list[Kumpulan]:
    """Keep files of several kinds, each kind as a batch of its own; none where one of them is refused."""
    with transaction.atomic():
        return [receive(user, files, jenis, masa, unit, keterangan, again=again) for jenis, files in kinds.items()]


def _only_kind(found: dict[str, list[tuple[str, bytes]]]) -> str:
    if len(found) > 1:
        told = ", ".join(label_of(jenis) for jenis in found)
        raise ValidationError(_("Berkas berbeda jenis: %(jenis)s. Unggah satu jenis sekali."), params={"jenis": told})
    return next(iter(found))


def _refuse_known(files: Files, digests: list[str]) -> None:
    if len(set(digests)) < len(digests):
        raise ValidationError(_("Berkas yang sama dipilih dua kali. Pilih sekali saja."))
    known = accepted_before(digests)
    for (nama, _isi), sidik in zip(files, digests, strict=True):
        if sidik in known:
            raise ValidationError(
                _("%(nama)s sudah diterima pada kumpulan nomor %(nomor)s. Centang “Terima lagi” bila memang perlu."),
                code="berulang",
                params={"nama": nama, "nomor": known[sidik].pk},
            )


def _safe_name(nama: str) -> str:
    """The file's own name, without folders and what cannot be printed."""
    last = nama.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(char for char in last if char.isprintable())[-_LONGEST_NAME:] or "berkas"


# -- reading ----------------------------------------------------------------------------------------------------


def preview(kumpulan: Kumpulan) -> Kumpulan:
    """Read a batch that is not decided yet, as often as one likes: what was read before is replaced.

    A batch whose reading broke off stays ``dibaca`` and is read again; one that the readers cannot take is ``gagal``.
    """
    if kumpulan.status not in _UNDECIDED:
        raise ValidationError(_("Kumpulan ini sudah diputus."))
    try:
        found = make_preview(kumpulan)
    except reader.ReaderError:
        Kumpulan.objects.filter(pk=kumpulan.pk, status__in=_UNDECIDED).update(status=Kumpulan.Status.GAGAL)
        kumpulan.refresh_from_db()
        return kumpulan
    with transaction.atomic():
        held = hold(kumpulan)
        if held.status not in _UNDECIDED:
            raise ValidationError(_("Kumpulan ini sudah diputus."))
        keep_preview(held, found)
    return held


_UNDECIDED = (Kumpulan.Status.DIBACA, Kumpulan.Status.PRATINJAU, Kumpulan.Status.GAGAL)


def hold(kumpulan: Kumpulan) -> Kumpulan:
    """The batch as it is now, held until the transaction ends."""
    return Kumpulan.objects.select_for_update().get(pk=kumpulan.pk)


# -- accepting and discarding -----------------------------------------------------------------------------------


def accept(kumpulan: Kumpulan, user: Any, alasan: str) -> Outcome:
    """Write all rows that are not refused, in one transaction; pressed twice it is done once.

    Raises `ValidationError` where nothing would change, or records changed since the preview: then the preview is
    made anew, for another look.
    """
    need_reason(alasan)
    try:
        with transaction.atomic():
            one_at_a_time()
            held = hold(kumpulan)
            if held.status == Kumpulan.Status.DITERIMA:
                return Outcome(held, is_news=False)
            expect(held, Kumpulan.Status.PRATINJAU)
            is_current = held.jenis == MACHINES or _write_rows(held, user, alasan)
            if is_current:
                decide(held, Kumpulan.Status.DITERIMA, user, alasan)
    except DatabaseError as error:
        raise ValidationError(
            _("Catatan lain sedang diubah pada saat yang sama. Tidak ada yang tersimpan; coba sekali lagi.")
        ) from error
    if not is_current:
        preview(held)
        raise ValidationError(
            _("Catatan berubah sejak pratinjau dibuat. Pratinjau sudah diperbarui; periksa lagi."), code="usang"
        )
    return Outcome(held, is_news=True)


def _write_rows(kumpulan: Kumpulan, user: Any, alasan: str) -> bool:
    """Whether the rows were written: only just as the preview showed."""
    taken = BarisMasuk.objects.filter(berkas__kumpulan=kumpulan).exclude(sel={}).order_by("pk")
    rows = list(taken)
    plan = plan_rows(kumpulan, rows)
    shown = [(row.nasib, row.beda) for row in rows]
    if shown != [(verdict.nasib, verdict.beda) for verdict in plan.verdicts]:
        return False
    if not any(nasib in {"baru", "ubah"} for nasib, _beda in shown):
        raise ValidationError(_("Tidak ada yang berubah: semua baris sudah ada atau ditolak."))
    told = [Row(row.berkas_id, row.baris, row.sel) for row in rows]
    _log(write_plan(plan, told, kumpulan.pk), user, alasan, kumpulan)
    return True


def _log(changes: Iterable[Change], user: Any, alasan: str, kumpulan: Kumpulan) -> None:
    rows = []
    for change in changes:
        lama = None if change.lama is None else plain_columns(change.lama)
        baru = None if change.baru is None else plain_columns(change.baru)
        tindakan = "tambah" if lama is None else "hapus" if baru is None else "ubah"
        rows.append(change_of(change.record, user, tindakan, alasan=alasan, lama=lama, baru=baru, kumpulan=kumpulan))
    record_changes(rows)


def discard(kumpulan: Kumpulan, user: Any, alasan: str) -> Outcome:
    """Leave a batch be: nothing of it is taken."""
    with transaction.atomic():
        held = hold(kumpulan)
        if held.status == Kumpulan.Status.DIBUANG:
            return Outcome(held, is_news=False)
        expect(held, *_UNDECIDED)
        decide(held, Kumpulan.Status.DIBUANG, user, alasan)
    return Outcome(held, is_news=True)


def expect(kumpulan: Kumpulan, *states: str) -> None:
    """Refuse a batch that is in none of these states."""
    if kumpulan.status not in states:
        raise ValidationError(
            _("Kumpulan ini berstatus %(status)s; tindakan itu tidak berlaku lagi."),
            params={"status": kumpulan.get_status_display()},
        )


def decide(kumpulan: Kumpulan, status: str, user: Any, alasan: str) -> None:
    """Write what became of a batch, who said so, when and why."""
    kumpulan.status, kumpulan.alasan = status, alasan
    kumpulan.diputus_oleh, kumpulan.diputus_at = user, now()
    kumpulan.save(update_fields=["status", "alasan", "diputus_oleh", "diputus_at"])


def need_reason(alasan: str) -> None:
    """Refuse a decision without a reason."""
    if not alasan.strip():
        raise ValidationError(_("Sebutkan alasannya: nomor surat, SK, atau apa yang diperbaiki."), code="alasan")
