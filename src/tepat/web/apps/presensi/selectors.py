"""Questions about attendance."""

from __future__ import annotations

from collections.abc import Iterable

from tepat.web.apps.presensi.models import Perangkat


def device_names() -> list[str]:
    """The serial numbers (else the names) of all devices: a file's name may begin with one."""
    rows = Perangkat.objects.values_list("nomor_seri", "perangkat").order_by("pk")
    return [serial or name for serial, name in rows]


def devices_of_units(units: Iterable[int]) -> frozenset[int]:
    """The devices that stand in these units."""
    return frozenset(Perangkat.objects.filter(unit__in=units).values_list("pk", flat=True))
