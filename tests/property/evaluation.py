"""One formula by three ways: DuckDB on typed columns, arrays, and the exact interpreter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from types import ModuleType

import duckdb
import numpy as np

from tepat.engine.arrays.columns import Column
from tepat.engine.arrays.exchange import columns_of
from tepat.engine.arrays.program import Program
from tepat.lang.check import check
from tepat.lang.exact import Evaluator, Unknown, Value
from tepat.lang.parse import parse
from tepat.lang.sql import duckdb as writer_module
from tepat.lang.tables import Table
from tepat.lang.tree import Call, Name, Node, walk
from tepat.lang.typed import Typed
from tepat.lang.types import DATE, INSTANT, Number, Type
from tests.property.formulas import AGGREGATES, COLUMNS, MONTH, SCOPE, STORED, TABLES, ZONE, RowFacts

FactRow = Mapping[str, Value]


@dataclass(frozen=True)
class Formula:
    """A formula that has a meaning."""

    text: str
    tree: Node
    typed: Typed

    @property
    def columns(self) -> list[str]:
        """The columns it reads."""
        found = {part.parts[0] for part in walk(self.tree) if isinstance(part, Name)} & set(COLUMNS)
        return sorted(found | set(_aggregated(self.tree)))

    @property
    def parts(self) -> list[Typed]:
        """The formula and everything inside it that has a type, each once."""
        return list(dict.fromkeys(part for part in typed_parts(self.typed) if part.type is not None))


def _aggregated(tree: Node) -> Iterator[str]:
    for node in walk(tree):
        if isinstance(node, Call) and node.arguments and isinstance(node.arguments[0], Name):
            relation, *column = node.arguments[0].parts
            found = AGGREGATES.get((relation, node.function, column[0] if column else ""))
            if found is not None:
                yield found[0]


def typed_parts(node: Typed) -> Iterator[Typed]:
    """``node`` and every typed part inside it."""
    yield node
    for item in fields(node):
        yield from _inside(getattr(node, item.name))


def _inside(value: object) -> Iterator[Typed]:
    if isinstance(value, Typed):
        yield from typed_parts(value)
    elif isinstance(value, tuple):
        for part in value:
            yield from _inside(part)
    elif is_dataclass(value) and not isinstance(value, Table | Number):
        return


def read(text: str) -> Formula:
    """Parse and check a formula."""
    tree = parse(text)
    return Formula(text, tree, check(tree, SCOPE))


def by_interpreter(formula: Formula, row: FactRow) -> Value:
    """The exact value; None where it is unknown or absent."""
    found = Evaluator(MONTH, ZONE, TABLES, RowFacts(row)).value(formula.tree)
    return None if isinstance(found, Unknown) else found


def by_sql(
    parts: Sequence[Typed], rows: Sequence[FactRow], columns: Sequence[str], writer: ModuleType = writer_module
) -> list[tuple[Value, ...]]:
    """The values of typed parts on every row, computed by DuckDB."""
    query = select(parts, rows, columns, writer)
    found = connection().execute(f"{query} ORDER BY nomor").fetchall()
    return [tuple(exact(part.type, cell) for part, cell in zip(parts, cells, strict=True)) for _, *cells in found]


def by_arrays(parts: Sequence[Typed], rows: Sequence[FactRow], columns: Sequence[str]) -> list[tuple[Value, ...]]:
    """The values of typed parts on every row, computed over arrays."""
    table = connection().sql(f"{source(rows, columns)} ORDER BY nomor").to_arrow_table()
    program = Program()
    wanted = [program.place(part) for part in parts]
    found = program.compute(columns_of(table), wanted)
    values = (array_values(part.type, column, len(rows)) for part, column in zip(parts, found, strict=True))
    return list(zip(*values, strict=True))


def array_values(kind: Type | None, column: Column, count: int) -> list[Value]:
    """A column as the interpreter's values."""
    data = np.broadcast_to(column.data, (count,)).tolist()
    known = [True] * count if column.known is None else np.broadcast_to(column.known.array, (count,)).tolist()
    return [_array_value(kind, cell, column.texts) if there else None for cell, there in zip(data, known, strict=True)]


def _array_value(kind: Type | None, cell: int, texts: tuple[str, ...]) -> Value:
    if texts:
        return texts[cell]
    if kind == DATE:
        return date(1970, 1, 1) + timedelta(days=cell)
    if kind == INSTANT:
        return datetime(1970, 1, 1) + timedelta(seconds=cell)  # noqa: DTZ001
    return exact(kind, cell)


def types_by_sql(parts: Sequence[Typed], rows: Sequence[FactRow], columns: Sequence[str]) -> list[str]:
    """The column types DuckDB gives the typed parts."""
    described = connection().execute(f"DESCRIBE {select(parts, rows, columns)}").fetchall()
    return [str(row[1]) for row in described[1:]]


def raw_types_by_sql(parts: Sequence[Typed], rows: Sequence[FactRow], columns: Sequence[str]) -> list[tuple[str, str]]:
    """What the writer says an expression is before any cast of a column, and what DuckDB says it is."""
    written = [writer_module._write(part) for part in parts]
    wanted = ", ".join(f"{item.text} AS nilai_{index}" for index, item in enumerate(written))
    described = connection().execute(f"DESCRIBE SELECT {wanted} FROM ({source(rows, columns)})").fetchall()
    return [(item.kind, str(row[1])) for item, row in zip(written, described, strict=True)]


def select(
    parts: Sequence[Typed], rows: Sequence[FactRow], columns: Sequence[str], writer: ModuleType = writer_module
) -> str:
    """A query with one column for each part."""
    wanted = [
        f"{writer.column_expression(part, part.type)} AS nilai_{index}"
        for index, part in enumerate(parts)
        if part.type is not None
    ]
    return f"SELECT {', '.join(['nomor', *wanted])} FROM ({source(rows, columns)})"


def source(rows: Sequence[FactRow], columns: Sequence[str]) -> str:
    """The rows as typed columns, numbers as whole numerators."""
    names = ["nomor", *columns]
    values = ", ".join(
        f"({', '.join([str(index), *(_literal(STORED[name][0], row[name]) for name in columns)])})"
        for index, row in enumerate(rows)
    )
    casts = [f"CAST({name} AS {writer_module.sql_type(STORED[name][0])}) AS {name}" for name in columns]
    return f"SELECT {', '.join(['nomor', *casts])} FROM (VALUES {values}) AS baris({', '.join(names)})"


def _literal(kind: Type, value: Value) -> str:
    if value is None:
        return "NULL"
    if isinstance(kind, Number) and isinstance(value, Fraction):
        numerator = value * 10**kind.scale
        assert numerator.denominator == 1, f"{value} is finer than its column"
        return str(numerator.numerator)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, date | datetime):
        return f"'{value}'"
    return writer_module.quoted(str(value))


def exact(kind: Type | None, cell: object) -> Value:
    """A cell of a result as the interpreter's value."""
    if isinstance(kind, Number) and cell is not None:
        assert isinstance(cell, int), f"{cell!r} is not a whole numerator"
        return Fraction(cell, 10**kind.scale)
    return cell  # type: ignore[return-value]


_CONNECTIONS: list[duckdb.DuckDBPyConnection] = []


def connection() -> duckdb.DuckDBPyConnection:
    """One database for all formulas."""
    if not _CONNECTIONS:
        _CONNECTIONS.append(duckdb.connect(config={"threads": 1}))
    return _CONNECTIONS[0]
