"""The fact layer of the statement: rows of fact files with their variables, what relations come to, and ``fakta``.

    orang            what row formulas read of the person, where they read any
    <file>_baris     rows of a fact file with their row variables
    <relation>       what those rows come to for each person
    fakta            one row per person, every fact that any formula reads, as integers over powers of ten

Rows that read what the person's variables came to wait for them: `later_ctes` computes them over the layers so far.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tepat.lang.sql.duckdb import column_expression, condition, quoted, sql_type
from tepat.lang.types import Number, Type, Unit
from tepat.law.bound import MAX_ROWS, Bound, BoundBook, column_name, person_column
from tepat.law.packet import KEYED_FILES
from tepat.law.rulebook import Provenance, Relation


@dataclass(frozen=True)
class Cte:
    """One named layer of the statement."""

    name: str
    body: str


def with_clause(ctes: Iterable[Cte]) -> str:
    """``WITH …`` and a blank line; nothing without layers."""
    parts = ",\n\n".join(f"{cte.name} AS (\n{indented(cte.body)}\n)" for cte in ctes)
    return f"WITH\n{parts}\n\n" if parts else ""


def indented(text: str) -> str:
    """Every line two blanks in."""
    return "\n".join(f"  {line}" if line else line for line in text.splitlines())


def commented(columns: Iterable[tuple[str, str]]) -> str:
    """Columns with a comment above each."""
    return ",\n".join(indented(f"-- {comment}\n{text}") for comment, text in columns)


def cite(label: str, source: Provenance) -> str:
    """The comment that names a column's basis."""
    return f"{label} — {source.dasar} [{source.instrumen}]".replace("\n", " ")


def variable_column(item: Bound) -> tuple[str, str]:
    """A variable's column under its name, and the comment that names its basis."""
    expression = column_expression(item.typed, item.type)
    if item.applies is not None:
        expression = f"CASE WHEN {condition(item.applies)} THEN {expression} END"
    scale = f" (per {10**item.type.scale})" if isinstance(item.type, Number) and item.type.scale else ""
    return cite(item.definition.label + scale, item.definition.source), f"{expression} AS {item.name}"


def fact_ctes(bound: BoundBook) -> Iterator[Cte]:
    """Everything up to ``fakta``."""
    if any(parts[0] in bound.single_files for context in bound.row_context.values() for parts in context):
        yield Cte("orang", _person_body(bound))
    for file in _files_with_rows(bound):
        yield from row_ctes(bound, file)
    yield from _relation_ctes(bound, 0)
    yield Cte("fakta", _facts_body(bound))


def later_ctes(bound: BoundBook, turn: int, source: str) -> Iterator[Cte]:
    """The rows and relations of a further round over the layer ``source``, and that layer with them joined."""
    for file in _files_with_rows(bound):
        yield from _later_rows(bound, file, turn, source)
    yield from _relation_ctes(bound, turn)
    columns, joins = _joined(bound, turn)
    head = "\n".join((f"SELECT {source}.*,", _commaed(columns), f"FROM {source}", *joins))
    yield Cte(f"{source}_{turn}", head.replace("pegawai.nip", f"{source}.nip"))


def later_columns(bound: BoundBook, turn: int) -> list[str]:
    """Columns that a further round adds to the person."""
    return [text.rpartition(" AS ")[2] for text in _joined(bound, turn)[0]]


# -- rows -------------------------------------------------------------------------------------------------------


def _files_with_rows(bound: BoundBook) -> list[str]:
    """Files whose rows some relation of the person looks at."""
    return list(
        dict.fromkeys(item.relation.file for item in bound.relations_read.values() if not item.relation.through)
    )


def row_ctes(bound: BoundBook, file: str, rounds: int = 0, layer: str = "") -> Iterator[Cte]:
    """The rows of a file as integers, then one row variable after the other.

    ``rounds``: up to which; what later ones read of the person stands in the table ``layer``.
    """
    rows = [item for item in bound.rows.get(file, ()) if item.turn <= rounds]
    first = f"{file}_isi" if rows else f"{file}_baris"
    yield Cte(first, _rows_body(bound, file, layer))
    yield from _row_variables(rows, first, f"{file}_baris")


def rows_query(bound: BoundBook, file: str) -> str:
    """The rows of a file with all their row variables; what those read of the person stands in ``hitung``."""
    person = [cte for cte in fact_ctes(bound) if cte.name == "orang"]
    last = max((row.turn for row in bound.rows.get(file, ())), default=0)
    return f"{with_clause((*person, *row_ctes(bound, file, last, 'hitung')))}SELECT * FROM {file}_baris"


def _row_variables(rows: list[Bound], source: str, last: str) -> Iterator[Cte]:
    for index, item in enumerate(rows, start=1):
        name = last if index == len(rows) else f"{last}_{index}"
        yield Cte(name, f"SELECT *,\n{commented([variable_column(item)])}\nFROM {source}")
        source = name


def _rows_body(bound: BoundBook, file: str, layer: str) -> str:
    contract = bound.packet[file].columns
    columns = [_fact_column(f"{file}.{column.name}", column.type, column.name) for column in contract]
    context = sorted(bound.row_context.get(file, ()))
    facts = [person_column(parts) for parts in context if parts[0] in bound.single_files]
    columns += [f"orang.{name}" for name in facts]
    joins = [f"JOIN orang ON orang.nip = {file}.nip"] if facts else []
    for name in dict.fromkeys(parts[0] for parts in context if len(parts) == 2 and parts[0] in bound.relations):
        columns += _columns_led_to(bound, name, context)
        joins.append(_join(bound, name))
    if layer:
        variables = [parts for parts in context if len(parts) == 1]
        columns += [f"{layer}.{parts[0]} AS {person_column(parts)}" for parts in variables]
        joins.append(f"JOIN {layer} ON {layer}.nip = {file}.nip")
    return "\n".join((f"SELECT\n{_commaed((*columns, f'{file}.baris'))}", f"FROM {file}", *joins))


def _columns_led_to(bound: BoundBook, name: str, context: list[tuple[str, ...]]) -> Iterator[str]:
    file = bound.relations[name].relation.file
    for parts in context:
        if len(parts) == 2 and parts[0] == name:
            kind = bound.packet[file].column(parts[1]).type
            yield _fact_column(f"{name}.{parts[1]}", kind, column_name(*parts))


def _later_rows(bound: BoundBook, file: str, turn: int, source: str) -> Iterator[Cte]:
    """Rows with what the layers so far say of their person, and the row variables that waited for it."""
    rows = [item for item in bound.rows.get(file, ()) if item.turn == turn]
    rounds = {item.name: item.turn for item in bound.bound}
    known = [parts for parts in sorted(bound.row_context.get(file, ())) if len(parts) == 1]
    fresh = [parts for parts in known if rounds.get(parts[0]) == turn - 1]
    before = f"{file}_baris" if turn == 1 else f"{file}_tahap_{turn - 1}"
    columns = "".join(f",\n  {source}.{parts[0]} AS {person_column(parts)}" for parts in fresh)
    first = f"{file}_isi_{turn}" if rows else f"{file}_tahap_{turn}"
    yield Cte(first, f"SELECT {before}.*{columns}\nFROM {before}\nJOIN {source} ON {source}.nip = {before}.nip")
    yield from _row_variables(rows, first, f"{file}_tahap_{turn}")


def _commaed(columns: Iterable[str]) -> str:
    return ",\n".join(indented(column) for column in columns)


def _fact_column(source: str, kind: Type, name: str) -> str:
    """A fact as the engine counts it: a number as a whole numerator over a power of ten."""
    if not isinstance(kind, Number):
        return f"{source} AS {name}"
    factor = 10 ** stored_decimals(kind)
    scaled = source if factor == 1 else f"{source} * {factor}"
    return f"CAST({scaled} AS {sql_type(kind)}) AS {name}"


def stored_decimals(kind: Number) -> int:
    """Decimals of the natural column a fact is stored in; a percentage is stored as percent, not as a ratio."""
    return kind.scale - 2 if kind.unit is Unit.PERSEN else kind.scale


# -- relations --------------------------------------------------------------------------------------------------


def _relation_ctes(bound: BoundBook, turn: int) -> Iterator[Cte]:
    for name, item in bound.relations_read.items():
        if not item.relation.through and _asked(bound, name, turn):
            yield _relation_cte(bound, name, turn)


def _asked(bound: BoundBook, name: str, turn: int) -> list[tuple[str, str]]:
    """Functions and columns of a relation that are known in this round."""
    return [
        (function, column)
        for (relation, function, column), known in sorted(bound.aggregate_rounds.items())
        if relation == name and known == turn
    ]


def _relation_table(name: str, turn: int) -> str:
    return name if turn == 0 else f"{name}_tahap_{turn}"


def _relation_cte(bound: BoundBook, name: str, turn: int) -> Cte:
    item = bound.relations[name]
    test = "TRUE" if item.condition is None else condition(item.condition)
    source = f"{item.relation.file}_baris" if turn == 0 else f"{item.relation.file}_tahap_{turn}"
    rows = f"(\n  SELECT *, {test} AS cocok\n  FROM {source}\n) AS baris"
    columns = ["nip", *_aggregates(bound, name, turn)]
    if item.relation.single and ("ADA", "") in _asked(bound, name, turn):
        columns += _single_columns(bound, item.relation)
    head = f"-- {cite(item.relation.label, item.relation.source)}\nSELECT\n{_commaed(columns)}"
    return Cte(_relation_table(name, turn), f"{head}\nFROM {rows}\nGROUP BY nip")


# Rows whose condition is unknown leave everything unknown; so do two rows where at most one may be.
_MATCHES = "count(*) FILTER (WHERE cocok)"
_SURE = "count(*) FILTER (WHERE cocok IS NULL) = 0"
_ADA = {
    False: f"CASE WHEN {_SURE} AND {_MATCHES} <= {MAX_ROWS} THEN {_MATCHES} > 0 END",
    True: f"CASE WHEN {_SURE} AND {_MATCHES} <= 1 THEN {_MATCHES} = 1 END",
}
_FUNCTIONS = {
    "BANYAK_BEDA": "count(DISTINCT {})",
    "JUMLAH": "sum({})",
    "TERKECIL": "min({})",
    "TERBESAR": "max({})",
}


def _aggregates(bound: BoundBook, name: str, turn: int) -> Iterator[str]:
    for function, column in _asked(bound, name, turn):
        certain = f"{_SURE} AND {_MATCHES} <= {MAX_ROWS}"
        if function == "ADA":
            yield f"{_ADA[bound.relations[name].relation.single]} AS ada"
            continue
        if function == "BANYAK":
            yield f"CASE WHEN {certain} THEN {_MATCHES} END AS banyak"
            continue
        complete = f"count({column}) FILTER (WHERE cocok) = {_MATCHES}"
        value = f"{_FUNCTIONS[function].format(column)} FILTER (WHERE cocok)"
        value = f"coalesce({value}, 0)" if function == "JUMLAH" else value  # the sum of no row is zero
        yield f"CASE WHEN {certain} AND {complete} THEN {value} END AS {function.lower()}__{column}"


def _single_columns(bound: BoundBook, relation: Relation) -> Iterator[str]:
    for column in columns_used(bound, relation.name):
        yield f"CASE WHEN {_SURE} AND {_MATCHES} = 1 THEN min({column}) FILTER (WHERE cocok) END AS {column}"


def columns_used(bound: BoundBook, relation: str) -> list[str]:
    """Columns of a relation that a formula, or another relation's key, reads; in the order of the contract."""
    through = (item.relation.through.split(".") for item in bound.relations_read.values() if item.relation.through)
    used = {column for name, column in (*bound.used, *map(tuple, through)) if name == relation}
    file = bound.relations[relation].relation.file if relation in bound.relations else relation
    return [column.name for column in bound.packet[file].columns if column.name in used]


# -- one row per person -----------------------------------------------------------------------------------------


def _person_body(bound: BoundBook) -> str:
    """What row formulas read of the person."""
    read = sorted({parts for context in bound.row_context.values() for parts in context})
    wanted = [parts for parts in read if parts[0] in bound.single_files]
    columns = ["pegawai.nip"]
    for file, column in wanted:
        kind = bound.packet[file].column(column).type
        columns.append(_fact_column(f"{file}.{column}", kind, person_column((file, column))))
    files = [name for name in bound.single_files if name != "pegawai" and any(parts[0] == name for parts in wanted)]
    return "\n".join(["SELECT", _commaed(columns), "FROM pegawai", *(_join(bound, name) for name in files)])


def _facts_body(bound: BoundBook) -> str:
    columns, joins = ["pegawai.nip"], []
    for name in bound.single_files:
        found = [*_relation_columns(bound, name, 0)]
        columns += found
        if name != "pegawai" and (found or _is_key(bound, name)):
            joins.append(_join(bound, name))
    more, further = _joined(bound, 0)
    columns += [*more, "rusak.nip IS NOT NULL AS rusak"]
    return "\n".join(["SELECT", _commaed(columns), "FROM pegawai", *joins, *further, _BROKEN])


_BROKEN = """-- orang yang barisnya tidak sah menurut pemeriksaan masuk
LEFT JOIN (SELECT DISTINCT nip FROM rusak) AS rusak ON rusak.nip = pegawai.nip"""


def _joined(bound: BoundBook, turn: int) -> tuple[list[str], list[str]]:
    """Columns and joins of the relations that are known in a round."""
    columns: list[str] = []
    joins: list[str] = []
    for name, item in bound.relations_read.items():
        if item.of_rows or not _asked(bound, name, turn):
            continue
        columns += _relation_columns(bound, name, turn)
        joins.append(_join(bound, name, turn))
    return columns, joins


def _is_key(bound: BoundBook, name: str) -> bool:
    return any(item.relation.through.startswith(f"{name}.") for item in bound.relations_read.values())


def _relation_columns(bound: BoundBook, name: str, turn: int) -> Iterator[str]:
    item = bound.relations.get(name)
    derived = item is not None and not item.relation.through
    file = item.relation.file if item is not None else name
    table = _relation_table(name, turn)
    asked = _asked(bound, name, turn)
    for column in columns_used(bound, name) if item is None or ("ADA", "") in asked else ():
        kind = bound.packet[file].column(column).type
        alias = column_name(name, column)
        yield f"{table}.{column} AS {alias}" if derived else _fact_column(f"{name}.{column}", kind, alias)
    if item is None or ("ADA", "") in asked:
        yield from _presence(bound, name, table, derived)
    for function, column in asked:
        if function != "ADA":
            yield _aggregate_column(bound, name, table, function, column)


def _presence(bound: BoundBook, name: str, table: str, derived: bool) -> Iterator[str]:
    """Whether the row is there; of the files with one row per person always, since findings ask for it."""
    if name in bound.single_files:
        if name != "pegawai" and (columns_used(bound, name) or (name, "ADA", "") in bound.aggregates):
            key = "nip" if name not in KEYED_FILES else KEYED_FILES[name][1]
            yield f"{name}.{key} IS NOT NULL AS {column_name(name, 'ada')}"
    elif derived:
        yield f"CASE WHEN {table}.nip IS NULL THEN FALSE ELSE {table}.ada END AS {column_name(name, 'ada')}"
    else:
        key = bound.packet[bound.relations[name].relation.file].key[0]
        yield f"{name}.{key} IS NOT NULL AS {column_name(name, 'ada')}"


def _aggregate_column(bound: BoundBook, name: str, table: str, function: str, column: str) -> str:
    reference = bound.scope.aggregates[(name, function, column)]
    own = "banyak" if function == "BANYAK" else f"{function.lower()}__{column}"
    kind = reference.type
    if function in ("BANYAK", "BANYAK_BEDA", "JUMLAH") and isinstance(kind, Number):
        value = f"CASE WHEN {table}.nip IS NULL THEN 0 ELSE {table}.{own} END"
        return f"CAST({value} AS {sql_type(kind)}) AS {reference.column}"
    return f"{table}.{own} AS {reference.column}"


def _join(bound: BoundBook, name: str, turn: int = 0) -> str:
    item = bound.relations.get(name)
    if item is not None and item.relation.through:
        file, key = item.relation.file, bound.packet[item.relation.file].key[0]
        source, _, column = item.relation.through.partition(".")
        table = source if item.of_rows or source in bound.single_files else _relation_table(source, turn)
        return f"LEFT JOIN {file} AS {name} ON {name}.{key} = {table}.{column}"
    if name in KEYED_FILES:
        source, column = KEYED_FILES[name]
        return f"LEFT JOIN {name} ON {name}.{column} = {source}.{column}"
    period = ""
    if name == "kinerja":
        masa = quoted(str(bound.book.masa))
        period = f"\n  AND kinerja.periode = {masa}"
    table = _relation_table(name, turn)
    return f"LEFT JOIN {table} ON {table}.nip = pegawai.nip{period}"
