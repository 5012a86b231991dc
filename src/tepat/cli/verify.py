"""``tepat periksa``."""

from __future__ import annotations

import shlex
from pathlib import Path

from tepat import __version__
from tepat.cli.compute import resources_of
from tepat.cli.screen import next_steps, show, steps
from tepat.cli.words import BAHASA, grouped, say
from tepat.engine.receipt import RECEIPT
from tepat.workflow.verify import verify_packet

_LISTED = 50


def verify_and_advise(folder: Path, engine: str) -> int:
    """Recompute a packet, and say what one does then."""
    code = verify_month(folder, engine)
    next_steps(*(_after_difference(folder) if code else _after_same(folder)))
    return code


def _after_same(folder: Path) -> tuple[tuple[str, str], ...]:
    receipt = shlex.quote(str(folder / RECEIPT))
    text = say("simpan tanda terimanya; bulan depan ia disambung", "keep the receipt; next month is chained to it")
    return ((f"tepat hitung … --sebelumnya {receipt}", text),)


def _after_difference(folder: Path) -> tuple[tuple[str, str], ...]:
    text = say(
        "hitung lagi dari fakta yang benar ke folder baru, lalu bandingkan",
        "compute again from the right facts into a new folder, then compare",
    )
    return ((f"tepat selisih {shlex.quote(str(folder))} …", text),)


def verify_month(folder: Path, engine: str = "duckdb") -> int:
    """Recompute a packet; exit code 1 on any difference."""
    resources = resources_of(engine)
    with steps("fakta", "hitung", "periksa") as step:
        found = verify_packet(folder, resources, step)
    if found.made_by != f"tepat {__version__}":
        told = say("Dihitung oleh {0}, diperiksa oleh tepat {1}.", "Computed by {0}.")
        show(told.format(found.made_by, __version__))
    if not found.differences:
        same = say(
            "Sama: {0} orang masa {1} dihitung ulang dari fakta dan aturan, tidak ada yang berubah.",
            "Same: {0} people of {1} recomputed from facts and rules, nothing changed.",
        )
        show(same.format(grouped(found.people), found.masa), "green")
        return 0
    count = len(found.differences)
    show(say(f"{grouped(count)} perbedaan:", f"{grouped(count)} differences:"), "bold red")
    for item in found.differences[:_LISTED]:
        message = item.message(BAHASA)
        show(f"  {item.kode} {message.pesan}")
        show(f"      → {message.perbaikan}", "dim")
    if count > _LISTED:
        show(f"  … +{grouped(count - _LISTED)}")
    return 1
