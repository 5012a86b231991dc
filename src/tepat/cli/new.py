"""``tepat regulasi baru``: the frame of a package for a region's own regulation."""

from __future__ import annotations

from pathlib import Path

from tepat.cli.compute import parse_masa
from tepat.cli.screen import console
from tepat.cli.words import say
from tepat.law.template import create_package

ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}


def new_package(folder: Path, instrument: str, masa: str, zone: str) -> int:
    """Write the frame and say what comes next."""
    written = create_package(folder, instrument, parse_masa(masa), ZONES[zone])
    console.print(say("Kerangka paket ditulis:", "The frame of the package is written:"), style="bold")
    for path in written:
        console.print(f"  {path}", markup=False, soft_wrap=True)
    for line in _next(folder):
        console.print(line, markup=False, soft_wrap=True)
    return 0


def _next(folder: Path) -> tuple[str, ...]:
    return (
        say("Berikutnya:", "Next:"),
        say("  1. isi instrumen.toml: identitas, tanggal, bunyi setiap ayat", "  1. fill in instrumen.toml"),
        say("  2. isi aturan.toml dan tabel/: ganti setiap tidak_diketahui", "  2. replace every tidak_diketahui"),
        say("  3. tulis contoh berhitung dalam kasus/", "  3. write worked cases in kasus/"),
        f"  4. tepat regulasi periksa {folder}",
        f"  5. tepat hitung --regulasi {folder} --masa … --fakta … --keluaran …",
        say("Panduannya: docs/menyusun-perwali.md", "The guide: docs/menyusun-perwali.md"),
    )
