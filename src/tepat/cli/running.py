"""How a command ends: its exit code, and what is told where it could not be carried out.

Every way out is here: done, a command line that cannot be read, input that cannot be used, a full disk, an
interruption, a defect of our own.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

import typer

from tepat.cli.words import BAHASA, say

UNUSABLE = 2
_SIGNAL_BASE = 128  # a shell's exit code of what a signal ended


@dataclass
class Interruption:
    """Which signal asked us to stop; 0 while none did."""

    number: int = 0


def run(program: Callable[[], object]) -> int:
    """Run a program to its exit code; whatever stopped it is told on the error stream."""
    write_utf8()
    with _interruptible() as interruption:
        try:
            code = _run_told(program)
        except BaseException:
            if not interruption.number:
                raise
            code = UNUSABLE
    if interruption.number:
        return _tell_interruption(interruption.number)
    return code


def write_utf8() -> None:
    """Whatever the locale says: names and signs of the law are not ASCII."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _run_told(program: Callable[[], object]) -> int:
    from tepat.lang.errors import InternalError, TepatError

    try:
        code = program()
    except TepatError as error:
        return _tell(error)
    except typer.TyperException as error:
        from tepat.cli.complaints import complaint

        return _tell(complaint(error))
    except InternalError as error:
        print(say(f"Kesalahan pada Tepat sendiri: {error}", f"A defect of Tepat itself: {error}"), file=sys.stderr)
        return UNUSABLE
    except Exception as error:
        from tepat.workflow.failure import disk_problem

        problem = disk_problem(error, BAHASA)
        if problem is None:
            raise
        return _tell(TepatError(problem))
    return code if isinstance(code, int) else 0


def _tell(error: Any) -> int:
    from tepat.cli.screen import print_problems

    print_problems(error.problems)
    return UNUSABLE


# -- interruption -----------------------------------------------------------------------------------------------------


@contextmanager
def _interruptible() -> Iterator[Interruption]:
    """Ctrl-C and a request to end both unwind the program, so that drafts beside the target are removed.

    DuckDB turns an interruption into a RuntimeError; so the signal is remembered, not sought in what was raised.
    """
    interruption = Interruption()
    if threading.current_thread() is not threading.main_thread():
        yield interruption
        return

    def stop(number: int, frame: FrameType | None) -> None:
        interruption.number = number
        raise KeyboardInterrupt

    earlier = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield interruption
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)


def _tell_interruption(number: int) -> int:
    text = say(
        "Dihentikan. Tidak ada yang setengah tertulis: hasil ditulis utuh atau tidak sama sekali.\n"
        "    → ulangi perintah yang sama",
        "Stopped. Nothing is half-written: a result is written whole or not at all.\n    → run the same command again",
    )
    print(text, file=sys.stderr)
    return _SIGNAL_BASE + number
