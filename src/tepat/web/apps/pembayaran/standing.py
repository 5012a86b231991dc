"""Whose salary of a month is known: for the first page."""

from __future__ import annotations

from tepat.lang.calendar import Masa
from tepat.web.apps.pembayaran.models import Gaji


def salaried_people(masa: Masa) -> frozenset[int]:
    """The people of the month's salary list. One query."""
    return frozenset(Gaji.objects.filter(masa=str(masa)).values_list("pegawai_id", flat=True))
