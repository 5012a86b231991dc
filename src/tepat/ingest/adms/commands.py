"""Commands for a device: it fetches them when it asks for work."""

from __future__ import annotations

from dataclasses import dataclass

from tepat.lang.calendar import Masa

INFO = "INFO"
# The zone of a clock is taken over at the next start only.
REBOOT = "REBOOT"


@dataclass(frozen=True)
class Command:
    r"""A command and the number by which the device reports on it.

    >>> Command(7, INFO).line
    'C:7:INFO\n'
    """

    id: int
    text: str

    def __post_init__(self) -> None:
        if self.id < 1 or not self.text or not self.text.replace("\t", " ").isprintable():
            raise ValueError(f"{self.id}:{self.text!r} is no command of one line")

    @property
    def line(self) -> str:
        """As it goes out."""
        return f"C:{self.id}:{self.text}\n"


def query_attlog(masa: Masa) -> str:
    r"""Have a month's punches sent again: the repair of a month in which a connection failed.

    >>> query_attlog(Masa(2026, 2))
    'DATA QUERY ATTLOG StartTime=2026-02-01 00:00:00\tEndTime=2026-02-28 23:59:59'
    """
    return f"DATA QUERY ATTLOG StartTime={masa.first} 00:00:00\tEndTime={masa.last} 23:59:59"
