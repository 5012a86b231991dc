"""`tepat layani` from its command line to a page in a browser's hands, and its worker killed on the way."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from queue import Empty, Queue

import pytest

PATIENCE = 60
TEPAT = [sys.executable, "-c", "from tepat.cli.main import main; main()"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_it_prepares_serves_revives_its_worker_and_ends_on_a_signal(tmp_path: Path):
    environment = {name: value for name, value in os.environ.items() if name != "TEPAT_DATABASE_URL"}
    command = [*TEPAT, "layani", "--alamat", f"127.0.0.1:{free_port()}", "--data", str(tmp_path / "kantor")]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    ) as server:
        said: Queue[str] = Queue()
        assert server.stdout is not None
        stream = server.stdout
        threading.Thread(target=lambda: [said.put(line) for line in stream], daemon=True).start()
        first = wait_for(said, "Starting worker")
        os.kill(worker_of(server.pid), signal.SIGKILL)
        told = wait_for(said, "Starting worker")
        server.send_signal(signal.SIGINT)
        assert server.wait(PATIENCE) == 0
    assert any("Tepat melayani di http://127.0.0.1:" in line for line in first)
    assert any("pekerja: mati, dijalankan lagi" in line for line in told)
    with closing(sqlite3.connect(tmp_path / "kantor" / "tepat.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM django_migrations").fetchone()[0] > 0


def wait_for(said: Queue[str], text: str) -> list[str]:
    """The lines up to the one that holds a text."""
    lines = []
    while True:
        try:
            lines.append(said.get(timeout=PATIENCE))
        except Empty:
            pytest.fail(f"never said {text!r}: {''.join(lines)}")
        if text in lines[-1]:
            return lines


def worker_of(supervisor: int) -> int:
    """The process of the worker among the supervisor's children."""
    for path in Path("/proc").glob("[0-9]*"):
        try:
            words = (path / "cmdline").read_bytes().split(b"\0")
            parent = (path / "stat").read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue
        if int(parent) == supervisor and b"pekerja" in words:
            return int(path.name)
    raise AssertionError("no worker runs")
