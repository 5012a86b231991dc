"""Child processes that belong together: started, started again when one dies, and stopped as one."""

from __future__ import annotations

import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

# A part that dies so soon, so often in a row, will not live.
_SOON = 10.0
_MOST = 5
_LOOK = 0.1
_GRACE = 10.0


@dataclass
class Part:
    """One child process: what it is called, and how it is started."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    begun: float = 0.0
    deaths: int = 0

    def start(self, environment: Mapping[str, str]) -> None:
        """Start it, in a session of its own: Ctrl-C reaches the supervisor alone, which ends the parts in order."""
        self.begun = time.monotonic()
        self.process = subprocess.Popen(self.command, env=dict(environment), start_new_session=True)  # noqa: S603

    def died(self) -> bool:
        """Whether it is not running any more."""
        return self.process is not None and self.process.poll() is not None

    def note_death(self) -> bool:
        """Count a death that came soon after the start; whether there were too many."""
        self.deaths = self.deaths + 1 if time.monotonic() - self.begun < _SOON else 1
        return self.deaths >= _MOST


@dataclass
class Supervisor:
    """Keeps parts running until it is told to stop.

    ``told``: called with the name of a part that died and is started again.
    """

    parts: Sequence[Part]
    environment: Mapping[str, str]
    told: Callable[[str], None] = lambda name: None
    _stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> str:
        """Run until stopped: the name of the part that would not live, or nothing."""
        with self._stopped_by_signals():
            try:
                for part in self.parts:
                    part.start(self.environment)
                return self._watch()
            finally:
                self._end()

    def stop(self) -> None:
        """Have `run` end."""
        self._stop.set()

    def _watch(self) -> str:
        while not self._stop.wait(_LOOK):
            for part in self.parts:
                if part.died():
                    if part.note_death():
                        return part.name
                    self.told(part.name)
                    part.start(self.environment)
        return ""

    def _end(self) -> None:
        """Ask every part to end, and end those that do not."""
        running = [part.process for part in self.parts if part.process is not None]
        for process in running:
            process.terminate()
        last = time.monotonic() + _GRACE
        for process in running:
            try:
                process.wait(max(last - time.monotonic(), 0))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    @contextmanager
    def _stopped_by_signals(self) -> Iterator[None]:
        """Ctrl-C is how a server is meant to end; it is no interruption of anything."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return

        def stop(number: int, frame: FrameType | None) -> None:
            self.stop()

        earlier = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in earlier.items():
                signal.signal(number, handler)
