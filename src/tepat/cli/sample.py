"""``tepat contoh``."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path

import typer

from tepat.cli.screen import counting, next_steps, show
from tepat.cli.words import grouped, say
from tepat.lab.contoh import Level, Options, Summary, generate
from tepat.lab.contoh.months import read_masa
from tepat.lab.contoh.sumber import MOST_WITH_SOURCES
from tepat.law.consolidate import open_book
from tepat.law.shelf import open_shelf, regulations_root


def sample_tariff() -> Path:
    """The folder of the sample tariff, which is no law."""
    return regulations_root() / "contoh" / "pelengkap-tarif-presensi"


@dataclass(frozen=True)
class Switches:
    """The switches of the command; ``sumber``: the files of attendance are not left out."""

    bersih: bool
    kotor: bool
    harian: bool
    sumber: bool


def sample_options(switches: Switches, regulasi: str | None, masa: str, pegawai: int) -> Options:
    """What the switches of the command mean together, for so many people."""
    bersih, kotor, harian = switches.bersih, switches.kotor, switches.harian
    sumber = switches.sumber and pegawai <= MOST_WITH_SOURCES
    if bersih and kotor:
        raise typer.BadParameter(say("pilih --bersih atau --kotor", "choose --bersih or --kotor"))
    level = Level.BERSIH if bersih else Level.KOTOR if kotor else Level.BIASA
    if regulasi is None:
        return Options(level, harian, sumber=sumber)
    bound = open_book(open_shelf(regulasi), read_masa(masa))
    return Options(level, harian, bound, regulasi, sumber)


def make_and_advise(folder: Path, pegawai: int, masa: str, benih: int, options: Options) -> int:
    """Make a synthetic region, and say how it is computed."""
    code = make_sample(folder, pegawai, masa, benih, options)
    path, region = shlex.quote(str(folder)), shlex.quote(options.regulasi or "balangan")
    next_steps(
        (
            f"tepat hitung --regulasi {region} --masa {masa} --fakta {path} --keluaran hasil",
            say("hitung bulannya", "compute its month"),
        )
    )
    return code


def make_sample(folder: Path, pegawai: int, masa: str, benih: int, options: Options | None = None) -> int:
    """Make a synthetic region and say what is in it."""
    with counting(pegawai) as tell:
        text = say("menulis pegawai", "writing people")
        summary = generate(
            folder,
            pegawai=pegawai,
            masa=masa,
            benih=benih,
            tarif=sample_tariff(),
            options=options or Options(),
            progress=lambda stage, done, total: tell(text, done),
        )
    report_sample(summary)
    return 0


def report_sample(summary: Summary) -> None:
    """What was made, and where."""
    show(
        say(
            "Daerah contoh: {0} orang, {1} unit, {2} jabatan", "Synthetic region: {0} people, {1} units, {2} positions"
        ).format(grouped(summary.pegawai), grouped(summary.unit), grouped(summary.jabatan)),
        style="bold",
    )
    show(
        say(
            "Di dalamnya ada CPNS, PPPK, Plt, cuti, hukuman, yang belum dinilai dan data kotor; lihat BACA.md.",
            "It holds candidates, acting posts, leave, punishments, unrated people and dirty data; see BACA.md.",
        )
    )
    show(say(f"Fakta: {summary.folder / 'fakta'}", f"Facts: {summary.folder / 'fakta'}"))
    if summary.sources:
        sources = summary.folder / "sumber"
        show(say(f"Sumber presensi: {sources}", f"Sources of attendance: {sources}"))
