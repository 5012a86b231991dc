"""The recap of a computed month, by SQL over its tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import duckdb

from tepat.lang.messages import LEVELS
from tepat.outputs.rekap.model import (
    ControlTotal,
    CriterionRow,
    FindingCount,
    FindingRow,
    Heading,
    Instrument,
    Recap,
    RupiahColumn,
    UnitRow,
)

# A workbook with more rows helps nobody; temuan.csv has all of them.
MOST_FINDINGS = 50_000
TANPA_UNIT = "(tanpa unit)"

# A nip or unit that stands twice in the facts must not double an amount.
_PERSON = "(SELECT nip, min(nama) AS nama, min(kode_unit) AS kode_unit FROM pegawai GROUP BY nip)"
_UNIT = "(SELECT kode_unit, min(nama_unit) AS nama_unit, min(induk) AS induk FROM unit GROUP BY kode_unit)"
_NO_UNIT = "(SELECT '' AS kode_unit, '' AS nama_unit, '' AS induk WHERE false)"


def collect(
    connection: duckdb.DuckDBPyConnection,
    heading: Heading,
    columns: Sequence[RupiahColumn],
    criteria: Sequence[str],
    controls: Iterable[ControlTotal],
    instruments: Iterable[Instrument],
) -> Recap:
    """Sum a month's result for its recap.

    Parameters
    ----------
    connection : with the tables ``hasil`` (one row per nip: nip, status_hitung, the rupiah columns as integers),
        ``pegawai``, ``temuan`` and, if the packet has it, ``unit``
    heading : region, month and regulations
    columns : rupiah variables of ``hasil`` in the order to show
    criteria : those of ``columns`` that are criteria
    controls : the engine's control totals
    instruments : the instruments used

    Returns
    -------
    Recap
        Every person of ``hasil`` counts in exactly one unit row; those whose unit is not known in one without code.
    """
    return Recap(
        heading,
        tuple(columns),
        _collect_units(connection, columns),
        _collect_criteria(connection, [column for column in columns if column.variabel in criteria]),
        _collect_findings(connection),
        _collect_counts(connection),
        tuple(controls),
        tuple(instruments),
    )


def _collect_units(connection: duckdb.DuckDBPyConnection, columns: Sequence[RupiahColumn]) -> tuple[UnitRow, ...]:
    units = _UNIT if _has_table(connection, "unit") else _NO_UNIT
    rows = connection.execute(
        f"""
        SELECT coalesce(kode_unit, '') AS kode, coalesce(nama_unit, ''), coalesce(induk, ''),
               count(*), count(*) FILTER (status_hitung = 'dihitung'), count(*) FILTER (status_hitung = 'tertahan')
               {"".join(f", {_total(column)}" for column in columns)}
        FROM hasil LEFT JOIN {_PERSON} USING (nip) LEFT JOIN {units} USING (kode_unit)
        GROUP BY 1, 2, 3
        ORDER BY kode = '', kode
        """
    ).fetchall()
    return tuple(
        UnitRow(kode, nama if kode else TANPA_UNIT, induk, jumlah, dihitung, tertahan, tuple(rupiah))
        for kode, nama, induk, jumlah, dihitung, tertahan, *rupiah in rows
    )


def _total(column: RupiahColumn) -> str:
    # Wide sums come as decimals; amounts are whole.
    return f"CAST(coalesce(sum({_quoted(column.variabel)}), 0) AS HUGEINT)"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _has_table(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    query = "SELECT count(*) FROM information_schema.tables WHERE table_name = ?"
    return connection.execute(query, [name]).fetchall() != [(0,)]


def _collect_criteria(
    connection: duckdb.DuckDBPyConnection, criteria: Sequence[RupiahColumn]
) -> tuple[CriterionRow, ...]:
    if not criteria:
        return ()
    cells = ", ".join(f"count(*) FILTER ({_quoted(item.variabel)} > 0), {_total(item)}" for item in criteria)
    found = connection.execute(f"SELECT {cells} FROM hasil").fetchall()[0]
    pairs = zip(criteria, found[::2], found[1::2], strict=True)
    return tuple(CriterionRow(item.variabel, item.label, people, total) for item, people, total in pairs)


def _collect_findings(connection: duckdb.DuckDBPyConnection) -> tuple[FindingRow, ...]:
    cells = "kode, tingkat, nip, nama, kode_unit, variabel, pesan, perbaikan".split(", ")
    rows = connection.execute(
        f"""
        SELECT {", ".join(f"coalesce({cell}, '')" for cell in cells)}
        FROM temuan LEFT JOIN {_PERSON} USING (nip)
        ORDER BY list_position(?, tingkat), {", ".join(cells)}
        LIMIT {MOST_FINDINGS}
        """,
        [list(LEVELS)],
    ).fetchall()
    return tuple(FindingRow(*row) for row in rows)


def _collect_counts(connection: duckdb.DuckDBPyConnection) -> tuple[FindingCount, ...]:
    rows = connection.execute(
        """
        SELECT kode, tingkat, count(*), coalesce(min(pesan), '')
        FROM temuan GROUP BY kode, tingkat ORDER BY list_position(?, tingkat), kode
        """,
        [list(LEVELS)],
    ).fetchall()
    return tuple(FindingCount(*row) for row in rows)
