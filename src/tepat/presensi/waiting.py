"""Whose month waits until somebody mends a list."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from tepat.lang.findings import Finding
from tepat.presensi.month import AttendanceMonth

# A row of ``pola.csv`` that cannot be used, or a code that is not there: nobody knows the hours of that pattern.
_PATTERN_CODES = frozenset(("P-001", "P-002", "P-003", "P-004", "P-012"))


def whose_month_waits(
    connection: duckdb.DuckDBPyConnection, month: AttendanceMonth, findings: Iterable[Finding]
) -> list[str]:
    """The people that a withholding finding names, and those whose duties hang on a row that it is about.

    A schedule that names a unit and a person at once may be meant for either; both wait. One that names nobody is
    nobody's.
    """
    found = [item for item in findings if item.tingkat == "tahan"]
    named = {item.nip for item in found if item.nip}
    patterns = sorted({str(item.words["pola"]) for item in found if item.kode in _PATTERN_CODES})
    return sorted(named | _bound_by(connection, month, patterns))


def _bound_by(connection: duckdb.DuckDBPyConnection, month: AttendanceMonth, patterns: list[str]) -> set[str]:
    query = """SELECT DISTINCT o.nip FROM orang o JOIN (
  SELECT kode_unit, nip FROM jadwal
  WHERE (list_contains($patterns, kode_pola) OR (kode_unit IS NOT NULL AND nip IS NOT NULL))
    AND coalesce(mulai, $first) <= $last AND coalesce(selesai, $last) >= $first
  UNION ALL
  SELECT NULL, nip FROM roster WHERE list_contains($patterns, kode_pola) AND tanggal BETWEEN $first AND $last
) t ON t.nip = o.nip OR t.kode_unit = o.kode_unit"""
    words = {"patterns": patterns, "first": month.first, "last": month.last}
    return {str(nip) for (nip,) in connection.execute(query, words).fetchall()}
