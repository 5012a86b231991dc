"""LibreOffice without a screen: open the workbook, fill the formulas down, recalculate all of it, save the values.

The work is done by a macro inside the program, so that recalculating is timed alone: opening, filling and saving have
their own times. The program starts with a profile of its own in the folder it is given and touches nobody's settings.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.calc.formulas import FACTS
from benchmarks.calc.workbook import COLUMNS, SHEET

PROGRAM = "soffice"
ABSENT = (
    f"LibreOffice is not installed: no program {PROGRAM} (Debian and Ubuntu: apt-get install libreoffice-calc-nogui)"
)


class NotInstalled(Exception):  # noqa: N818 - nothing went wrong: this machine cannot measure it
    """There is no LibreOffice here."""


@dataclass(frozen=True)
class Recalculated:
    """Seconds of each step; ``recalculate``: of every round."""

    open: float
    fill: float
    recalculate: tuple[float, ...]
    save: float


def find_office() -> str:
    """The program; `NotInstalled` says what to install."""
    found = shutil.which(PROGRAM)
    if found is None:
        raise NotInstalled(ABSENT)
    return found


def version() -> str:
    """What the program calls itself."""
    done = subprocess.run([find_office(), "--version"], check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
    return " ".join(done.stdout.split()[:2])


def recalculate(workbook: Path, people: int, values: Path, rounds: int) -> Recalculated:
    """Recalculate the ``people`` of ``workbook`` so many times, and leave the values as CSV in ``values``.

    Raises RuntimeError with what the program said where it left no times.
    """
    folder, times = workbook.parent, workbook.with_name("waktu.txt")
    _write_profile(folder / "profil")
    arguments = (workbook.as_uri(), values.as_uri(), str(times), people, len(FACTS), len(COLUMNS), rounds)
    call = ",".join(f'"{argument}"' for argument in arguments)
    done = _start(folder / "profil", f"macro:///Standard.Ukur.Ukur({call})")
    if done.returncode or not times.is_file():
        raise RuntimeError(f"{PROGRAM} ended with {done.returncode} and left no times: {done.stdout}{done.stderr}")
    return _read_times(times)


def _start(profile: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [find_office(), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo"]
    return subprocess.run([*command, *arguments], check=False, capture_output=True, text=True)  # noqa: S603


def _read_times(path: Path) -> Recalculated:
    """Milliseconds on a line each, or what went wrong."""
    lines = path.read_text("utf-8").splitlines()
    if not all(line.isdecimal() for line in lines):
        raise RuntimeError(f"the macro stopped: {lines[-1]}")
    seconds = [int(line) / 1000 for line in lines]
    opened, filled, *rounds, saved = seconds
    return Recalculated(opened, filled, tuple(rounds), saved)


def _write_profile(folder: Path) -> None:
    """A profile with the macro; the program makes its own files first, since it would write them over ours."""
    _start(folder, "--terminate_after_init")
    library = folder / "user" / "basic" / "Standard"
    library.mkdir(parents=True, exist_ok=True)
    macro = (files("benchmarks.calc") / "ukur.bas").read_text("utf-8").replace("$SHEET", SHEET)
    (library.parent / "script.xlc").write_text(_LIBRARIES, "utf-8")
    (library / "script.xlb").write_text(_LIBRARY, "utf-8")
    (library / "Ukur.xba").write_text(_MODULE.replace("$MACRO", escape(macro)), "utf-8")


_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_DTD = '"-//OpenOffice.org//DTD OfficeDocument 1.0//EN"'
_LIBRARIES = f"""{_HEAD}<!DOCTYPE library:libraries PUBLIC {_DTD} "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
 <library:library library:name="Standard" library:link="false"/>
</library:libraries>
"""
_LIBRARY = f"""{_HEAD}<!DOCTYPE library:library PUBLIC {_DTD} "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false">
 <library:element library:name="Ukur"/>
</library:library>
"""
_MODULE = f"""{_HEAD}<!DOCTYPE script:module PUBLIC {_DTD} "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Ukur" script:language="StarBasic">$MACRO
</script:module>
"""
