"""Who in the region is out of the ordinary: exact numbers of every planted kind, spread at random."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tepat.lab.contoh.dice import Dice
from tepat.lab.contoh.dirt import APART, DIRT, Dirt, Level
from tepat.lab.contoh.region import Seat, Unit, build_seats, build_units
from tepat.lab.contoh.shares import (
    ACTING,
    DISCIPLINE,
    LEAVE,
    MOBILITY,
    PRESENCE,
    RATING,
    UNITS,
    WHOLE,
    Share,
    status_shares,
)
from tepat.lang.calendar import Masa

_ONE_STEP_UP = ("plt_naik", "plt_sebagian", "plt_dua")
UNRATED_UNIT = "belum_seunit"
# A superior of so large a unit is not one person.
_NEVER_FORGOTTEN = ("RSUD", "DIN")
_JUNIOR = 9


def _kind(name: str) -> Dirt:
    return next(item for item in DIRT if item.kind == name)


_OTHER_NAME = _kind("nama_beda")


@dataclass(frozen=True)
class Acting:
    """An assignment: its kind, and the position acted in."""

    kind: str
    kode_jabatan: str
    jenis: str


@dataclass(frozen=True)
class Plan:
    """The region before anything is written; people are ordinals, those in no mapping are ordinary.

    ``outages``: of units, which of the month's days was lost. ``strangers``: people in lists who are not employed.
    ``later``: of a month before another one of the same people, the plan of that later month (`earlier`).
    """

    masa: Masa
    level: Level
    units: tuple[Unit, ...]
    seats: Sequence[Seat]
    status: Mapping[int, str]
    rating: Mapping[int, str]
    event: Mapping[int, str]
    acting: Mapping[int, tuple[Acting, ...]]
    forgotten: frozenset[str]
    outages: Mapping[str, int]
    strangers: int
    later: Plan | None = None

    def counts(self) -> dict[str, int]:
        """People (units, of `UNITS`) of each planted kind."""
        kinds = Counter(assignments[0].kind for assignments in self.acting.values())
        for dealt in (self.status, self.rating, self.event):
            kinds.update(dealt.values())
        apart = {
            "unit_tak_dinilai": len(self.forgotten),
            "unit_gangguan": len(self.outages),
            "baris_asing": self.strangers,
            "nama_beda": sum(map(self.has_other_name, range(len(self.seats)))),
        }
        return {kind: count for kind, count in (kinds + Counter(apart)).items() if count and kind != UNRATED_UNIT}

    @property
    def names_twice(self) -> bool:
        """Whether payrolls carry the name too, and write it in their own way."""
        return bool(self.level.times) and len(self.seats) >= _OTHER_NAME.at_least_from // self.level.times

    def has_other_name(self, ordinal: int) -> bool:
        """Whether the payroll writes the name otherwise: evenly spread, in the exact number at every level of dirt."""
        share = _OTHER_NAME.per_100k if self.names_twice else 0
        return (ordinal + 1) * share // WHOLE > ordinal * share // WHOLE


def make_plan(benih: int, people: int, masa: Masa, level: Level = Level.BIASA) -> Plan:
    """Units, seats and every planted kind of a region of ``people``."""
    dice = Dice(benih, "rencana")
    units = build_units(people)
    vacancies = _deal_vacancies(dice, units, people, level)
    seats = build_seats(units, people, {unit.kode: which for _, unit, which in vacancies})
    acting = _assign_acting(vacancies, seats)
    ordinary = [at for at in range(people) if at not in acting]
    status = _deal(dice, [at for at in ordinary if not seats[at].is_pejabat], status_shares(masa), people)
    acting |= _assign_cpns(dice, status, seats, people)
    event = _deal_events(dice, [at for at in ordinary if at not in acting], seats, status, level)
    forgotten, outages = deal_units(dice, units, masa)
    rating = deal_ratings(dice, seats, event, forgotten)
    strangers = _kind("baris_asing").planted(people, level)
    return Plan(masa, level, units, seats, status, rating, event, acting, forgotten, outages, strangers)


def deal_ratings(
    dice: Dice, seats: Sequence[Seat], event: Mapping[int, str], forgotten: frozenset[str]
) -> dict[int, str]:
    """What becomes of the ratings of those to whom nothing else happens; units are forgotten as a whole."""
    ordinary = [at for at in range(len(seats)) if at not in event]
    by_unit = {at for at in ordinary if seats[at].unit.kode in forgotten}
    rating = _deal(dice, [at for at in ordinary if at not in by_unit], RATING, len(seats))
    return rating | dict.fromkeys(sorted(by_unit), UNRATED_UNIT)


def _deal(dice: Dice, candidates: Sequence[int], shares: Iterable[Share], people: int) -> dict[int, str]:
    """Kinds in their exact numbers to random candidates; in a tiny region the candidates may run out first."""
    return deal_kinds(dice, candidates, [share.kind for share in shares for _ in range(share.count(people))])


def deal_kinds(dice: Dice, candidates: Sequence[int], kinds: Sequence[str]) -> dict[int, str]:
    """Each kind to another of the candidates, at random."""
    return dict(zip(dice.sample(candidates, len(kinds)), kinds, strict=False))


def _deal_events(
    dice: Dice, candidates: Sequence[int], seats: Sequence[Seat], status: Mapping[int, str], level: Level
) -> dict[int, str]:
    """What happens to people, dirt included; first the kinds that do not fit everybody."""
    people = len(seats)
    planted = {item.kind: item.planted(people, level) for item in DIRT if item.kind not in APART}
    heads = [at for at in candidates if seats[at].is_pejabat and seats[at].which == 0]
    long_serving = [at for at in candidates if at not in status and seats[at].title.kelas <= _JUNIOR]
    event: dict[int, str] = {}
    for kind, fitting in (("pimpinan_tanpa_penilaian", heads), ("cpns_basi", long_serving)):
        free = [at for at in fitting if at not in event]
        event |= deal_kinds(dice, free, [kind] * planted.pop(kind))
    kinds = [share.kind for share in (*LEAVE, *DISCIPLINE, *MOBILITY, *PRESENCE) for _ in range(share.count(people))]
    kinds += [kind for kind, count in planted.items() for _ in range(count)]
    return event | deal_kinds(dice, [at for at in candidates if at not in event], kinds)


def deal_units(dice: Dice, units: Sequence[Unit], masa: Masa) -> tuple[frozenset[str], dict[str, int]]:
    """Units whose superior forgot, and units whose machine failed, with the day it did."""
    people = len(units)
    forgotten, outages = (share.count(people) for share in UNITS)
    small = [unit.kode for unit in units[1:] if unit.kind.prefix not in _NEVER_FORGOTTEN]
    failed = dice.sample([unit.kode for unit in units], outages)
    lost = {code: dice.between(1, masa.last.day) for code in failed}
    return frozenset(dice.sample(small, forgotten)), lost


Vacancy = tuple[str, Unit, int]


def _deal_vacancies(dice: Dice, units: Sequence[Unit], people: int, level: Level) -> list[Vacancy]:
    """Posts nobody holds, at most one in a unit: the kind of acting they call for, the unit and the post."""
    counts = {share.kind: share.count(people) for share in ACTING}
    counts["plt_dua"] = _kind("plt_dua").planted(people, level)
    level_units = dice.sample([unit for unit in units if _has_equals(unit)], counts["plt_setara"])
    taken = {unit.kode for unit in level_units}
    # Never the only Sekretaris Daerah; two vacancies for each person who acts in two posts.
    heads = [unit for unit in units[1:] if unit.kode not in taken]
    kinds = [kind for kind in _ONE_STEP_UP for _ in range(counts[kind] * (2 if kind == "plt_dua" else 1))]
    upward = zip(kinds, dice.sample(heads, len(kinds)), strict=False)
    return [("plt_setara", unit, len(unit.kind.pejabat) - 1) for unit in level_units] + [
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
            at, two = (at, at) if two is None else (two, None)
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
