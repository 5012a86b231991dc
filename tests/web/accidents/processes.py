"""The real processes of an installation, on the tests' own database."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).parents[3]
TODAY = "2024-03-20"


def stated(**more: str) -> dict[str, str]:
    """The environment of a process that works on this test's database."""
    return {**os.environ, "TEPAT_DATABASE_URL": database_url(), "TEPAT_HARI_INI": TODAY, **more}


def database_url() -> str:
    """The address of the database that this test stands on."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    port = f"&port={found['PORT']}" if found["PORT"] else ""
    return f"postgres://{found['USER']}:{found['PASSWORD']}@/{found['NAME']}?host={found['HOST']}{port}"


def run(module: str, *words: str) -> subprocess.CompletedProcess[str]:
    """A module as a process of its own, until it is over or killed."""
    return subprocess.run(
        [sys.executable, "-m", module, *words],
        env=stated(), cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
