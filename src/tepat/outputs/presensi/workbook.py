"""Writes the workbook: its sheets in order, each row once, so that a large region needs no more memory."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import xlsxwriter

from tepat.outputs.presensi.codes import looks
from tepat.outputs.presensi.model import PresensiTables, Say
from tepat.outputs.presensi.people import legend, write_calendar, write_days, write_people
from tepat.outputs.presensi.summary import write_summary
from tepat.outputs.presensi.worklists import write_counters, write_pins, write_quarantine, write_review
from tepat.outputs.table import Paper, Sheet, make_formats

_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
Writer = Callable[[Sheet, PresensiTables, Say], None]


def write_presensi(path: Path, tables: PresensiTables, bahasa: str = "id") -> None:
    """Write ``presensi.xlsx``. The same tables give the same bytes.

    Sheets: summary; people; calendar; days to look at; PINs without NIP; review; the year's counters (where there is
    ``pencacah``); quarantine. Headings in Indonesian (``id``) or English (``en``).
    """
    say = Say(bahasa)
    heading = f"{tables.daerah}, {say('masa', 'month')} {tables.masa}"
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True}) as book:
        book.set_properties({"title": f"{say('Presensi', 'Attendance')} {heading}", "created": _CREATED})
        formats = make_formats(book, looks())
        for names, titles, write in _SHEETS:
            if write is write_counters and not tables.has("pencacah"):
                continue
            name = say(*names)
            sheet = Sheet(book.add_worksheet(name), name, formats, bahasa=bahasa, paper=Paper.A4)
            beside = legend(say) if write is write_calendar else None
            sheet.write_heading(say(*titles), heading, "; ".join(tables.regulasi), beside=beside)
            write(sheet, tables, say)
    path.write_bytes(buffer.getvalue())


_SHEETS: tuple[tuple[tuple[str, str], tuple[str, str], Writer], ...] = (
    (("Ringkasan", "Summary"), ("Presensi sebulan", "A month of attendance"), write_summary),
    (("Orang", "People"), ("Presensi per orang", "Attendance by person"), write_people),
    (("Kalender", "Calendar"), ("Kalender presensi", "Calendar of attendance"), write_calendar),
    (("Harian", "Days"), ("Hari yang perlu dilihat", "Days to look at"), write_days),
    (("PIN tanpa NIP", "PINs without NIP"), ("PIN tanpa NIP", "PINs without NIP"), write_pins),
    (("Tinjauan", "Review"), ("Tinjauan", "Review"), write_review),
    (("Pencacah", "Counters"), ("Hari tidak masuk tahun ini", "Absences of this year"), write_counters),
    (("Karantina", "Quarantine"), ("Karantina", "Quarantine"), write_quarantine),
)
