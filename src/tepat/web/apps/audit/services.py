"""Writing the log of changes. Whoever changes a record calls this in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model

from tepat.web.apps.audit.models import Perubahan


def snapshot(record: Model) -> dict[str, Any]:
    """The columns of a record as plain data."""
    return plain_columns(
        {
            field.attname: getattr(record, field.attname)
            for field in record._meta.concrete_fields
            if field.name not in {"id", "kumpulan", "baris"}
        }
    )


def plain_columns(values: Mapping[str, Any]) -> dict[str, Any]:
    """Columns as the log keeps them."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def change_of(  # noqa: PLR0913 -- one row of the log has these parts
    record: Model,
    user: Any,
    tindakan: str,
    *,
    alasan: str = "",
    lama: dict[str, Any] | None = None,
    baru: dict[str, Any] | None = None,
    masa: str = "",
    kumpulan: Any = None,
) -> Perubahan:
    """A row of the log, not yet saved: imports save thousands at once."""
    model = record._meta
    pegawai_id = record.pk if model.label_lower == "kepegawaian.pegawai" else getattr(record, "pegawai_id", None)
    unit_id = record.pk if model.label_lower == "kepegawaian.unit" else getattr(record, "unit_id", None)
    return Perubahan(
        pengguna=user,
        alasan=alasan,
        tindakan=tindakan,
        catatan=model.label_lower,
        kunci=str(record.pk),
        pegawai_id=pegawai_id,
        unit_id=unit_id,
        masa=masa or getattr(record, "masa", ""),
        lama=lama,
        baru=baru,
        kumpulan=kumpulan,
    )


def record_change(record: Model, user: Any, tindakan: str, **parts: Any) -> Perubahan:
    """Write one row of the log."""
    row = change_of(record, user, tindakan, **parts)
    row.save(force_insert=True)
    return row


def record_download(user: Any, catatan: str, baru: dict[str, Any], unit: int | None = None) -> Perubahan:
    """Write that somebody took a list out of the application: which, narrowed to what, and how many rows."""
    row = Perubahan(
        pengguna=user, tindakan=Perubahan.Tindakan.UNDUH, catatan=catatan, kunci="", baru=baru, unit_id=unit
    )
    row.save(force_insert=True)
    return row


def record_changes(rows: list[Perubahan]) -> None:
    """Write many rows of the log."""
    Perubahan.objects.bulk_create(rows, batch_size=2000)


# -- batches ----------------------------------------------------------------------------------------------------


def batch_changes(kumpulan: Any) -> list[Perubahan]:
    """What accepting a batch wrote, in its order; of one that was undone nothing."""
    return [] if kumpulan.status == "dibatalkan" else list(Perubahan.objects.filter(kumpulan=kumpulan).order_by("pk"))


def later_changes(kumpulan: Any) -> dict[tuple[str, str], Perubahan]:
    """The last change of each record after a batch, by model and key."""
    last = Perubahan.objects.filter(kumpulan=kumpulan).order_by("pk").last()
    if last is None:
        return {}
    later = Perubahan.objects.filter(pk__gt=last.pk).exclude(kumpulan=kumpulan).select_related("pengguna")
    return {(row.catatan, row.kunci): row for row in later.order_by("pk")}


def record_reversal(kumpulan: Any, user: Any, alasan: str) -> None:
    """Write that a batch was undone: every change of it once more, the other way round."""
    turned = {"tambah": "hapus", "hapus": "tambah", "ubah": "ubah"}
    record_changes(
        [
            Perubahan(
                pengguna=user,
                alasan=alasan,
                tindakan=turned[row.tindakan],
                catatan=row.catatan,
                kunci=row.kunci,
                pegawai_id=row.pegawai_id,
                unit_id=row.unit_id,
                masa=row.masa,
                lama=row.baru,
                baru=row.lama,
                kumpulan=kumpulan,
            )
            for row in reversed(batch_changes(kumpulan))
        ]
    )
