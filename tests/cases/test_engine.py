"""Every worked case through the files and the engine: the same values as the interpreter gave its source's examples."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest

from tepat.engine.compute import Resources, Run, compute
from tepat.law.person import Person
from tests.cases.collecting import Collected, collect
from tests.cases.packets import write_cases
from tests.packets import nip
from tests.property.months import plain, typed_people, value_of

Group = tuple[str, str, str, str]


def _group(item: Collected) -> Group:
    case = item.case.model
    return str(item.folder.parent), case.masa, case.jenis_run, case.pelengkap


# National instruments are no region's month: what they leave open has no file.
CASES = sorted((item for item in collect() if item.folder.parent.name != "nasional"), key=_group)
GROUPS = {group: list(items) for group, items in groupby(CASES, _group)}


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: " ".join((Path(group[0]).name, *group[1:])).rstrip())
def test_the_engine_computes_the_cases_as_the_interpreter_does(group: Group, tmp_path: Path):
    items = GROUPS[group]
    bound = items[0].bound
    write_cases((item.case.model for item in items), bound.book, tmp_path)
    run = compute(tmp_path, bound, Resources(threads=1))
    people = typed_people(run)
    assert len(people) == len(items)
    for index, item in enumerate(items):
        assert differences(run, people[nip(index)], nip(index)) == [], item.name


def differences(run: Run, person: Person, who: str) -> list[str]:
    """Variables whose computed value is not the interpreter's."""
    names = [item.name for item in run.bound.bound]
    query = f"SELECT status_hitung, {', '.join(names)} FROM hitung WHERE nip = ?"
    status, *cells = run.connection.execute(query, [who]).fetchall()[0]
    wrong = [] if (status == "tertahan") == bool(person.withheld) else [f"{status}, {person.withheld}"]
    for item, cell in zip(run.bound.bound, cells, strict=True):
        wanted = plain(person.outcome(item.name).value)
        if value_of(item, cell) != wanted:
            wrong.append(f"{item.name}: {value_of(item, cell)}, interpreted {wanted}")
    return wrong
