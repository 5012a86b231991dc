"""What the components show: plain values that views fill and templates write. No queries, no models.

Labels arrive translated; money and days arrive exact and are written by the filters of ``{% load tepat %}``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import accumulate, groupby, pairwise
from typing import Any


@dataclass(frozen=True)
class Link:
    """Somewhere to go. ``count`` above zero is shown beside the label (what waits there)."""

    label: str
    url: str = ""
    icon: str = ""
    current: bool = False
    count: int = 0


@dataclass(frozen=True)
class NavGroup:
    """Links of the main menu under one heading (which may be empty)."""

    label: str
    items: tuple[Link, ...]


# --- table -----------------------------------------------------------------------------------------------------------

NUMERIC_KINDS = frozenset({"rupiah", "angka", "persen"})


@dataclass(frozen=True)
class Column:
    """One column: ``kind`` is teks, rupiah, hilang (money lost), angka, persen, tanggal, jam, nip, status or cek.

    With ``sort`` the heading is a link that orders by that name (``?urut=name``, then ``?urut=-name``). A ``primary``
    column is the heading of the row, and of its card on a phone.
    """

    label: str
    kind: str = "teks"
    sort: str = ""
    primary: bool = False

    @property
    def is_numeric(self) -> bool:
        """Whether its cells stand on the right."""
        return self.kind in NUMERIC_KINDS or self.kind == "hilang"


@dataclass(frozen=True)
class Cell:
    """A value with what belongs to it: where it leads, and a small line under it."""

    value: Any
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Row:
    """Cells in the order of the columns. ``url``: where the whole row leads; ``mute``: shown but set back."""

    cells: tuple[Cell, ...]
    url: str = ""
    mute: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under columns. ``caption`` says what it lists (read aloud, shown when ``show_caption``); ``foot`` sums."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    foot: tuple[Cell, ...] = ()
    show_caption: bool = False

    def pairs(self) -> list[tuple[Row, list[tuple[Column, Cell]]]]:
        """Each row with its cells beside their columns; a row of another length is a mistake."""
        return [(row, self.beside(row.cells)) for row in self.rows]

    def foot_pairs(self) -> list[tuple[Column, Cell]]:
        """The sums beside their columns."""
        return self.beside(self.foot) if self.foot else []

    def beside(self, cells: Sequence[Cell]) -> list[tuple[Column, Cell]]:
        """Cells with their columns."""
        return list(zip(self.columns, cells, strict=True))


def row(*values: Any, url: str = "", mute: bool = False) -> Row:
    """A row of plain values or cells.

    >>> row("PEGAWAI CONTOH A", Cell(5, note="dari 7")).cells[1].note
    'dari 7'
    """
    return Row(tuple(value if isinstance(value, Cell) else Cell(value) for value in values), url, mute)


@dataclass(frozen=True)
class Check:
    """A cell of the readiness board, or a line of a checklist: ``state`` is beres, kurang, gagal, tunggu or tidak_ada.

    ``text`` is the number ("214/216"), ``note`` what is missing, ``url`` where it is put right.
    """

    state: str
    label: str = ""
    text: str = ""
    note: str = ""
    url: str = ""
    action: str = ""


# --- findings --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class FindingItem:
    """One finding: where it was met (``place``, ``url``), what was met, and what puts it right."""

    kode: str
    tingkat: str
    pesan: str
    perbaikan: str
    place: str = ""
    url: str = ""


@dataclass(frozen=True)
class FindingGroup:
    """Findings of one code, folded when there are many."""

    kode: str
    tingkat: str
    items: tuple[FindingItem, ...]

    @property
    def perbaikan(self) -> str:
        """The remedy when all of the group have the same, else empty."""
        found = {item.perbaikan for item in self.items}
        return found.pop() if len(found) == 1 else ""


_LEVELS = {"tahan": 0, "gagal": 0, "peringatan": 1, "info": 2}


def group_findings(findings: Iterable[FindingItem]) -> tuple[FindingGroup, ...]:
    """Findings by code, the gravest level first, then by code; within one code as they came."""
    ordered = sorted(findings, key=lambda item: (_LEVELS[item.tingkat], item.kode))
    groups = groupby(ordered, key=lambda item: (item.kode, item.tingkat))
    return tuple(FindingGroup(kode, tingkat, tuple(items)) for (kode, tingkat), items in groups)


# --- money explained -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Input:
    """A fact that a line was computed from: its name, its value as written, and where it came from."""

    label: str
    value: str
    source: str = ""


@dataclass(frozen=True)
class Derivation:
    """One line of "why this much": a sentence with its value, which opens into formula, inputs, article and parts.

    ``amount`` is rupiah when ``kind`` is rupiah or hilang, a ratio when persen; ``text`` replaces both.
    ``paragraphs`` hold the regulation word for word.
    """

    sentence: str
    amount: Any = None
    kind: str = "rupiah"
    text: str = ""
    formula_words: str = ""
    formula_numbers: str = ""
    inputs: tuple[Input, ...] = ()
    article: str = ""
    paragraphs: tuple[str, ...] = ()
    version: str = ""
    url: str = ""
    parts: tuple[Derivation, ...] = ()
    is_open: bool = False

    @property
    def has_details(self) -> bool:
        """Whether there is anything to open."""
        return bool(self.formula_words or self.formula_numbers or self.inputs or self.article or self.parts)


@dataclass(frozen=True)
class Share:
    """The bar "diterima / hilang / masih bergantung": whole rupiah, none negative."""

    diterima: int
    hilang: int
    bergantung: int = 0

    def __post_init__(self) -> None:
        """A share cannot be shown of less than nothing."""
        if min(self.diterima, self.hilang, self.bergantung) < 0:
            raise ValueError("the parts of a share bar are never negative")

    def segments(self) -> list[tuple[str, int, int, int]]:
        """Name, rupiah, start and width in thousandths of the whole; together the widths fill the bar."""
        parts = [("diterima", self.diterima), ("bergantung", self.bergantung), ("hilang", self.hilang)]
        reached = list(accumulate((amount for _name, amount in parts), initial=0))
        edges = [amount * 1000 // (reached[-1] or 1) for amount in reached]
        return [(*part, start, end - start) for part, (start, end) in zip(parts, pairwise(edges), strict=True)]


# --- time ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """A step of a course of events: ``state`` is done, now, next or failed."""

    label: str
    state: str
    at: date | datetime | None = None
    who: str = ""
    note: str = ""


@dataclass(frozen=True)
class Progress:
    """Work under way. ``url`` is asked again every two seconds while ``state`` is antre or berjalan.

    ``total`` zero: how much there is to do is not known yet.
    """

    label: str
    state: str
    done: int = 0
    total: int = 0
    note: str = ""
    url: str = ""

    @property
    def is_running(self) -> bool:
        """Whether it is worth asking again."""
        return self.state in ("antre", "berjalan")


DAY_STATES: Mapping[str, str] = {"hadir": "", "kurang": "!", "alpa": "×", "izin": "i", "libur": "", "nanti": ""}


@dataclass(frozen=True)
class Day:
    """A day of the attendance calendar: ``state`` is hadir, kurang, alpa, izin, libur or nanti.

    ``loss`` is what the day cost (whole rupiah; None: not known yet), ``minutes`` what was missed of the duty.
    """

    tanggal: date
    state: str
    punches: tuple[str, ...] = ()
    minutes: int = 0
    loss: int | None = 0
    note: str = ""
    url: str = ""

    @property
    def mark(self) -> str:
        """A sign for the state, so that it is not told by colour alone."""
        return DAY_STATES[self.state]


def month_grid(days: Sequence[Day]) -> list[list[Day | None]]:
    """Weeks from Monday to Sunday with the days of one month where they belong, and None around them."""
    ordered = sorted(days, key=lambda day: day.tanggal)
    if not ordered:
        return []
    if any(
        (day.tanggal.year, day.tanggal.month) != (ordered[0].tanggal.year, ordered[0].tanggal.month) for day in days
    ):
        raise ValueError("a calendar shows the days of one month")
    by_number = {day.tanggal.day: day for day in ordered}
    offset = ordered[0].tanggal.replace(day=1).weekday()
    slots = range(1 - offset, max(by_number) + 1)
    cells = [by_number.get(number) for number in slots]
    cells += [None] * (-len(cells) % 7)
    return [cells[start : start + 7] for start in range(0, len(cells), 7)]


# --- small things ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stat:
    """A number worth a card: ``kind`` as of a column; ``note`` under it; ``tone`` is empty, naik, turun or bahaya."""

    label: str
    value: Any
    kind: str = "angka"
    note: str = ""
    tone: str = ""
    url: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Empty:
    """A list without entries: what it is, and what to do."""

    what: str
    todo: str = ""
    icon: str = "inbox"
    url: str = ""
    action: str = ""


@dataclass(frozen=True)
class Confirm:
    """A question before something that cannot simply be undone.

    ``consequences`` say what will happen; with ``needs_reason`` a reason must be written (field ``alasan``). ``fields``
    travel with the answer as hidden values.
    """

    question: str
    consequences: tuple[str, ...]
    action: str
    url: str
    cancel_url: str
    is_danger: bool = False
    needs_reason: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)
