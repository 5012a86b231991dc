"""``tepat regulasi bukti``: which row of every table answers how many people of a fact packet."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

from tepat.cli.compute import parse_masa, resources_of
from tepat.cli.screen import next_steps, show, steps
from tepat.cli.words import BAHASA, grouped, say
from tepat.engine.compute import compute
from tepat.engine.population import TableProof, prove_tables
from tepat.engine.telling import band_text
from tepat.lang.prose import value_text
from tepat.lang.tables import Row, Table
from tepat.law.consolidate import open_book
from tepat.law.shelf import open_shelf
from tepat.workflow.month import packet_folder


def prove_regulation(daerah: str, masa: str, folder: Path, pelengkap: Path | None) -> int:
    """Print the proof of every look-up; exit code 1 where a known value has no row or several."""
    bound = open_book(open_shelf(daerah), parse_masa(masa), pelengkap)
    with steps("fakta", "hitung", "periksa") as step:
        run = compute(packet_folder(folder), bound, resources_of("duckdb"), step)
        proofs = prove_tables(run)
    for proof in proofs:
        for line, style in _lines(proof, bound.book.known_tables[proof.table]):
            show(line, style)
    wrong = sum(not proof.sound for proof in proofs)
    show(_verdict(len(proofs), wrong), "red" if wrong else "green")
    next_steps(*_advice(daerah, masa, folder, wrong=wrong))
    return 1 if wrong else 0


def _advice(daerah: str, masa: str, folder: Path, *, wrong: int) -> Iterator[tuple[str, str]]:
    region, facts = shlex.quote(daerah), shlex.quote(str(folder))
    if wrong:
        yield f"tepat regulasi periksa {region}", say("perbaiki tabelnya, lalu periksa", "mend the table, then check")
    else:
        command = f"tepat hitung --regulasi {region} --masa {masa} --fakta {facts} --keluaran hasil"
        yield command, say("hitung bulannya", "compute the month")


def _verdict(asked: int, wrong: int) -> str:
    if wrong:
        return say(
            f"{grouped(wrong)} dari {grouped(asked)} pemakaian tabel tidak menjawab setiap orang tepat sekali.",
            f"{grouped(wrong)} of {grouped(asked)} look-ups do not answer everybody exactly once.",
        )
    return say(
        f"{grouped(asked)} pemakaian tabel: setiap nilai yang diketahui kena tepat satu baris.",
        f"{grouped(asked)} look-ups: every known value meets exactly one row.",
    )


def _lines(proof: TableProof, table: Table) -> Iterator[tuple[str, str]]:
    what = say("orang", "people") if proof.grain == "pegawai" else say(f"baris {proof.grain}", f"rows of {proof.grain}")
    yield f"{proof.table} — {table.label} ({proof.variable})", "bold"
    counts = say(
        f"{what} tepat satu baris {grouped(proof.once)}, tanpa baris {grouped(proof.none)}, "
        f"lebih dari satu {grouped(proof.several)}, tidak diketahui {grouped(proof.unknown)}",
        f"{what} with exactly one row {grouped(proof.once)}, none {grouped(proof.none)}, "
        f"several {grouped(proof.several)}, unknown {grouped(proof.unknown)}",
    )
    yield f"  {counts}", "" if proof.sound else "red"
    if proof.examples:
        yield f"  {say('antara lain', 'among them')}: {', '.join(proof.examples)}", "red"
    for row, count in proof.hits:
        yield f"    {_row_text(row, table)}: {grouped(count)}", "" if count else "dim"


def _row_text(row: Row, table: Table) -> str:
    band = band_text(row.band, table.band_unit, BAHASA) if row.band else ""
    keys = ", ".join(part for part in (*row.keys, band) if part)
    return f"{keys} → {value_text(row.value, table.value_unit, BAHASA)}"
