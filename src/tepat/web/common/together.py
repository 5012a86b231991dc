"""Several questions to the database in one round trip.

A page about one person asks a dozen small questions; asked one by one, waiting for the database is most of the time
that the page takes. Here they are the parts of one statement. For thousands of people each is better asked by itself.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection, models

Rows = Iterable[tuple[Any, ...]]
# A query by ``values_list``.
Question = models.QuerySet[Any]
Made = TypeVar("Made")


@dataclass(frozen=True)
class Ask(Generic[Made]):
    """Questions, and what is made of their answers, which come in the same order."""

    questions: tuple[Question, ...]
    make: Callable[[Sequence[Rows]], Made]

    def one_by_one(self) -> Made:
        """What the answers make, each question asked by itself."""
        return self.make([question.all() for question in self.questions])


def answer_together(asks: Sequence[Ask[Any]]) -> list[Any]:
    """What the answers of several asks make, all of their questions in one round trip."""
    answers = iter(rows_together([question for ask in asks for question in ask.questions]))
    return [ask.make([next(answers) for _ in ask.questions]) for ask in asks]


@dataclass(frozen=True)
class _Part:
    """One question as SQL, and the fields of its columns."""

    number: int
    sql: str
    params: tuple[Any, ...]
    fields: tuple[Any, ...]

    @property
    def columns(self) -> list[str]:
        """Names of its columns, the same whatever they are of."""
        return [f"c{place}" for place in range(len(self.fields))]

    def opened(self) -> str:
        """As a common table expression."""
        return f"q{self.number} ({', '.join(self.columns)}) AS ({self.sql})"

    def told(self, width: int) -> str:
        """As a part of the statement: every cell as text, and the place of the row."""
        cells = [f"CAST({name} AS TEXT)" for name in self.columns] + ["NULL"] * (width - len(self.fields))
        return f"SELECT {self.number}, row_number() OVER (), {', '.join(cells)} FROM q{self.number}"


def rows_together(questions: Sequence[Question]) -> list[list[tuple[Any, ...]]]:
    """The rows of each question, as the question alone would give them."""
    parts = [part for number, question in enumerate(questions) if (part := _part(number, question))]
    if not parts:
        return [[] for _ in questions]
    width = max(len(part.fields) for part in parts)
    statement = f"WITH {', '.join(part.opened() for part in parts)} " + " UNION ALL ".join(
        part.told(width) for part in parts
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for part in parts for value in part.params])
        # Which question's rows come first is the database's own affair; within one they are as it was ordered.
        found = sorted(cursor.fetchall(), key=lambda row: (row[0], row[1]))
    fields = {part.number: part.fields for part in parts}
    rows: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for number, _place, *cells in found:
        rows[number].append(tuple(map(_value, fields[number], cells)))
    return [rows[number] for number in range(len(questions))]


def _part(number: int, question: Question) -> _Part | None:
    """None where nothing can be found: people of an empty list."""
    compiler = question.query.get_compiler(connection=connection)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    return _Part(number, sql, tuple(params), tuple(column[0].output_field for column in compiler.select))


def _value(field: Any, text: str | None) -> Any:
    """A cell's text as the value that its field holds."""
    if text is None:
        return None
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    match field:
        case models.BooleanField():
            return text in ("true", "1")
        case models.DateTimeField():
            moment = datetime.fromisoformat(text)
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        case models.JSONField():
            return json.loads(text)
    return field.to_python(text)
