"""Placeholder"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True)
class AttendanceSettings:
    """How attendance is read: windows of a duty in minutes, roster duties on holidays, credit of a status."""

    window_before: int
    window_after: int
    roster_on_holidays: bool
    kredit_hadir: Mapping[str, Fraction] = field(default_factory=dict)
    minutes_of_absence: int | None = None
