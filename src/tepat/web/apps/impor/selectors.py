"""Questions about uploads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tepat.web.apps.impor.models import BerkasMasuk, Kumpulan

DEVICE_FILES = "presensi_mesin"


def device_files(masa: str) -> Iterator[tuple[int, str, bytes, dict[str, Any]]]:
    """The device files of a month that were accepted: batch, name, content, settings."""
    rows = BerkasMasuk.objects.filter(
        kumpulan__jenis=DEVICE_FILES, kumpulan__masa=masa, kumpulan__status=Kumpulan.Status.DITERIMA
    ).order_by("pk")
    for batch, name, content, settings in rows.values_list("kumpulan_id", "nama", "isi", "setelan").iterator(10):
        yield batch, name, bytes(content), settings
