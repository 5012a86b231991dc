"""What holds for every test and every example in a docstring: no network, one time zone, a known search for examples.

It stands at the root because pytest applies a conftest only to what lies below it, and examples lie in src.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from typing import Any, NoReturn

import pytest
from hypothesis import settings

# Another zone of the country: TEPAT_TEST_TZ=Asia/Jayapura make test
os.environ["TZ"] = os.environ.get("TEPAT_TEST_TZ", "Asia/Jakarta")
if hasattr(time, "tzset"):  # Windows has none
    time.tzset()

settings.register_profile("ci", derandomize=True, deadline=None, database=None, print_blob=True)
settings.register_profile("dev", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))


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
