"""An office of its own for the measurements: a database, a folder, and steps that are processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from tepat.law.shelf import regulations_root
from tests.web.postgres import running_postgres

POSTGRES, SQLITE = "PostgreSQL", "SQLite"
TODAY = "2024-03-20"
# As an office installs it: what is committed has reached the disk.
OPTIONS = "-c listen_addresses= -c max_connections=100"
LONGEST = 1800

Office = Mapping[str, str]


@contextmanager
def office(database: str) -> Iterator[Office]:
    """What the application's processes find in their environment, as long as its database runs."""
    server = running_postgres(OPTIONS) if database == POSTGRES else nullcontext("")
    with tempfile.TemporaryDirectory(prefix="tepat-ukur-") as folder, server as url:
        (Path(folder) / "static").mkdir()
        plain = {name: text for name, text in os.environ.items() if not name.startswith("TEPAT_")}
        yield plain | {
            "DJANGO_SETTINGS_MODULE": "tepat.web.config.settings",
            "TEPAT_DATABASE_URL": url,
            "TEPAT_DATA": folder,
            "TEPAT_DEMO": "1",
            "TEPAT_HARI_INI": TODAY,
            "TEPAT_HTTPS": "0",
            "TEPAT_PELENGKAP": str(regulations_root() / "contoh" / "pelengkap-tarif-presensi"),
            "TEPAT_SECRET_KEY": "for measurements, where nothing is signed for anybody",
        }


def start(step: str, inside: Office, *arguments: object) -> Any:
    """Do a step in a process of its own, so that its memory is its own: what it found."""
    command = [sys.executable, "-m", "benchmarks.web", step, *map(str, arguments)]
    done = subprocess.run(command, env=dict(inside), stdout=subprocess.PIPE, check=True, timeout=LONGEST)  # noqa: S603 -- our own step
    return json.loads(done.stdout.splitlines()[-1])
