"""Every month of the worked cases over arrays: the statement's table, column by column and type by type."""

from __future__ import annotations

from pathlib import Path

import pytest

from tepat.engine.arrays.columns import UnsupportedError
from tepat.engine.arrays.exchange import create_computed
from tepat.engine.arrays.month import ArrayMonth
from tepat.engine.compute import Resources, Run, compute
from tests.cases.packets import write_cases
from tests.cases.test_engine import GROUPS, Group


def is_staged(group: Group) -> bool:
    """Whether rows of this month wait for variables of their person, which the arrays leave to the statement."""
    return max(GROUPS[group][0].bound.layer_rounds, default=0) > 0


STAGED = [group for group in GROUPS if is_staged(group)]


def name(group: Group) -> str:
    return f"{Path(group[0]).name} {group[1]} {group[2]}"


def compute_both(group: Group, folder: Path) -> Run:
    """The month by the statement in ``hitung_sql``, over arrays in ``hitung``."""
    items = GROUPS[group]
    write_cases((item.case.model for item in items), items[0].bound.book, folder)
    run = compute(folder, items[0].bound, Resources(threads=1))
    run.connection.execute("ALTER TABLE hitung RENAME TO hitung_sql")
    create_computed(run.connection, ArrayMonth(run.bound), threads=2)
    return run


def differences(run: Run) -> list[tuple[object, ...]]:
    """Columns of another name or type, and rows that stand in one table only."""
    types = [run.connection.execute(f"DESCRIBE {table}").fetchall() for table in ("hitung_sql", "hitung")]
    if types[0] != types[1]:
        return [pair for pair in zip(*types, strict=False) if pair[0] != pair[1]]
    either = "(FROM {} EXCEPT ALL FROM {})"
    rows = either.format("hitung_sql", "hitung"), either.format("hitung", "hitung_sql")
    return run.connection.execute(" UNION ALL ".join(rows)).fetchall()


@pytest.mark.parametrize("group", [group for group in GROUPS if group not in STAGED], ids=name)
def test_the_arrays_compute_the_table_that_the_statement_computes(group: Group, tmp_path: Path):
    assert differences(compute_both(group, tmp_path)) == []


@pytest.mark.parametrize("group", STAGED, ids=name)
def test_a_month_whose_rows_wait_for_their_person_is_left_to_the_statement(group: Group):
    with pytest.raises(UnsupportedError, match="rows wait"):
        ArrayMonth(GROUPS[group][0].bound)


def test_most_months_can_be_computed_over_arrays():
    assert len(GROUPS) > 4 * len(STAGED)


def test_a_rupiah_more_is_noticed(tmp_path: Path):
    group = next(group for group in GROUPS if Path(group[0]).name == "balangan")
    run = compute_both(group, tmp_path)
    run.connection.execute("UPDATE hitung SET tpp_bruto = tpp_bruto + 1")
    assert differences(run)
