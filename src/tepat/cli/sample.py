"""``tepat contoh``."""

from __future__ import annotations

from pathlib import Path

from tepat.cli.screen import console, print_rows
from tepat.cli.words import grouped, say
from tepat.lab.contoh import Summary, generate
from tepat.law.shelf import regulations_root


def sample_tariff() -> Path:
    """The folder of the sample tariff, which is no law."""
    return regulations_root() / "contoh" / "pelengkap-tarif-presensi"


def make_sample(folder: Path, pegawai: int, masa: str, benih: int) -> int:
    """Make a synthetic region and say what is in it."""
    summary = generate(folder, pegawai=pegawai, masa=masa, benih=benih, tarif=sample_tariff())
    report_sample(summary)
    return 0


def report_sample(summary: Summary) -> None:
    """What was made, and where."""
    console.print(
        say(
            "Daerah contoh: {0} orang, {1} unit, {2} jabatan", "Synthetic region: {0} people, {1} units, {2} positions"
        ).format(grouped(summary.pegawai), grouped(summary.unit), grouped(summary.jabatan)),
        style="bold",
    )
    rows = [(kind.replace("_", " "), grouped(count)) for kind, count in summary.counts.items() if count]
    print_rows("", ((say("yang ditanam", "planted"), False), ("", True)), rows)
    console.print(say(f"Fakta: {summary.folder / 'fakta'}", f"Facts: {summary.folder / 'fakta'}"))
