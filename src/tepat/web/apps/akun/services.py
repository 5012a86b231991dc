"""What an administrator does with accounts and roles; every change is logged with its reason."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from tepat.web.apps.akun.models import Pengguna, Peran
from tepat.web.apps.akun.selectors import access_act
from tepat.web.apps.audit.services import change_of, record_change, record_changes, snapshot
from tepat.web.common.rights import Act
from tepat.web.common.today import today

ADMINISTRATOR = Peran.Jenis.ADMINISTRATOR
# Written on paper and typed once: without letters and digits that look alike.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
# A password drawn at random needs no slow hash; the first sign-in replaces it by one at full strength.
_FAST = 1_000


@dataclass(frozen=True)
class FirstPassword:
    """An account with the password that is told once."""

    username: str
    nama: str
    sandi: str


# -- roles ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def give_role(actor: Any, role: Peran, alasan: str) -> Peran:
    """Give a role from a day, or until a day.

    Raises `PermissionDenied`, `ValidationError`: nobody gives themselves a role, and who looks after accounts has no
    role over figures.
    """
    _authorise(actor)
    _need_reason(alasan)
    if role.pengguna_id == actor.pk:
        raise ValidationError(_("Tidak seorang pun memberi peran kepada dirinya sendiri. Minta administrator lain."))
    role.full_clean()
    others = _overlapping(role)
    if others.filter(jenis=role.jenis, unit=role.unit).exists():
        raise ValidationError(_("Peran itu sudah ada pada masa yang sama."))
    if (
        others.exclude(jenis=ADMINISTRATOR).exists()
        if role.jenis == ADMINISTRATOR
        else others.filter(jenis=ADMINISTRATOR).exists()
    ):
        raise ValidationError(
            _("Administrator tidak memegang peran atas angka, dan sebaliknya. Akhiri dahulu peran yang lain.")
        )
    role.save()
    record_change(role, actor, "tambah", alasan=alasan, baru=snapshot(role))
    return role


def _overlapping(role: Peran) -> Any:
    rows = Peran.objects.select_for_update().filter(pengguna=role.pengguna_id)
    return rows.touching(role.mulai, role.selesai or date.max)


@transaction.atomic
def end_role(actor: Any, role: Peran, selesai: date, alasan: str) -> Peran:
    """End a role on a day, the last on which it holds; a role that begins later is taken away.

    Raises `PermissionDenied`, `ValidationError` where nobody would be left to look after accounts.
    """
    _authorise(actor)
    _need_reason(alasan)
    before = snapshot(role)
    if role.selesai is not None and role.selesai <= selesai:
        raise ValidationError(_("Peran ini sudah berakhir pada atau sebelum tanggal itu."))
    if role.jenis == ADMINISTRATOR:
        _need_another_administrator(role.pengguna_id)
    if role.mulai > selesai:
        record_change(role, actor, "hapus", alasan=alasan, lama=before)
        role.delete()
        return role
    role.selesai = selesai
    role.full_clean()
    role.save(update_fields=["selesai"])
    record_change(role, actor, "ubah", alasan=alasan, lama=before, baru=snapshot(role))
    return role


def _need_another_administrator(user_id: int) -> None:
    """Somebody else who may look after accounts for as long as can be seen.

    The rows are locked: two administrators who remove each other at once must not both succeed.
    """
    rows = Peran.objects.select_for_update(of=("self",)).filter(jenis=ADMINISTRATOR, selesai__isnull=True)
    found = list(rows.filter(mulai__lte=today()).values_list("pengguna_id", "pengguna__is_active"))
    if not any(is_active and holder != user_id for holder, is_active in found):
        raise ValidationError(_("Ini administrator terakhir. Angkat dahulu administrator lain, tanpa batas waktu."))


# -- accounts ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def set_active(actor: Any, user: Pengguna, is_active: bool, alasan: str) -> None:
    """Let somebody sign in, or no longer; whoever is signed in is signed out with the next page."""
    _authorise(actor)
    _need_reason(alasan)
    if user.pk == actor.pk:
        raise ValidationError(_("Akun sendiri tidak dapat dinonaktifkan. Minta administrator lain."))
    if not is_active and user.daftar_peran.filter(jenis=ADMINISTRATOR).on(today()).exists():
        _need_another_administrator(user.pk)
    before = user.is_active
    user.is_active = is_active
    user.save(update_fields=["is_active"])
    record_change(user, actor, "ubah", alasan=alasan, lama={"is_active": before}, baru={"is_active": is_active})


@transaction.atomic
def reset_password(actor: Any, user: Pengguna, alasan: str) -> tuple[str, str]:
    """The two parts of a link by which somebody chooses a new password, once: whose, and its secret."""
    _authorise(actor)
    _need_reason(alasan)
    _not_oneself(actor, user)
    record_change(user, actor, "ubah", alasan=alasan, baru={"tautan_sandi": "dibuat"})
    return urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)


@transaction.atomic
def remove_second_step(actor: Any, user: Pengguna, alasan: str) -> None:
    """For somebody who lost their telephone: a role that needs a second step asks for a new one at the next page."""
    _authorise(actor)
    _need_reason(alasan)
    _not_oneself(actor, user)
    Authenticator.objects.filter(user=user).delete()
    record_change(user, actor, "ubah", alasan=alasan, baru={"dua_langkah": "dilepas"})


@transaction.atomic
def make_account(actor: Any, user: Pengguna, alasan: str) -> FirstPassword:
    """Make an account; the password is told once."""
    _authorise(actor)
    _need_reason(alasan)
    sandi = _first_password(user)
    user.full_clean()
    user.save()
    record_change(user, actor, "tambah", alasan=alasan, baru=_told(user))
    return FirstPassword(user.username, user.nama, sandi)


@transaction.atomic
def make_accounts(actor: Any, people: Iterable[Any], alasan: str) -> list[FirstPassword]:
    """Accounts for people who have none, their NIP as username; who has one meanwhile is left out."""
    _authorise(actor)
    _need_reason(alasan)
    taken = set(Pengguna.objects.values_list("username", flat=True))
    users = [Pengguna(username=man.nip, nama=man.nama, pegawai=man) for man in people if man.nip not in taken]
    return _hand_out(actor, Pengguna.objects.bulk_create, users, "tambah", alasan)


@transaction.atomic
def renew_first_passwords(actor: Any, users: Iterable[Pengguna], alasan: str) -> list[FirstPassword]:
    """New first passwords for accounts that nobody has signed in with."""
    _authorise(actor)
    _need_reason(alasan)
    unused = [user for user in users if user.last_login is None and user.is_active and user.pk != actor.pk]

    def save(rows: list[Pengguna]) -> None:
        Pengguna.objects.bulk_update(rows, ["password", "sandi_sampai"], batch_size=500)

    return _hand_out(actor, save, unused, "ubah", alasan)


def _hand_out(actor: Any, save: Any, users: list[Pengguna], tindakan: str, alasan: str) -> list[FirstPassword]:
    told = [FirstPassword(user.username, user.nama, _first_password(user)) for user in users]
    save(users)
    record_changes([change_of(user, actor, tindakan, alasan=alasan, baru=_told(user)) for user in users])
    return told


def _first_password(user: Pengguna) -> str:
    sandi = "-".join("".join(secrets.choice(_LETTERS) for _place in range(4)) for _group in range(3))
    hasher = PBKDF2PasswordHasher()
    user.password = hasher.encode(sandi, hasher.salt(), iterations=_FAST)
    user.sandi_sampai = timezone.now() + timedelta(days=settings.TEPAT_SANDI_PERTAMA_HARI)
    return sandi


def _told(user: Pengguna) -> dict[str, Any]:
    """What the log keeps of an account: nothing of its password."""
    return {"username": user.username, "nama": user.nama, "pegawai_id": user.pegawai_id, "sandi_pertama": "dibuat"}


def _authorise(actor: Any) -> None:
    access_act(actor, Act.ATUR_AKUN)


def _not_oneself(actor: Any, user: Pengguna) -> None:
    if user.pk == actor.pk:
        raise PermissionDenied


def _need_reason(alasan: str) -> None:
    if not alasan.strip():
        raise ValidationError({"alasan": _("Sebutkan alasannya: nomor surat, SK, atau apa yang diperbaiki.")})
