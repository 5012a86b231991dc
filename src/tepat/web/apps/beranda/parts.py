"""What a first page is made of: sections that each say one thing and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from tepat.web.common.links import address
from tepat.web.ui.parts import Check, Link, Stat, Table


class Urgency(IntEnum):
    """What comes first: money at stake or something broken, then what waits for this person, then what is in order."""

    MENDESAK = 0
    MENUNGGU = 1
    TENANG = 2

    @property
    def word(self) -> str:
        """The name in style sheets."""
        return self.name.lower()


@dataclass(frozen=True)
class Section:
    """One thing: ``judul`` names the role or subject, ``kalimat`` says it, ``lebih`` adds to it, ``aksi`` leads on."""

    judul: str
    kalimat: str
    keadaan: Urgency
    lebih: str = ""
    aksi: tuple[Link, ...] = ()
    angka: tuple[Stat, ...] = ()
    periksa: tuple[Check, ...] = ()
    tabel: Table | None = None

    @property
    def kelas(self) -> str:
        """The class of its card."""
        return f"todo-{self.keadaan.word}"


def action(label: Any, icon: str, *names: tuple[str, ...]) -> tuple[Link, ...]:
    """A button that leads to the first of some addresses that there is; none where there is none."""
    found = next((url for name, *args in names if (url := address(name, *args))), "")
    return (Link(str(label), found, icon),) if found else ()


def by_urgency(sections: list[Section]) -> list[Section]:
    """The most urgent first; what is equally urgent in the order it came."""
    return sorted(sections, key=lambda item: item.keadaan)
