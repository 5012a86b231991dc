"""Fills an empty database with the demonstration's region."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import transaction

from tepat.lab.contoh import Level, Series, write_series
from tepat.lab.contoh.dirt import FROM
from tepat.lang.calendar import Masa
from tepat.law.consolidate import open_book
from tepat.law.shelf import open_shelf, regulations_root
from tepat.web.apps.akun.models import Pengguna
from tepat.web.apps.kepegawaian.models import Pegawai
from tepat.web.common.today import this_masa, today
from tepat.web.demo import money, past, records, uploads
from tepat.web.demo.accounts import give_account_to_a_late_comer, make_accounts
from tepat.web.demo.devices import fill_attendance
from tepat.web.demo.source import MonthFiles

SEED = 1
# Who brought the data in: the mark of a database that was filled here.
IMPORTER = "pemuat"
MONTHS = 3
# In a smaller region some office has nobody, and no account could stand for it.
FEWEST, MOST = 300, 20_000
SAMPLE_TARIFF = Path("contoh") / "pelengkap-tarif-presensi"

Say = Callable[[str], None]


class NotFillableError(Exception):
    """The database is not for a demonstration; the text says why."""


def is_filled() -> bool:
    """Whether the region stands already, with every month that is over paid."""
    paid = Pegawai.objects.exists() and all(past.is_paid(masa) for masa in past_months())
    return paid and past.is_processed(this_masa())


def past_months() -> list[Masa]:
    """The months before the current one."""
    return [this_masa().plus(-ahead) for ahead in range(MONTHS - 1, 0, -1)]


def fill(people: int = FEWEST, say: Say = lambda text: None) -> None:
    """Fill the empty database: ``people`` in three months, the last of which runs. What was begun is finished.

    Raises
    ------
    NotFillableError : not a demonstration, or somebody's records are there already
    """
    _check(people)
    if not Pegawai.objects.exists():
        load(people, say)
    users = accounts_by_name()
    for masa in past_months():
        if not past.is_paid(masa):
            say(f"menghitung dan membayar {masa}")
            past.compute_and_pay(masa, users)
    if not past.is_processed(this_masa()):
        say(f"mengolah presensi {this_masa()} sampai kemarin")
        past.process(this_masa(), users, yesterday())
        give_account_to_a_late_comer(users["pegawai"], users["atasan"], this_masa())


def load(people: int, say: Say = lambda text: None) -> None:
    """Make the region and write its records; nothing is computed yet."""
    with TemporaryDirectory(prefix="tepat-contoh-") as scratch:
        say("membuat daerah contoh")
        region = records.Region(_write(Path(scratch), people))
        say("memuat catatan")
        with transaction.atomic():
            _load(region)


def accounts_by_name() -> dict[str, Pengguna]:
    """Every account, by its name."""
    return {user.username: user for user in Pengguna.objects.all()}


def _check(people: int) -> None:
    if not (settings.TEPAT_DEMO and settings.TEPAT_HARI_INI):
        raise NotFillableError("TEPAT_DEMO dan TEPAT_HARI_INI harus dinyatakan: ini bukan pemasangan peraga")
    if Pegawai.objects.exists() and not Pengguna.objects.filter(username=IMPORTER).exists():
        raise NotFillableError("basis data ini sudah berisi pegawai")
    if not FEWEST <= people <= MOST:
        raise NotFillableError(f"{people} orang: pilih {FEWEST} sampai {MOST}")


def _write(folder: Path, people: int) -> list[MonthFiles]:
    masa = this_masa()
    series = Series(
        pegawai=people,
        last=masa,
        months=MONTHS,
        benih=SEED,
        tarif=regulations_root() / SAMPLE_TARIFF,
        book=open_book(open_shelf(settings.TEPAT_REGULASI), masa),
        regulasi=settings.TEPAT_REGULASI,
        # A larger region's lists have dirt of every kind, which no import would have accepted.
        level=Level.BIASA if people < FROM else Level.BERSIH,
        until=yesterday(),
    )
    return [MonthFiles(found, folder / str(found)) for found in write_series(folder, series)]


def yesterday() -> date:
    """The last day that is over."""
    return today() - timedelta(days=1)


def _load(region: records.Region) -> None:
    importer = Pengguna.objects.create(username=IMPORTER, password="!", nama="Pemuat data contoh")  # noqa: S106
    lists = uploads.accept_months(region, importer)
    records.fill_records(region, uploads.accept_records(region, importer))
    fill_attendance(region, lists)
    uploads.accept_devices(region, importer)
    money.fill_salaries(region, lists)
    money.fill_earlier_payments(region)
    money.fill_ratings(region, lists)
    users = make_accounts(region)
    uploads.preview_salaries(region, users["bkpsdm"])
