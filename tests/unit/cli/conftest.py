"""Months computed once by the real command, for tests that only look."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.packets import write_packet
from tests.unit.cli.command import Outcome, compute
from tests.unit.cli.people import MASA, People


@dataclass(frozen=True)
class Month:
    """A computed packet, what the command said, and where its facts are."""

    outcome: Outcome
    facts_folder: Path
    folder: Path


def compute_people(people: People, folder: Path, masa: str = MASA, *words: object) -> Month:
    """The people's month in ``folder``."""
    facts_folder = folder / "fakta-masuk"
    facts_folder.mkdir()
    write_packet(people.packet, facts_folder)
    return Month(compute(facts_folder, folder / "hasil", masa, *words), facts_folder, folder / "hasil")


@pytest.fixture(scope="session")
def four(tmp_path_factory: pytest.TempPathFactory) -> Month:
    """Ani and Budi are in order, Citra's attendance is missing, Dewi has not been rated."""
    people = People()
    people.add("Ani", nama="Ani Contoh")
    people.add("Budi", nama="Budi Contoh", potongan_persen="2.5")
    people.add("Citra", nama="Citra Contoh", without=("disiplin",))
    people.add("Dewi", nama="Dewi Contoh", without=("kinerja",))
    return compute_people(people, tmp_path_factory.mktemp("empat"))


@pytest.fixture(scope="session")
def two(tmp_path_factory: pytest.TempPathFactory) -> Month:
    """Ani and Budi, with nothing to find."""
    people = People()
    people.add("Ani", nama="Ani Contoh")
    people.add("Budi", nama="Budi Contoh", potongan_persen="2.5")
    return compute_people(people, tmp_path_factory.mktemp("dua"))
