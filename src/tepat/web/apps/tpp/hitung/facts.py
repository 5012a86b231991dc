"""From the database to the fact packet: the same rows for the engine, for one person's forecast and for the audit."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tepat.lang.calendar import Masa
from tepat.law import packet
from tepat.law.bound import BoundBook
from tepat.law.packet import KEYED_FILES, PACKET
from tepat.web.apps.kepegawaian import selectors as kepegawaian
from tepat.web.apps.kinerja import selectors as kinerja
from tepat.web.apps.pembayaran import selectors as pembayaran
from tepat.web.apps.presensi import selectors as presensi
from tepat.web.apps.tpp.hitung.paid import paid_before, payments_of
from tepat.web.common.sheet import FactSheet, make_sheet
from tepat.web.common.together import Ask, answer_together

Rows = dict[str, list[dict[str, str]]]


def fact_sheets(masa: Masa, bound: BoundBook, people: Collection[int] | None = None) -> dict[str, FactSheet]:
    """Every file of the packet of a month that its rules may read, for people (None: everybody placed in it).

    The day ledger, the roll-calls and earlier payments are large, and are told only where a rule reads them.
    """
    asks = sheet_asks(masa, bound, people)
    return gathered(bound, {name: ask.one_by_one() for name, ask in asks.items()})


def sheet_asks(
    masa: Masa, bound: BoundBook, people: Collection[int] | None = None, also: Collection[str] = ()
) -> dict[str, Ask[Any]]:
    """The questions that the packet takes; ``also``: files beside those that the rules read."""
    asks: dict[str, Ask[Any]] = {
        _PEOPLE: kepegawaian.packet_ask(masa, people),
        "kinerja": kinerja.rating_ask(masa, people),
        "disiplin": presensi.summary_ask(masa, people),
        "gaji": pembayaran.salary_ask(masa, people),
        _FURTHER: kepegawaian.further_ask(masa, people),
    }
    wanted = {*bound.reads, *also} | {item.relation.file for item in bound.relations_read.values()}
    if "harian" in wanted:
        asks["harian"] = presensi.ledger_ask(masa, people)
    if "apel" in wanted:
        asks["apel"] = presensi.roll_call_ask(masa, people)
    if "pembayaran" in wanted:
        asks["pembayaran"] = Ask((pembayaran.earlier_payments(masa, people), paid_before(masa, people)), _payments)
    return asks


# Answers that are more than one file, or a part of some.
_PEOPLE, _FURTHER = "-pegawai", "-tambahan"


def _payments(answers: Sequence[Iterable[tuple[Any, ...]]]) -> FactSheet:
    return make_sheet("pembayaran", packet.PEMBAYARAN.names, [*answers[0], *payments_of(answers[1])])


def gathered(bound: BoundBook, made: Mapping[str, Any]) -> dict[str, FactSheet]:
    """What the asks made, as the files of the packet."""
    sheets = {sheet.name: sheet for sheet in made[_PEOPLE]}
    sheets |= {name: sheet for name, sheet in made.items() if name not in (_PEOPLE, _FURTHER)}
    return _with_further(sheets, bound, made[_FURTHER])


def _with_further(
    sheets: dict[str, FactSheet], bound: BoundBook, further: Iterable[tuple[str, str, dict[str, str]]]
) -> dict[str, FactSheet]:
    """Files of the region's own, and its own columns in the contract's files (joined by their key)."""
    by_file: dict[str, list[tuple[str, dict[str, str]]]] = {}
    for file, key, cells in further:
        by_file.setdefault(file, []).append((key, cells))
    for name, contract in bound.packet.items():
        own = by_file.get(name, [])
        if name not in PACKET:
            rows = [[_own_cell(contract.key, column, key, cells) for column in contract.names] for key, cells in own]
            if rows or contract.required:
                sheets[name] = make_sheet(name, contract.names, rows)
        elif name in sheets and (extra := contract.names[len(PACKET[name].names) :]):
            sheets[name] = _widened(sheets[name], extra, dict(own))
    return sheets


def _own_cell(key_columns: tuple[str, ...], column: str, key: str, cells: Mapping[str, str]) -> str:
    return key if key_columns and column == key_columns[0] else cells.get(column, "")


def _widened(sheet: FactSheet, extra: tuple[str, ...], cells: Mapping[str, Mapping[str, str]]) -> FactSheet:
    rows = [(*row, *(cells.get(row[0], {}).get(column, "") for column in extra)) for row in sheet.rows]
    return FactSheet(sheet.name, (*sheet.columns, *extra), rows)


def write_packet(folder: Path, sheets: Mapping[str, FactSheet], bound: BoundBook) -> None:
    """The packet as files; required files without rows stand with their header alone."""
    for name, file in bound.packet.items():
        sheet = sheets.get(name) or (FactSheet(name, file.names, []) if file.required else None)
        if sheet is not None:
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as lines:
                writer = csv.writer(lines, lineterminator="\n")
                writer.writerow(sheet.columns)
                writer.writerows(sheet.rows)


def rows_by_person(sheets: Mapping[str, FactSheet]) -> dict[str, Rows]:
    """By nip the rows of each person, with the rows of position and unit that they lead to.

    What `tepat.engine.forecast` and the explanation read.
    """
    keyed = {name: {row[0]: row for row in sheets[name].rows} for name in KEYED_FILES if name in sheets}
    found: dict[str, Rows] = {}
    for name, sheet in sheets.items():
        if name not in keyed and "nip" in sheet.columns:
            place = sheet.columns.index("nip")
            for row in sheet.rows:
                own = found.setdefault(row[place], {})
                own.setdefault(name, []).append(dict(zip(sheet.columns, row, strict=True)))
    for own in found.values():
        for name, rows in keyed.items():
            keys = dict.fromkeys(_keys(own, name))
            own[name] = [dict(zip(sheets[name].columns, rows[key], strict=True)) for key in keys if key in rows]
    return {nip: own for nip, own in found.items() if "pegawai" in own}


def _keys(own: Rows, name: str) -> Iterator[str]:
    file, column = KEYED_FILES[name]
    for row in own.get(file, []):
        yield row[column]
    if name == "jabatan":
        for row in own.get("plt", []):
            yield row["kode_jabatan"]


def person_rows(masa: Masa, bound: BoundBook, people: Collection[int], also: Collection[str] = ()) -> dict[str, Rows]:
    """By nip the rows of people in a month, as the engine is given them, in one round trip to the database.

    ``also``: files beside those that the rules read (a forecast wants the day ledger whatever they do).
    """
    asks = sheet_asks(masa, bound, people, also)
    made = dict(zip(asks, answer_together(list(asks.values())), strict=True))
    return rows_by_person(gathered(bound, made))
