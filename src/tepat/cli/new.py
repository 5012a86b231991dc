"""``tepat regulasi baru``: the frame of a package for a region's own regulation."""

from __future__ import annotations

import shlex
from pathlib import Path

from tepat.cli.compute import parse_masa
from tepat.cli.screen import next_steps, show
from tepat.cli.words import say
from tepat.law.template import create_package

ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}


def new_package(folder: Path, instrument: str, masa: str, zone: str) -> int:
    """Write the frame and say what comes next."""
    written = create_package(folder, instrument, parse_masa(masa), ZONES[zone])
    show(say("Kerangka paket ditulis:", "The frame of the package is written:"), "bold")
    for path in written:
        show(f"  {path}")
    next_steps(*_next(folder, masa))
    return 0


def _next(folder: Path, masa: str) -> tuple[tuple[str, str], ...]:
    path = shlex.quote(str(folder))
    return (
        (
            "",
            say(
                "isi instrumen.toml (bunyi setiap ayat), aturan.toml, tabel/ dan kasus/; panduannya "
                "docs/menyusun-perwali.md",
                "fill in instrumen.toml (the words of every paragraph), aturan.toml, tabel/ and kasus/; the guide is "
                "docs/menyusun-perwali.md",
            ),
        ),
        (f"tepat regulasi periksa {path}", say("apa yang masih kosong?", "what is still empty?")),
        (
            f"tepat hitung --regulasi {path} --masa {masa} --fakta DIR --keluaran hasil",
            say("bila sudah terisi: hitung sebulan", "once it is filled in: compute a month"),
        ),
    )
