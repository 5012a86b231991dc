"""The month as one readable SQL statement, for DuckDB.

    … fakta        the facts of every person (see fact_layer)
    lapis_1 …      the variables, each layer reading only what stands above it; the article stands beside each

The engine runs ``fakta`` and the layers as two steps with these very texts, so that findings can look at both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tepat.engine.fact_layer import (
    Cte,
    cite,
    commented,
    fact_ctes,
    later_columns,
    later_ctes,
    variable_column,
    with_clause,
)
from tepat.lang.sql.duckdb import condition, quoted
from tepat.lang.types import Unit
from tepat.law.bound import Bound, BoundBook, BoundCondition
from tepat.law.rulebook import MEMBER

STATUS = "status_hitung"
WITHHELD, COMPUTED = "tertahan", "dihitung"
RESULT_UNITS = frozenset({Unit.RUPIAH, Unit.PERSEN, Unit.KATEGORI})


@dataclass(frozen=True)
class Statement:
    """The statement in parts. ``facts`` ends with the layer ``fakta``; ``layers`` read from it.

    ``result``: the variables of the result packet, in the order of the rule book. ``rows``: layers over rows that
    the variables of a further round need again.
    """

    facts: tuple[Cte, ...]
    layers: tuple[Cte, ...]
    last: str
    withheld: str
    result: tuple[Bound, ...]
    kept: tuple[str, ...]
    rows: tuple[Cte, ...] = ()

    @property
    def facts_sql(self) -> str:
        """The fact layer alone."""
        return f"{with_clause(self.facts[:-1])}{self.facts[-1].body}"

    @property
    def computed_sql(self) -> str:
        """Every variable of every person, withheld or not, from a table ``fakta``."""
        columns = ",\n  ".join(("nip", "rusak", *self.kept, f"{self.status} AS {STATUS}"))
        return f"{with_clause((*self.rows, *self.layers))}SELECT\n  {columns}\nFROM {self.last}"

    @property
    def status(self) -> str:
        """Whether the person's month is computed or waits."""
        return f"CASE WHEN {self.withheld}\n    THEN {quoted(WITHHELD)} ELSE {quoted(COMPUTED)} END"

    @property
    def result_columns(self) -> str:
        """The columns of the result: a withheld person's are empty."""
        return ",\n  ".join(
            f"CASE WHEN {STATUS} = {quoted(COMPUTED)} THEN {bound.name} END AS {bound.name}" for bound in self.result
        )

    @property
    def whole(self) -> str:
        """The month in one statement, to be read and run by anybody."""
        ctes = with_clause(
            (*self.facts, *self.layers, Cte("akhir", f"SELECT *,\n  {self.status} AS {STATUS}\nFROM {self.last}"))
        )
        return f"{ctes}SELECT nip,\n  {self.result_columns},\n  {STATUS}\nFROM akhir\nORDER BY nip"


def write_statement(bound: BoundBook) -> Statement:
    """The statement of a bound rule book."""
    facts, layers = tuple(fact_ctes(bound)), tuple(_layers(bound))
    tests = [_condition_column(item) for item in bound.conditions if not item.condition.file]
    if tests:
        name = layers[-1].name if layers else "fakta"
        layers = (*layers, Cte("syarat", f"SELECT *,\n{commented(tests)}\nFROM {name}"))
    last = layers[-1].name if layers else "fakta"
    ordered = result_variables(bound)
    held = (condition_column(item.condition.name) for item in bound.conditions if not item.condition.file)
    rounds = range(1, max(bound.layer_rounds, default=0) + 1)
    later = (column for turn in rounds for column in later_columns(bound, turn))
    kept = (*(item.name for item in bound.bound), *later, *held)
    return Statement(facts, layers, last, _withheld(bound), ordered, kept, rows=facts[:-1] if rounds else ())


def result_variables(bound: BoundBook) -> tuple[Bound, ...]:
    """The variables of the result packet, in the order of the rule book."""
    result = {item.name: item for item in bound.bound if item.definition.unit in RESULT_UNITS}
    return tuple(result[item.name] for item in bound.book.variables if item.name in result)


# -- the variables ----------------------------------------------------------------------------------------------


def _layers(bound: BoundBook) -> Iterator[Cte]:
    source, turn = "fakta", 0
    for index, layer in enumerate(bound.layers, start=1):
        for later in range(turn + 1, bound.layer_rounds[index - 1] + 1):
            yield from later_ctes(bound, later, source)
            source = f"{source}_{later}"
        turn = bound.layer_rounds[index - 1]
        name = f"lapis_{index}"
        yield Cte(name, f"SELECT *,\n{commented(variable_column(item) for item in layer)}\nFROM {source}")
        source = name


def condition_column(name: str) -> str:
    """The column that says whether a condition holds."""
    return f"syarat__{name}"


def _condition_column(item: BoundCondition) -> tuple[str, str]:
    test = condition(item.test)
    if item.applies is not None:
        # Unknown where it is unknown whether the condition applies at all.
        applies = condition(item.applies)
        test = f"CASE WHEN {applies} THEN {test} WHEN NOT {applies} THEN TRUE END"
    comment = cite(item.condition.message[0], item.condition.source)
    return comment, f"{test} AS {condition_column(item.condition.name)}"


def _withheld(bound: BoundBook) -> str:
    """A bad row, an unknown amount, or a condition that withholds and is not known to hold."""
    amounts = (item for item in bound.bound if item.definition.unit is Unit.RUPIAH and item.reference.nullable)
    unknown = (unknown_test(item) for item in amounts)
    holding = (item.condition for item in bound.conditions if item.condition.effect == "tahan")
    member = (f"{MEMBER} IS NULL",) if MEMBER in bound.book.definitions else ()
    failing = (f"{condition_column(item.name)} IS NOT TRUE" for item in holding if not item.file)
    return "\n      OR ".join(("rusak", *unknown, *member, *failing))


def unknown_test(item: Bound) -> str:
    """Whether a variable is unknown although it applies."""
    unknown = f"{item.name} IS NULL"
    if item.applies is None:
        return unknown
    return f"({unknown} AND ({condition(item.applies)}) IS NOT FALSE)"
