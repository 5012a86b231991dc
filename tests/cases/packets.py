"""The facts of worked cases as one packet of files, so that the engine computes what the interpreter did."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from tepat.law.models import KasusModel
from tepat.law.rulebook import RuleBook
from tests.packets import nip

Row = Mapping[str, object]


def write_cases(models: Iterable[KasusModel], book: RuleBook, folder: Path) -> None:
    """Case ``index`` becomes the person ``nip(index)``; keys of positions and units are its own."""
    rows: dict[str, list[Row]] = {name: [] for name in book.packet}
    for index, model in enumerate(models):
        for file, content in _with_person(model).items():
            entries = content if isinstance(content, list) else [content]
            rows[file] += [_row(book, file, entry, index) for entry in entries]
    for name, contract in book.packet.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, contract.names, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows[name])


def _with_person(model: KasusModel) -> Mapping[str, object]:
    return {"pegawai": {}, **model.fakta}


def _row(book: RuleBook, file: str, entry: Row, index: int) -> Row:
    keys = _keys(book)
    row = {name: _text(value) for name, value in entry.items()}
    row.update({name: f"{row[name]}-{index}" for name in row if (file, name) in keys and row[name]})
    return {**row, "nip": nip(index)} if "nip" in book.packet[file].names else row


def _keys(book: RuleBook) -> set[tuple[str, str]]:
    """Columns that hold the key of a position, a unit or another file that is not of people."""
    found = {(name, file.key[0]) for name, file in book.packet.items() if "nip" not in file.names}
    columns = {key for _, key in found}
    found |= {(name, column) for name, file in book.packet.items() for column in file.names if column in columns}
    for relation in book.relations.values():
        source, _, column = relation.through.partition(".")
        if column:
            found.add((book.relations[source].file if source in book.relations else source, column))
    return found


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return value.isoformat() if isinstance(value, date) else str(value)
