"""An office with years behind it, for measuring: one month is computed, the others are its copies.

Never a product's data: the copies have neither packets nor receipts, and no auditor could recompute them. It needs the
settings of a demonstration (``TEPAT_DEMO``, ``TEPAT_HARI_INI``) and an empty database.

    python -m benchmarks.office --pegawai 6000 --bulan 24
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable

from tepat.lang.calendar import Masa

COPY = "salinan untuk pengukuran"
Say = Callable[[str], None]


def fill(people: int = 6000, months: int = 24, say: Say = print) -> list[Masa]:
    """Fill the empty database with so many people and so many paid months: the months, the latest first.

    The latest is computed by the application itself; its results, sheets and run are copied to those before.
    """
    from tepat.web.common.today import this_masa
    from tepat.web.demo import fill as demo
    from tepat.web.demo import past

    demo.load(people, say)
    latest = this_masa().plus(-1)
    say(f"computing {latest}")
    past.compute_and_pay(latest, demo.accounts_by_name())
    for back in range(1, months):
        _copy(latest, latest.plus(-back))
    say(f"{months} months of {people} people")
    return [latest.plus(-back) for back in range(months)]


def _copy(latest: Masa, masa: Masa) -> None:
    """One month as a copy of the latest, in statements that never leave the database."""
    from django.db import connection, transaction

    from tepat.web.apps.tpp.models import Hasil, Lembar, Perhitungan

    with transaction.atomic(), connection.cursor() as cursor:
        run = Perhitungan.objects.defer("paket").get(masa=str(latest))
        sheets = list(Lembar.objects.filter(masa=str(latest)).order_by("pk"))
        made = Perhitungan.objects.create(
            masa=str(masa), keadaan=run.keadaan, ringkasan=run.ringkasan, pemohon_id=run.pemohon_id, alasan=COPY
        )
        copies = Lembar.objects.bulk_create(
            Lembar(masa=str(masa), unit_id=sheet.unit_id, status=Lembar.Status.DIHITUNG, hitungan=made)
            for sheet in sheets
        )
        columns = [str(field.column) for field in Hasil._meta.concrete_fields if not field.primary_key]
        given: dict[str, str | int] = {"masa": str(masa), "hitungan_id": made.pk}
        chosen = ", ".join(
            "copied.pk_new" if name == "lembar_id" else "%s" if name in given else f"h.{name}" for name in columns
        )
        values: list[str | int] = [given[name] for name in columns if name in given]
        pairs = " UNION ALL ".join("SELECT %s AS pk_old, %s AS pk_new" for _ in sheets)
        numbers: list[str | int] = [pk for old, new in zip(sheets, copies, strict=True) for pk in (old.pk, new.pk)]
        cursor.execute(
            f"INSERT INTO {Hasil._meta.db_table} ({', '.join(columns)}) SELECT {chosen} "
            f"FROM {Hasil._meta.db_table} h JOIN ({pairs}) copied ON copied.pk_old = h.lembar_id "
            "WHERE h.hitungan_id = %s",
            [*values, *numbers, run.pk],
        )
        Lembar.objects.filter(hitungan=made).update(status=Lembar.Status.DIBAYAR)


def main() -> None:
    """Fill the database that the environment names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pegawai", type=int, default=6000)
    parser.add_argument("--bulan", type=int, default=24)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tepat.web.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    fill(options.pegawai, options.bulan)


if __name__ == "__main__":
    main()
