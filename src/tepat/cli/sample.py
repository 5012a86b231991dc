"""``tepat contoh``."""

from __future__ import annotations

import shlex
from pathlib import Path

from tepat.cli.screen import counting, next_steps, show
from tepat.cli.words import grouped, say
from tepat.lab.contoh import Summary, generate
from tepat.law.shelf import regulations_root


def sample_tariff() -> Path:
    """The folder of the sample tariff, which is no law."""
    return regulations_root() / "contoh" / "pelengkap-tarif-presensi"


def make_and_advise(folder: Path, pegawai: int, masa: str, benih: int) -> int:
    """Make a synthetic region, and say how it is computed."""
    code = make_sample(folder, pegawai, masa, benih)
    path = shlex.quote(str(folder))
    next_steps(
        (
            f"tepat hitung --regulasi balangan --masa {masa} --fakta {path} --keluaran hasil",
            say("hitung bulannya", "compute its month"),
        )
    )
    return code


def make_sample(folder: Path, pegawai: int, masa: str, benih: int) -> int:
    """Make a synthetic region and say what is in it."""
    with counting(pegawai) as tell:
        text = say("menulis pegawai", "writing people")
        summary = generate(
            folder,
            pegawai=pegawai,
            masa=masa,
            benih=benih,
            tarif=sample_tariff(),
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
