"""The account of what came in: every record of every file, and every punch, ended somewhere."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from tepat.lang.findings import Finding


@dataclass(frozen=True)
class FileCount:
    """One file that was read: its records by what became of them.

    ``dibaca`` is ``diterima`` + ``duplikat`` + ``karantina``; ``diterima`` leaves out the duplicates. ``kendali``:
    lines that belong to the format itself.
    """

    berkas: str
    format: str
    dibaca: int
    diterima: int
    duplikat: int
    karantina: int
    kendali: int = 0


def count_fates(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Where the punches of `ketukan` ended, by fate; together with quarantine they are all that came in."""
    found = connection.execute("SELECT nasib, count(*) FROM ketukan GROUP BY nasib ORDER BY nasib").fetchall()
    return {str(fate): int(number) for fate, number in found}


def none_used(connection: duckdb.DuckDBPyConnection) -> list[Finding]:
    """Finding P-106: people have duties, and not one punch falls on any of them.

    Files of another month, or none at all, would make everybody absent without a word.
    """
    query = """SELECT count(*) FROM ketukan
HAVING count(*) FILTER (nasib = 'dipakai') = 0 AND EXISTS (FROM tugas_orang)"""
    return [Finding("P-106", words={"banyak": number}) for (number,) in connection.execute(query).fetchall()]


def count_duplicates(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """By file, the records whose every punch stands in another record too."""
    query = """SELECT berkas, count(*) FROM (
  SELECT berkas, baris FROM ketukan GROUP BY berkas, baris HAVING bool_and(nasib = 'duplikat')) GROUP BY berkas"""
    return {str(name): int(number) for name, number in connection.execute(query).fetchall()}
