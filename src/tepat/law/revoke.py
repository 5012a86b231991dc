"""Instruments that take others away: from when on what no longer applies, and where revocations contradict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tepat.lang.calendar import Masa, add_months
from tepat.lang.errors import Problem
from tepat.law.load import Package


@dataclass(frozen=True)
class Revocations:
    """For the id of every revoked instrument, and of all its amendments, the first month without it."""

    since: Mapping[str, str]

    @classmethod
    def of(cls, packages: Sequence[Package]) -> Revocations:
        """What these instruments revoke; where several do, the earliest counts."""
        since: dict[str, str] = {}
        for package in packages:
            for name in _taken_away(package, packages):
                first = package.instrumen.masa_pertama
                since[name] = min(since.get(name, first), first)
        return cls(since)

    def last_masa(self, package: Package) -> str | None:
        """The last month of an instrument: its own, or the one before it is revoked; None where it goes on."""
        own, since = package.instrumen.masa_terakhir, self.since.get(package.instrumen.id)
        before = None if since is None else month_before(since)
        return min((last for last in (own, before) if last is not None), default=None)


def month_before(masa: str) -> str:
    """The month before.

    >>> month_before("2024-01")
    '2023-12'
    """
    day = add_months(Masa.parse(masa).first, -1)
    return str(Masa(day.year, day.month))


def month_after(masa: str) -> str:
    """The month after.

    >>> month_after("2023-12")
    '2024-01'
    """
    day = add_months(Masa.parse(masa).first, 1)
    return str(Masa(day.year, day.month))


def _taken_away(package: Package, packages: Sequence[Package]) -> set[str]:
    """Ids of what an instrument revokes, with the amendments of that and their amendments."""
    gone = set(package.instrumen.mencabut)
    while more := {item.instrumen.id for item in packages if item.instrumen.mengubah in gone} - gone:
        gone |= more
    return gone


def contradictions(packages: Sequence[Package], *, complete: bool) -> Iterator[Problem]:
    """Revocations that cannot be carried out: of what a complete shelf lacks, of oneself, of what is made later."""
    known = {item.instrumen.id: item for item in packages}
    for package in packages:
        place = package.place("", "mencabut", file="instrumen.toml")
        for name in package.instrumen.mencabut:
            if complete and name not in known:
                yield Problem("R-081", place, {"acuan": name, "oleh": package.key})
        for name in sorted(_taken_away(package, packages) & known.keys()):
            detail = _contradiction(package, known[name])
            if detail:
                words = {"acuan": known[name].key, "oleh": package.key, "rincian": detail[0], "rincian_en": detail[1]}
                yield Problem("R-083", place, words)


def _contradiction(package: Package, gone: Package) -> tuple[str, str] | None:
    """Why the two cannot be; an older instrument that a retroactive one overtakes is no contradiction."""
    if gone is package:
        return "ia sendiri ikut tercabut", "it would revoke itself"
    first, since = gone.instrumen.masa_pertama, package.instrumen.masa_pertama
    revoked_on, made_on = package.instrumen.known_on, gone.instrumen.known_on
    older = revoked_on is not None and made_on is not None and made_on <= revoked_on
    if first >= since and not older:
        return f"{gone.key} baru berlaku mulai masa {first}", f"{gone.key} applies only from {first}"
    return None
