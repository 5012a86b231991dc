"""``tepat periksa``."""

from __future__ import annotations

from pathlib import Path

from tepat import __version__
from tepat.cli.compute import resources_of
from tepat.cli.screen import console, steps
from tepat.cli.words import BAHASA, grouped, say
from tepat.engine.verify import verify

_LISTED = 50


def verify_month(folder: Path, engine: str = "duckdb") -> int:
    """Recompute a packet; exit code 1 on any difference."""
    resources = resources_of(engine)
    with steps() as step:
        found = verify(folder, resources, progress=step)
    receipt = found.receipt
    people = sum(receipt["status"].values())
    made_by = receipt["mesin"]
    if made_by != f"tepat {__version__}":
        console.print(say(f"Dihitung oleh {made_by}, diperiksa oleh tepat {__version__}.", f"Computed by {made_by}."))
    if not found.differences:
        same = say(
            "Sama: {0} orang masa {1} dihitung ulang dari fakta dan aturan, tidak ada yang berubah.",
            "Same: {0} people of {1} recomputed from facts and rules, nothing changed.",
        )
        console.print(same.format(grouped(people), receipt["masa"]), style="green")
        return 0
    count = len(found.differences)
    console.print(say(f"{grouped(count)} perbedaan:", f"{grouped(count)} differences:"), style="bold red")
    for item in found.differences[:_LISTED]:
        message = item.message(BAHASA)
        console.print(f"  {item.kode} {message.pesan}", markup=False)
        console.print(f"      → {message.perbaikan}", style="dim", markup=False)
    if count > _LISTED:
        console.print(f"  … +{grouped(count - _LISTED)}")
    return 1
