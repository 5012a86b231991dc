"""Findings of a computed month: which missing fact holds whom, and what somebody should look at.

A person is withheld when an amount is unknown. The cause is looked for where it lies: a fact that is missing, and
that the formula of an unknown variable reads. Everything is set-based: a missing salary file holds 6,000 people and
is told 6,000 times without a loop over people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import duckdb

from tepat.engine.entrance import Admission, place_rows
from tepat.engine.fact_layer import rows_query
from tepat.engine.statement import STATUS, WITHHELD, condition_column, unknown_test
from tepat.lang.errors import Place
from tepat.lang.findings import Finding
from tepat.lang.functions import AGGREGATES, COLUMN_AGGREGATES
from tepat.lang.sql.duckdb import column_expression, condition, quoted
from tepat.lang.tree import Call, IsNull, Literal, Name, Node, calls, names, walk
from tepat.lang.typed import Lookup, Reference, Rounded, Typed, walk_typed
from tepat.lang.types import Type, Unit
from tepat.law.bound import BoundBook, BoundCondition, column_name
from tepat.law.formulas import filled, named_in
from tepat.law.packet import Empty
from tepat.law.rulebook import MEMBER, Condition, Definition, LawTable, Relation, RuleBook


@dataclass(frozen=True)
class _Subject:
    """Something that withholds when it is unknown: its name and labels, the test for that, and its formulas."""

    name: str
    labels: tuple[tuple[str, str], ...]
    unknown: str
    trees: tuple[Node, ...]
    reason: str = ""
    lookups: tuple[Lookup, ...] = ()
    divisors: tuple[Typed, ...] = ()


@dataclass(frozen=True)
class _Cause:
    """One way for a variable or condition to be unknown: a test on the computed table, and the finding it makes.

    ``optional``: what misses may be absent by itself, so that this is the reason only where there is no other.
    """

    subject: _Subject
    test: str
    code: str
    words: tuple[tuple[str, object], ...]
    optional: bool = False


def find_all(connection: duckdb.DuckDBPyConnection, bound: BoundBook, admission: Admission) -> tuple[Finding, ...]:
    """Every finding of the computed month, by person and code; those of the entrance are not repeated."""
    found = [
        *departures(bound.book),
        *_missing_facts(connection, bound),
        *_shared_faults(connection, admission),
        *_conditions(connection, bound),
        *_row_conditions(connection, bound, admission),
    ]
    strangers = _not_taking_part(connection, bound)
    found = [item for item in found if item.nip not in strangers]
    found += _unexplained(connection, bound, strangers.union(item.nip for item in found if item.tingkat == "tahan"))
    explained = {item.nip for item in found if item.tingkat == "tahan" and item.kode not in _LAST_RESORT}
    kept = (item for item in found if item.kode not in _LAST_RESORT or item.nip not in explained)
    return tuple(sorted(kept, key=lambda item: (item.nip, item.kode, item.variabel, str(item.place))))


def _not_taking_part(connection: duckdb.DuckDBPyConnection, bound: BoundBook) -> frozenset[str]:
    """People whom this kind of run does not concern: nothing of theirs is missing."""
    if MEMBER not in bound.book.definitions:
        return frozenset()
    rows = connection.execute(f"SELECT nip FROM hitung WHERE NOT {MEMBER} AND NOT rusak").fetchall()
    return frozenset(nip for (nip,) in rows)


def _unexplained(connection: duckdb.DuckDBPyConnection, bound: BoundBook, told: frozenset[str]) -> Iterator[Finding]:
    """Nobody waits without a word: whoever no cause was found for is told which amount is unknown."""
    amounts = [item for item in bound.bound if item.definition.unit is Unit.RUPIAH and item.reference.nullable]
    named = " ".join(f"WHEN {unknown_test(item)} THEN {quoted(item.name)}" for item in amounts)
    which = f"CASE {named} END" if named else "NULL"
    query = f"SELECT nip, {which} FROM hitung WHERE {STATUS} = {quoted(WITHHELD)} AND NOT rusak ORDER BY nip"
    for nip, name in connection.execute(query).fetchall():
        if nip not in told:
            item = bound.named(name).definition if name else None
            words = {"label": item.label if item else "", "label_en": item.label_en if item else ""}
            yield Finding("H-110", nip, name or "", words=words)


def departures(book: RuleBook) -> Iterator[Finding]:
    """What departs from higher law and is computed all the same: told in every month, of nobody in particular."""
    stated: list[Definition | LawTable | Relation] = [*book.definitions.values(), *book.tables.values()]
    for item in (*stated, *book.relations.values()):
        if item.menyimpang:
            words = {
                "label": item.label,
                "label_en": item.label_en,
                "dasar": item.source.dasar,
                "menyimpang": item.menyimpang,
            }
            yield Finding("H-206", variabel=item.name, words=words)


# A formula says itself that it does not know, or that a row's does: told only where no missing fact says why.
_LAST_RESORT = frozenset({"H-104", "H-111"})


# -- missing facts ----------------------------------------------------------------------------------------------


def _missing_facts(connection: duckdb.DuckDBPyConnection, bound: BoundBook) -> Iterator[Finding]:
    """For each withheld person the missing facts, each told once, by the first variable that misses it."""
    causes = [cause for subject in _subjects(bound) for cause in _causes(subject, bound)]
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE tertahan AS "
        f"SELECT * FROM hitung JOIN fakta USING (nip, rusak) WHERE {STATUS} = {quoted(WITHHELD)} AND NOT rusak"
    )
    queries = (
        f"SELECT nip, {index} AS sebab FROM tertahan WHERE {cause.subject.unknown} AND {cause.test}"
        for index, cause in enumerate(causes)
    )
    rows = connection.execute(" UNION ALL ".join(queries) + " ORDER BY nip, sebab").fetchall() if causes else []
    connection.execute("DROP TABLE tertahan")
    certain = {nip for nip, index in rows if not causes[index].optional}
    told: set[tuple[str, str, object]] = set()
    for nip, index in rows:
        cause = causes[index]
        if cause.optional and nip in certain:
            continue
        key = (nip, cause.code, cause.words[0][1])
        if key not in told:
            told.add(key)
            yield Finding(cause.code, nip, cause.subject.name, words=dict(cause.words))


def _subjects(bound: BoundBook) -> Iterator[_Subject]:
    """Every variable, and every condition that withholds."""
    for item in bound.bound:
        labels = (("label", item.definition.label), ("label_en", item.definition.label_en))
        lookups, divisors = _lookups(item.typed, item.applies), _divisors(item.typed, item.applies)
        yield _Subject(item.name, labels, unknown_test(item), item.trees, item.definition.unknown, lookups, divisors)
    for held in bound.conditions:
        if held.condition.effect == "tahan" and not held.condition.file:
            labels = _message_labels(held.condition, bound)
            trees = tuple(tree for tree in (held.tree, held.applies_tree) if tree is not None)
            name = held.condition.name
            lookups = _lookups(held.test, held.applies)
            yield _Subject(name, labels, f"{condition_column(name)} IS NULL", trees, lookups=lookups)


def _message_labels(condition: Condition, bound: BoundBook) -> tuple[tuple[str, str], tuple[str, str]]:
    """The message of a condition, of nobody in particular: what it names stands by its label."""
    named = {name: bound.book.definitions[name] for name in named_in(condition)}
    in_id, in_en = condition.message
    return (
        ("label", filled(in_id, {name: item.label for name, item in named.items()})),
        ("label_en", filled(in_en, {name: item.label_en for name, item in named.items()})),
    )


def _causes(subject: _Subject, bound: BoundBook) -> Iterator[_Cause]:
    for relation, column in sorted({found for tree in subject.trees for found in _facts_read(tree, bound)}):
        if relation in bound.single_files:
            optional = bound.packet[relation].column(column).empty is Empty.ABSENT
            yield from _file_causes(subject, relation, column, optional)
        elif bound.book.relations[relation].through:
            yield _through_cause(subject, relation, bound)
    for relation in sorted(_relations_read(subject.trees, bound)):
        yield _uncertain_cause(subject, relation, bound)
    for target in sorted(_aggregates_read(subject.trees, bound)):
        incomplete = _incomplete_cause(subject, target, bound)
        yield incomplete
        for reason in _row_reasons(target, bound):
            yield _Cause(subject, incomplete.test, "H-104", (("alasan", reason), *subject.labels))
    for lookup in subject.lookups:
        yield _outside_cause(subject, lookup)
    for divisor in subject.divisors:
        yield _divisor_cause(subject, divisor)
    for reason in _reasons(subject, bound):
        yield _Cause(subject, "TRUE", "H-104", (("alasan", reason), *subject.labels))


def _file_causes(subject: _Subject, file: str, column: str, optional: bool) -> Iterator[_Cause]:
    empty = f"{column_name(file, column)} IS NULL"
    if file != "pegawai":
        present = column_name(file, "ada")
        yield _Cause(subject, f"NOT {present}", "H-101", (("berkas", file), *subject.labels), optional)
        empty = f"{present} AND {empty}"
    yield _Cause(subject, empty, "H-102", (("kolom", column), ("berkas", file), *subject.labels), optional)


def _through_cause(subject: _Subject, relation: str, bound: BoundBook) -> _Cause:
    found = bound.book.relations[relation]
    source = found.through.split(".")[0]
    test = f"{column_name(source, 'ada')} AND NOT {column_name(relation, 'ada')}"
    return _Cause(subject, test, "H-106", (("berkas", found.file),))


def _uncertain_cause(subject: _Subject, relation: str, bound: BoundBook) -> _Cause:
    found = bound.book.relations[relation]
    words = (("relasi", relation), ("berkas", found.file), ("label", found.label), ("label_en", found.label_en))
    return _Cause(subject, f"{column_name(relation, 'ada')} IS NULL", "H-103", words)


def _incomplete_cause(subject: _Subject, target: tuple[str, str, str], bound: BoundBook) -> _Cause:
    """A sum over rows one of which misses the value, or the least of none."""
    relation, _, column = target
    found = bound.book.relations[relation]
    test = f"{column_name(relation, 'ada')} IS NOT NULL AND {bound.scope.aggregates[target].column} IS NULL"
    words = (("kolom", column), ("berkas", found.file), ("label", found.label), ("label_en", found.label_en))
    variable = bound.book.row_definitions.get(found.file, {}).get(column)
    if variable is None:
        return _Cause(subject, test, "H-108", words)
    named = (("nama", variable.label), ("nama_en", variable.label_en), ("dasar", variable.source.dasar))
    return _Cause(subject, test, "H-111", (*words, *named))


def _outside_cause(subject: _Subject, lookup: Lookup) -> _Cause:
    """A value the table does not hold, or a cell no source states."""
    asked = [part for part in (*lookup.keys, lookup.value) if part is not None and part.type is not None]
    known = " AND ".join(f"({column_expression(part, part.type)}) IS NOT NULL" for part in asked if part.type)
    test = f"{known} AND ({column_expression(lookup, _type_of(lookup))}) IS NULL"
    return _Cause(subject, test, "H-109", (("tabel", lookup.table.label), *subject.labels))


def _divisor_cause(subject: _Subject, divisor: Typed) -> _Cause:
    """A division by zero or less: what it was divided by, by the names the formula has for it."""
    read = (part.column.replace("__", ".") for part in walk_typed(divisor) if isinstance(part, Reference))
    words = (("pembagi", ", ".join(dict.fromkeys(read))), *subject.labels)
    return _Cause(subject, f"({column_expression(divisor, _type_of(divisor))}) <= 0", "H-112", words)


def _type_of(typed: Typed) -> Type:
    if typed.type is None:
        raise TypeError(f"{typed} is of no type")
    return typed.type


def _lookups(*trees: Typed | None) -> tuple[Lookup, ...]:
    """Look-ups that may find nothing although everything they ask with is known."""
    found = (part for tree in trees if tree is not None for part in walk_typed(tree) if isinstance(part, Lookup))
    return tuple(dict.fromkeys(part for part in found if part.nullable))


def _divisors(*trees: Typed | None) -> tuple[Typed, ...]:
    """What is divided by and may be zero or less."""
    parts = (part for tree in trees if tree is not None for part in walk_typed(tree))
    return tuple(dict.fromkeys(guard for part in parts if isinstance(part, Rounded) for guard in part.guards))


def _aggregates_read(trees: Iterable[Node], bound: BoundBook) -> set[tuple[str, str, str]]:
    """Aggregates over a column of rows."""
    calls_made = (node for tree in trees for node in walk(tree) if isinstance(node, Call))
    found = set()
    for node in calls_made:
        if node.function in COLUMN_AGGREGATES and isinstance(node.arguments[0], Name):
            relation, *column = node.arguments[0].parts
            found.add((relation, node.function, column[0] if column else ""))
    return {target for target in found if target[0] in bound.relations}


def _facts_read(tree: Node, bound: BoundBook) -> Iterator[tuple[str, str]]:
    """Facts whose value a formula uses; that one may be absent, and is only asked for, makes nothing unknown."""
    asked = {id(node.operand) for node in walk(tree) if isinstance(node, IsNull)}
    for node in walk(tree):
        reference = bound.scope.names.get(node.parts) if isinstance(node, Name) and id(node) not in asked else None
        if isinstance(reference, Reference) and "__" in reference.column:
            relation, _, column = reference.column.partition("__")
            yield relation, column


def _relations_read(trees: Iterable[Node], bound: BoundBook) -> set[str]:
    """Relations an aggregate is asked of; that they are single or certain is proven per person."""
    return {
        node.arguments[0].parts[0]
        for tree in trees
        for node in walk(tree)
        if isinstance(node, Call)
        and node.function in AGGREGATES
        and isinstance(node.arguments[0], Name)
        and node.arguments[0].parts[0] in bound.relations
        and not bound.book.relations[node.arguments[0].parts[0]].through
    }


def _reasons(subject: _Subject, bound: BoundBook) -> Iterator[str]:
    if subject.reason:
        yield subject.reason
    for tree in subject.trees:
        for call in calls(tree, "TIDAK_DIKETAHUI"):
            yield str(call.arguments[0].value) if isinstance(call.arguments[0], Literal) else ""
        yield from _unknown_tables_read(tree, bound)


def _unknown_tables_read(tree: Node, bound: BoundBook) -> Iterator[str]:
    """Why the tables are unknown that a formula looks something up in."""
    for node in walk(tree):
        if isinstance(node, Call) and node.arguments and isinstance(node.arguments[0], Literal):
            reason = bound.book.unknown_tables.get(str(node.arguments[0].value))
            if reason is not None:
                yield reason


def _row_reasons(target: tuple[str, str, str], bound: BoundBook) -> Iterator[str]:
    """Why the tables are unknown that a row variable, or one of its row it is computed from, looks something up in."""
    relation, _, column = target
    rows = {item.name: item for item in bound.rows.get(bound.book.relations[relation].file, ())}
    waiting, seen = [column], set()
    while waiting:
        item = rows.get(waiting.pop())
        if item is not None and item.name not in seen:
            seen.add(item.name)
            for tree in item.trees:
                yield from _unknown_tables_read(tree, bound)
                waiting += [parts[0] for parts in sorted(names(tree)) if len(parts) == 1]


def _shared_faults(connection: duckdb.DuckDBPyConnection, admission: Admission) -> Iterator[Finding]:
    """A bad row of a position or unit holds everybody in it; each of them is told, the row itself only once."""
    told = {item.nip for item in admission.findings}
    query = "SELECT nip, min((kode, berkas, baris)) FROM rusak GROUP BY nip ORDER BY nip"
    for nip, fault in connection.execute(query).fetchall():
        if nip not in told:
            code, file, row = fault.values() if isinstance(fault, dict) else fault
            (place,) = place_rows(admission.files, file, [int(row)])
            yield Finding("H-107", nip, "", place, {"kode": code, "berkas": file})


# -- conditions -------------------------------------------------------------------------------------------------


def _conditions(connection: duckdb.DuckDBPyConnection, bound: BoundBook) -> Iterator[Finding]:
    """Conditions on the person that do not hold; where a warning's test is unknown, the missing fact is told."""
    for item in bound.conditions:
        if item.condition.file:
            continue
        column, named = condition_column(item.condition.name), sorted(named_in(item.condition))
        query = f"SELECT {', '.join(('nip', *named))} FROM hitung WHERE NOT {column} AND NOT rusak ORDER BY nip"
        for nip, *values in connection.execute(query).fetchall():
            told = {
                name: _NOT_KNOWN if value is None else str(value) for name, value in zip(named, values, strict=True)
            }
            yield _condition_finding(item, nip, Place(), told)


_NOT_KNOWN = "?"


def _condition_finding(item: BoundCondition, nip: str, place: Place, told: Mapping[str, str]) -> Finding:
    held = item.condition
    texts = zip(("pesan", "pesan_en", "perbaikan", "perbaikan_en"), (*held.message, *held.remedy), strict=True)
    words = {name: filled(text, told) for name, text in texts}
    return Finding(_EFFECTS[held.effect], nip, held.name, place, words)


_EFFECTS = {"tahan": "H-105", "peringatan": "H-205", "nol": "H-207"}


def _row_conditions(connection: duckdb.DuckDBPyConnection, bound: BoundBook, admission: Admission) -> Iterator[Finding]:
    """Conditions on the rows of a fact file, with the row's place."""
    for item in bound.conditions:
        file = item.condition.file
        if not file:
            continue
        rows = connection.execute(_failing_rows(bound, item)).fetchall()
        places = place_rows(admission.files, file, [int(row) for _, row in rows])
        for (nip, _), place in zip(rows, places, strict=True):
            yield _condition_finding(item, nip, place, {})


def _failing_rows(bound: BoundBook, item: BoundCondition) -> str:
    """Rows of known people on which a condition does not hold; the person's variables stand in ``hitung``."""
    known = "nip IN (SELECT nip FROM pegawai)"
    applies = "" if item.applies is None else f" AND {condition(item.applies)}"
    test = f"NOT {condition(item.test)}{applies} AND {known}"
    return f"SELECT nip, baris FROM ({rows_query(bound, item.condition.file)}) WHERE {test} ORDER BY nip, baris"
