"""The walls around every test hold."""

import os
import socket
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_connection_is_refused(family):
    with socket.socket(family) as sock, pytest.raises(PermissionError, match="network"):
        sock.connect(("localhost", 9))
    with socket.socket(family) as sock, pytest.raises(PermissionError, match="network"):
        sock.connect_ex(("localhost", 9))


def test_datagram_is_refused():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock, pytest.raises(PermissionError, match="network"):
        sock.sendto(b"", ("localhost", 9))


def test_name_lookup_is_refused():
    with pytest.raises(PermissionError, match="network"):
        socket.create_connection(("example.org", 80))


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no sockets that are files on this system")
def test_socket_file_is_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)  # a socket's path may have 107 characters at most
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind("s")
        server.listen()
        client.connect("s")


def test_zone_is_western_indonesia_unless_another_is_asked_for():
    zone = os.environ.get("TEPAT_TEST_TZ", "Asia/Jakarta")
    noon = datetime(2024, 1, 30, 12, tzinfo=UTC)
    assert noon.astimezone().utcoffset() == noon.astimezone(ZoneInfo(zone)).utcoffset()


@pytest.mark.parametrize("profile", ["ci", "dev"])
def test_examples_have_no_deadline(profile):
    assert settings.get_profile(profile).deadline is None


def test_ci_examples_are_the_same_every_time():
    assert settings.get_profile("ci").derandomize
