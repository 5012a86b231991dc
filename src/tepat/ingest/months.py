"""Rows that sum a person's month up, whatever they are called in their file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tepat.ingest.cells import MONTHS, Kept, read_nip, read_number, whole
from tepat.ingest.columns import Record
from tepat.ingest.reading import BULAN, PROVENANCE, Reading
from tepat.ingest.refusal import Refused
from tepat.ingest.sheet import Cell, show
from tepat.lang.calendar import Masa

PERCENT, PRESENCE = "potongan_persen", "persen_kehadiran"
_HUNDRED = Decimal(100)
_NOT_COUNTS = {"nip", "masa", PERCENT, *(item.name for item in PROVENANCE)}
COUNTS = tuple(name for name in BULAN.names if name not in _NOT_COUNTS)
_YEARS = range(1900, 2200)


@dataclass(frozen=True)
class _Month:
    record: Record
    nip: str
    masa: Masa
    values: Mapping[str, Decimal]
    capped: bool


def read_months(reading: Reading, records: Sequence[Record]) -> None:
    """Every record as a month of a person, or in quarantine.

    Quarantine: M-150 no NIP, M-151 a destroyed one, M-152 no month, M-153 another month than is read, M-154 the person
    stands there twice with different values, M-155 no number, M-156 thousands or decimals, M-157 a number out of range.
    Notes: M-214 the same row again, M-215 percent that look like fractions, M-216 a deduction over 100.
    """
    months: dict[tuple[str, Masa], list[_Month]] = defaultdict(list)
    for record in records:
        try:
            month = _read(record, reading.source.masa)
        except Refused as fault:
            record.reject(reading, fault.code, fault.column, **fault.words)
        else:
            months[month.nip, month.masa].append(month)
    for same in months.values():
        _tell(reading, same)
    _fractions(reading, [month for same in months.values() for month in same])


def _tell(reading: Reading, same: Sequence[_Month]) -> None:
    """All the rows of a person: one month, however often it stands there; none where the rows disagree."""
    lines = ", ".join(str(month.record.line) for month in same)
    first, *others = same
    if any(month.values != first.values for month in others):
        for month in same:
            month.record.reject(reading, "M-154", "nip", nip=month.nip, baris=lines)
        return
    values = {"nip": first.nip, "masa": str(first.masa), **first.values}
    reading.month(first.record.line, first.record.raw, values)
    if first.capped:
        reading.problem("M-216", first.record.line, PERCENT, nip=first.nip)
    for month in others:
        reading.accept(month.record.line)
        reading.problem("M-214", month.record.line, nip=month.nip, baris=first.record.line)


def _fractions(reading: Reading, months: Sequence[_Month]) -> None:
    """A percent cell of a spreadsheet holds 0.025 where it shows 2.5 %: then every deduction is below 1."""
    said = [percent for month in months if (percent := month.values.get(PERCENT))]
    if len(said) > 1 and all(0 < percent < 1 for percent in said):
        reading.problem("M-215", column=PERCENT, banyak=len(said))


def _read(record: Record, masa: Masa | None) -> _Month:
    nip = _nip(record)
    month = _masa(record)
    if masa is not None and month != masa:
        raise Refused("M-153", "bulan", ada=str(month), masa=str(masa))
    values = {name: number for name in COUNTS if (number := _number(record, name)) is not None}
    percent = _deduction(record)
    if percent is not None:
        values[PERCENT] = min(percent, _HUNDRED)
    return _Month(record, nip, month, values, percent is not None and percent > _HUNDRED)


def _nip(record: Record) -> str:
    found = read_nip(record["nip"])
    if not found.text:
        code = "M-151" if found.kept is Kept.DESTROYED else "M-150"
        raise Refused(code, "nip", nilai=show(record["nip"]))
    return found.text


def _masa(record: Record) -> Masa:
    """From the columns of month and year, or from one ``YYYY-MM``."""
    if record["masa"] is not None:
        try:
            return Masa.parse(show(record["masa"]))
        except ValueError:
            raise Refused("M-152", "masa", nilai=show(record["masa"])) from None
    month, year = _month_number(record["bulan"]), whole(record["tahun"])
    if month is None or year is None or year not in _YEARS:
        raise Refused("M-152", "bulan", nilai=f"{show(record['bulan'])} {show(record['tahun'])}")
    return Masa(year, month)


def _month_number(cell: Cell) -> int | None:
    number = MONTHS.get(cell.casefold()) if isinstance(cell, str) else None
    number = number or whole(cell)
    return number if number in range(1, 13) else None


def _number(record: Record, name: str, *, comma: bool = False) -> Decimal | None:
    cell = record[name]
    if cell is None:
        return None
    number = read_number(cell, comma=comma)
    if isinstance(number, str):
        raise Refused(number, name, nilai=show(cell))
    return number


def _deduction(record: Record) -> Decimal | None:
    """As written, or what the percentage of presence lacks to 100; a percentage up to 1 is a fraction of 1."""
    presence = _number(record, PRESENCE, comma=True)
    if presence is None:
        return _number(record, PERCENT, comma=True)
    if presence > _HUNDRED or 0 < presence <= 1:
        raise Refused("M-157", PRESENCE, nilai=show(record[PRESENCE]))
    return _HUNDRED - presence
