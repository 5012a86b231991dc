"""Writes the workbook: five sheets to print, sums as live formulas that carry their values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import xlsxwriter

from tepat.lang.errors import InternalError
from tepat.outputs.rekap.model import ControlTotal, Recap
from tepat.outputs.table import Field, Formula, Row, Sheet, Style, Table, make_formats

# Beyond it a spreadsheet's numbers skip integers.
EXACT_UP_TO = 2**53
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
_SHEETS = ("Ringkasan", "Per unit", "Kriteria", "Temuan", "Kendali")
_COCOK, _TIDAK = "cocok", "TIDAK COCOK"
_ALL_MET, _NOT_MET = "Semua jumlah kendali cocok", "ADA JUMLAH KENDALI YANG TIDAK COCOK"


def write_rekap(path: Path, recap: Recap) -> None:
    """Write ``rekap.xlsx``. The same recap gives the same bytes.

    Raises
    ------
    InternalError
        A number or a sum beyond 2**53, which a spreadsheet would round; nothing is written.
    """
    refuse_inexact(recap)
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": f"Rekap TPP {_heading(recap)}", "created": _CREATED})
        formats = make_formats(book)
        sheets = {name: Sheet(book.add_worksheet(name), name, formats) for name in _SHEETS}
        _write_sheets(sheets, recap)
    path.write_bytes(buffer.getvalue())


def refuse_inexact(recap: Recap) -> None:
    """Raise where a number of the recap, or a sum that the workbook makes, cannot be held exactly."""
    for name, value in _numbers(recap):
        if abs(value) > EXACT_UP_TO:
            raise InternalError(f"rekap.xlsx cannot hold {name} = {value} exactly")


def _numbers(recap: Recap) -> Iterator[tuple[str, int]]:
    for at, column in enumerate(recap.columns):
        # With mixed signs the parts may be larger than their sum.
        yield column.variabel, sum(abs(unit.rupiah[at]) for unit in recap.units)
    yield "kriteria", sum(abs(criterion.jumlah) for criterion in recap.criteria)
    for control in recap.controls:
        yield control.nama, control.nilai


def _heading(recap: Recap) -> str:
    return f"{recap.heading.daerah}, masa {recap.heading.masa}"


def _write_sheets(sheets: dict[str, Sheet], recap: Recap) -> None:
    for name, title in zip(_SHEETS, _TITLES, strict=True):
        sheets[name].write_heading(title, _heading(recap), "; ".join(recap.heading.regulasi))
    units = _write_units(sheets["Per unit"], recap)
    criteria = _write_criteria(sheets["Kriteria"], recap)
    _write_findings(sheets["Temuan"], recap)
    counts = _write_summary(sheets["Ringkasan"], recap, units)
    controls = _write_controls(sheets["Kendali"], recap, {"unit": units, "kriteria": criteria, "temuan": counts})
    _write_verdict(sheets["Ringkasan"], controls)


_TITLES = (
    "Rekapitulasi Tambahan Penghasilan Pegawai",
    "Rekapitulasi per unit",
    "Rekapitulasi per kriteria",
    "Daftar temuan",
    "Kendali dan instrumen",
)

_PEOPLE = (("jumlah", "Pegawai"), ("dihitung", "Dihitung"), ("tertahan", "Tertahan"))


def _write_units(sheet: Sheet, recap: Recap) -> Table:
    fields = (
        Field("kode_unit", "Kode unit", Style.TEXT),
        Field("nama_unit", "Unit", Style.WRAP, widest=56),
        Field("induk", "Induk", Style.TEXT),
        *(Field(name, label, Style.NUMBER, is_summed=True) for name, label in _PEOPLE),
        *(Field(column.variabel, column.label, Style.NUMBER, is_summed=True) for column in recap.columns),
    )
    rows: list[Row] = [
        (unit.kode_unit, unit.nama_unit, unit.induk, unit.jumlah, unit.dihitung, unit.tertahan, *unit.rupiah)
        for unit in recap.units
    ]
    return sheet.write_main_table(fields, rows)


def _write_criteria(sheet: Sheet, recap: Recap) -> Table:
    fields = (
        Field("label", "Kriteria", Style.TEXT),
        Field("variabel", "Variabel", Style.CODE, widest=40),
        Field("penerima", "Penerima", Style.NUMBER),
        Field("jumlah", "Jumlah (Rp)", Style.NUMBER, is_summed=True),
        Field("bagian", "Bagian", Style.SHARE),
    )
    whole = sum(criterion.jumlah for criterion in recap.criteria)
    total = f"$D${sheet.main_top + 2 + max(len(recap.criteria), 1)}"
    rows = [
        (item.label, item.variabel, item.penerima, item.jumlah, _share(item.jumlah, whole, f"D{line}", total))
        for line, item in enumerate(recap.criteria, sheet.main_top + 2)
    ]
    return sheet.write_main_table(fields, rows)


def _share(part: int, whole: int, cell: str, total: str) -> Formula:
    """The part of the whole to four decimals, half up (shares are not money)."""
    steps = (2 * 10_000 * part + whole) // (2 * whole) if whole > 0 else 0
    return Formula(f"=IF({total}>0,ROUND({cell}/{total},4),0)", Decimal(steps).scaleb(-4))


def _write_findings(sheet: Sheet, recap: Recap) -> None:
    fields = (
        Field("kode", "Kode", Style.TEXT),
        Field("tingkat", "Tingkat", Style.TEXT),
        Field("nip", "NIP", Style.TEXT),
        Field("nama", "Nama", Style.WRAP, widest=30),
        Field("kode_unit", "Kode unit", Style.TEXT),
        Field("variabel", "Variabel", Style.WRAP, widest=26),
        Field("pesan", "Temuan", Style.WRAP, widest=60),
        Field("perbaikan", "Perbaikan", Style.WRAP, widest=60),
    )
    found = sum(count.jumlah for count in recap.finding_counts)
    if found > len(recap.findings):
        sheet.write_note(f"{_dotted(len(recap.findings))} dari {_dotted(found)} temuan; semuanya ada di temuan.csv")
    rows = [
        (row.kode, row.tingkat, row.nip, row.nama, row.kode_unit, row.variabel, row.pesan, row.perbaikan)
        for row in recap.findings
    ]
    sheet.write_main_table(fields, rows)


def _dotted(number: int) -> str:
    """As a reader of Indonesian writes it: 50.000."""
    return f"{number:,}".replace(",", ".")


def _write_summary(sheet: Sheet, recap: Recap, units: Table) -> Table:
    """Totals and counts of findings; returns the table of counts."""
    names = (*_PEOPLE, *((column.variabel, column.label) for column in recap.columns))
    fields = (Field("uraian", "Uraian", Style.WRAP, widest=60), Field("jumlah", "Jumlah", Style.NUMBER))
    totals = sheet.write_main_table(fields, [(label, units.total(name)) for name, label in names])
    count_fields = (
        Field("kode", "Temuan", Style.TEXT),
        Field("jumlah", "Banyaknya", Style.NUMBER, is_summed=True),
        Field("tingkat", "Tingkat", Style.TEXT),
        Field("contoh", "Contoh", Style.WRAP, widest=90),
    )
    rows = [(count.kode, count.jumlah, count.tingkat, count.contoh) for count in recap.finding_counts]
    return sheet.write_table(totals.bottom + 2, count_fields, rows)


def _write_controls(sheet: Sheet, recap: Recap, sources: dict[str, Table]) -> Table:
    fields = (
        Field("nama", "Kendali", Style.WRAP, widest=60),
        Field("nilai", "Menurut mesin", Style.NUMBER),
        Field("lembar", "Jumlah di buku ini", Style.NUMBER),
        Field("hasil", "Hasil", Style.VERDICT),
    )
    rows = [_control_row(item, sources, line) for line, item in enumerate(recap.controls, sheet.main_top + 2)]
    table = sheet.write_main_table(fields, rows)
    sheet.mark(table.column("hasil"), _COCOK)
    fields = (
        Field("judul", "Instrumen", Style.WRAP, widest=60),
        Field("id", "Kode", Style.TEXT),
        Field("sumber", "Daerah", Style.TEXT),
        Field("sidik", "Sidik (SHA-256)", Style.CODE, widest=34),
    )
    rows = [(item.judul, item.id, item.daerah, item.sidik) for item in recap.instruments]
    sheet.write_table(table.bottom + 2, fields, rows)
    return table


def _control_row(control: ControlTotal, sources: dict[str, Table], line: int) -> Row:
    if control.sumber in sources:
        summed = sources[control.sumber].total("jumlah")
    else:
        summed = sources["unit"].total(control.sumber)
    is_met = control.nilai == summed.value
    verdict = Formula(f'=IF(B{line}=C{line},"{_COCOK}","{_TIDAK}")', _COCOK if is_met else _TIDAK)
    return control.nama, control.nilai, summed, verdict


def _write_verdict(sheet: Sheet, controls: Table) -> None:
    """One line above the totals: whether every control total is met."""
    met, count = controls.values("hasil").count(_COCOK), len(controls.rows)
    text = f'=IF(COUNTIF({controls.column("hasil")},"{_COCOK}")={count},"{_ALL_MET}","{_NOT_MET}")'
    sheet.write_note(Formula(text, _ALL_MET if met == count else _NOT_MET))
    sheet.mark_note(_ALL_MET)
