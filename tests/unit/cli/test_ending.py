"""How a command ends that could not be carried out: nothing half-written, and told what to do."""

from __future__ import annotations

import errno
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tepat.cli.running import run
from tepat.workflow import recap
from tepat.workflow.failure import disk_text
from tests.unit.cli.command import compute, snapshot
from tests.unit.cli.conftest import Month
from tests.unit.cli.people import MASA

STOPPED = "Dihentikan. Tidak ada yang setengah tertulis"


def interrupt(number: signal.Signals) -> Callable[..., None]:
    return lambda *_: os.kill(os.getpid(), number)


def interrupt_as_duckdb_does(*_: object) -> None:
    """It turns the exception of the handler into one of its own."""
    try:
        os.kill(os.getpid(), signal.SIGINT)
    except KeyboardInterrupt:
        raise RuntimeError("Query interrupted") from None


def fail_with(error: Exception) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    ("what", "code"),
    [
        (interrupt(signal.SIGINT), 130),
        (interrupt(signal.SIGTERM), 143),
        (interrupt_as_duckdb_does, 130),
    ],
)
def test_an_interruption_while_writing_leaves_everything_as_it_was(
    two: Month, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: Callable[..., None], code: int
):
    shutil.copytree(two.folder, tmp_path / "hasil")
    before = snapshot(tmp_path)
    monkeypatch.setattr(recap, "write_recap", what)
    told = compute(two.facts_folder, tmp_path / "hasil", MASA)
    assert (told.code, told.out) == (code, "")
    assert told.err.startswith(STOPPED)
    assert "ulangi perintah yang sama" in told.err
    assert snapshot(tmp_path) == before


FULL = "tidak ada tempat lagi pada disk"


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), FULL),
        (shutil.Error([("a", "b", "[Errno 28] No space left on device: 'a' -> 'b'")]), FULL),
        (PermissionError(errno.EACCES, "Permission denied", "rekap.xlsx"), "rekap.xlsx: tidak ada hak akses"),
        (duckdb.IOException("IO Error: could not write\nmore"), "IO Error: could not write"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
    ],
)
def test_a_disk_that_fails_is_told_and_nothing_is_left(
    two: Month, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, text: str
):
    monkeypatch.setattr(recap, "write_recap", fail_with(error))
    told = compute(two.facts_folder, tmp_path / "hasil", MASA)
    assert (told.code, told.out) == (2, "")
    message, remedy = told.err.splitlines()
    assert message.startswith("U-009 berkas tidak dapat dibaca atau ditulis: ")
    assert message.endswith(text)
    assert "sisa tempat pada disk" in remedy
    assert list(tmp_path.iterdir()) == []


def test_what_the_system_says_of_an_unusual_cause_is_kept():
    assert disk_text(OSError(errno.EIO, "Input/output error")) == "[Errno 5] Input/output error"


def test_a_defect_is_not_taken_for_something_else():
    with pytest.raises(ZeroDivisionError):
        run(fail_with(ZeroDivisionError()))


def test_signals_are_what_they_were_afterwards():
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    assert run(lambda: 1) == 1
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


def test_a_lock_file_of_a_spreadsheet_does_not_stop_the_month(two: Month, tmp_path: Path):
    facts_folder = shutil.copytree(two.facts_folder, tmp_path / "fakta")
    (facts_folder / "~$pegawai.csv").write_bytes(b"\x00\x01")
    (facts_folder / ".~lock.gaji.csv#").write_text(",ani,,;", "utf-8")
    told = compute(facts_folder, tmp_path / "hasil", MASA)
    assert (told.code, told.err) == (0, "")
    assert "2 orang: 2 dihitung" in told.out
