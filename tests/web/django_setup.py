"""Django for the tests: the application's own settings, on a database and in a folder of the tests' own."""

from __future__ import annotations

import importlib.util
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from tests.web.postgres import running_postgres

SETTINGS = "tepat.web.config.settings"
# What a developer may say to the tests.
KEPT = {"TEPAT_TEST_TZ", "TEPAT_BAHASA"}


def has_web() -> bool:
    """Whether this environment has the web application's libraries (the tests of the core do without)."""
    return importlib.util.find_spec("django") is not None


@contextmanager
def office(database: str) -> Iterator[None]:
    """What an office would state in the environment, and nothing of the developer's own.

    Processes that are started from here inherit it, the others of `pytest -n 2` too.
    """
    for name in [name for name in os.environ if name.startswith("TEPAT_") and name not in KEPT]:
        del os.environ[name]
    server = running_postgres() if database == "postgres" else nullcontext("")
    with tempfile.TemporaryDirectory(prefix="tepat-data-") as folder, server as url:
        (Path(folder) / "static").mkdir()  # where an office collects its style sheets and scripts
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "TEPAT_DATABASE_URL": url,
            "TEPAT_DATA": folder,
            "TEPAT_HTTPS": "0",
            "TEPAT_WAJIB_MFA": "-",  # its own tests ask for it
            "TEPAT_SECRET_KEY": "for tests, where nothing is signed for anybody",
        }
        yield


def set_up() -> None:
    """Set Django up in this process."""
    import django
    from django.conf import settings

    zone = os.environ["TZ"]
    default = settings.DATABASES["default"]
    if default["ENGINE"].endswith("sqlite3"):
        # A file as in an office: a database in memory has no journal, no locks and no second process.
        default.setdefault("TEST", {})["NAME"] = str(Path(os.environ["TEPAT_DATA"]) / "test.sqlite3")
    # A slow hash protects nobody's password here.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    django.setup()
    # Django set its own zone for the process; the tests keep the one they were asked to run in.
    os.environ["TZ"] = zone
    if hasattr(time, "tzset"):
        time.tzset()
