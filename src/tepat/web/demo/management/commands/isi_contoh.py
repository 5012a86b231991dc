"""``isi_contoh``: fill an empty database with the demonstration's region."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tepat.web.demo.fill import FEWEST, NotFillableError, fill, is_filled


class Command(BaseCommand):
    """Fill an empty database with the demonstration's region; one that is filled stays as it is."""

    help = "Isi basis data kosong dengan daerah contoh."

    def add_arguments(self, parser: CommandParser) -> None:
        """The number of people."""
        parser.add_argument("--pegawai", type=int, default=FEWEST, metavar="N", help="banyaknya orang")

    def handle(self, *args: Any, **options: Any) -> None:
        """Fill, unless that was done before."""
        if is_filled():
            self.stdout.write("Daerah contoh sudah terisi.")
            return
        try:
            fill(options["pegawai"], lambda text: self.stdout.write(f"{text} …"))
        except NotFillableError as error:
            raise CommandError(str(error)) from error
