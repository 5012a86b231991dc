"""What attendance asks the law for: the rule book that turns a day ledger into cuts, and how punches are read.

A region's own book is used where it computes ``potongan_kehadiran``; else the national form of a tariff
(``nasional/praktik-tarif-presensi``) with the figures that the region supplies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from tepat.lang.calendar import Masa
from tepat.lang.errors import Problem, RegulationError
from tepat.lang.tree import Call, Literal, Node, names, walk
from tepat.law.bind import bind
from tepat.law.bound import BoundBook, parameter_value
from tepat.law.consolidate import lay, open_book
from tepat.law.load import load_package
from tepat.law.rulebook import RuleBook
from tepat.law.shelf import NATIONAL, SUPPLEMENT, Shelf, open_shelf, regulations_root, select_national

# The sum of a month's attendance cuts, in percent of what the region takes them from.
CUTS = "potongan_kehadiran"
_SETTINGS, _TARIFF = f"{NATIONAL}/praktik-presensi", f"{NATIONAL}/praktik-tarif-presensi"
_CREDITS = "kredit_hadir"


@dataclass(frozen=True)
class AttendanceSettings:
    """How punches and duties are read.

    ``window_before``, ``window_after``: minutes around a duty in which punches are its own. ``both_punches``,
    ``one_punch``: what a duty counts as present. ``kredit_hadir``: by state of the day, what it counts as present
    without punches. ``minutes_of_absence``: minutes of lateness that make a day of absence; None: they never do.
    """

    window_before: int
    window_after: int
    roster_on_holidays: bool
    kredit_hadir: Mapping[str, Fraction]
    minutes_of_absence: int | None
    both_punches: Fraction
    one_punch: Fraction


def attendance_book(regulasi: str, masa: Masa, pelengkap: Path | None = None) -> BoundBook | None:
    """The rule book whose ``potongan_kehadiran`` cuts the attendance of a region's month; None: no tariff is known.

    A region whose own book computes it is never given another form.

    Raises
    ------
    UsageError, RegulationError
        There is no such region, no law of that month, or its instruments do not come to a rule book.
    """
    shelf = open_shelf(regulasi)
    own = open_book(shelf, masa, pelengkap)
    if CUTS not in own.book.definitions:
        if pelengkap is None:
            return None
        own = national_book(shelf, _TARIFF, masa, pelengkap, own.book.zone)
    return None if any(_unknown_parts(own)) else own


def attendance_settings(
    regulasi: str | None, masa: Masa, pelengkap: Path | None = None, *, book: BoundBook | None = None
) -> AttendanceSettings:
    """How the punches of a region's month are read: as its law or its supplement says, else as is usual.

    Parameters
    ----------
    regulasi : the region; None: what is usual
    book : the region's own bound book with the supplement, where it is at hand already

    Raises
    ------
    UsageError, RegulationError
        As `attendance_book`.
    """
    if regulasi is None:
        return _settings_of(None, national_book(national_shelf(), _SETTINGS, masa).book)
    shelf = open_shelf(regulasi)
    own = book or open_book(shelf, masa, pelengkap)
    return _settings_of(own.book, national_book(shelf, _SETTINGS, masa).book)


# What `presence_book` computes of a day ledger.
DUTIES, PRESENCE = "hari_kerja_presensi", "hari_hadir_presensi"
_OF_PRESENCE = ("hadir_dua_presensi", "hadir_satu_presensi")


def presence_book(regulasi: str, masa: Masa, *, book: BoundBook) -> BoundBook:
    """The rule book that counts the days of duty and of presence of a day ledger, with the region's own terms.

    Parameters
    ----------
    book : the region's own bound book with the supplement, whose terms prevail as in `attendance_settings`
    """
    usual = national_book(open_shelf(regulasi), _SETTINGS, masa, zone=book.book.zone).book
    own = book.book
    terms = {name: own.definitions[name] for name in _OF_PRESENCE if name in own.definitions}
    tables = {_CREDITS: own.tables[_CREDITS]} if _CREDITS in own.known_tables else {}
    return bind(
        replace(usual, definitions={**usual.definitions, **terms}, tables={**usual.tables, **tables}, files=own.files)
    )


def _settings_of(own: RuleBook | None, usual: RuleBook) -> AttendanceSettings:
    """The settings of a region's book; what it does not speak of from the usual ones."""
    books = [book for book in (own, usual) if book is not None]

    def value(name: str) -> Fraction | str | None:
        found = next(book.definitions[name] for book in books if name in book.definitions)
        return parameter_value(found) if found.is_parameter else None

    def number(name: str) -> Fraction:
        found = value(name)
        if not isinstance(found, Fraction):
            raise TypeError(f"{name} is not a fixed number")
        return found

    return AttendanceSettings(
        window_before=int(number("jendela_sebelum_masuk")),
        window_after=int(number("jendela_sesudah_pulang")),
        roster_on_holidays=value("roster_pada_libur") == "ya",
        kredit_hadir=_credits(next(book for book in books if _CREDITS in book.known_tables)),
        minutes_of_absence=None if value("menit_sehari_alpa") is None else int(number("menit_sehari_alpa")),
        both_punches=number("hadir_dua_presensi"),
        one_punch=number("hadir_satu_presensi"),
    )


def _credits(book: RuleBook) -> Mapping[str, Fraction]:
    rows = book.known_tables[_CREDITS].rows
    return {row.keys[0]: row.value for row in rows if isinstance(row.value, Fraction)}


# -- the national form --------------------------------------------------------------------------------------------


def national_shelf() -> Shelf:
    """The shelf of the national instruments alone."""
    root = regulations_root()
    return Shelf(NATIONAL, root / NATIONAL, root)


def national_book(
    shelf: Shelf, key: str, masa: Masa, supplement: Path | None = None, zone: str | None = None
) -> BoundBook:
    """A national practice of a month as a book of its own, with what a supplement states, in the region's time zone.

    A shelf outside the project that does not have it is read with the project's.

    Raises `RegulationError` where there is no such practice, or it and the supplement do not come to a book.
    """
    problems: list[Problem] = []
    package = shelf.national_package(key, problems)
    if package is None:
        shelf = replace(shelf, national_folder=regulations_root())
        package = shelf.national_package(key, problems)
    if package is None:
        raise RegulationError([*problems, Problem("R-005", words={"acuan": key, "oleh": shelf.region})])
    selection = select_national(shelf, package, masa, problems)
    if supplement is not None:
        extra = load_package(supplement, f"{SUPPLEMENT}/{supplement.name}", problems)
        selection = replace(selection, supplement=extra)
    book = lay(selection, shelf.region, masa, problems)
    if problems:
        raise RegulationError(problems)
    return bind(replace(book, zone=zone or book.zone))


# -- whether the tariff is known ----------------------------------------------------------------------------------


def _unknown_parts(bound: BoundBook) -> Iterator[str]:
    """Variables and tables that the cuts of a month rest on and no source states."""
    waiting, seen = [("", CUTS)], set[tuple[str, str]]()
    while waiting:
        piece = waiting.pop()
        if piece in seen:
            continue
        seen.add(piece)
        file, name = piece
        found = bound.book.row_definitions[file][name] if file else bound.book.definitions[name]
        if found.unknown:
            yield name
        for tree in _trees(bound, file, name):
            yield from (table for table in _tables(tree) if table in bound.book.unknown_tables)
            waiting += _reads(bound, file, tree)


def _trees(bound: BoundBook, file: str, name: str) -> tuple[Node, ...]:
    items = bound.rows.get(file, ()) if file else bound.bound
    return next((item.trees for item in items if item.name == name), ())


def _tables(tree: Node) -> Iterator[str]:
    for node in walk(tree):
        if isinstance(node, Call) and node.arguments and isinstance(node.arguments[0], Literal):
            yield str(node.arguments[0].value)


def _reads(bound: BoundBook, file: str, tree: Node) -> Iterator[tuple[str, str]]:
    """The variables a formula reads, by the file whose rows they are over; through a relation also its condition's."""
    rows = bound.book.row_definitions
    for first, *rest in names(tree):
        relation = bound.relations.get(first)
        if relation is not None:
            there = relation.relation.file
            yield from ((there, name) for name in rest if name in rows.get(there, {}))
            if relation.tree is not None:
                yield from _reads(bound, there, relation.tree)
        elif first in rows.get(file, {}):
            yield file, first
        elif first in bound.book.definitions:
            yield "", first
