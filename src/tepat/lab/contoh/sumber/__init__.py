"""The sources of a synthetic region's attendance: device files as devices write them, and what an office keeps.

The month that was drawn is the truth. Every duty of it becomes punches on some device, real-life dirt is planted among
them, and whoever processes the files again must come back to the month wherever nothing was planted against it::

    plan ──► employees ──► machines, cards ──► dirt ──► punches ──► files
             their days    where they punch             by device   mesin/*, *.csv
"""

from tepat.lab.contoh.sumber.draw import Sources, draw_sources
from tepat.lab.contoh.sumber.expected import ExpectedDay, ExpectedMonth, expected_disiplin, expected_harian
from tepat.lab.contoh.sumber.write import MOST_WITH_SOURCES, remove_sources, write_sources

__all__ = [
    "MOST_WITH_SOURCES",
    "ExpectedDay",
    "ExpectedMonth",
    "Sources",
    "draw_sources",
    "expected_disiplin",
    "expected_harian",
    "remove_sources",
    "write_sources",
]
