"""What the shell offers for a value: regions, months, kinds of run, people of a result.

Each is asked at a press of a key: what cannot be read offers nothing, and nothing is computed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer

from tepat.cli.words import BAHASA, say

MOST = 200
_REGION = ("regulasi", "daerah")
# `selisih` has a file for --keluaran: its packets come first.
_PACKETS = ("baru", "lama")


def regions(incomplete: str) -> list[str]:
    """Regions and samples; folders are the shell's own business."""
    from tepat.law import shelf

    return _beginning(incomplete, [*shelf.regions(), *shelf.samples()])


def months(ctx: typer.Context, incomplete: str) -> list[str]:
    """From the first month of the region's regulations (of any region's, before one is named) to this month."""
    from tepat.lang.calendar import Masa
    from tepat.lang.errors import TepatError
    from tepat.law import shelf

    region = _given(ctx, _REGION)
    try:
        shelves = [shelf.open_shelf(name) for name in ([region] if region else shelf.regions())]
    except TepatError:
        return []
    starts = [package.instrumen.masa_pertama for item in shelves for package in item.packages([])]
    if not starts:
        return []
    first, today = Masa.parse(min(starts)), datetime.now(UTC)
    last = max(today.year * 12 + today.month, first.year * 12 + first.month)
    ordinals = range(first.year * 12 + first.month - 1, last)
    return _beginning(incomplete, (f"{number // 12:04}-{number % 12 + 1:02}" for number in ordinals))


def kinds(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Kinds of run of the region's rule book, with what they are."""
    from tepat.lang.calendar import Masa
    from tepat.lang.errors import TepatError
    from tepat.law.consolidate import consolidate
    from tepat.law.rulebook import REGULAR
    from tepat.law.shelf import open_shelf

    usual = (REGULAR, say("bulanan", "monthly"))
    try:
        book = consolidate(open_shelf(_given(ctx, _REGION)), Masa.parse(_given(ctx, ("masa",))))
    except (TepatError, ValueError):
        return [usual]
    found = [usual, *((code, say(item.label, item.label_en)) for code, item in book.runs.items())]
    return [item for item in found if item[0].startswith(incomplete)]


def lists(incomplete: str) -> list[tuple[str, str]]:
    """Lists that can be uploaded, with what they are called."""
    from tepat.ingest.daftar import list_kinds

    found = ((kind.name, say(*kind.label)) for kind in list_kinds())
    return [item for item in found if item[0].startswith(incomplete)]


def people(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Numbers of the people of a result folder, with the state of their month."""
    path = Path(_given(ctx, _PACKETS) or str(ctx.params.get("keluaran"))) / "hasil.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = (row for row in csv.DictReader(file) if row["nip"].startswith(incomplete))
            return [(row["nip"], row["status_hitung"]) for row, _ in zip(rows, range(MOST), strict=False)]
    except (OSError, ValueError, KeyError):
        return []


def engines(incomplete: str) -> list[str]:
    """What can compute a month."""
    from tepat.engine.compute import ENGINES

    return _beginning(incomplete, ENGINES)


def dialects(incomplete: str) -> list[str]:
    """The kinds of SQL that a month can be written in."""
    return _beginning(incomplete, ["duckdb"])


def findings(incomplete: str) -> list[tuple[str, str]]:
    """Codes of the catalogue, with what they say."""
    from tepat.lang.messages import catalogue

    wanted = incomplete.upper()
    return [(code, item.pesan[BAHASA]) for code, item in catalogue().items() if code.startswith(wanted)]


def _given(ctx: Any, names: Iterable[str]) -> str:
    """What was already written for the first of these parameters; empty where none was.

    Typer gives up reading at the option without a value that is being completed; arguments are then still words: of
    two result folders the last is the new one, and a region stands alone.
    """
    values = [ctx.params.get(name) for name in names]
    return next((str(value) for value in (*values, *reversed(ctx.args)) if value is not None), "")


def _beginning(incomplete: str, names: Iterable[str]) -> list[str]:
    return [name for name in names if name.startswith(incomplete)]
