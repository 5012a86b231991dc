"""Settings that an office states in the environment, each with its name and what it is for."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """An environment variable, without blanks around it."""
    return os.environ.get(name, default).strip()


def switch(name: str, *, default: bool = False) -> bool:
    """Whether something is on: 1/0, ya/tidak, true/false."""
    value = text(name).lower()
    if value in {"1", "ya", "true", "on"}:
        return True
    if value in {"0", "tidak", "false", "off"}:
        return False
    if value:
        raise ImproperlyConfigured(f"{name}={value!r}: expected 1 or 0 (ya or tidak)")
    return default


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [item.strip() for item in text(name, default).split(",") if item.strip()]


def data_folder() -> Path:
    """Where the embedded database and the secret of this installation live."""
    return Path(text("TEPAT_DATA") or "data").resolve()


def secret_key(folder: Path) -> str:
    """The key that signs sessions: from the environment, else made once and kept beside the data.

    Without a data folder it lasts as long as the process: reading the settings makes no folders.
    """
    given = text("TEPAT_SECRET_KEY")
    if given or not folder.is_dir():
        return given or secrets.token_urlsafe(50)
    path = folder / "rahasia.txt"
    if not path.is_file():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), "utf-8")
    return path.read_text("utf-8").strip()


_SCHEMES = {
    "postgres": "django.db.backends.postgresql",
    "postgresql": "django.db.backends.postgresql",
    "sqlite": "django.db.backends.sqlite3",
}

# SQLite for one small office: readers do not wait for the writer, a writer waits its turn instead of failing.
_SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
}


def database(url: str, folder: Path) -> dict[str, Any]:
    """The database of an address: ``postgres://user:secret@host:5432/name`` or ``sqlite:///path``.

    Without an address it is SQLite in the data folder.

    Raises `ImproperlyConfigured` where the address is of neither kind.
    """
    if not url:
        return _sqlite(str(folder / "tepat.sqlite3"))
    parts = urlsplit(url)
    if parts.scheme not in _SCHEMES:
        raise ImproperlyConfigured("TEPAT_DATABASE_URL: expected postgres://… or sqlite:///…")
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path[1:]))
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": _SCHEMES[parts.scheme],
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _sqlite(path: str) -> dict[str, Any]:
    return {"ENGINE": _SCHEMES["sqlite"], "NAME": path, "OPTIONS": _SQLITE_OPTIONS}
