"""What accepting rows would do, row by row, and what is refused. Reads the records in force; changes nothing.

A row is taken with all its parts or not at all. Rows see what the rows before them did, so that a list with the whole
history of a person is taken in the order of its dates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tepat.web.common.intake import values
from tepat.web.common.intake.book import Ledger, Names, New, load
from tepat.web.common.intake.decide import Decision, close_sets, decide
from tepat.web.common.intake.declare import PEGAWAI, Column, Intake, Part, Ref
from tepat.web.common.intake.refusal import Refusal

# The column that keeps the row as it stands.
WHOLE_ROW = "*"


@dataclass(frozen=True)
class Row:
    """One row of a list: where it stood, and its cells; a cell that is not there is not said."""

    berkas: int
    baris: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Batch:
    """What holds for all rows.

    ``berlaku``: the day from which a list of current values holds; ``allowed``: the records of each kind that rows
    may be about; None: all of the region.
    """

    masa: str
    berlaku: date
    allowed: Mapping[Ref, frozenset[int]] | None = None


@dataclass
class Verdict:
    """What becomes of a row: ``nasib`` is baru, ubah, sama or ditolak; ``beda``: cell → old and new."""

    nasib: str = "sama"
    beda: dict[str, list[str]] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)

    def refuse(self, *found: Refusal) -> None:
        """The row is not taken."""
        self.nasib, self.beda = "ditolak", {}
        self.refusals.extend(found)


@dataclass(frozen=True)
class Plan:
    """The verdict of each row, and the records as the batch would leave them, in the order of writing."""

    verdicts: tuple[Verdict, ...]
    ledgers: tuple[Ledger, ...]


@dataclass
class Item:
    """A row under way: the values that each of its parts is given."""

    place: int
    row: Row
    verdict: Verdict = field(default_factory=Verdict)
    given: dict[int, dict[str, Any]] = field(default_factory=dict)


def make_plan(intake: Intake, rows: Sequence[Row], batch: Batch) -> Plan:
    """Compare rows with the records in force. As many queries as the list has parts and names, however many rows."""
    planner = _Planner(intake, batch)
    barred: set[New] = set()
    while True:
        items = [Item(place, row) for place, row in enumerate(rows)]
        planner.read_all(items, barred)
        ledgers = planner.load(items)
        ready = [item for item in items if not item.verdict.refusals]
        for item in sorted(ready, key=lambda item: (planner.begins(item), item.place)):
            planner.settle(item, ledgers)
        for ledger in ledgers:
            close_sets(ledger)
        # A row may name a record that another row was to add, and that row was refused after all: once more without.
        missing = _never_made(ledgers)
        if not missing:
            return Plan(tuple(item.verdict for item in items), ledgers)
        barred |= missing


class _Planner:
    """One batch being planned."""

    def __init__(self, intake: Intake, batch: Batch) -> None:
        self.intake = intake
        self.batch = batch
        self.names = Names()
        self._seen: dict[tuple[str, str, str], Any] = {}

    # -- reading rows -------------------------------------------------------------------------------------------

    def read_all(self, items: Sequence[Item], barred: set[New]) -> None:
        """The values of all rows. Rows may name records that others of the batch add, whatever the order."""
        self.names.coming = self._made(items) - barred
        while True:
            for item in items:
                item.verdict, item.given = Verdict(), {}
                self.read(item)
            made = self._made([item for item in items if not item.verdict.refusals])
            if self.names.coming <= made:
                return
            self.names.coming &= made

    def _made(self, items: Sequence[Item]) -> set[New]:
        """The records that these rows add and that are not there yet."""
        found: set[New] = set()
        for part in self.intake.parts:
            if part.makes is not None:
                cell = part.key[0].cell
                codes = {item.row.cells.get(cell, "") for item in items} - {""}
                found |= {New(part.makes, code) for code in codes if not self.names.is_known(part.makes, code)}
        return found

    def read(self, item: Item) -> None:
        """The values of every part of a row; what is wrong with them is a refusal."""
        for place, part in enumerate(self.intake.parts):
            if all(item.row.cells.get(cell, "") for cell in part.needs):
                item.given[place] = self._values(part, item)
        if item.verdict.refusals:
            item.verdict.refusals = self._causes(item.verdict.refusals)
        else:
            self._check(item)

    def _causes(self, refusals: Sequence[Refusal]) -> list[Refusal]:
        """Each refusal once; that the row's own record does not exist is no cause where something else is wrong."""
        once = list(dict.fromkeys(refusals))
        own = {part.key[0].cell for part in self.intake.parts if part.makes is not None}
        return [found for found in once if found.kode != "TAKKENAL" or found.cell not in own] or once

    def _values(self, part: Part, item: Item) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for column in part.columns:
            if column.cell == WHOLE_ROW:
                found[column.attname] = dict(item.row.cells)
                continue
            text = item.row.cells.get(column.cell)
            if text is None and not column.key and not column.default:
                continue
            text = text or self._default(column)
            if text == "" and column.keeps:
                continue
            try:
                found[column.attname] = self._value(part, column, text)
            except ValidationError as error:
                item.verdict.refuse(Refusal("NILAI", column.cell, text, " ".join(error.messages)))
            except LookupError:
                item.verdict.refuse(_unknown(column, text))
        return found

    def _default(self, column: Column) -> str:
        return self.batch.masa if column.default == "masa" else column.default

    def _value(self, part: Part, column: Column, text: str) -> Any:
        if column.ref is not None:
            if text == "":
                return self._no_name(part, column)
            found = self.names.find(column.ref, text)
            if found is None:
                raise LookupError(text)
            return found
        memory = (part.model, column.cell, text)
        if memory not in self._seen:
            self._seen[memory] = values.clean(part.table, column, text)
        return self._seen[memory]

    def _no_name(self, part: Part, column: Column) -> None:
        if not part.table._meta.get_field(column.name).null:
            raise ValidationError(_("Tidak boleh kosong."))

    # -- may it be taken ----------------------------------------------------------------------------------------

    def _check(self, item: Item) -> None:
        message = self.intake.check(item.row.cells) if self.intake.check else None
        if message:
            item.verdict.refuse(Refusal("NILAI", pesan=message))
        for place, given in item.given.items():
            part = self.intake.parts[place]
            if part.is_dated and given.get("selesai") and given.get("mulai") and given["selesai"] < given["mulai"]:
                item.verdict.refuse(
                    Refusal("TANGGAL", "selesai", str(given["selesai"]), _("Tanggal selesai mendahului tanggal mulai."))
                )
        if self.batch.allowed is not None and not item.verdict.refusals:
            self._check_scope(item, self.batch.allowed)

    def _check_scope(self, item: Item, allowed: Mapping[Ref, frozenset[int]]) -> None:
        """Rows of other units are not taken; who is new must come with a unit that is allowed."""
        about = [
            (column, given[column.attname])
            for place, given in item.given.items()
            for column in self.intake.parts[place].columns
            if column.ref in allowed and column.is_scope and given.get(column.attname) is not None
        ]
        outside = [column for column, value in about if not _within(column, value, allowed)]
        if outside or not about:
            cell = outside[0].cell if outside else ""
            text = item.row.cells.get(cell, "")
            item.verdict.refuse(_other_unit(cell, text))

    # -- against the records in force ---------------------------------------------------------------------------

    def load(self, items: Sequence[Item]) -> tuple[Ledger, ...]:
        """The records in force that rows are about."""
        return tuple(
            load(
                part,
                {_key(part, item.given[place]) for item in items if place in item.given and not item.verdict.refusals},
                self.fixed(part),
            )
            for place, part in enumerate(self.intake.parts)
        )

    def fixed(self, part: Part) -> dict[str, Any]:
        """The columns that all records of a part have."""
        return dict(part.fixed)

    def begins(self, item: Item) -> date:
        """The day from which a row holds: earlier ones are settled first."""
        dated = [given for place, given in item.given.items() if self.intake.parts[place].is_dated]
        return next((given["mulai"] for given in dated if given.get("mulai")), self.batch.berlaku)

    def settle(self, item: Item, ledgers: Sequence[Ledger]) -> None:
        """Decide on all parts of a row; carry it out only where none is refused."""
        decisions: list[Decision] = []
        for place, given in item.given.items():
            key = _key(self.intake.parts[place], given)
            found = decide(ledgers[place], key, {**self.fixed(self.intake.parts[place]), **given}, self._context(item))
            refusal = found if isinstance(found, Refusal) else self._takes_over(place, found)
            if refusal is not None:
                item.verdict.refuse(refusal)
                return
            decisions.append(cast(Decision, found))
        for decision in decisions:
            decision.carry_out()
        self._tell(item, decisions)

    def _takes_over(self, place: int, decision: Decision) -> Refusal | None:
        """A record of another unit is not taken over by a row that gives it to one's own."""
        allowed = self.batch.allowed or {}
        for column in self.intake.parts[place].columns:
            old = decision.old.get(column.attname)
            if column.ref in allowed and column.is_scope and old is not None and not _within(column, old, allowed):
                return _other_unit(column.cell, self._shown(column, old))
        return None

    def _context(self, item: Item) -> tuple[int, date]:
        return item.place, self.batch.berlaku

    def _tell(self, item: Item, decisions: Sequence[Decision]) -> None:
        fates = [decision.nasib for decision in decisions]
        if fates and fates[0] == "baru":
            item.verdict.nasib = "baru"
        elif any(fate != "sama" for fate in fates):
            item.verdict.nasib = "ubah"
            for place, decision in zip(item.given, decisions, strict=True):
                item.verdict.beda.update(self._difference(self.intake.parts[place], decision))

    def _difference(self, part: Part, decision: Decision) -> dict[str, list[str]]:
        """Old and new of the cells that change."""
        cells = {column.attname: column for column in part.columns if column.cell != WHOLE_ROW}
        pairs = {
            column.cell: [self._shown(column, decision.old.get(name)), self._shown(column, decision.new[name])]
            for name, column in cells.items()
            if name in decision.new
        }
        return {cell: pair for cell, pair in pairs.items() if pair[0] != pair[1]}

    def _shown(self, column: Column, value: Any) -> str:
        if column.ref is not None:
            return self.names.code(column.ref, value)
        return values.show(value)


def _key(part: Part, given: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(given.get(column.attname) for column in part.key)


def _within(column: Column, value: Any, allowed: Mapping[Ref, frozenset[int]]) -> bool:
    if column.ref is None:
        return True
    if isinstance(value, New):
        return column.ref == PEGAWAI
    return value in allowed[column.ref]


def _other_unit(cell: str, text: str) -> Refusal:
    return Refusal(
        "UNITLAIN",
        cell,
        text,
        _("Baris ini menyangkut unit lain, bukan unit Anda."),
        _("Keluarkan baris ini dari berkas, atau minta BKPSDM mengunggahnya."),
    )


def _unknown(column: Column, text: str) -> Refusal:
    assert column.ref is not None  # noqa: S101 -- only a column that names a record is looked up
    what = column.ref.model.split(".")[1].lower()
    return Refusal(
        "TAKKENAL",
        column.cell,
        text,
        _("%(what)s %(text)s tidak ada dalam catatan.") % {"what": what.capitalize(), "text": text},
        _("Periksa penulisannya, atau unggah dahulu daftar %(what)s.") % {"what": what},
    )


def _never_made(ledgers: Sequence[Ledger]) -> set[New]:
    """Records that the plan names and does not add."""
    added = [held for ledger in ledgers for held in ledger.dirty()]
    used = {value for held in added for value in held.now.values() if isinstance(value, New)}
    made = {New(ledger.part.makes, key[0]) for ledger in ledgers if ledger.part.makes for key in ledger.by_key}
    return used - made
