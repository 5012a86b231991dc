"""Who in the region is out of the ordinary: exact numbers of every planted kind, spread at random."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tepat.lab.contoh.dice import Dice
from tepat.lab.contoh.region import Seat, Unit, build_seats, build_units
from tepat.lab.contoh.shares import ACTING, EVENTS, RATING, STATUS, Share

_ONE_STEP_UP = ("plt_naik", "plt_sebagian", "plt_dua")


@dataclass(frozen=True)
class Acting:
    """An assignment: its kind, and the position acted in."""

    kind: str
    kode_jabatan: str
    jenis: str


@dataclass(frozen=True)
class Plan:
    """The region before anything is written; people are ordinals, those in no mapping are ordinary."""

    units: tuple[Unit, ...]
    seats: Sequence[Seat]
    status: Mapping[int, str]
    rating: Mapping[int, str]
    event: Mapping[int, str]
    acting: Mapping[int, tuple[Acting, ...]]

    def counts(self) -> dict[str, int]:
        """People of each planted kind."""
        kinds = Counter(assignments[0].kind for assignments in self.acting.values())
        for dealt in (self.status, self.rating, self.event):
            kinds.update(dealt.values())
        return dict(kinds)


def make_plan(benih: int, people: int) -> Plan:
    """Units, seats and every planted kind of a region of ``people``."""
    dice = Dice(benih, "rencana")
    units = build_units(people)
    vacancies = _deal_vacancies(dice, units, people)
    seats = build_seats(units, people, {unit.kode: which for _, unit, which in vacancies})
    acting = _assign_acting(vacancies, seats)
    ordinary = [at for at in range(people) if at not in acting]
    status = _deal(dice, [at for at in ordinary if not seats[at].is_pejabat], STATUS, people)
    acting |= _assign_cpns(dice, status, seats, people)
    event = _deal(dice, [at for at in ordinary if at not in acting], EVENTS, people)
    rating = _deal(dice, [at for at in range(people) if at not in event], RATING, people)
    return Plan(units, seats, status, rating, event, acting)


def _deal(dice: Dice, candidates: Sequence[int], shares: Iterable[Share], people: int) -> dict[int, str]:
    """Kinds in their exact numbers to random candidates; in a tiny region the candidates may run out first."""
    kinds = [share.kind for share in shares for _ in range(share.count(people))]
    return dict(zip(dice.sample(candidates, len(kinds)), kinds, strict=False))


Vacancy = tuple[str, Unit, int]


def _deal_vacancies(dice: Dice, units: Sequence[Unit], people: int) -> list[Vacancy]:
    """Posts nobody holds, at most one in a unit: the kind of acting they call for, the unit and the post."""
    counts = {share.kind: share.count(people) for share in ACTING}
    level = dice.sample([unit for unit in units if _has_equals(unit)], counts["plt_setara"])
    taken = {unit.kode for unit in level}
    # Never the only Sekretaris Daerah; two vacancies for each person who acts in two posts.
    heads = [unit for unit in units[1:] if unit.kode not in taken]
    kinds = [kind for kind in _ONE_STEP_UP for _ in range(counts[kind] * (2 if kind == "plt_dua" else 1))]
    upward = zip(kinds, dice.sample(heads, len(kinds)), strict=False)
    return [("plt_setara", unit, len(unit.kind.pejabat) - 1) for unit in level] + [
        (kind, unit, 0) for kind, unit in upward
    ]


def _has_equals(unit: Unit) -> bool:
    """Whether the last two posts are of one class, and neither is next in line to the head."""
    posts = unit.kind.pejabat
    return len(posts) >= 4 and posts[-1].kelas == posts[-2].kelas


def _assign_acting(vacancies: Iterable[Vacancy], seats: Sequence[Seat]) -> dict[int, tuple[Acting, ...]]:
    """The acting person of each vacancy: next in line to a head, or the colleague of an equal post."""
    first = _first_of_units(seats)
    acting: dict[int, tuple[Acting, ...]] = {}
    two: int | None = None
    for kind, unit, which in vacancies:
        level = kind == "plt_setara"
        at = first[unit.kode] + (which - 1 if level else 0)
        if kind == "plt_dua":
            at = two = at if two is None else two
        acting[at] = (*acting.get(at, ()), Acting(kind, unit.position(which), "setara" if level else "naik"))
    return acting


def _first_of_units(seats: Sequence[Seat]) -> dict[str, int]:
    first: dict[str, int] = {}
    for at, seat in enumerate(seats):
        first.setdefault(seat.unit.kode, at)
    return first


def _assign_cpns(
    dice: Dice, status: Mapping[int, str], seats: Sequence[Seat], people: int
) -> dict[int, tuple[Acting, ...]]:
    """CPNS who act in the head's post of their unit, which the law ignores."""
    cpns = [at for at, kind in status.items() if kind == "CPNS"]
    count = next(share.count(people) for share in ACTING if share.kind == "plt_cpns")
    return {at: (Acting("plt_cpns", seats[at].unit.position(0), "naik"),) for at in dice.sample(cpns, count)}
