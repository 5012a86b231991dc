"""Conservation: the parts that the law adds up must equal the amount, for every person, in every run."""

from __future__ import annotations

import duckdb

from tepat.lang.check import check
from tepat.lang.errors import InternalError
from tepat.lang.sql.duckdb import column_expression
from tepat.law.bind import BoundBook
from tepat.law.formulas import tree_of


def check_conservation(connection: duckdb.DuckDBPyConnection, bound: BoundBook) -> None:
    """Compare every declared total with its parts, row by row, on the computed table.

    Raises `InternalError` naming the total and the first people concerned: no amount leaves the engine that its own
    parts contradict.
    """
    for item in bound.book.conservations:
        typed = check(tree_of(item.parts, bound.book.families), bound.scope, bound.named(item.total).definition.unit)
        if typed.type is None:
            raise InternalError(f"the parts of {item.total} have no value")
        parts = column_expression(typed, typed.type)
        wrong = connection.execute(
            f"SELECT nip, {item.total}, {parts} FROM hitung JOIN fakta USING (nip) "
            f"WHERE {item.total} IS DISTINCT FROM {parts} ORDER BY nip LIMIT 5"
        ).fetchall()
        if wrong:
            listed = "; ".join(f"{nip}: {total} <> {sum_of_parts}" for nip, total, sum_of_parts in wrong)
            raise InternalError(f"{item.total} is not the sum of its parts ({item.parts}): {listed}")
