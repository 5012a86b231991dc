"""The rating that is not made yet: until when it counts, and the one that pays the whole amount."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import product

from tepat.engine.forecast.amount import amount
from tepat.engine.forecast.known import Facts, end_of
from tepat.engine.forecast.rules import RATED_AT, Rules
from tepat.lang.exact import Evaluator
from tepat.lang.tree import COMPARISON, Binary, Name, Node, walk
from tepat.law.packet import KINERJA, Column
from tepat.law.person import Person

# The plain rating first: a higher one is assumed only where it pays more.
_PLAIN = {"predikat": "baik", "hasil_kerja": "sesuai_ekspektasi", "perilaku_kerja": "sesuai_ekspektasi"}
_WHOLE = "100"
_SECOND = timedelta(seconds=1)


def full_rating(facts: Facts) -> Mapping[str, str]:
    """The cells of the rating that pays this person most, approved in time.

    Of ratings that pay alike the plain one: *baik*, *sesuai ekspektasi*, 100 percent.
    """
    on_time = approved_at(facts)
    rated = [{**cells, **on_time} for cells in _candidates(facts.rules)]
    return max(rated, key=lambda cells: amount(facts.rules, facts.rate(cells, everything=True).rows).paid)


def approved_at(facts: Facts) -> Mapping[str, str]:
    """The cell of an approval in time: the last moment at which it counts."""
    if not facts.rules.reads_rating_time:
        return {}
    last = deadline(facts)
    moment = last or max(facts.moment, end_of(facts.rules.masa.last, facts.rules.zone))
    return {RATED_AT: _text(moment)}


def _text(moment: datetime) -> str:
    return f"{moment.isoformat()}Z"


def _candidates(rules: Rules) -> Iterator[Mapping[str, str]]:
    options = [_options(KINERJA.column(name)) for name in rules.rating_columns]
    for cells in product(*options):
        yield dict(zip(rules.rating_columns, cells, strict=True))


def _options(column: Column) -> tuple[str, ...]:
    codes: tuple[str, ...] = getattr(column.type, "codes", ())
    plain = _PLAIN.get(column.name, _WHOLE)
    return (plain, *(code for code in codes if code != plain))


# -- the deadline -------------------------------------------------------------------------------------------------


def deadline(facts: Facts) -> datetime | None:
    """The last second at which a rating counts: the law's own comparison, found by asking it on both sides.

    None where the law knows none, or where the person's amount does not depend on it.
    """
    plain = {name: _options(KINERJA.column(name))[0] for name in facts.rules.rating_columns}
    for moment in sorted({near for limit in _limits(facts.rules) for near in (limit, limit - _SECOND)}):
        if _pays(facts, plain, moment) > _pays(facts, plain, moment + _SECOND):
            return moment
    return None


def _pays(facts: Facts, cells: Mapping[str, str], moment: datetime) -> int:
    rated = facts.rate({**cells, RATED_AT: _text(moment)}, everything=True)
    return amount(facts.rules, rated.rows).paid


def _limits(rules: Rules) -> Iterator[datetime]:
    """What the rule book compares the instant of a rating with, where it depends on nothing but the month."""
    book = rules.month.book
    facts = Person(rules.month, {})
    for node in (node for item in rules.leading for tree in item.trees for node in walk(tree)):
        for side in _compared(node):
            evaluator = Evaluator(book.masa, book.zone, book.known_tables, facts, run_period=book.run_period)
            value = evaluator.value(side)
            if isinstance(value, datetime):
                yield value


def _compared(node: Node) -> Iterator[Node]:
    """The other side of a comparison with the instant of a rating."""
    if isinstance(node, Binary) and node.operator in COMPARISON:
        sides = (node.left, node.right)
        for one, other in (sides, sides[::-1]):
            if isinstance(one, Name) and one.parts[-1] == RATED_AT:
                yield other


def aware(moment: datetime) -> datetime:
    """An instant for people: with its zone."""
    return moment.replace(tzinfo=UTC)
