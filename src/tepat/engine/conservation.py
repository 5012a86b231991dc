"""Conservation, in every run: parts that the law adds up equal the amount, and nobody is lost or doubled on the way."""

from __future__ import annotations

import duckdb

from tepat.lang.check import check
from tepat.lang.errors import InternalError
from tepat.lang.sql.duckdb import column_expression
from tepat.law.bound import BoundBook
from tepat.law.formulas import tree_of
from tepat.law.rulebook import MEMBER


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


def check_population(connection: duckdb.DuckDBPyConnection, bound: BoundBook) -> None:
    """Every person of ``pegawai`` whom the run concerns has exactly one row in ``hasil``, and nobody else has one.

    Raises `InternalError` naming the first people concerned.
    """
    people = "(SELECT nip FROM pegawai)"
    if MEMBER in bound.book.definitions:
        people = f"(SELECT nip FROM pegawai ANTI JOIN (SELECT nip FROM hitung WHERE NOT {MEMBER}) USING (nip))"
    counts = f"(SELECT count(*) FROM {people}), (SELECT count(*) FROM hasil), (SELECT count(DISTINCT nip) FROM hasil)"
    met = f"(SELECT count(*) FROM {people} SEMI JOIN hasil USING (nip))"
    row = connection.execute(f"SELECT {counts}, {met}").fetchone() or (0,)
    if len(set(row)) == 1:
        return
    wrong = connection.execute(f"{_uneven(people)} ORDER BY nip LIMIT 5").fetchall()
    listed = "; ".join(f"{nip}: {facts} in pegawai, {results} in hasil" for nip, facts, results in wrong)
    raise InternalError(f"not everybody has exactly one row in the result: {listed}")


def _uneven(people: str) -> str:
    return f"""
        SELECT nip, coalesce(sum(fakta), 0) AS fakta, coalesce(sum(hasil), 0) AS hasil
        FROM (SELECT nip, 1 AS fakta, 0 AS hasil FROM {people} UNION ALL SELECT nip, 0, 1 FROM hasil)
        GROUP BY nip HAVING sum(fakta) <> 1 OR sum(hasil) <> 1"""
