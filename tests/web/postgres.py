"""A PostgreSQL server of the tests' own: made in a folder of its own, reached by a socket file, gone at the end.

`python -m tests.web.postgres` tries it out: it ends in peace, or says what is missing.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

OLDEST = 15
REMEDY = (
    f"Remedy: install PostgreSQL {OLDEST} or newer with contrib (Debian, Ubuntu: apt-get install postgresql "
    "postgresql-contrib; macOS: brew install postgresql@17), or put the folder of its initdb on the PATH."
)
PLACES = (
    "/usr/lib/postgresql/*/bin",  # Debian, Ubuntu
    "/usr/pgsql-*/bin",  # Red Hat
    "/opt/homebrew/opt/postgresql@*/bin",  # macOS
    "/usr/local/opt/postgresql@*/bin",
)
# Nothing here outlives the tests, so nothing needs to survive a power cut.
OPTIONS = "-c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=100"
# Stops the server when its standard input ends: at the end of the tests, or because they were killed.
GUARD = 'cat >/dev/null; "$1/pg_ctl" -D "$2/data" -m immediate -w stop >/dev/null; rm -rf "$2"'


class PostgresError(Exception):
    """This machine cannot run a PostgreSQL server; the message says what to do."""


def candidates() -> Iterator[Path]:
    """Folders in which PostgreSQL's programs may be: of the PATH, and where systems install them."""
    on_path = shutil.which("initdb")
    if on_path:
        yield Path(on_path).resolve().parent
    for place in PLACES:
        yield from Path("/").glob(place.removeprefix("/"))


def find_programs(folders: Iterable[Path] | None = None) -> Path:
    """The folder with the newest PostgreSQL's programs."""
    found = [(version, folder) for folder in folders or candidates() if (version := _version(folder))]
    if not found:
        raise PostgresError(f"No PostgreSQL server (initdb, postgres, pg_ctl) was found. {REMEDY}")
    newest, folder = max(found)
    if newest < OLDEST:
        raise PostgresError(f"The newest PostgreSQL found is {newest}, in {folder}. {REMEDY}")
    return folder


def _version(folder: Path) -> int | None:
    """The major version of the programs there, where all that are needed are there."""
    if not all((folder / name).is_file() for name in ("initdb", "postgres", "pg_ctl")):
        return None
    told = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
    version = re.search(r"(\d+)", told)
    return int(version[1]) if version else None


@contextmanager
def running_postgres(options: str = OPTIONS) -> Iterator[str]:
    """The address of an empty database on a new server, which stops afterwards. ``options``: how it is started."""
    programs = find_programs()
    who = _not_root()
    folder = Path(tempfile.mkdtemp(prefix="tepat-pg-"))  # a socket's path may have some 100 characters
    if who:
        os.chown(folder, who["user"], who["group"])
    where: dict[str, Any] = {**who, "cwd": folder, "env": _environment()}
    try:
        _start(programs, folder, where, options)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    # In a session of its own, so that Ctrl-C reaches the tests alone.
    guard = subprocess.Popen(
        ["sh", "-c", GUARD, "sh", str(programs), str(folder)], stdin=subprocess.PIPE, start_new_session=True, **where
    )
    try:
        yield f"postgres://tepat@/postgres?host={folder}"
    finally:
        guard.communicate()


def _start(programs: Path, folder: Path, where: dict[str, Any], options: str) -> None:
    data = folder / "data"
    log = folder / "log"
    _run([programs / "initdb", "-D", data, "--username=tepat", "--auth=trust", "--encoding=UTF8", "--locale=C",
          "--no-sync", "--no-instructions"], where)  # fmt: skip
    # Asked of the server alone, before anything else runs on it.
    _run([programs / "postgres", "--single", "-c", "exit_on_error=true", "-D", data, "postgres"], where,
         "CREATE EXTENSION btree_gist;\n")  # fmt: skip
    _run([programs / "pg_ctl", "-D", data, "-l", log, "-o", f"-k {folder} {options}", "-w", "start"], where)


def _run(command: list[Any], where: dict[str, Any], typed: str = "") -> None:
    # Into a file, because the server that pg_ctl leaves behind would keep a pipe open.
    with tempfile.TemporaryFile("w+") as told:
        done = subprocess.run(command, input=typed, stdout=told, stderr=told, text=True, check=False, **where)
        told.seek(0)
        if done.returncode:
            raise PostgresError(f"{command[0]} failed:\n{told.read()}{REMEDY}")


def _not_root() -> dict[str, Any]:
    """Whom to run as: PostgreSQL refuses to run as root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return {}
    import pwd

    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise PostgresError(f"PostgreSQL refuses to run as root, and no user postgres or nobody is there. {REMEDY}")


def _environment() -> dict[str, str]:
    """Without what a developer set for servers of their own."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C"}


if __name__ == "__main__":
    try:
        with running_postgres():
            sys.exit()
    except PostgresError as problem:
        sys.exit(str(problem))
