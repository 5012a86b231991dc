"""The cuts of a month of attendance: one variable of a rule book, computed from a day ledger by the month's own engine.

The ledger is given to the engine as the fact packet it will be part of; what the packet does not hold yet (salaries,
ratings) is empty, and a cut that would rest on it is unknown.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from tepat.engine.compute import Resources, Run, compute, natural_column
from tepat.law.bound import BoundBook
from tepat.law.packet import FactFile
from tepat.law.presensi import CUTS


def complete_packet(folder: Path, packet: Mapping[str, FactFile]) -> None:
    """Every required file that ``folder`` lacks, with its header alone."""
    for name, file in packet.items():
        if file.required and not any(folder.glob(f"{name}.*")):
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as lines:
                csv.writer(lines, lineterminator="\n").writerow(file.names)


def compute_cuts(folder: Path, bound: BoundBook, resources: Resources | None = None) -> tuple[Run, str]:
    """Compute the cuts of everybody in a fact packet.

    Parameters
    ----------
    folder : the packet: people, ledger and whatever else of it is known
    bound : a rule book that has ``potongan_kehadiran``

    Returns
    -------
    the run, whose connection holds the month, and a query of ``nip`` and ``potongan_persen``: percent, exact, null
    where it is unknown
    """
    run = compute(folder, bound, resources)
    item = next(item for item in bound.bound if item.name == CUTS)
    percent = f"CAST(100 * ({natural_column(item)}) AS DECIMAL(38, 10))"
    return run, f"SELECT nip, CASE WHEN {CUTS} IS NOT NULL THEN {percent} END AS potongan_persen FROM hitung"
