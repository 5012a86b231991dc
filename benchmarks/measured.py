"""What one run of the benchmark found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from benchmarks.alone.files import Files
from benchmarks.alone.sizes import Found, Sizes
from benchmarks.attendance.sizes import Punches
from benchmarks.names import EXACT_ONES
from benchmarks.web.measure import Web

if TYPE_CHECKING:  # a process that starts others stays small
    from benchmarks.days import Days
    from benchmarks.explaining import Explained
    from benchmarks.month import Month


@dataclass
class Measured:
    """A part that was not asked for is empty."""

    sizes: Sizes = field(default_factory=Sizes)
    files: list[Files] = field(default_factory=list)
    attendance: list[Punches] = field(default_factory=list)
    web: list[Web] = field(default_factory=list)
    month: Month | None = None
    days: Days | None = None
    explained: list[Explained] = field(default_factory=list)

    @property
    def wrong(self) -> int:
        """People wrong, of all that was compared with the exact amounts, in what is to be exact."""
        alone = [found for (name, _), found in self.sizes.found.items() if name in EXACT_ONES]
        errors = [found.errors for found in alone if isinstance(found, Found)]
        errors += [run.errors for run in self.files if run.errors]
        errors += [found for name, found in self.month.errors.items() if name in EXACT_ONES] if self.month else []
        punches = sum(size.checked.wrong + size.checked.differing for size in self.attendance)
        return sum(found.people for found in errors) + (self.days.differing if self.days else 0) + punches
