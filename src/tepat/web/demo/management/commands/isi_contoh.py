"""``isi_contoh``: fill an empty database with the demonstration's region."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tepat.web.demo.accounts import ACCOUNTS, PASSWORD
from tepat.web.demo.fill import FEWEST, NotFillableError, fill, is_filled


class Command(BaseCommand):
    """Fill an empty database with the demonstration's region; one that is filled stays as it is."""

    help = "Isi basis data kosong dengan daerah contoh."

    def add_arguments(self, parser: CommandParser) -> None:
        """The number of people."""
        parser.add_argument("--pegawai", type=int, default=FEWEST, metavar="N", help="banyaknya orang")

    def handle(self, *args: Any, **options: Any) -> None:
        """Bring the tables up to date, fill them unless that was done before, and say who may sign in."""
        call_command("migrate", verbosity=0)
        if not is_filled():
            try:
                fill(options["pegawai"], lambda text: self.stdout.write(f"{text} …"))
            except NotFillableError as error:
                raise CommandError(str(error)) from error
        self.stdout.write("\n".join(_accounts()))


def _accounts() -> Iterator[str]:
    width = max(len(account.username) for account in ACCOUNTS)
    yield f"Akun (sandi semuanya: {PASSWORD})"
    for account in ACCOUNTS:
        yield f"  {account.username:{width}}  {account.peran}: {account.melihat}"
