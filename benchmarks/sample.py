"""The reference against Tepat's interpreter: a small population of its own, from the fact tables, person by person.

The reference begins from the joined layer and is plain integers; the interpreter begins from the rows of the packet and
is fractions. That both and the statement agree says that joins, reference and statement mean the same rules.
"""

from __future__ import annotations

from benchmarks.contenders import bind_region, connect
from benchmarks.facts import read_facts
from benchmarks.interpreter import interpret
from benchmarks.names import AMOUNTS
from benchmarks.population import Plan, create_population
from benchmarks.reference import compute_exactly
from tepat.engine.statement import write_statement


def check_reference(people: int) -> int:
    """How many people were compared; AssertionError names the first that differs."""
    connection, bound = connect(), bind_region()
    create_population(connection, Plan(people, positions=200, seed=7))
    connection.execute(f"CREATE TABLE fakta AS {write_statement(bound).facts_sql}")
    exact = compute_exactly(read_facts(connection))
    nips = [row[0] for row in connection.execute("SELECT nip FROM fakta ORDER BY nip").fetchall()]
    for number, (nip, amounts) in enumerate(zip(nips, interpret(connection, bound, nips), strict=True)):
        expected = {name: int(exact[name][number]) for name in AMOUNTS} if exact["dihitung"][number] else None
        assert amounts == expected, f"{nip}: the interpreter finds {amounts}, the reference {expected}"
    return len(nips)
