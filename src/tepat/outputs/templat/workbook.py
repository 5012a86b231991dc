"""Writes the workbook of a template: the list to fill in, and a sheet that explains its columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tepat.lang.types import BOOLEAN, DATE, INSTANT, Category, Number
from tepat.law.packet import Column, FactFile
from tepat.outputs.table import Field, Sheet, Style, make_formats

_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
# A number of more digits is cut to fifteen: then it may only be a text.
_EXACT = 10**15
_ROWS = 5_000
_NOTES: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "id": ("Petunjuk", "wajib", ("Kolom", "Wajib", "Isi", "Bentuk", "Contoh")),
    "en": ("Petunjuk", "required", ("Column", "Required", "What it holds", "Form", "Example")),
}
_FORMS: Mapping[str, Mapping[str, str]] = {
    "id": {
        "number": "angka tanpa pemisah ribuan",
        "date": "tanggal, misalnya 31/12/2026",
        "instant": "tanggal dan jam, misalnya 2026-02-03 10:00",
        "boolean": "ya atau tidak",
        "text": "teks",
        "note": "Ganti baris contoh dengan data Anda. Kolom yang tidak wajib boleh dikosongkan atau dihapus.",
    },
    "en": {
        "number": "a number without separators",
        "date": "a date, as 31/12/2026",
        "instant": "date and time, as 2026-02-03 10:00",
        "boolean": "ya or tidak",
        "text": "text",
        "note": "Put your data in the place of the example. Columns that are not required may be empty or removed.",
    },
}


@dataclass(frozen=True)
class Template:
    """What a template shows.

    ``name``: of the list and its sheet; ``title``: what people call it; ``required``: columns that must be there;
    ``example``: one row, by column.
    """

    name: str
    title: str
    contract: FactFile
    required: tuple[str, ...]
    example: Mapping[str, str]


def write_template(template: Template, bahasa: str = "id") -> bytes:
    """An XLSX whose first sheet is the list and whose second, ``Petunjuk``, explains it; the same bytes each time."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_numbers": False}) as book:
        book.set_properties({"title": template.title, "created": _CREATED})
        formats = make_formats(book, {"cell_text": {"num_format": "@"}, "cell_number": {"num_format": "0.####"}})
        _write_list(book.add_worksheet(template.name[:31]), template, formats)
        _write_notes(Sheet(book.add_worksheet(_NOTES[bahasa][0]), "Petunjuk", formats, bahasa=bahasa), template, bahasa)
    return buffer.getvalue()


def _write_list(sheet: Worksheet, template: Template, formats: Mapping[str, Any]) -> None:
    """Titles in the first row, the example in the second; columns of text are formatted as text before they are filled.

    A date is a text too: its day and month cannot be swapped then.
    """
    sheet.freeze_panes(1, 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    for at, column in enumerate(template.contract.columns):
        look = formats["cell_number" if isinstance(column.type, Number) else "cell_text"]
        text = template.example[column.name]
        sheet.set_column(at, at, max(len(column.name), len(text), 9) + 3, look)
        sheet.write_string(0, at, column.name, formats["header"])
        if isinstance(column.type, Number) and text and abs(int(text)) < _EXACT:
            sheet.write_number(1, at, int(text), look)
        elif text:
            sheet.write_string(1, at, text, look)
        if choices := _choices(column):
            sheet.data_validation(1, at, _ROWS, at, {"validate": "list", "source": choices, "error_type": "warning"})


def _choices(column: Column) -> list[str]:
    """What may be chosen in a cell; Excel takes lists of at most 255 letters."""
    if column.type == BOOLEAN:
        return ["ya", "tidak"]
    codes = list(column.type.codes) if isinstance(column.type, Category) else []
    return codes if len(",".join(codes)) <= 255 else []


def _write_notes(sheet: Sheet, template: Template, bahasa: str) -> None:
    _, _, titles = _NOTES[bahasa]
    sheet.write_heading(template.title, template.contract.gloss, _FORMS[bahasa]["note"])
    fields = [
        Field(title, title, Style.WRAP if at in {2, 3} else Style.TEXT, widest=60) for at, title in enumerate(titles)
    ]
    sheet.write_main_table(fields, list(_explained(template, bahasa)), frozen=1)


def _explained(template: Template, bahasa: str) -> Iterator[tuple[str, ...]]:
    required = _NOTES[bahasa][1]
    for column in template.contract.columns:
        is_required = required if column.name in template.required else ""
        yield column.name, is_required, column.gloss, _form(column, bahasa), template.example[column.name]


def _form(column: Column, bahasa: str) -> str:
    forms = _FORMS[bahasa]
    match column.type:
        case Number():
            return forms["number"]
        case Category(codes=codes) if codes:
            return ", ".join(codes)
    names = {DATE: "date", INSTANT: "instant", BOOLEAN: "boolean"}
    return forms[next((name for kind, name in names.items() if kind == column.type), "text")]
