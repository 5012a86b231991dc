"""The tests' own PostgreSQL: what is missing is told with its remedy; a server never outlives its tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.web.postgres import PostgresError, find_programs, running_postgres

ROOT = Path(__file__).parents[2]


def programs(folder: Path, version: str) -> Path:
    """Programs that only tell their version."""
    folder.mkdir()
    for name in ("initdb", "postgres", "pg_ctl"):
        (folder / name).write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n", "utf-8")
        (folder / name).chmod(0o755)
    return folder


def connect(url: str) -> psycopg.Connection:
    return psycopg.connect(url.replace("postgres://", "postgresql://", 1))


def test_the_newest_programs_are_taken(tmp_path: Path):
    folders = [programs(tmp_path / name, name) for name in ("15.18", "17.2", "9.6.24")]
    assert find_programs(folders) == tmp_path / "17.2"


def test_missing_programs_are_told_with_the_remedy(tmp_path: Path):
    with pytest.raises(PostgresError, match=r"No PostgreSQL server.*apt-get install postgresql postgresql-contrib"):
        find_programs([tmp_path])


def test_programs_that_are_too_old_are_told_with_the_remedy(tmp_path: Path):
    with pytest.raises(PostgresError, match=r"newest PostgreSQL found is 14, .*Remedy: install PostgreSQL 15"):
        find_programs([programs(tmp_path / "old", "14.9")])


@pytest.mark.postgres
def test_a_server_serves_with_contrib_and_stops():
    with running_postgres() as url:
        with connect(url) as connection:
            found = connection.execute("SELECT count(*) FROM pg_extension WHERE extname = 'btree_gist'").fetchone()
        connection.close()
    assert found == (1,)
    with pytest.raises(psycopg.OperationalError):
        connect(url)


@pytest.mark.postgres
def test_a_server_stops_when_its_tests_are_killed():
    killed = "import os\nwith running_postgres() as url: print(url, flush=True); os.kill(os.getpid(), 9)"
    done = subprocess.run(
        [sys.executable, "-c", f"from tests.web.postgres import running_postgres\n{killed}"],
        cwd=ROOT,
        stdout=subprocess.PIPE,  # the guard holds the other end, so this ends when the guard does
        text=True,
        check=False,
    )
    assert done.returncode == -9
    with pytest.raises(psycopg.OperationalError):
        connect(done.stdout.strip())
    assert not Path(done.stdout.strip().partition("?host=")[2]).exists()
