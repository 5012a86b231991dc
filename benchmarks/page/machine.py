"""The machine, the versions and the commit."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from benchmarks.calc.office import PROGRAM
from benchmarks.calc.office import version as office_version

ROOT = Path(__file__).parents[2]
LIBRARIES = ("duckdb", "pyarrow", "OpenFisca-Core", "numpy", "numexpr")


def sections() -> Iterator[str]:
    """Processor, versions, commit."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    office = office_version() if shutil.which(PROGRAM) else "no LibreOffice"
    lines = (
        f"- {os.cpu_count()} processors, {_cpu()}, {_memory_gib():.0f} GiB, {platform.system()} {platform.machine()}",
        f"- Python {platform.python_version()}, {libraries}, {office}",
        f"- commit {_commit()}",
    )
    yield "## Machine"
    yield "\n".join(lines)


def _cpu() -> str:
    return _field("/proc/cpuinfo", "model name") or platform.processor() or "unknown processor"


def _memory_gib() -> float:
    return int(_field("/proc/meminfo", "MemTotal").split()[0] or 0) / 2**20


def _field(path: str, name: str) -> str:
    """A field of one of Linux's tables about the machine; empty where there is none."""
    file = Path(path)
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith(name)), "")


def _commit() -> str:
    """The commit, and whether program or rules differ from it."""
    found = _git("rev-parse", "--short", "HEAD")
    changed = _git("status", "--porcelain", "--", "src", "regulasi", "benchmarks")
    return f"{found} with changes" if changed else found


def _git(*arguments: str) -> str:
    command = ["git", "-C", str(ROOT), *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()  # noqa: S603 - git
