"""The month as one readable SQL statement, for DuckDB.

    <file>_baris   rows of a fact file with their row variables
    <relation>     what those rows come to for each person
    fakta          one row per person, every fact that any formula reads, as integers over powers of ten
    lapis_1 …      the variables, each layer reading only what stands above it; the article stands beside each

The engine runs ``fakta`` and the layers as two steps with these very texts, so that findings can look at both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tepat.lang.sql.duckdb import column_expression, condition, quoted, sql_type
from tepat.lang.types import Number, Type, Unit
from tepat.law.bind import KEYED_FILES, MAX_ROWS, SINGLE_FILES, Bound, BoundBook, BoundCondition, column_name
from tepat.law.packet import PACKET
from tepat.law.rulebook import Provenance, Relation

STATUS = "status_hitung"
WITHHELD, COMPUTED = "tertahan", "dihitung"
RESULT_UNITS = frozenset({Unit.RUPIAH, Unit.PERSEN, Unit.KATEGORI})


@dataclass(frozen=True)
class Cte:
    """One named layer of the statement."""

    name: str
    body: str


@dataclass(frozen=True)
class Statement:
    """The statement in parts. ``facts`` ends with the layer ``fakta``; ``layers`` read from it.

    ``result``: the variables of the result packet, in the order of the rule book.
    """

    facts: tuple[Cte, ...]
    layers: tuple[Cte, ...]
    last: str
    withheld: str
    result: tuple[Bound, ...]
    kept: tuple[str, ...]

    @property
    def facts_sql(self) -> str:
        """The fact layer alone."""
        return f"{_with(self.facts[:-1])}{self.facts[-1].body}"

    @property
    def computed_sql(self) -> str:
        """Every variable of every person, withheld or not, from a table ``fakta``."""
        columns = ",\n  ".join(("nip", "rusak", *self.kept))
        return f"{_with(self.layers)}SELECT\n  {columns},\n  {self.status} AS {STATUS}\nFROM {self.last}"

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
        ctes = _with(
            (*self.facts, *self.layers, Cte("orang", f"SELECT *,\n  {self.status} AS {STATUS}\nFROM {self.last}"))
        )
        return f"{ctes}SELECT nip,\n  {self.result_columns},\n  {STATUS}\nFROM orang\nORDER BY nip"


def _with(ctes: Iterable[Cte]) -> str:
    parts = ",\n\n".join(f"{cte.name} AS (\n{_indented(cte.body)}\n)" for cte in ctes)
    return f"WITH\n{parts}\n\n" if parts else ""


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" if line else line for line in text.splitlines())


def write_statement(bound: BoundBook) -> Statement:
    """The statement of a bound rule book."""
    layers = tuple(_layers(bound))
    tests = [_condition_column(item) for item in bound.conditions if not item.condition.file]
    if tests:
        name = layers[-1].name if layers else "fakta"
        layers = (*layers, Cte("syarat", f"SELECT *,\n{_joined(tests)}\nFROM {name}"))
    last = layers[-1].name if layers else "fakta"
    result = {item.name: item for item in bound.bound if item.definition.unit in RESULT_UNITS}
    ordered = tuple(result[item.name] for item in bound.book.variables if item.name in result)
    held = (condition_column(item.condition.name) for item in bound.conditions if not item.condition.file)
    kept = (*(item.name for item in bound.bound), *held)
    return Statement(tuple(_fact_ctes(bound)), layers, last, _withheld(bound), ordered, kept)


def _joined(columns: Iterable[tuple[str, str]]) -> str:
    """Columns with a comment above each."""
    return ",\n".join(_indented(f"-- {comment}\n{text}") for comment, text in columns)


def cite(label: str, source: Provenance) -> str:
    """The comment that names a column's basis."""
    return f"{label} — {source.dasar} [{source.instrumen}]".replace("\n", " ")


# -- the fact layer ---------------------------------------------------------------------------------------------


def _fact_ctes(bound: BoundBook) -> Iterator[Cte]:
    files = dict.fromkeys(item.relation.file for item in bound.relations.values() if not item.relation.through)
    for file in files:
        yield from _row_ctes(bound, file)
    for name, item in bound.relations.items():
        if not item.relation.through:
            yield _relation_cte(bound, name)
    yield Cte("fakta", _facts_body(bound))


def _row_ctes(bound: BoundBook, file: str) -> Iterator[Cte]:
    """The rows of a file as integers, then one row variable after the other."""
    columns = (_fact_column(f"{file}.{column.name}", column.type, column.name) for column in PACKET[file].columns)
    body = f"SELECT\n{_commaed(columns)}\nFROM {file}"
    rows = bound.rows.get(file, ())
    yield Cte(f"{file}_baris" if not rows else f"{file}_isi", body)
    for index, item in enumerate(rows):
        source = f"{file}_isi" if index == 0 else f"{file}_baris_{index}"
        name = f"{file}_baris" if index == len(rows) - 1 else f"{file}_baris_{index + 1}"
        yield Cte(name, f"SELECT *,\n{_joined([_variable(item)])}\nFROM {source}")


def _commaed(columns: Iterable[str]) -> str:
    return ",\n".join(_indented(column) for column in columns)


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


def _relation_cte(bound: BoundBook, name: str) -> Cte:
    item = bound.relations[name]
    test = "TRUE" if item.condition is None else condition(item.condition)
    rows = f"(\n  SELECT *, {test} AS cocok\n  FROM {item.relation.file}_baris\n) AS baris"
    columns = ["nip", f"{_ADA[item.relation.single]} AS ada", *_aggregates(bound, name)]
    if item.relation.single:
        columns += _single_columns(bound, item.relation)
    head = f"-- {cite(item.relation.label, item.relation.source)}\nSELECT\n{_commaed(columns)}"
    return Cte(name, f"{head}\nFROM {rows}\nGROUP BY nip")


# Rows whose condition is unknown leave everything unknown; so do two rows where at most one may be.
_MATCHES = "count(*) FILTER (WHERE cocok)"
_SURE = "count(*) FILTER (WHERE cocok IS NULL) = 0"
_ADA = {
    False: f"CASE WHEN {_SURE} AND {_MATCHES} <= {MAX_ROWS} THEN {_MATCHES} > 0 END",
    True: f"CASE WHEN {_SURE} AND {_MATCHES} <= 1 THEN {_MATCHES} = 1 END",
}
_FUNCTIONS = {"JUMLAH": "sum", "TERKECIL": "min", "TERBESAR": "max"}


def _aggregates(bound: BoundBook, name: str) -> Iterator[str]:
    for relation, function, column in sorted(bound.aggregates):
        if relation != name or function == "ADA":
            continue
        certain = f"{_SURE} AND {_MATCHES} <= {MAX_ROWS}"
        if function == "BANYAK":
            yield f"CASE WHEN {certain} THEN {_MATCHES} END AS banyak"
            continue
        complete = f"count({column}) FILTER (WHERE cocok) = {_MATCHES}"
        value = f"{_FUNCTIONS[function]}({column}) FILTER (WHERE cocok)"
        value = f"coalesce({value}, 0)" if function == "JUMLAH" else value  # the sum of no row is zero
        yield f"CASE WHEN {certain} AND {complete} THEN {value} END AS {function.lower()}__{column}"


def _single_columns(bound: BoundBook, relation: Relation) -> Iterator[str]:
    for column in _columns_used(bound, relation.name):
        yield f"CASE WHEN {_SURE} AND {_MATCHES} = 1 THEN min({column}) FILTER (WHERE cocok) END AS {column}"


def _columns_used(bound: BoundBook, relation: str) -> list[str]:
    """Columns of a relation that a formula, or another relation's key, reads; in the order of the contract."""
    through = (item.relation.through.split(".") for item in bound.relations.values() if item.relation.through)
    used = {column for name, column in (*bound.used, *map(tuple, through)) if name == relation}
    file = bound.relations[relation].relation.file if relation in bound.relations else relation
    return [column.name for column in PACKET[file].columns if column.name in used]


def _facts_body(bound: BoundBook) -> str:
    columns = ["pegawai.nip"]
    joins = []
    for name in (*SINGLE_FILES, *bound.relations):
        found = [*_relation_columns(bound, name)]
        columns += found
        if name != "pegawai" and (found or _is_key(bound, name)):
            joins.append(_join(bound, name))
    columns += ["rusak.nip IS NOT NULL AS rusak"]
    return "\n".join(["SELECT", _commaed(columns), "FROM pegawai", *joins, _BROKEN])


_BROKEN = """-- orang yang barisnya tidak sah menurut pemeriksaan masuk
LEFT JOIN (SELECT DISTINCT nip FROM rusak) AS rusak ON rusak.nip = pegawai.nip"""


def _is_key(bound: BoundBook, name: str) -> bool:
    return any(item.relation.through.startswith(f"{name}.") for item in bound.relations.values())


def _relation_columns(bound: BoundBook, name: str) -> Iterator[str]:
    item = bound.relations.get(name)
    derived = item is not None and not item.relation.through
    file = item.relation.file if item is not None else name
    for column in _columns_used(bound, name):
        kind = PACKET[file].column(column).type
        alias = column_name(name, column)
        yield f"{name}.{column} AS {alias}" if derived else _fact_column(f"{name}.{column}", kind, alias)
    yield from _presence(bound, name, derived)
    for relation, function, column in sorted(bound.aggregates):
        if relation == name and function != "ADA":
            yield _aggregate_column(bound, name, function, column)


def _presence(bound: BoundBook, name: str, derived: bool) -> Iterator[str]:
    """Whether the row is there; of the files with one row per person always, since findings ask for it."""
    if name in SINGLE_FILES and name != "pegawai" and _columns_used(bound, name):
        key = "nip" if name not in KEYED_FILES else KEYED_FILES[name][1]
        yield f"{name}.{key} IS NOT NULL AS {column_name(name, 'ada')}"
    elif derived and name in bound.relations:
        yield f"CASE WHEN {name}.nip IS NULL THEN FALSE ELSE {name}.ada END AS {column_name(name, 'ada')}"
    elif name in bound.relations:
        key = PACKET[bound.relations[name].relation.file].key[0]
        yield f"{name}.{key} IS NOT NULL AS {column_name(name, 'ada')}"


def _aggregate_column(bound: BoundBook, name: str, function: str, column: str) -> str:
    reference = bound.scope.aggregates[(name, function, column)]
    own = "banyak" if function == "BANYAK" else f"{function.lower()}__{column}"
    kind = reference.type
    if function in ("BANYAK", "JUMLAH") and isinstance(kind, Number):
        value = f"CASE WHEN {name}.nip IS NULL THEN 0 ELSE {name}.{own} END"
        return f"CAST({value} AS {sql_type(kind)}) AS {reference.column}"
    return f"{name}.{own} AS {reference.column}"


def _join(bound: BoundBook, name: str) -> str:
    item = bound.relations.get(name)
    if item is not None and item.relation.through:
        file, key = item.relation.file, PACKET[item.relation.file].key[0]
        return f"LEFT JOIN {file} AS {name} ON {name}.{key} = {item.relation.through}"
    if name in KEYED_FILES:
        source, column = KEYED_FILES[name]
        return f"LEFT JOIN {name} ON {name}.{column} = {source}.{column}"
    period = ""
    if name == "kinerja":
        masa = quoted(str(bound.book.masa))
        period = f"\n  AND (kinerja.periode IS NULL OR kinerja.periode = {masa})"
    return f"LEFT JOIN {name} ON {name}.nip = pegawai.nip{period}"


# -- the variables ----------------------------------------------------------------------------------------------


def _layers(bound: BoundBook) -> Iterator[Cte]:
    source = "fakta"
    for index, layer in enumerate(bound.layers, start=1):
        name = f"lapis_{index}"
        yield Cte(name, f"SELECT *,\n{_joined(_variable(item) for item in layer)}\nFROM {source}")
        source = name


def _variable(item: Bound) -> tuple[str, str]:
    expression = column_expression(item.typed, item.type)
    if item.applies is not None:
        expression = f"CASE WHEN {condition(item.applies)} THEN {expression} END"
    scale = f" (per {10**item.type.scale})" if isinstance(item.type, Number) and item.type.scale else ""
    return cite(item.definition.label + scale, item.definition.source), f"{expression} AS {item.name}"


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
    failing = (f"{condition_column(item.name)} IS NOT TRUE" for item in holding if not item.file)
    return "\n      OR ".join(("rusak", *unknown, *failing))


def unknown_test(item: Bound) -> str:
    """Whether a variable is unknown although it applies."""
    unknown = f"{item.name} IS NULL"
    if item.applies is None:
        return unknown
    return f"({unknown} AND ({condition(item.applies)}) IS NOT FALSE)"
