"""Years before the measured month: its own rows once more under earlier months. Data of the benchmark, of nobody."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction

from benchmarks.web.month import measured_masa
from tepat.lang.calendar import Masa
from tepat.web.apps.kinerja.models import Penilaian
from tepat.web.apps.pembayaran.models import Gaji
from tepat.web.apps.presensi.models import Disiplin, Harian, OlahPresensi
from tepat.web.apps.tpp.models import Hasil, Lembar, Perhitungan

TABLES = (Hasil, Harian, Disiplin, Gaji, Penilaian)


def copy_month(months: int) -> dict[str, int]:
    """Fill so many months before the measured one, each computed, paid and locked: the rows of the large tables."""
    masa = measured_masa()
    for back in range(1, months + 1):
        with transaction.atomic():
            _copy_into(masa, back)
    with connection.cursor() as cursor:
        # What an office's database does by itself in quiet hours.
        cursor.execute("ANALYZE")
    return {model._meta.db_table: model._default_manager.count() for model in TABLES}


def _copy_into(masa: Masa, back: int) -> None:
    earlier = str(masa.plus(-back))
    text = connection.ops.quote_name
    month = f"'{earlier}'"
    processed = _again(OlahPresensi.objects.filter(masa=str(masa)).latest("pk"), earlier)
    of = f"{text('olahan_id')} = {processed.was}"
    day = {"olahan": str(processed.now), "tanggal": _shifted("tanggal", back)}
    _copy(Harian, day, of)
    _copy(Disiplin, {"olahan": str(processed.now), "masa": month}, of)
    for model, column in ((Gaji, "masa"), (Penilaian, "periode")):
        if not model._default_manager.filter(**{column: earlier}).exists():
            _copy(model, {column: month}, f"{column} = '{masa}'")
    _copy_results(masa, earlier)


class _Again:
    """A job of an earlier month like another: the ids of both."""

    def __init__(self, was: int, now: int) -> None:
        self.was, self.now = was, now


def _again(job: Any, masa: str) -> _Again:
    was = int(job.pk)
    job.pk, job.masa = None, masa
    job.save(force_insert=True)
    return _Again(was, int(job.pk))


def _copy_results(masa: Masa, earlier: str) -> None:
    run = _again(Perhitungan.objects.filter(masa=str(masa)).latest("pk"), earlier)
    sheets = Lembar.objects.filter(masa=str(masa), hitungan=run.was)
    Lembar.objects.bulk_create(Lembar(masa=earlier, unit_id=sheet.unit_id) for sheet in sheets)
    both = "tpp_lembar n JOIN tpp_lembar o USING (unit_id)"
    own = f"(SELECT n.id FROM {both} WHERE n.masa = '{earlier}' AND o.id = lembar_id)"
    _copy(Hasil, {"hitungan": str(run.now), "masa": f"'{earlier}'", "lembar": own}, f"hitungan_id = {run.was}")
    Lembar.objects.filter(masa=earlier).update(hitungan=run.now, status=Lembar.Status.DIBAYAR, versi=1)


def _copy(model: type[models.Model], changes: Mapping[str, str], where: str) -> None:
    """Rows once more, with other values (SQL) in some fields."""
    columns = {field.name: str(field.column) for field in model._meta.concrete_fields if not field.primary_key}
    names = ", ".join(columns.values())
    cells = ", ".join(changes.get(name, column) for name, column in columns.items())
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {cells} FROM {table} WHERE {where}")


def _shifted(column: str, months: int) -> str:
    if connection.vendor == "postgresql":
        return f"({column} - interval '{months} months')::date"
    return f"date({column}, '-{months} months')"


def database_size() -> int:
    """Bytes of the whole database."""
    if connection.vendor != "postgresql":
        return sum(path.stat().st_size for path in Path(settings.TEPAT_DATA).glob("tepat.sqlite3*"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])
