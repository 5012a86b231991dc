"""Options and arguments that several commands share, and what they do when they are read."""

from __future__ import annotations

import os
import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tepat.cli import complete
from tepat.cli.words import say


def usable_path(path: Path | None) -> Path | None:
    r"""A path as it is; one of Windows on another system is refused: it would name a folder ``C:\data`` here."""
    if path is None or os.name == "nt" or path.exists() or not _WINDOWS.search(str(path)):
        return path
    from tepat.lang.errors import Place, Problem, UsageError

    meant = re.sub(r"^[A-Za-z]:", "", str(path)).replace("\\", "/").lstrip("/")
    raise UsageError(Problem("U-108", Place(), {"folder": str(path), "saran": meant}))


_WINDOWS = re.compile(r"^[A-Za-z]:|\\")


def show_version(wanted: bool) -> None:
    """Say which program this is, and end."""
    if wanted:
        from tepat.cli.version import version_text

        typer.echo(version_text())
        raise typer.Exit


def _hush(quiet: bool) -> bool:
    from tepat.cli.screen import hush

    hush(quiet=quiet)
    return quiet


Regulasi = Annotated[
    str,
    typer.Option(
        "--regulasi",
        metavar="R",
        autocompletion=complete.regions,
        help=say("nama daerah, atau folder paket di luar proyek", "a region's name, or a package folder"),
    ),
]
Daerah = Annotated[
    str,
    typer.Argument(
        metavar="R",
        autocompletion=complete.regions,
        help=say("nama daerah, atau folder paket", "a region's name, or a package folder"),
    ),
]
MayBeDaerah = Annotated[
    str | None,
    typer.Argument(
        metavar="[R]",
        autocompletion=complete.regions,
        help=say("nama daerah, atau folder paket; tanpa R: semuanya", "a region or a package folder; without R: all"),
    ),
]
MasaOption = Annotated[
    str,
    typer.Option(
        "--masa",
        metavar="YYYY-MM",
        autocompletion=complete.months,
        help=say("bulan kerja, YYYY-MM", "month of work, YYYY-MM"),
    ),
]
Mesin = Annotated[
    str,
    typer.Option(
        autocompletion=complete.engines,
        help=say(
            "mesin hitung: duckdb, atau numpy yang sampai pada hasil yang sama lewat jalan lain",
            "engine: duckdb, or numpy, which comes to the same results another way",
        ),
    ),
]
Fakta = Annotated[
    Path, typer.Option(metavar="DIR", callback=usable_path, help=say("folder paket fakta", "folder of the fact packet"))
]
Diam = Annotated[
    bool,
    typer.Option(
        "--diam",
        callback=_hush,
        help=say("tanpa laporan dan kemajuan: kode keluar yang berbicara", "no report: the exit code speaks"),
    ),
]


class Zone(StrEnum):
    """Indonesia's three zones."""

    WIB = "WIB"
    WITA = "WITA"
    WIT = "WIT"


Jenis = Annotated[
    str,
    typer.Option(
        autocompletion=complete.kinds,
        help=say(
            "jenis pembayaran: reguler, plt, susulan, thr, gaji_13", "kind of run: reguler, plt, susulan, thr, gaji_13"
        ),
    ),
]
Pelengkap = Annotated[
    Path | None,
    typer.Option(
        "--pelengkap",
        metavar="DIR",
        callback=usable_path,
        help=say("folder tabel yang diberi daerah", "folder of tables the region supplies"),
    ),
]
Diketahui = Annotated[
    str | None,
    typer.Option(
        "--diketahui",
        metavar="YYYY-MM-DD",
        help=say("hanya yang diketahui sampai tanggal ini", "only what was known by this date"),
    ),
]
Keluaran = Annotated[
    Path,
    typer.Option(
        "--keluaran", metavar="DIR", callback=usable_path, help=say("folder paket hasil", "folder of the result packet")
    ),
]
Version = Annotated[
    bool,
    typer.Option(
        "--version", is_eager=True, callback=show_version, help=say("versi program ini", "this program's version")
    ),
]
