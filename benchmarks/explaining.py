"""What it costs to keep everybody's derivation, and what one explanation costs from it and without it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

from benchmarks.contenders import bind_region, connect
from benchmarks.names import THREADS
from benchmarks.population import Plan, create_population
from tepat.engine.compute import Resources, Run, compute
from tepat.engine.derivation import DERIVATIONS, write_derivations
from tepat.engine.explain import explain, explain_many
from tepat.engine.explanation import Explanation
from tepat.engine.publish import publish, write_findings, write_results
from tepat.law.bound import BoundBook
from tepat.law.packet import PACKET

T = TypeVar("T")

TOLD = 5
"""How many people are explained in each way; each by a call of its own."""


@dataclass
class Explained:
    """Seconds of each step, the least of the rounds; bytes of the files; ``told``: people explained both ways alike."""

    people: int
    rounds: int
    plain: float = 0.0
    keeping: float = 0.0
    derivations: int = 0
    results: int = 0
    stored: float = 0.0
    many: float = 0.0
    again: float = 0.0
    told: int = 0
    steps: dict[str, list[float]] = field(default_factory=dict)


def measure_explaining(people: int, rounds: int, folder: Path) -> Explained:
    """A run from Parquet facts to results with and without keeping derivations, then explanations of a few people.

    Raises AssertionError where somebody is told otherwise from the stored row than by recomputing.
    """
    facts, target = folder / f"fakta-{people}", folder / f"hasil-{people}"
    _write_facts(people, facts)
    found = Explained(people, rounds)
    run = _run_rounds(found, facts, folder)
    publish(run, target, [])
    nips = [str(row[0]) for row in run.connection.execute(_SOME).fetchall()]
    run.connection.close()
    _explain(found, target, nips)
    return found


_SOME = f"SELECT nip FROM hasil WHERE status_hitung = 'dihitung' ORDER BY hash(nip) LIMIT {TOLD}"


def _write_facts(people: int, folder: Path) -> None:
    folder.mkdir()
    with connect() as connection:
        create_population(connection, Plan(people))
        for name in PACKET:
            target = folder / f"{name}.parquet"
            connection.execute(
                f"COPY (SELECT * EXCLUDE (baris) FROM {name} ORDER BY baris) TO '{target}' (FORMAT parquet)"
            )


def _run_rounds(found: Explained, facts: Path, folder: Path) -> Run:
    """The steps of a run, each round anew; the last run is kept."""
    bound = bind_region()
    for _ in range(found.rounds - 1):
        _run_round(found, facts, folder, bound).connection.close()
    run = _run_round(found, facts, folder, bound)
    found.plain, found.keeping = (min(found.steps[name]) for name in ("plain", "keeping"))
    found.derivations = (folder / DERIVATIONS).stat().st_size
    found.results = (folder / "hasil.parquet").stat().st_size
    return run


def _run_round(found: Explained, facts: Path, folder: Path, bound: BoundBook) -> Run:
    plain, run = _timed(partial(compute, facts, bound, Resources(threads=THREADS)))
    written, _ = _timed(partial(_write, run, folder))
    keeping, _ = _timed(partial(write_derivations, run, folder / DERIVATIONS))
    found.steps.setdefault("plain", []).append(plain + written)
    found.steps.setdefault("keeping", []).append(keeping)
    return run


def _write(run: Run, folder: Path) -> None:
    write_results(run, folder)
    write_findings(run.findings, folder / "temuan.csv", "id")


def _explain(found: Explained, target: Path, nips: list[str]) -> None:
    stored = [_timed(partial(explain, target, nip)) for nip in nips]
    found.many, _ = _timed(lambda: list(explain_many(target, nips)))
    (target / DERIVATIONS).unlink()
    again = [_timed(partial(explain, target, nip)) for nip in nips[: 1 if found.people > _MANY else TOLD]]
    found.stored, found.again = (median(seconds for seconds, _ in told) for told in (stored, again))
    for (_, one), (_, other) in zip(stored, again, strict=False):
        _assert_same(one, other)
    found.told = len(again)


_MANY = 100_000


def _assert_same(one: Explanation, other: Explanation) -> None:
    assert one == other, f"{one.nip} is told otherwise from the stored row"


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    done = work()
    return time.perf_counter() - start, done
