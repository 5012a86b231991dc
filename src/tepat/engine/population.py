"""Proof over the real population: every table answers everybody exactly once.

The month looks tables up by CASE ladders. Here the same questions are put to the rows of the tables as joined VALUES,
so that a ladder written wrongly, a row left out or bounds that overlap show on the people they would hit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from fractions import Fraction

from tepat.engine.compute import Run
from tepat.engine.fact_layer import rows_query
from tepat.lang.errors import InternalError
from tepat.lang.sql.duckdb import column_expression, condition, quoted
from tepat.lang.tables import Band, Row, Table
from tepat.lang.typed import Choice, Lookup, Typed, number

_NAMED = 5


@dataclass(frozen=True)
class TableProof:
    """One look-up of the rule book, asked of everybody to whom it applies.

    ``variable``: the variable, relation or condition whose formula asks; ``grain``: ``pegawai``, or the fact file
    whose rows are asked instead of people. ``hits``: each row of the table with how many it answers. ``unknown``: for
    how many a key or the number looked up is unknown. ``examples``: people answered by none or
    several, one for each value that is.
    """

    table: str
    variable: str
    grain: str
    hits: tuple[tuple[Row, int], ...]
    once: int
    none: int
    several: int
    unknown: int
    examples: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Every known value is answered by exactly one row."""
        return not self.none and not self.several


@dataclass(frozen=True)
class _Question:
    """A look-up in its place: which tests must hold for it to be asked, and where its columns stand."""

    variable: str
    grain: str
    lookup: Lookup
    guards: tuple[str, ...]
    source: str


def prove_tables(run: Run, tables: Mapping[str, Table] | None = None) -> tuple[TableProof, ...]:
    """Count, for every TABEL, LAPIS and PROGRESIF of the rule book, which rows answer how many people.

    A look-up counts for the people its formula asks it for: those to whom the variable applies, within the branch of
    a CASE that it stands in.

    Parameters
    ----------
    run : a computed month
    tables : whose rows are asked (default: the rule book's own)
    """
    known = run.bound.book.known_tables if tables is None else tables
    return tuple(_prove(run, question, known[question.lookup.table.name]) for question in _questions(run))


def _questions(run: Run) -> Iterator[_Question]:
    bound, people = run.bound, "hitung JOIN fakta USING (nip, rusak)"
    for item in bound.bound:
        yield from _asked(item.name, "pegawai", people, item.typed, item.applies)
    for held in bound.conditions:
        file = held.condition.file
        yield from _asked(
            held.condition.name, file or "pegawai", _rows(run, file) if file else people, held.test, held.applies
        )
    for file, items in bound.rows.items():
        for item in items:
            yield from _asked(f"{file}.{item.name}", file, _rows(run, file), item.typed, item.applies)
    for name, relation in bound.relations_read.items():
        if relation.condition is not None:
            file = relation.relation.file
            yield from _asked(name, file, _rows(run, file), relation.condition, None)


def _asked(variable: str, grain: str, source: str, typed: Typed, applies: Typed | None) -> Iterator[_Question]:
    guards = () if applies is None else (condition(applies),)
    for lookup, inner in (*_lookups(typed, guards), *(_lookups(applies, ()) if applies is not None else ())):
        yield _Question(variable, grain, lookup, inner, source)


def _rows(run: Run, file: str) -> str:
    """The rows of a file with their row variables, of people of the packet."""
    return f"(SELECT * FROM ({rows_query(run.bound, file)}) SEMI JOIN pegawai USING (nip))"


def _lookups(node: Typed, guards: tuple[str, ...]) -> Iterator[tuple[Lookup, tuple[str, ...]]]:
    """Every look-up of a formula with the tests that must hold for it to be asked."""
    if isinstance(node, Choice):
        yield from _in_branches(node, guards)
        return
    if isinstance(node, Lookup):
        yield node, guards
    for item in fields(node):
        value = getattr(node, item.name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Typed):
                yield from _lookups(part, guards)


def _in_branches(node: Choice, guards: tuple[str, ...]) -> Iterator[tuple[Lookup, tuple[str, ...]]]:
    for test, value in node.branches:
        yield from _lookups(test, guards)
        yield from _lookups(value, (*guards, condition(test)))
        guards = (*guards, f"NOT {condition(test)}")
    yield from _lookups(node.default, guards)


def _prove(run: Run, question: _Question, table: Table) -> TableProof:
    asked = f"WITH\n{_values(question, table)},\n{_ASKED.format(**_parts(question))}"
    run.connection.execute(f"CREATE OR REPLACE TEMP TABLE kena AS\n{asked}")
    hits = dict(run.connection.execute(_HITS).fetchall())
    once, none, several, unknown = ((int(people or 0), nips or ()) for people, nips in _counts(run))
    return TableProof(
        table=table.name,
        variable=question.variable,
        grain=question.grain,
        hits=tuple((row, int(hits.get(index, 0))) for index, row in enumerate(table.rows)),
        once=once[0],
        none=none[0],
        several=several[0],
        unknown=unknown[0],
        examples=tuple(sorted({*none[1], *several[1]})[:_NAMED]),
    )


def _counts(run: Run) -> Iterator[tuple[int | None, list[str] | None]]:
    for test in ("banyak = 1", "banyak = 0", "banyak > 1", "banyak IS NULL"):
        query = f"SELECT sum(orang), min(contoh, {_NAMED}) FROM kena WHERE {test}"
        yield from run.connection.execute(query).fetchall()


# One line for each value looked up: how many ask for it, and the rows of the table it meets.
_ASKED = """dicari AS (
  SELECT nip, {columns} FROM {source} WHERE {guards}
),
nilai AS (
  SELECT {names}, {known} AS diketahui, count(*) AS orang, min(nip) AS contoh FROM dicari GROUP BY ALL
)
SELECT {kept}, orang, contoh,
  CASE WHEN diketahui THEN count(urut) END AS banyak, list(urut) FILTER (urut IS NOT NULL) AS baris
FROM nilai LEFT JOIN lampiran ON {joined}
GROUP BY {kept}, orang, contoh, diketahui"""
_HITS = "SELECT urut, sum(orang) FROM (SELECT unnest(baris) AS urut, orang FROM kena) GROUP BY urut"


def _parts(question: _Question) -> dict[str, str]:
    lookup = question.lookup
    names = [f"k{index}" for index in range(len(lookup.keys))]
    columns = [f"CAST({_expression(key)} AS VARCHAR) AS {name}" for name, key in zip(names, lookup.keys, strict=True)]
    joined = [f"nilai.{name} = lampiran.{name}" for name in names]
    if lookup.value is not None:
        names.append("x")
        columns.append(f"{_expression(lookup.value)} AS x")
        joined.append(_WITHIN)
    return {
        "columns": ", ".join(columns),
        "source": question.source,
        "guards": " AND ".join(f"({guard})" for guard in question.guards) or "TRUE",
        "names": ", ".join(names),
        "kept": ", ".join(f"nilai.{name}" for name in names),
        "known": " AND ".join(f"{name} IS NOT NULL" for name in names),
        "joined": " AND ".join(joined),
    }


_WITHIN = """(bawah IS NULL OR x > bawah OR (x = bawah AND NOT atas_termasuk))
    AND (atas IS NULL OR x < atas OR (x = atas AND atas_termasuk))"""


def _expression(node: Typed) -> str:
    if node.type is None:
        return "NULL"
    return column_expression(node, node.type)


def _values(question: _Question, table: Table) -> str:
    """The rows of the table as VALUES: their number, keys, bounds and which bound belongs to the band."""
    scale = number(question.lookup.value).scale if question.lookup.value is not None else 0
    keys = [f"k{index}" for index in range(len(table.keys))]
    rows = (
        ", ".join([str(index), *map(quoted, row.keys), *_bounds(row.band, scale)])
        for index, row in enumerate(table.rows)
    )
    lines = ",\n  ".join(f"({row})" for row in rows)
    return f"lampiran({', '.join(['urut', *keys, 'bawah', 'atas', 'atas_termasuk'])}) AS (VALUES\n  {lines}\n)"


def _bounds(band: Band | None, scale: int) -> tuple[str, str, str]:
    if band is None:
        return "NULL", "NULL", "NULL"
    return _numerator(band.lower, scale), _numerator(band.upper, scale), str(band.upper_included).upper()


def _numerator(bound: Fraction | None, scale: int) -> str:
    if bound is None:
        return "NULL"
    found = bound * 10**scale
    if found.denominator != 1:
        raise InternalError(f"the bound {bound} is finer than what is looked up")
    return str(found.numerator)
