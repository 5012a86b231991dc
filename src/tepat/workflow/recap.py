"""The workbook ``rekap.xlsx`` of a run: what the engine knows, in the words of the product file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from tepat.engine.compute import Run
from tepat.engine.receipt import control_totals
from tepat.lang.prose import date_text
from tepat.lang.types import Number, Type, Unit
from tepat.outputs.rekap import ControlTotal, Heading, Instrument, RupiahColumn, collect, write_rekap


def write_recap(run: Run, path: Path, bahasa: str = "id") -> None:
    """Write the workbook of a computed month; ``bahasa``: the language of the findings' sentences."""
    _load_findings(run, bahasa)
    write_rekap(
        path,
        collect(
            run.connection,
            _heading(run),
            _columns(run),
            _criteria(run),
            tuple(_controls(run)),
            tuple(_instruments(run)),
        ),
    )


def _load_findings(run: Run, bahasa: str) -> None:
    """Findings as the table the workbook reads, handed over whole: row by row a million people's took half a minute."""
    messages = [item.message(bahasa) for item in run.findings]
    columns = {name: [getattr(item, name) for item in run.findings] for name in ("kode", "tingkat", "nip", "variabel")}
    columns |= {name: [getattr(message, name) for message in messages] for name in ("pesan", "perbaikan")}
    found = pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})
    run.connection.register("temuan_run", found)
    run.connection.execute("CREATE OR REPLACE TABLE temuan AS FROM temuan_run")
    run.connection.unregister("temuan_run")


def _heading(run: Run) -> Heading:
    book = run.bound.book
    month = date_text(book.masa.first, "id").split(" ", 1)[1]
    return Heading(book.region, month, tuple(item.short for item in book.instruments if item.role != "nasional"))


def _columns(run: Run) -> tuple[RupiahColumn, ...]:
    """Amounts in whole rupiah: no bases that may end in a fraction, no caps for all, nothing that no source states."""
    return tuple(
        RupiahColumn(item.name, item.definition.label)
        for item in run.statement.result
        if item.definition.unit is Unit.RUPIAH and not item.constant and _whole(item.type)
    )


def _whole(kind: Type) -> bool:
    """Whether it counts in whole steps; an amount nobody knows yet is of the type it declares."""
    return isinstance(kind, Number) and kind.scale == 0


def _criteria(run: Run) -> tuple[str, ...]:
    """What each member of a family is paid: the parts that a declared total adds up."""
    families = run.bound.book.families
    return tuple(
        item.definition.name
        for item in run.statement.result
        if item.definition.family[0] in families and item.definition.name.startswith("tpp_")
    )


def _controls(run: Run) -> Iterator[ControlTotal]:
    counts = run.counts
    yield ControlTotal("Jumlah orang", sum(counts.values()), "jumlah")
    yield ControlTotal("Dihitung", counts.get("dihitung", 0), "dihitung")
    yield ControlTotal("Tertahan", counts.get("tertahan", 0), "tertahan")
    labels = {item.name: item.label for item in run.bound.book.variables}
    whole = {column.variabel for column in _columns(run)}
    for name, total in control_totals(run).items():
        if name in whole:
            yield ControlTotal(labels[name], int(total), name)


def _instruments(run: Run) -> Iterator[Instrument]:
    for item in run.bound.book.instruments:
        yield Instrument(item.key, item.title, item.role, item.sha256)
