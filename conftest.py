"""What holds for every test and every example in a docstring: no network, one time zone, a known search for examples.

Django stands ready for all of them where it is installed; `--database postgres` starts a server for its tests.

It stands at the root because pytest applies a conftest only to what lies below it, and examples lie in src.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, NoReturn

import pytest
from hypothesis import settings

from tests.web.django_setup import has_web, office, set_up
from tests.web.postgres import PostgresError

# Another zone of the country: TEPAT_TEST_TZ=Asia/Jayapura make test
os.environ["TZ"] = os.environ.get("TEPAT_TEST_TZ", "Asia/Jakarta")
if hasattr(time, "tzset"):  # Windows has none
    time.tzset()

settings.register_profile("ci", derandomize=True, deadline=None, database=None, print_blob=True)
settings.register_profile("dev", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))


def pytest_addoption(parser: pytest.Parser) -> None:
    choices = ["sqlite", "postgres", "none"]
    parser.addoption("--database", choices=choices, default="sqlite", help="Django's; none: there may be no Django")


@pytest.hookimpl(tryfirst=True)  # pytest-django looks for settings at its own turn
def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "postgres: only on PostgreSQL, in a run with `--database postgres`")
    if config.getoption("database") == "none":
        if has_web():
            raise pytest.UsageError("--database none is for a place without Django, and here it is: make test-core")
        return
    if not has_web():
        raise pytest.UsageError("Django is not here: make setup, or --database none for the tests that need none")
    # With `-n 2` the first process starts the one server; the others, its children, inherit all that it states.
    if not hasattr(config, "workerinput"):
        _open_office(config)
    set_up()


def _open_office(config: pytest.Config) -> None:
    if "DJANGO_SETTINGS_MODULE" in os.environ:
        raise pytest.UsageError("the tests name Django's settings themselves: unset DJANGO_SETTINGS_MODULE")
    stack = ExitStack()
    config.add_cleanup(stack.close)
    try:
        stack.enter_context(office(config.getoption("database")))
    except PostgresError as problem:
        raise pytest.UsageError(str(problem)) from problem


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("database") != "postgres":
        items[:] = [item for item in items if item.get_closest_marker("postgres") is None]


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Refuse names and connections of this process, except to sockets that are files."""
    with pytest.MonkeyPatch.context() as patch:
        for method in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, method, _unix_only(getattr(socket.socket, method)))
        patch.setattr(socket, "getaddrinfo", _refuse)
        yield


def _unix_only(method: Any) -> Any:
    def guarded(sock: socket.socket, *args: Any) -> Any:
        return method(sock, *args) if sock.family == getattr(socket, "AF_UNIX", None) else _refuse()

    return guarded


def _refuse(*_: Any, **__: Any) -> NoReturn:
    raise PermissionError("tests may not use the network")
