"""A fact file in the database: of every column the text that stands in the file, and beside it the value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from tepat.engine.entrance.cells import clean_text, column_text, column_value
from tepat.engine.entrance.csvfile import scan_csv
from tepat.engine.entrance.parquet import scan_parquet
from tepat.engine.entrance.relation import Relation, empty_relation
from tepat.engine.entrance.sources import Sources
from tepat.lang.errors import PacketError
from tepat.lang.sql.duckdb import identifier
from tepat.law.packet import NIP, PACKET, PEGAWAI, FactFile

ROW = "baris"
RAW = "_mentah"


@dataclass(frozen=True)
class Sheet:
    """One file of the packet, read: where it stood, its header, and how many rows it has.

    Its table holds ``baris``, of every column the value under the column's name and the text under `text`, and the
    columns that the contract does not know. A file that is absent has a sheet without rows, and no path.
    """

    file: FactFile
    path: Path | None
    columns: tuple[str, ...]
    rows: int = 0

    @property
    def table(self) -> str:
        """The temporary table of the sheet."""
        return identifier(f"_dibaca_{self.file.name}")

    @property
    def of_people(self) -> bool:
        """The rows are of people, not of positions or units."""
        return NIP in self.file.columns

    @property
    def lists_people(self) -> bool:
        """The rows are the people themselves: every one of them stays, whatever is wrong with it."""
        return self.file.name == PEGAWAI.name

    @property
    def berkas(self) -> str:
        """The file's name in its folder."""
        return self.path.name if self.path else self.file.name

    @property
    def extra(self) -> tuple[str, ...]:
        """Columns beyond the contract."""
        return tuple(name for name in self.columns if name not in self.file.names)

    @property
    def carried(self) -> tuple[str, ...]:
        """The extra columns, but those whose names DuckDB could not tell from another's."""
        taken = {ROW, *self.file.names, *(_text_name(name) for name in self.file.names)}
        kept: list[str] = []
        for name in self.extra:
            if name.lower() not in taken:
                taken.add(name.lower())
                kept.append(name)
        return tuple(kept)


def text(column: str) -> str:
    """SQL name of the text of a column."""
    return identifier(_text_name(column))


def _text_name(column: str) -> str:
    return f"{column} (teks)"


def canonical(sheet: Sheet) -> str:
    """SQL of every row as canonical text, bad cells as they stand: the same rows from CSV and from Parquet."""
    cells = [
        f"coalesce(CAST({identifier(name)} AS VARCHAR), {text(name)}) AS {identifier(name)}"
        for name in sheet.file.names
    ]
    return f"SELECT {', '.join([*cells, *map(identifier, sheet.carried)])} FROM {sheet.table}"


def read_sheets(
    sources: Sources, connection: duckdb.DuckDBPyConnection, zone: str, packet: Mapping[str, FactFile] = PACKET
) -> dict[str, Sheet]:
    """Read every file of the packet into its sheet; one PacketError tells all that is wrong with any of them."""
    sheets, problems = {}, list(sources.problems)
    for file in packet.values():
        try:
            sheets[file.name] = _read(file, sources.paths.get(file.name), connection, zone)
        except PacketError as error:
            problems.extend(error.problems)
    if problems:
        drop_sheets(connection, packet)
        raise PacketError(problems)
    return sheets


def drop_sheets(connection: duckdb.DuckDBPyConnection, packet: Mapping[str, FactFile] = PACKET) -> None:
    """Remove the temporary tables of all sheets."""
    connection.execute(f"DROP TABLE IF EXISTS {RAW}")
    for file in packet.values():
        connection.execute(f"DROP TABLE IF EXISTS {Sheet(file, None, ()).table}")


def _read(file: FactFile, path: Path | None, connection: duckdb.DuckDBPyConnection, zone: str) -> Sheet:
    relation = _scan(file, path, connection)
    _copy(relation, connection)
    sheet = Sheet(file, path, relation.columns)
    return replace(sheet, rows=_create(f"TEMP TABLE {sheet.table}", _cells(sheet, zone), connection))


def _scan(file: FactFile, path: Path | None, connection: duckdb.DuckDBPyConnection) -> Relation:
    if path is None:
        return empty_relation(file.names)
    if path.suffix.lower() == ".parquet":
        return scan_parquet(file, path, connection)
    return scan_csv(file, path)


def _copy(relation: Relation, connection: duckdb.DuckDBPyConnection) -> None:
    """The file's cells as they are. Records are numbered on one thread; what follows from the copy runs on all."""
    try:
        rows = _create(f"OR REPLACE TEMP TABLE {RAW}", relation.select, connection, relation.parameters)
    except duckdb.Error:
        raise PacketError(relation.failure) from None
    if relation.rows not in {None, rows}:
        raise PacketError(relation.failure)


def _create(what: str, select: str, connection: duckdb.DuckDBPyConnection, parameters: tuple[str, ...] = ()) -> int:
    """Create a table and tell how many rows it has."""
    made = connection.execute(f"CREATE {what} AS {select}", list(parameters)).fetchone()
    return int(made[0]) if made else 0


def _cells(sheet: Sheet, zone: str) -> str:
    """Texts and values of the copy. A record without any cell filled, as spreadsheets leave behind, is a blank line."""
    number = {name: f"k{index}" for index, name in enumerate(sheet.columns)}
    texts = {identifier(name): clean_text(number[name]) for name in sheet.carried}
    # A column that the header does without is empty.
    cells = {name: number.get(name, "CAST(NULL AS VARCHAR)") for name in sheet.file.names}
    texts |= {text(column.name): column_text(column, cells[column.name]) for column in sheet.file.columns}
    values = {identifier(column.name): column_value(column, text(column.name), zone) for column in sheet.file.columns}
    return f"""
        SELECT *, {_named(values)} FROM (SELECT {ROW}, {_named(texts)} FROM {RAW})
        WHERE coalesce({", ".join(texts)}) IS NOT NULL"""


def _named(expressions: Mapping[str, str]) -> str:
    return ", ".join(f"{expression} AS {name}" for name, expression in expressions.items())
