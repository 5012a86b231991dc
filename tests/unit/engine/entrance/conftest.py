"""Entering a packet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tepat.engine.entrance import admit
from tepat.lang.errors import PacketError, Problem
from tests.packets import MASA, Packet, valid_packet, write_packet
from tests.unit.engine.entrance.entering import READ_ALL, Entered, enter_folder


@pytest.fixture
def packet() -> Packet:
    return valid_packet()


@pytest.fixture
def enter(tmp_path: Path) -> Callable[..., Entered]:
    """Write a packet and enter it."""

    def enter(packet: Packet, form: str = "csv", **options: Any) -> Entered:
        return enter_folder(write_packet(packet, tmp_path, form), **options)

    return enter


@pytest.fixture
def problems() -> Callable[[Path], tuple[Problem, ...]]:
    """What stops the entrance of a folder; nothing may be left behind."""

    def problems(folder: Path) -> tuple[Problem, ...]:
        connection = duckdb.connect()
        with pytest.raises(PacketError) as caught:
            admit(folder, connection, masa=MASA, zone="Asia/Makassar", read=READ_ALL)
        assert connection.execute("SHOW ALL TABLES").fetchall() == []
        return caught.value.problems

    return problems
