"""``python -m tepat.web administrator NAMA``: an office's first administrator; the others are made in the pages."""

from __future__ import annotations

from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from tepat.web.apps.akun.models import Pengguna, Peran
from tepat.web.apps.audit.services import record_change
from tepat.web.common.today import today


class Command(BaseCommand):
    """Make an account with the role of administrator, as long as nobody has it."""

    help = "Membuat akun administrator pertama. Yang berikutnya dibuat lewat halaman Akun."

    def add_arguments(self, parser: CommandParser) -> None:
        """The name, and where the password comes from."""
        parser.add_argument("nama", help="nama pengguna")
        parser.add_argument("--stdin", action="store_true", help="baca sandi dari masukan baku, bukan dari papan tik")

    def handle(self, *_args: Any, nama: str, stdin: bool, **_options: Any) -> None:
        """Ask for the password, and write the account with its role."""
        if Peran.objects.on(today()).filter(jenis=Peran.Jenis.ADMINISTRATOR).exists():
            raise CommandError("Sudah ada administrator; ia membuat akun lain lewat halaman Akun.")
        if Pengguna.objects.filter(username=nama).exists():
            raise CommandError(f"Nama {nama} sudah dipakai; pilih nama lain.")
        password = input() if stdin else self._asked()
        user = Pengguna(username=nama, nama=nama)
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        with transaction.atomic():
            user.set_password(password)
            user.full_clean(exclude=["password"])
            user.save()
            role = Peran.objects.create(pengguna=user, jenis=Peran.Jenis.ADMINISTRATOR, mulai=today())
            record_change(role, None, "tambah", alasan="administrator pertama, dari baris perintah")
        self.stdout.write(f"Akun {nama} dibuat. Masuk, lalu pasang dua langkah dan buat akun lain di halaman Akun.")

    @staticmethod
    def _asked() -> str:
        first = getpass("Sandi: ")
        if first != getpass("Sandi sekali lagi: "):
            raise CommandError("Kedua sandi tidak sama; ulangi perintahnya.")
        return first
