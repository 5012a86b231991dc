"""Who rates whom: within a unit by the class of the position, heads by the head of the unit above."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# A head rates this many people alone; in a larger unit those next in line rate the others.
_MOST = 13
_NEXT_IN_LINE = ("Kepala", "Sekretaris", "Asisten", "Inspektur")


@dataclass(frozen=True)
class Holder:
    """Somebody in a position; ``tingkat``: the class."""

    nip: str
    unit: str
    kode_jabatan: str
    nama_jabatan: str
    kelas: int


def assign_superiors(holders: Iterable[Holder], parents: Mapping[str, str], top: str) -> dict[str, str]:
    """By nip the nip of who rates; nobody rates the head of ``top``, who rates the heads of units under no other."""
    by_unit: dict[str, list[Holder]] = defaultdict(list)
    for holder in holders:
        by_unit[holder.unit].append(holder)
    for people in by_unit.values():
        people.sort(key=lambda holder: (-holder.kelas, holder.kode_jabatan, holder.nip))
    heads = {unit: people[0] for unit, people in by_unit.items()}
    found: dict[str, str] = {}
    for unit, people in by_unit.items():
        found |= _within(people)
        above = heads.get(_above(unit, parents, heads) or top)
        if above is not None and above is not people[0]:
            found[people[0].nip] = above.nip
    return found


def _above(unit: str, parents: Mapping[str, str], heads: Mapping[str, Holder]) -> str:
    """The nearest unit above that has people; empty where there is none."""
    unit = parents.get(unit, "")
    while unit and unit not in heads:
        unit = parents.get(unit, "")
    return unit


def _within(people: list[Holder]) -> dict[str, str]:
    head, rest = people[0], people[1:]
    line = [holder for holder in rest if holder.nama_jabatan.startswith(_NEXT_IN_LINE)]
    if len(rest) <= _MOST or not line:
        return {holder.nip: head.nip for holder in rest}
    staff = [holder for holder in rest if holder not in line]
    turns = {holder.nip: line[at % len(line)].nip for at, holder in enumerate(staff)}
    return turns | {holder.nip: head.nip for holder in line}
