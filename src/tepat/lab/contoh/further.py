"""Further columns and files, as the rule book of a region declares them for the month."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product

from tepat.lab.contoh.dice import Dice
from tepat.lab.contoh.facts import Month
from tepat.lab.contoh.further_values import Subject, draw
from tepat.lab.contoh.plan import Plan
from tepat.lab.contoh.region import Unit
from tepat.lab.contoh.roll_calls import RollCalls, kinds_of
from tepat.lang.calendar import first_of_period
from tepat.lang.typed import Constant, walk_typed
from tepat.lang.types import DATE, Category
from tepat.law.bound import BoundBook
from tepat.law.packet import NIP, PACKET, Column, FactFile

Row = list[str]
Rows = Mapping[str, list[Row]]

_HOURS = {"Asia/Jakarta": 7, "Asia/Makassar": 8, "Asia/Jayapura": 9}
_MONDAY = 0
_ITEMS = ("butir-1", "butir-2", "butir-3")
# Whom a file without a row for everybody is of; other such files hold one in twenty.
_OF: Mapping[str, Callable[[Month], bool]] = {
    "kegiatan": lambda month: month.seat.unit.kind.prefix in ("RSUD", "PKM"),
    "guru": lambda month: "Guru" in month.seat.title.nama,
    "penugasan": lambda month: "Bendahara" in month.seat.title.nama,
    "penurunan": lambda month: month.event == "hukdis_berat",
    "hukuman": lambda month: month.event.startswith("hukdis_"),
    "pindah": lambda month: month.event in ("masuk", "keluar"),
    "tugas_belajar": lambda month: month.ordinal % 200 == 11,
    "koperasi": lambda month: month.ordinal % 4 == 1,
    "daftar_tunda": lambda month: month.ordinal % 100 == 13,
    "temuan_pakaian": lambda month: month.ordinal % 50 == 17,
}
_ONE_IN = 20
_AS_EXPECTED = "sesuai_ekspektasi"
_EVERY_DUTY = "aktivitas"
HISTORY, SUBORDINATES = "riwayat_jabatan", "bawahan"


@dataclass(frozen=True)
class Declared:
    """What a rule book asks of a packet beside the contract.

    ``reads``: files that a month's computation reads. ``periods``: by file, the periods beside the month's.
    ``roll_calls``: the kinds of roll-call and ceremony that it looks at.
    """

    packet: Mapping[str, FactFile]
    reads: frozenset[str]
    zone: str
    periods: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    roll_calls: tuple[str, ...] = ()

    @classmethod
    def of(cls, bound: BoundBook) -> Declared:
        """What a bound rule book declares; its relations say which periods beside the month's they look at."""
        periods = {name: tuple(sorted(set(_periods(bound, name)))) for name in bound.book.packet}
        return cls(bound.book.packet, frozenset(bound.reads), bound.book.zone, periods, kinds_of(bound))

    @property
    def hours(self) -> int:
        """Hours before UTC."""
        return _HOURS[self.zone]

    @property
    def columns(self) -> Mapping[str, tuple[Column, ...]]:
        """Of each file of the contract, the columns beside the contract's."""
        return {
            name: tuple(column for column in file.columns if column.name not in PACKET[name].names)
            for name, file in self.packet.items()
            if name in PACKET
        }

    @property
    def files(self) -> Mapping[str, FactFile]:
        """Files beside the contract's."""
        return {name: file for name, file in self.packet.items() if name not in PACKET}


def _periods(bound: BoundBook, file: str) -> Iterator[str]:
    for item in bound.relations_read.values():
        if item.relation.file == file and item.condition is not None:
            for node in walk_typed(item.condition):
                text = node.value if isinstance(node, Constant) else None
                if isinstance(text, str) and first_of_period(text) and text != str(bound.book.masa):
                    yield text


PLAIN = Declared(PACKET, frozenset(), "Asia/Makassar")


class Further:
    """Draws the further cells and rows, person by person."""

    def __init__(self, declared: Declared, plan: Plan, benih: int) -> None:
        self._declared, self._plan, self._masa = declared, plan, plan.masa
        self._columns, self._files = declared.columns, declared.files
        self._dice = Dice(benih, "tambahan")
        self._roll_calls = RollCalls(benih, declared.roll_calls)
        self._heads: dict[str, str] = {}

    def unit_cells(self, unit: Unit) -> Row:
        """Of a row of `unit`."""
        return self._cells("unit", Subject(self._masa, unit))

    def position_cells(self, unit: Unit, which: int) -> Row:
        """Of a row of `jabatan`."""
        return self._cells("jabatan", Subject(self._masa, unit, which))

    def rating_cells(self) -> Row:
        """Of a rating of somebody who is not employed."""
        return self._cells("kinerja", Subject(self._masa))

    def complete(self, month: Month) -> None:
        """Give every row of a person its further cells, and the person the rows of further files."""
        subject = Subject(self._masa, month.seat.unit, month.seat.which, month)
        self._heads.setdefault(month.seat.unit.kode, month.person.nip)
        if self._declared.periods.get("kinerja"):
            # Where rules look at several periods, an empty one leaves open which it is.
            for row in month.rows["kinerja"]:
                row[1] = str(self._masa)
            month.rows["kinerja"] += self._earlier_ratings(month)
        if self._declared.roll_calls and month.attendance:
            month.rows["apel"] = list(self._roll_calls.rows(month.person.nip, month.ordinal, month.attendance))
        for name, rows in month.rows.items():
            for row in rows if self._columns[name] else ():
                row.extend(self._cells(name, self._on_day(subject, name, row)))
        for file in self._files.values():
            month.rows[file.name] = list(self._rows(file, subject, month)) if self._is_of(file, month) else []

    def _earlier_ratings(self, month: Month) -> list[Row]:
        """Of the periods that the rules look back to, approved at the beginning of this month."""
        if month.event == "masuk":
            return []
        rated = [_AS_EXPECTED, _AS_EXPECTED, "baik", f"{self._masa.first.replace(day=3)}T10:00:00", "85"]
        return [[month.person.nip, period, *rated] for period in self._declared.periods.get("kinerja", ())]

    def _on_day(self, subject: Subject, name: str, row: Row) -> Subject:
        if name != "harian":
            return subject
        return Subject(subject.masa, subject.unit, subject.which, subject.month, date.fromisoformat(row[1]))

    def _cells(self, name: str, subject: Subject) -> Row:
        return [draw(column, subject, self._dice) for column in self._columns[name]]

    def _is_of(self, file: FactFile, month: Month) -> bool:
        if file.name in _OF:
            return _OF[file.name](month)
        return bool(file.key) or file.required or month.ordinal % _ONE_IN == 7

    def _rows(self, file: FactFile, subject: Subject, month: Month) -> Iterator[Row]:
        if file.name == HISTORY:
            yield from self._history(file, subject, month)
        elif file.name == SUBORDINATES:
            head = self._heads[month.seat.unit.kode]
            if head != month.person.nip:
                yield self._row(file, subject, {NIP.name: head, "nip_bawahan": month.person.nip})
        else:
            parts = [file.column(name) for name in file.key if name != NIP.name]
            for values in product(*(self._keys(column, file, month) for column in parts)):
                fixed = {column.name: value for column, value in zip(parts, values, strict=True)}
                yield self._row(file, subject, {NIP.name: month.person.nip, **fixed})

    def _row(self, file: FactFile, subject: Subject, fixed: Mapping[str, str]) -> Row:
        return [
            fixed[column.name] if column.name in fixed else draw(column, subject, self._dice) for column in file.columns
        ]

    def _keys(self, column: Column, file: FactFile, month: Month) -> Sequence[str]:
        """The values a part of the key takes for a person: each code, days of duty, this month, or a few items."""
        if isinstance(column.type, Category):
            return column.type.codes or self._declared.periods.get(file.name) or (str(self._masa),)
        if column.type == DATE:
            duties = month.attendance.duties if month.attendance else ()
            every = file.name == _EVERY_DUTY
            return [duty.tanggal.isoformat() for duty in duties if every or duty.tanggal.weekday() == _MONDAY]
        return _ITEMS

    def _history(self, file: FactFile, subject: Subject, month: Month) -> Iterator[Row]:
        """The positions held: since the appointment, or the former one until the day before the move."""
        now, status = month.seat.kode_jabatan, {"status": month.person.status}
        began = month.person.diangkat
        if month.moved and month.event in ("mutasi", "promosi"):
            until = (month.moved - timedelta(1)).isoformat()
            former = {"kode_jabatan": self._former(month), "mulai": began.isoformat(), "selesai": until}
            yield self._row(file, subject, {NIP.name: month.person.nip, **status, **former})
            began = month.moved
        if month.moved and month.event == "masuk":
            began = month.moved
        ends = (month.moved or began).isoformat() if month.event == "keluar" else ""
        held = {"kode_jabatan": now, "mulai": began.isoformat(), "selesai": ends}
        yield self._row(file, subject, {NIP.name: month.person.nip, **status, **held})

    def _former(self, month: Month) -> str:
        """The same position in another unit of its kind; before a promotion, the next lower one of the unit."""
        unit, which = month.seat.unit, month.seat.which
        if month.event == "promosi":
            lower = [at for at, title in enumerate(unit.kind.titles) if title.kelas < month.seat.title.kelas]
            return unit.position(max(lower, key=lambda at: unit.kind.titles[at].kelas, default=which))
        others = [other for other in self._plan.units if other.kind is unit.kind and other is not unit]
        return (others[month.ordinal % len(others)] if others else unit).position(which)
