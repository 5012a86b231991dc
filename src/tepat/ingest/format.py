"""What a source format is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tepat.ingest.reading import Reading, Source


@dataclass(frozen=True)
class Format:
    """One source format.

    ``recognise`` looks at a file's name and beginning and is sure or says no; ``read`` never raises, whatever the
    bytes: what it cannot read is in quarantine or a problem of the reading.
    """

    name: str
    label: tuple[str, str]
    recognise: Callable[[Source], bool]
    read: Callable[[Source], Reading]
