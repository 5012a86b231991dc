"""Sets slips as PDF by typst; the same slips give the same bytes wherever they are set."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tepat.lang.errors import InternalError
from tepat.outputs.slip.model import Slip
from tepat.outputs.slip.payload import payload
from tepat.outputs.slip.words import WORDS, month_text

if TYPE_CHECKING:
    from typst import Fonts

_DOCUMENT = Path(__file__).with_name("document.typ")


def render_slip(slip: Slip) -> bytes:
    """One slip as a PDF, on one sheet of A4 where it fits."""
    return render_slips([slip])


def render_slips(slips: Sequence[Slip]) -> bytes:
    """Slips as one PDF, each beginning on a sheet of its own, in the order given.

    The file is dated by the latest printing among its slips; the clock is not asked. Every text is handed over as
    data, so that no name can be read as markup.

    Raises `InternalError` of no slip at all: an empty document would look like a month without people.
    """
    # A base installation computes without it.
    import typst

    if not slips:
        raise InternalError("no slip to print")
    # A PDF tells its time in whole seconds.
    printed = max(slip.printed_at for slip in slips).astimezone(UTC).replace(microsecond=0)
    data = {
        "judul": _title(slips),
        "bahasa": slips[0].bahasa,
        "tanggal": [printed.year, printed.month, printed.day, printed.hour, printed.minute, printed.second],
        "slip": [payload(slip) for slip in slips],
    }
    return typst.compile(
        _DOCUMENT.read_bytes(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=printed,
    )


@cache
def _fonts() -> Fonts:
    """Those typst brings along, read once: fonts of the machine would give other bytes on another machine."""
    from typst import Fonts

    return Fonts(include_system_fonts=False)


def _title(slips: Sequence[Slip]) -> str:
    first = slips[0]
    who = first.holder.nama if len(slips) == 1 else f"{len(slips)}"
    return f"{WORDS[first.bahasa]['title']} {month_text(first.masa, first.bahasa)} – {who}"
