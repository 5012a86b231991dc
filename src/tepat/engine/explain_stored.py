"""Why a person got an amount, from the stored row alone: for a database that keeps the rows of ``derivasi.parquet``.

Nothing here needs DuckDB, so that a web page can tell it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from tepat.engine.explanation import Case, Explanation, find_mismatches, make_explanation
from tepat.engine.statement import result_variables
from tepat.engine.stored import StoredFacts, StoredRow, stored_findings
from tepat.engine.written import BLANK_SIGNS, written_value
from tepat.law.bound import BoundBook
from tepat.law.packet import KEYED_FILES, PERIODE, Empty, FactFile
from tepat.law.person import FactRow, Person

# The rows of fact files as texts, by file: the person's own, and of files that are not of people those it leads to.
TextRow = Mapping[str, str | None]
TextRows = Mapping[str, Sequence[TextRow]]


def explain_stored(
    bound: BoundBook,
    row: StoredRow,
    rows: TextRows | None = None,
    bahasa: str = "id",
    files: Mapping[str, str] | None = None,
) -> Explanation:
    """One person's derivation from the stored row (`stored_row_from_json`, `read_derivations`).

    Parameters
    ----------
    bound : the rule book that the month was computed with
    row : the person's stored row
    rows : the person's fact rows as they were written; without them sums are told without the rows behind them, and
        the name stays empty
    bahasa : language of what is told
    files : how a fact file is called where a fact is cited; its name in the packet unless given. Lines are not told.
    """
    person = StoredFacts(bound, row=row)
    result = [item.name for item in result_variables(bound)]
    nip = str(row["nip"])
    case = Case(
        nip,
        "" if rows is None else _name(rows, nip),
        person.status,
        stored_findings(row),
        {},
        files or {},
        None if rows is None else cache(lambda: Person(bound, typed_rows(bound, rows))),
    )
    return make_explanation(
        bound, person, case, bahasa, find_mismatches(result, person, case.status, [person.stored(result)])
    )


def _name(rows: TextRows, nip: str) -> str:
    own = (row for row in rows.get("pegawai", ()) if row.get("nip") in (None, nip))
    return next(((row.get("nama") or "").strip(BLANK_SIGNS) for row in own), "")


def typed_rows(bound: BoundBook, rows: TextRows) -> dict[str, list[FactRow]]:
    """Fact rows as the entrance types them; rows that it leaves out, since their key repeats, are left out here."""
    packet = bound.packet
    typed = {name: [_typed(packet[name], row, bound.book.zone) for row in found] for name, found in rows.items()}
    return {name: list(_admitted(packet[name], found, str(bound.book.masa))) for name, found in typed.items()}


def _typed(file: FactFile, row: TextRow, zone: str) -> FactRow:
    return {column.name: written_value(column, row.get(column.name), zone) for column in file.columns}


def _admitted(file: FactFile, rows: Sequence[FactRow], masa: str) -> Iterator[FactRow]:
    """A key that repeats is nobody's; an empty period is this month's."""
    of_month = [column.name for column in file.columns if column.empty is Empty.MASA]
    filled = [{**row, **{name: masa for name in of_month if row[name] is None}} for row in rows]
    if file.name == "pegawai" or file.name in KEYED_FILES or "nip" not in file.names or not file.key:
        yield from filled
        return
    keys = [tuple(_key_part(file, name, row, masa) for name in file.key) for row in filled]
    counts = Counter(keys)
    yield from (row for row, key in zip(filled, keys, strict=True) if counts[key] == 1)


def _key_part(file: FactFile, name: str, row: FactRow, masa: str) -> object:
    return masa if row[name] is None and file.column(name).type == PERIODE else row[name]
