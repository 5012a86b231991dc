"""Two months of one person told apart: causes whose rupiah add up to the difference exactly.

A walk from the one month to the other (docs/decisions/0007): out of the earlier month everything that happened in it is
taken, last things first; then law and calendar change, then what the person is and earns, file by file; then what
happened in the later month is put in. What both months have (lateness, a rating) is told once, as what it costs now
less what it cost then, each by the law of its own month.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from tepat.engine.forecast.amount import Missing, amount, with_summary
from tepat.engine.forecast.known import Facts, end_of
from tepat.engine.forecast.rating import full_rating
from tepat.engine.forecast.rows import PersonRows, TextRow
from tepat.engine.forecast.rules import Rules
from tepat.engine.forecast.shares import State, share
from tepat.lang.calendar import Masa
from tepat.lang.errors import InternalError
from tepat.law.compare import Change, compare_books
from tepat.law.packet import APEL, CUTI, DISIPLIN, HARIAN, HUKDIS, KINERJA, PLT

LAW, CALENDAR, ATTENDANCE, RATING = "aturan", "kalender", "kehadiran", "penilaian"
# What happens in a month; the other files say what the person is and earns.
_OF_MONTH = frozenset({HARIAN.name, APEL.name, DISIPLIN.name, KINERJA.name, PLT.name, CUTI.name, HUKDIS.name})


@dataclass(frozen=True)
class CellChange:
    """A cell of the person that is another one now; empty where there was or is none."""

    kolom: str
    lama: str
    baru: str


@dataclass(frozen=True)
class MonthCause:
    """Why an amount is another one than the month before, and by how much.

    ``jenis``: ``aturan`` (the law), ``kalender`` (another month under the same law), ``kehadiran``, ``penilaian``, or
    the name of a fact file (``pegawai``, ``jabatan``, ``gaji``, ``plt``, ``cuti``, ``hukdis``, …); several where the
    law knows no amount between them. ``changes``: what changed of the rules behind the amounts. ``cells``: what changed
    in the person's own row of the file.
    """

    jenis: tuple[str, ...]
    rupiah: int
    changes: tuple[Change, ...] = ()
    cells: tuple[CellChange, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """Two months of a person. Where one of them is not known there are no causes, and ``unknown`` says why."""

    masa_lama: Masa
    masa_baru: Masa
    lama: int | None
    baru: int | None
    causes: tuple[MonthCause, ...]
    unknown: tuple[Missing, ...] = ()

    @property
    def selisih(self) -> int | None:
        """What the later month is more; the causes add up to it."""
        return None if self.lama is None or self.baru is None else self.baru - self.lama


@dataclass(frozen=True)
class PersonMonth:
    """One month of a person: its rules, and its facts as they are or are expected (`facts_on`)."""

    rules: Rules
    facts: PersonRows

    @property
    def summed(self) -> PersonRows:
        """The facts with the summary that their ledger comes to."""
        return with_summary(self.rules, self.facts)


def compare(before: PersonMonth, after: PersonMonth) -> Comparison:
    """Tell two months of a person apart."""
    months = (before.rules.masa, after.rules.masa)
    old, new = (amount(month.rules, month.summed) for month in (before, after))
    if old.rupiah is None or new.rupiah is None:
        return Comparison(*months, old.rupiah, new.rupiah, (), (*old.missing, *new.missing))
    walked = share(_way(before, after))
    if walked is None:
        raise InternalError("a known amount has become unknown on the way")
    told: dict[tuple[str, ...], int] = {}
    for step in walked.shares:
        names = tuple(dict.fromkeys(step.what))
        told[names] = told.get(names, 0) + step.rupiah
    causes = (_told(before, after, names, rupiah) for names, rupiah in told.items() if rupiah)
    return Comparison(*months, old.rupiah, new.rupiah, tuple(causes))


def _way(before: PersonMonth, after: PersonMonth) -> Iterator[State[str]]:
    """From the one month's facts over both months bare of what happened to the other's."""
    old, new = list(_from_bare(before)), list(_from_bare(after))
    what = ""
    for name, rows in reversed(old):
        yield State(what, before.rules, rows)
        what = name
    bare = new[0][1]
    facts = _between(old[0][1], bare)
    yield State(law_name(before.rules, after.rules), after.rules, with_summary(after.rules, facts))
    for file in after.rules.month.packet:
        if file not in _OF_MONTH and (file in facts or file in bare):
            facts = {**facts, file: bare.get(file, ())}
            yield State(file, after.rules, with_summary(after.rules, facts))
    for name, rows in new[1:]:
        yield State(name, after.rules, rows)


def _from_bare(month: PersonMonth) -> Iterator[tuple[str, PersonRows]]:
    """A month without anything that happened in it, and what happened put in, one thing after the other."""
    rules, actual = month.rules, month.summed
    facts = _bare(rules, actual)
    yield "", facts.rows
    for file in (PLT, CUTI, HUKDIS):
        if actual.get(file.name):
            facts = facts.with_rows(file.name, actual[file.name])
            yield file.name, with_summary(rules, facts.rows)
    for name, files in ((ATTENDANCE, (HARIAN, APEL, DISIPLIN)), (RATING, (KINERJA,))):
        for file in files:
            facts = facts.with_rows(file.name, actual.get(file.name, ()))
        yield name, facts.rows


def _bare(rules: Rules, actual: PersonRows) -> Facts:
    """Without fault, acting post, leave and punishment, with the rating that pays most."""
    facts = Facts(rules, actual, end_of(rules.masa.last, rules.zone)).known_ratings().at_best()
    facts = facts.with_rows(PLT.name, ())
    facts = replace(facts, rows=with_summary(rules, facts.rows))
    return facts.rate(full_rating(facts), everything=True)


def _between(old: PersonRows, new: PersonRows) -> PersonRows:
    """What the person is and earns in the earlier month, what a bare later month holds.

    Positions and units of both are there: a change of position is the person's, not the list's.
    """
    kept = {file: rows for file, rows in old.items() if file not in _OF_MONTH}
    for file, key in (("jabatan", "kode_jabatan"), ("unit", "kode_unit")):
        known = {row.get(key) for row in kept.get(file, ())}
        further = [row for row in new.get(file, ()) if row.get(key) not in known]
        kept[file] = [*kept.get(file, ()), *further]
    return {**{file: rows for file, rows in new.items() if file in _OF_MONTH}, **kept}


def law_name(before: Rules, after: Rules) -> str:
    """What the step from one month's rules to the other's is called: where nothing changed it is the calendar's."""
    return LAW if law_changes(before, after) else CALENDAR


def law_changes(before: Rules, after: Rules) -> tuple[Change, ...]:
    """What of the law changed between two months that an amount is computed from."""
    leads = before.leads | after.leads
    found = list(compare_books(before.month.book, after.month.book))
    if before.cuts is not None and after.cuts is not None:
        found += [item for item in compare_books(before.cuts.book, after.cuts.book) if item not in found]
        leads |= before.cut_leads | after.cut_leads
    return tuple(item for item in found if item.kind not in ("pasal", "syarat") and item.name in leads)


def _told(before: PersonMonth, after: PersonMonth, names: tuple[str, ...], rupiah: int) -> MonthCause:
    changes = law_changes(before.rules, after.rules) if LAW in names else ()
    cells = tuple(cell for name in names for cell in _cells(before.facts, after.facts, name))
    return MonthCause(names, rupiah, changes, cells)


def _cells(old: PersonRows, new: PersonRows, file: str) -> Iterator[CellChange]:
    """The cells of the one row that the person has in a file; of a list of positions the person's own."""
    was, now = _own(old, file), _own(new, file)
    for name in dict.fromkeys((*was, *now)):
        if was.get(name, "") != now.get(name, ""):
            yield CellChange(f"{file}.{name}", was.get(name, ""), now.get(name, ""))


def _own(facts: PersonRows, file: str) -> TextRow:
    keys: Mapping[str, str] = {"jabatan": "kode_jabatan", "unit": "kode_unit"}
    rows = facts.get(file, ())
    if file in keys:
        person = next(iter(facts.get("pegawai", ())), {})
        rows = [row for row in rows if row.get(keys[file]) == person.get(keys[file])]
    return rows[0] if len(rows) == 1 else {}
