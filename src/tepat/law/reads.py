"""Which columns of the fact files a bound rule book reads: a bad cell elsewhere keeps nobody waiting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from tepat.lang.tree import Call, Literal, Name, Node, names, walk
from tepat.lang.typed import Constant, Reference
from tepat.law.bound import PERSON_COLUMN, BoundBook
from tepat.law.packet import KEYED_FILES

# They say whose a row is, of what and for how long: without them a file that is read cannot be.
STRUCTURE = frozenset({"nip", "kode_jabatan", "mulai", "selesai", "jenis"})


def columns_read(bound: BoundBook) -> Mapping[str, frozenset[str]]:
    """Fact columns by file that decide an amount or withhold somebody. Conditions that only warn do not count."""
    found: dict[str, set[str]] = defaultdict(set)
    found["pegawai"].add("nip")
    for file, column in (*_of_person(bound), *_of_rows(bound), *_of_relations(bound)):
        found[file].add(column)
    for relation, (file, column) in KEYED_FILES.items():
        if found.get(relation):
            found[file].add(column)
    known = {file: columns for file, columns in found.items() if file in bound.packet}
    return {file: frozenset(columns & set(bound.packet[file].names)) for file, columns in known.items()}


def full_names(
    parts: tuple[str, ...], known: Mapping[tuple[str, ...], Reference | Constant]
) -> Iterator[tuple[str, str]]:
    """The relation and column a name stands for; nothing where it stands for a variable or a fixed value."""
    reference = known.get(parts)
    if isinstance(reference, Reference) and "__" in reference.column:
        relation, _, column = reference.column.removeprefix(f"{PERSON_COLUMN}__").partition("__")
        yield relation, column


def file_of(bound: BoundBook, relation: str) -> str:
    """The fact file behind a relation, or the file itself."""
    found = bound.book.relations.get(relation)
    return found.file if found else relation


def _of_person(bound: BoundBook) -> Iterator[tuple[str, str]]:
    trees = [tree for item in bound.bound for tree in item.trees]
    trees += [item.tree for item in bound.conditions if item.condition.effect == "tahan" and not item.condition.file]
    for tree in trees:
        for parts in names(tree):
            for relation, column in full_names(parts, bound.scope.names):
                yield file_of(bound, relation), column
    for relation, _, column in bound.aggregates:
        if column:
            yield file_of(bound, relation), column


def _of_rows(bound: BoundBook) -> Iterator[tuple[str, str]]:
    """Own columns of rows that relations look at, and what their formulas read beyond."""
    for file in dict.fromkeys(item.relation.file for item in bound.relations_read.values()):
        trees: Iterable[Node] = (tree for row in bound.rows.get(file, ()) for tree in row.trees)
        for tree in trees:
            yield from ((file, parts[0]) for parts in names(tree) if len(parts) == 1)
        for parts in bound.row_context.get(file, ()):
            if len(parts) == 2:
                yield file_of(bound, parts[0]), parts[1]


def _of_relations(bound: BoundBook) -> Iterator[tuple[str, str]]:
    for item in bound.relations_read.values():
        if item.tree is not None:
            yield from ((item.relation.file, parts[0]) for parts in names(item.tree) if len(parts) == 1)
        if item.relation.through:
            source, _, column = item.relation.through.partition(".")
            yield file_of(bound, source), column
            yield from ((item.relation.file, name) for name in bound.packet[item.relation.file].key)


# -- what stands behind a variable --------------------------------------------------------------------------------


def leads_to(bound: BoundBook, variable: str) -> frozenset[str]:
    """Everything of a rule book that a variable is computed from: variables, tables, relations, row variables."""
    known = {item.name: item for item in bound.bound}
    found: set[str] = set()
    waiting = [variable]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        if name in known:
            trees = (known[name].tree, known[name].applies_tree)
            waiting += (word for tree in trees if tree is not None for node in walk(tree) for word in _words(node))
        elif name in bound.relations:
            file = bound.relations[name].relation.file
            found |= {f"{file}.{item.name}" for item in bound.rows.get(file, ())}
    return frozenset(found)


def _words(node: object) -> Iterator[str]:
    """Names a node of a formula refers to, tables by the text of the look-up."""
    if isinstance(node, Name):
        yield node.parts[0]
    elif isinstance(node, Call) and node.arguments and isinstance(node.arguments[0], Literal):
        yield str(node.arguments[0].value)
