"""Several months of one synthetic region: the same people, month after month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tepat.lab.contoh.dirt import Level
from tepat.lab.contoh.earlier import earlier_plan
from tepat.lab.contoh.facts import Settings
from tepat.lab.contoh.further import Declared
from tepat.lab.contoh.months import shift
from tepat.lab.contoh.packet_files import write_packet
from tepat.lab.contoh.plan import Plan, make_plan
from tepat.lab.contoh.sumber import draw_sources, write_sources
from tepat.lab.contoh.tariff import read_tariff
from tepat.lang.calendar import Masa
from tepat.law.bound import BoundBook


@dataclass(frozen=True)
class Series:
    """So many people in consecutive months, the last of which may still be running.

    ``until``: the last day of it that has happened. ``book``: the rules of the last month, whose further columns and
    files every packet has. ``tarif``: the folder of the tariff that explains the cuts.
    """

    pegawai: int
    last: Masa
    months: int
    benih: int
    tarif: Path
    book: BoundBook
    regulasi: str
    level: Level = Level.BIASA
    until: date | None = None

    def plans(self) -> Iterator[Plan]:
        """A plan of each month, the earliest first."""
        last = make_plan(self.benih, self.pegawai, self.last, self.level)
        for ahead in range(self.months - 1, 0, -1):
            yield earlier_plan(last, shift(self.last, -ahead), self.benih)
        yield last


def write_series(folder: Path, series: Series) -> list[Masa]:
    """Write each month into a folder of its own, named by it: ``fakta/`` and ``sumber/``. The months, in order.

    The same series gives the same bytes everywhere.
    """
    declared = Declared.of(series.book)
    settings = Settings(series.benih, read_tariff(series.tarif), declared.hours, regulasi=series.regulasi)
    found = []
    for plan in series.plans():
        month = folder / str(plan.masa)
        month.mkdir(parents=True)
        write_packet(month, plan, settings, declared)
        is_last = plan.masa == series.last
        write_sources(month / "sumber", draw_sources(plan, settings, series.until if is_last else None))
        found.append(plan.masa)
    return found
