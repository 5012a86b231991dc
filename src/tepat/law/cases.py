"""Worked cases: the examples of sources, computed by the interpreter, compared without tolerance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from tepat.lang.errors import Place, Problem
from tepat.lang.exact import Unknown, Value
from tepat.lang.prose import value_text
from tepat.lang.types import Type, Unit
from tepat.law.bound import BoundBook
from tepat.law.models import KasusModel
from tepat.law.packet import FactFile
from tepat.law.person import FactRow, Person
from tepat.law.rulebook import RuleBook

NOT_APPLICABLE, UNKNOWN = "tidak_berlaku", "tidak_diketahui"
STATUS = "status_hitung"


@dataclass(frozen=True)
class Case:
    """A worked case and where it stands."""

    model: KasusModel
    place: Place
    instrumen: str


def run_case(case: Case, bound: BoundBook) -> Iterator[Problem]:
    """Every value of a case that is not what its source prints.

    A case marked ``berbeda`` quotes a program we hold wrong: it fails when everything agrees.
    """
    try:
        person = Person(bound, case_rows(case.model, bound.book), _given(case.model, bound.book))
        wrong = [*_differences(case, person)]
    except (KeyError, ValueError, TypeError) as error:
        yield _problem(case, "R-052", rincian=str(error))
        return
    if case.model.status == "sama":
        yield from wrong
    elif not wrong:
        yield _problem(case, "R-051")


def _problem(case: Case, code: str, **words: object) -> Problem:
    return Problem(code, case.place, {"kasus": case.model.label, **words})


def _differences(case: Case, person: Person) -> Iterator[Problem]:
    for name, expected in case.model.harapan.items():
        if name == STATUS:
            found = "tertahan" if person.withheld else "dihitung"
            if found != expected:
                yield _problem(case, "R-050", variabel=name, diharapkan=expected, ditemukan=found)
            continue
        definition = person.bound.book.definitions.get(name)
        if definition is None:
            raise ValueError(f"variabel '{name}' tidak ada")
        unit, value = definition.unit, person.value((name,))
        wanted = _expected(expected, unit)
        same = isinstance(value, Unknown) if isinstance(wanted, Unknown) else value == wanted
        if not same:
            texts = (value_text(item, unit, "id") for item in (wanted, value))
            yield _problem(case, "R-050", variabel=name, diharapkan=next(texts), ditemukan=next(texts))


def _expected(raw: object, unit: Unit) -> Value:
    if raw == UNKNOWN:
        return Unknown()
    return None if raw == NOT_APPLICABLE else exact_value(raw, unit)


def _given(model: KasusModel, book: RuleBook) -> Mapping[str, Value]:
    return {name: exact_value(raw, book.definitions[name].unit) for name, raw in model.diberikan.items()}


def case_rows(model: KasusModel, book: RuleBook) -> Mapping[str, list[FactRow]]:
    """The facts of a case as typed rows; a file may hold one row (a table) or several (a list)."""
    rows: dict[str, list[FactRow]] = {}
    for file, content in model.fakta.items():
        entries = content if isinstance(content, list) else [content]
        if file not in book.packet:
            raise ValueError(f"berkas fakta '{file}' tidak ada")
        rows[file] = [_row(book.packet[file], entry, book.zone) for entry in entries]
    return rows


def _row(contract: FactFile, entry: Mapping[str, object], zone: str) -> FactRow:
    return {name: _cell(contract.column(name).type, raw, zone) for name, raw in entry.items() if raw != ""}


def _cell(kind: Type, raw: object, zone: str) -> Value:
    if kind.unit is Unit.WAKTU:
        return instant(str(raw), zone)
    return exact_value(raw, kind.unit)


def instant(text: str, zone: str) -> datetime:
    """An instant in UTC; one without zone is of the region's."""
    moment = datetime.fromisoformat(text)
    local = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC).replace(tzinfo=None, microsecond=0)


def exact_value(raw: object, unit: Unit) -> Value:
    """A written value as the interpreter's: a percentage is written in percent.

    >>> exact_value(Decimal("2.5"), Unit.PERSEN)
    Fraction(1, 40)
    """
    if unit is Unit.TANGGAL:
        return raw if isinstance(raw, date) else date.fromisoformat(str(raw))
    if unit in (Unit.KATEGORI, Unit.TEKS):
        return str(raw)
    if unit is Unit.YA_TIDAK:
        return _truth(raw)
    if isinstance(raw, bool) or not isinstance(raw, int | str | Decimal):
        raise ValueError(f"{raw!r} is not {unit}")
    value = Fraction(raw)
    return value * Fraction(1, 100) if unit is Unit.PERSEN else value


def _truth(raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    return {"ya": True, "tidak": False}[str(raw)]
