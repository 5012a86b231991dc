"""The fictional Kabupaten Tanjung Contoh: its units, and a seat for each of its people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from tepat.lab.contoh.kinds import KINDS, Title, UnitKind
from tepat.lab.contoh.months import Pola

DAERAH = "Kabupaten Tanjung Contoh"


@dataclass(frozen=True)
class Unit:
    """One unit of the region; ``induk`` is empty at the top."""

    kode: str
    nama: str
    induk: str
    kind: UnitKind

    def position(self, which: int) -> str:
        """The code of the position of that number in the kind's `titles`."""
        return f"{self.kode}-{which + 1:02d}"


@dataclass(frozen=True)
class Seat:
    """Where one person works: unit, and the number of the position in it."""

    unit: Unit
    which: int

    @cached_property
    def title(self) -> Title:
        """The position held."""
        return self.unit.kind.titles[self.which]

    @cached_property
    def kode_jabatan(self) -> str:
        """The code of the position held."""
        return self.unit.position(self.which)

    @property
    def is_pejabat(self) -> bool:
        """Whether the position has one holder."""
        return self.which < len(self.unit.kind.pejabat)

    @cached_property
    def pola(self) -> Pola:
        """The pattern of work."""
        return Pola.JAGA if self.title.jaga and self.unit.kind.prefix != "PKM" else self.unit.kind.pola


def build_units(people: int) -> tuple[Unit, ...]:
    """The unit tree of a region of ``people``, parents first."""
    counts = {kind.prefix: kind.count(people) for kind in KINDS}
    return tuple(
        Unit(_code(kind.prefix, number), kind.name(number), _parent(kind, number, counts), kind)
        for kind in KINDS
        for number in range(counts[kind.prefix])
    )


def _code(prefix: str, number: int) -> str:
    return f"{prefix}-{number + 1:03d}"


def _parent(kind: UnitKind, number: int, counts: Mapping[str, int]) -> str:
    if kind.induk is None:
        return ""
    prefix, fixed = kind.induk
    above = counts[prefix]
    which = fixed if fixed is not None else number % max(above, 1)
    return _code(prefix, which) if which < above else ""


def build_seats(units: Sequence[Unit], people: int, vacant: Mapping[str, int]) -> list[Seat]:
    """A seat for each of ``people``, unit by unit, the head first.

    ``vacant`` names by unit code the one post of the unit that nobody holds: the unit has one more of its staff.
    """
    seats: list[Seat] = []
    for unit, staff in zip(units, _staff_of_units(units, people), strict=True):
        empty = vacant.get(unit.kode)
        seats += [Seat(unit, which) for which in range(len(unit.kind.pejabat)) if which != empty]
        turns = [Seat(unit, which) for which in unit.kind.turns]
        count = staff + (empty is not None)
        seats += (turns * (count // len(turns) + 1))[:count]
    return seats[:people]


def _staff_of_units(units: Sequence[Unit], people: int) -> Iterator[int]:
    """Of each unit, how many beside its posts: first each kind's part of the people, then each unit's of its kind."""
    by_kind = [(kind, list(group)) for kind, group in groupby(units, key=lambda unit: unit.kind)]
    posts = [len(kind.pejabat) * len(group) for kind, group in by_kind]
    lacking = [max(people * kind.share - 1_000 * taken, 0) for (kind, _), taken in zip(by_kind, posts, strict=True)]
    # Where posts alone are more than a tiny region has people for, the rest go by share.
    weights = lacking if any(lacking) else [kind.share for kind, _ in by_kind]
    left = max(people - sum(posts), 0)
    for (_, group), staff in zip(by_kind, spread(left, weights), strict=True):
        yield from spread(staff, [_size(number) for number in range(len(group))])


def _size(number: int) -> int:
    """How units of one kind compare in size: the largest have twice the smallest."""
    return 6 + number * 5 % 7


def spread(total: int, weights: Iterable[int]) -> Iterator[int]:
    """Whole parts of ``total`` in proportion to ``weights``; they sum to it where any weight is left."""
    weights = list(weights)
    whole, upto, given = max(sum(weights), 1), 0, 0
    for weight in weights:
        upto += weight
        part = total * upto // whole - given
        given += part
        yield part
