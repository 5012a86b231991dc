"""One step of one contender: ``python -m benchmarks.alone STEP NAME FOLDER [PEOPLE | ROUNDS]``.

Steps: ``facts`` makes the people and their exact amounts, ``prepare`` what the contender begins from, ``run`` measures
it and keeps its amounts, ``compare`` counts who is wrong. ``packet`` writes the facts as files of the form NAME, and
``hitung`` runs the command on them. ``town`` writes a month of punches, ``attendance`` runs a contender on it, and
``checked`` counts who is wrong, by days or by people. Each is a process of its own, so that the one that measures
is small when it begins: on Linux a process inherits the peak of the one that started it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.alone.packet import run_packet, write_packet
from benchmarks.alone.steps import compare_amounts, make_facts, measure, prepare


def _facts(name: str, folder: Path, people: str) -> dict[str, int]:
    return make_facts(folder, int(people))


def _prepare(name: str, folder: Path) -> None:
    prepare(name, folder)


def _run(name: str, folder: Path, rounds: str) -> dict[str, Any]:
    return asdict(measure(name, folder, int(rounds)))


def _write(name: str, folder: Path) -> None:
    write_packet(folder, name)


def _hitung(name: str, folder: Path) -> dict[str, Any]:
    return asdict(run_packet(folder, name))


def _compare(name: str, folder: Path) -> dict[str, Any]:
    return asdict(compare_amounts(name, folder))


def _town(name: str, folder: Path, people: str) -> int:
    from benchmarks.attendance.steps import make_town

    return make_town(folder, int(people))


def _attendance(name: str, folder: Path) -> dict[str, Any]:
    from benchmarks.attendance import steps

    return asdict(steps.measure(name, folder))


def _checked(name: str, folder: Path) -> dict[str, Any]:
    from benchmarks.attendance.steps import check

    return asdict(check(folder, days=name == "days"))


_STEPS: Mapping[str, Callable[..., object]] = {
    "facts": _facts,
    "prepare": _prepare,
    "run": _run,
    "compare": _compare,
    "packet": _write,
    "hitung": _hitung,
    "town": _town,
    "attendance": _attendance,
    "checked": _checked,
}


def main(step: str, name: str, folder: str, *arguments: str) -> None:
    """Do the step and print what it found as JSON."""
    print(json.dumps(_STEPS[step](name, Path(folder), *arguments)))


if __name__ == "__main__":
    main(*sys.argv[1:])
