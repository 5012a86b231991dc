"""A result packet computed again from its own facts and rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tepat.engine.compute import Progress, Resources
from tepat.engine.receipt import Receipt
from tepat.engine.verify import verify
from tepat.lang.findings import Finding


@dataclass(frozen=True)
class Verified:
    """What the recomputation came to. Empty ``differences``: nothing moved since the receipt was written."""

    receipt: Receipt
    differences: Sequence[Finding]

    @property
    def people(self) -> int:
        """How many people the receipt counts."""
        return sum(self.receipt["status"].values())

    @property
    def made_by(self) -> str:
        """The program that wrote the receipt."""
        return str(self.receipt["mesin"])

    @property
    def masa(self) -> str:
        """The month of the packet."""
        return str(self.receipt["masa"])


def verify_packet(folder: Path, resources: Resources | None = None, progress: Progress = lambda step: None) -> Verified:
    """Recompute a packet and compare; ``progress`` is told ``fakta``, ``hitung``, ``periksa``.

    Raises
    ------
    PacketError : the folder is not a result packet, or its receipt or rule book cannot be read
    """
    found = verify(folder, resources, progress)
    return Verified(found.receipt, found.differences)
