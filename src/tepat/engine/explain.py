"""Why a person got an amount: the derivation, from the interpreter on the stored facts.

Every node says what it is, its formula in words and with the person's numbers, its value, the article it rests on
word for word, the table row that was hit, why this version of the rule applies, and which branches were not taken.
The values are compared with the stored amounts: an explanation of something else would be worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from pathlib import Path

import duckdb

from tepat.engine.compute import Run, compute
from tepat.engine.derivation import (
    DERIVATIONS,
    StoredFacts,
    holds_all,
    read_derivations,
    stored_findings,
    stored_nips,
)
from tepat.engine.entrance import place_rows
from tepat.engine.entrance.sources import locate
from tepat.engine.own_rows import own_packet
from tepat.engine.places import find_records
from tepat.engine.publish import FACTS
from tepat.engine.receipt import Receipt, book_digest, hash_file, run_order
from tepat.engine.row_notes import RowNote, asks_rows, row_notes
from tepat.engine.statement import COMPUTED, STATUS, write_statement
from tepat.engine.verify import open_packet, read_book
from tepat.lang.errors import PacketError, Place, Problem, UsageError
from tepat.lang.exact import Unknown, Value
from tepat.lang.findings import Finding
from tepat.lang.prose import Vocabulary, in_numbers, in_words, plain_number, value_text
from tepat.lang.scope import suggestion
from tepat.lang.tables import Band
from tepat.lang.tree import Call, Case, Literal, Name, Node, walk
from tepat.lang.types import Number, Unit
from tepat.law.bind import BoundBook, bind
from tepat.law.formulas import substitute
from tepat.law.packet import KEYED_FILES, FactFile
from tepat.law.person import FactRow, Outcome, Person
from tepat.law.rulebook import Definition, Provenance, RuleBook


@dataclass(frozen=True)
class Citation:
    """One paragraph, word for word where the text is known."""

    pasal: str
    tanda: str
    naskah: str


@dataclass(frozen=True)
class TableHit:
    """The row of a table that applied."""

    tabel: str
    label: str
    kunci: str
    nilai: str
    sumber: str
    dasar: str


@dataclass(frozen=True)
class BranchNote:
    """One branch of a CASE: its condition in words and with numbers, and whether it was taken.

    ``hasil``: what the condition came to; empty where it was not asked.
    """

    syarat: str
    angka: str
    hasil: str
    diambil: bool


@dataclass(frozen=True)
class Source:
    """A fact: its value, and the file and row it stands in."""

    nama: str
    label: str
    nilai: str
    berkas: str
    baris: int | None


@dataclass(frozen=True)
class Step:
    """One variable of the derivation."""

    variabel: str
    label: str
    keluarga: str
    tipe: str
    nilai: str | None
    tampil: str
    berlaku: bool
    rumus: str
    rumus_kata: str
    rumus_angka: str
    dasar: str
    sumber: str
    instrumen: str
    kutipan: tuple[Citation, ...]
    versi: str
    catatan: str
    tabel: tuple[TableHit, ...]
    cabang: tuple[BranchNote, ...]
    fakta: tuple[Source, ...]
    anak: tuple[str, ...]
    baris: tuple[RowNote, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """The derivation of one person's month.

    ``roots``: the variables nothing else reads, the amount received first. ``mismatches``: variables whose stored
    amount is not the explained one; empty unless somebody changed the results.
    """

    nip: str
    nama: str
    daerah: str
    masa: str
    status: str
    roots: tuple[str, ...]
    steps: Mapping[str, Step]
    findings: tuple[Finding, ...]
    mismatches: tuple[str, ...] = field(default=())


def explain(folder: Path, nip: str, bahasa: str = "id") -> Explanation:
    """Explain one person's month from a result packet.

    Raises
    ------
    PacketError : the folder is not a result packet
    UsageError : nobody has that nip; near ones are named
    """
    (found,) = explain_many(folder, [nip], bahasa)
    return found


def explain_many(folder: Path, nips: Sequence[str], bahasa: str = "id") -> Iterator[Explanation]:
    """Explain people's months from a result packet, in the order asked; the packet is opened once.

    Each is told from the person's row of ``derivasi.parquet`` where that file and the rule book are as the receipt
    records them; otherwise the month is computed again. Raises as `explain`.
    """
    receipt = open_packet(folder)
    if not (folder / "hasil.csv").is_file():
        raise PacketError(Problem("T-001", Place(), {"folder": str(folder), "berkas": "hasil.csv"}))
    bound = bind(read_book(folder))
    if is_stored(folder, receipt, bound):
        yield from _explain_stored(folder, bound, nips, bahasa)
        return
    run = compute(folder / FACTS, bound, order=run_order(receipt))
    for nip in nips:
        yield explain_person(run, nip, bahasa, stored=folder / "hasil.csv")


def is_stored(folder: Path, receipt: Receipt, bound: BoundBook) -> bool:
    """Whether the packet's derivations and rules are what its receipt records, and hold all that is read today."""
    recorded, path = receipt["berkas"].get(DERIVATIONS), folder / DERIVATIONS
    if recorded is None or not path.is_file() or receipt["aturan"].get("sidik") != book_digest(bound.book):
        return False
    return recorded == hash_file(path) and holds_all(path, bound)


def _explain_stored(folder: Path, bound: BoundBook, nips: Sequence[str], bahasa: str) -> Iterator[Explanation]:
    path = folder / DERIVATIONS
    rows = read_derivations(path, nips)
    unknown = next((nip for nip in nips if nip not in rows), None)
    if unknown is not None:
        raise _nobody(unknown, stored_nips(path, unknown[:_NEAR], _NEAREST))
    records = find_records(folder / FACTS, nips, bound)
    written = _written(folder / "hasil.csv", nips)
    result = [item.name for item in write_statement(bound).result]
    files = {name: found.name for name, found in locate(folder / FACTS, bound.packet).paths.items()}
    for nip in nips:
        person = StoredFacts(bound, row=rows[nip])
        own = records[nip]
        lines = {file: record.line for file, record in own.items() if person.is_there(file)}
        name = own["pegawai"].cells.get("nama", "") if "pegawai" in own else ""
        findings = stored_findings(rows[nip])
        with_rows = cache(partial(_from_facts, folder / FACTS, bound, nip))
        case = _Case(nip, name, person.status, findings, lines, files, with_rows)
        cells: list[Mapping[str, object]] = [person.stored(result), written.get(nip, {})]
        yield _explanation(bound, person, case, bahasa, _mismatches(result, person, case.status, cells))


def explain_person(run: Run, nip: str, bahasa: str = "id", stored: Path | None = None) -> Explanation:
    """The derivation of one person of a computed month, from the rows of the packet."""
    cells = _row(run.connection, "SELECT * FROM hasil WHERE nip = ?", [nip])
    if not cells:
        near = run.connection.execute(
            f"SELECT nip FROM hasil WHERE nip LIKE ? ORDER BY nip LIMIT {_NEAREST}", [f"{nip[:_NEAR]}%"]
        )
        raise _nobody(nip, [str(row[0]) for row in near.fetchall()])
    rows, lines = fetch_rows(run, nip)
    person = Person(run.bound, rows)
    case = _Case(
        nip,
        str(rows["pegawai"][0].get("nama") or ""),
        str(cells[STATUS]),
        tuple(item for item in run.findings if item.nip == nip),
        {
            file: lines[(file, index)]
            for file in run.bound.single_files
            if (index := _joined_row(run, rows, file)) is not None
        },
        {name: path.name for name, path in run.admission.files.items()},
        lambda: person,
    )
    compared: list[Mapping[str, object]] = [cells]
    if stored is not None and stored.is_file():
        compared.append(_written(stored, [nip]).get(nip, {}))
    result = [item.name for item in run.statement.result]
    return _explanation(run.bound, person, case, bahasa, _mismatches(result, person, case.status, compared))


def _from_facts(facts_folder: Path, bound: BoundBook, nip: str) -> Person:
    """The person on the packet's own rows, admitted as the month's were."""
    with own_packet(facts_folder, bound, nip) as own_folder:
        rows, _ = fetch_rows(compute(Path(own_folder), bound), nip)
    return Person(bound, rows)


_NEAR, _NEAREST = 4, 50


def _nobody(nip: str, near: Sequence[str]) -> UsageError:
    return UsageError(Problem("T-010", Place(), {"nip": nip, "saran": suggestion(nip, near)}))


@dataclass(frozen=True)
class _Case:
    """Who is explained, and what stands beside the derivation: findings, and the line of each fact file's row.

    ``with_rows``: the person with all rows, read only when a sum over rows is to be told.
    """

    nip: str
    nama: str
    status: str
    findings: tuple[Finding, ...]
    lines: Mapping[str, int]
    files: Mapping[str, str]
    with_rows: Callable[[], Person]


def _explanation(bound: BoundBook, person: Person, case: _Case, bahasa: str, mismatches: Iterable[str]) -> Explanation:
    teller = _Teller(bound, person, case.lines, case.files, bahasa, case.with_rows)
    steps = {name: teller.step(outcome) for name, outcome in person.compute().items()}
    return Explanation(
        nip=case.nip,
        nama=case.nama,
        daerah=bound.book.region,
        masa=str(bound.book.masa),
        status=case.status,
        roots=_roots(steps),
        steps=steps,
        findings=case.findings,
        mismatches=tuple(mismatches),
    )


def _roots(steps: Mapping[str, Step]) -> tuple[str, ...]:
    """Variables nothing else reads; the amount received first."""
    read = {child for step in steps.values() for child in step.anak}
    roots = [name for name in steps if name not in read and steps[name].tipe == Unit.RUPIAH]
    return tuple(sorted(roots, key=lambda name: name != "tpp_diterima"))


def _mismatches(
    result: Iterable[str], person: Person, status: str, stored: Sequence[Mapping[str, object]]
) -> Iterator[str]:
    """Result variables of which some computed or stored value is not the interpreter's."""
    if status != COMPUTED:
        return
    for name in result:
        value = person.outcome(name).value
        if any(not _same(row.get(name), value) for row in stored):
            yield name


def _written(path: Path, nips: Sequence[str]) -> dict[str, dict[str, object]]:
    """The rows of ``hasil.csv`` of these people, as texts."""
    marks = ", ".join("?" for _ in nips) or "NULL"
    query = f"SELECT * FROM read_csv(?, all_varchar = true, header = true) WHERE nip IN ({marks})"
    with duckdb.connect() as connection:
        cursor = connection.execute(query, [str(path), *nips])
        names = [str(column[0]) for column in cursor.description or ()]
        return {str(row[names.index("nip")]): dict(zip(names, row, strict=True)) for row in cursor.fetchall()}


def _same(cell: object, value: Value) -> bool:
    """Whether a stored cell says what the interpreter says."""
    if cell is None or not isinstance(value, Fraction):
        return cell == value
    try:
        return Fraction(str(cell)) == value
    except ValueError:
        return False


def _row(connection: duckdb.DuckDBPyConnection, query: str, parameters: list[str]) -> dict[str, object]:
    cursor = connection.execute(query, parameters)
    names = [str(column[0]) for column in cursor.description or ()]
    row = cursor.fetchone()
    return dict(zip(names, row, strict=True)) if row is not None else {}


# -- facts of one person ----------------------------------------------------------------------------------------


def fetch_rows(run: Run, nip: str) -> tuple[dict[str, list[FactRow]], dict[tuple[str, int], int]]:
    """The typed rows of one person from an admitted packet, and the line each stands on."""
    rows: dict[str, list[FactRow]] = {}
    lines: dict[tuple[str, int], int] = {}
    packet = run.bound.packet
    for name, file in packet.items():
        if file.columns[0].name == "nip":
            rows[name] = _fetch(run, file, "nip = ?", [nip], lines)
    for name, columns in _keys_to(run.bound).items():
        found = (row.get(column) for file, column in columns for row in rows.get(file, ()))
        keys = [str(key) for key in found if key is not None]
        marks = ", ".join("?" for _ in keys) or "NULL"
        rows[name] = _fetch(run, packet[name], f"{packet[name].key[0]} IN ({marks})", keys, lines)
    return rows, lines


def _keys_to(bound: BoundBook) -> Mapping[str, list[tuple[str, str]]]:
    """Of every file that is not of people, the columns whose values lead to its rows."""
    found = {name: [source] for name, source in KEYED_FILES.items()}
    for item in bound.book.relations.values():
        source, _, column = item.through.partition(".")
        if column:
            file = bound.book.relations[source].file if source in bound.book.relations else source
            found.setdefault(item.file, []).append((file, column))
    return found


def _joined_row(run: Run, rows: Mapping[str, Sequence[FactRow]], file: str) -> int | None:
    """Which of the fetched rows of a file is the person's own: that of the person's key, or of this month."""
    if file in KEYED_FILES:
        source, column = KEYED_FILES[file]
        key = rows[source][0].get(column) if rows[source] else None
        return next(
            (index for index, row in enumerate(rows[file]) if row.get(run.bound.packet[file].key[0]) == key), None
        )
    periods = (None, str(run.bound.book.masa))
    return next((index for index, row in enumerate(rows[file]) if row.get("periode") in periods), None)


def _fetch(
    run: Run, file: FactFile, test: str, parameters: list[str], lines: dict[tuple[str, int], int]
) -> list[FactRow]:
    columns = ", ".join(file.names)
    cursor = run.connection.execute(f"SELECT baris, {columns} FROM {file.name} WHERE {test} ORDER BY baris", parameters)
    found: list[FactRow] = []
    records = cursor.fetchall()
    places = place_rows(run.admission.files, file.name, [int(record[0]) for record in records])
    for (_, *cells), place in zip(records, places, strict=True):
        lines[(file.name, len(found))] = place.line or 0
        found.append({c.name: exact_cell(c.type, cell) for c, cell in zip(file.columns, cells, strict=True)})
    return found


def exact_cell(kind: object, cell: object) -> Value:
    """A database cell as the interpreter's value."""
    if cell is None or not isinstance(kind, Number):
        return cell  # type: ignore[return-value]
    if not isinstance(cell, int | Decimal):
        raise TypeError(f"{cell!r} is not an exact number")
    value = Fraction(cell)
    return value * Fraction(1, 100) if kind.unit is Unit.PERSEN else value


# -- telling ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Teller:
    """Turns outcomes into steps, in one language."""

    bound: BoundBook
    person: Person
    lines: Mapping[str, int]
    files: Mapping[str, str]
    bahasa: str
    with_rows: Callable[[], Person]

    @property
    def book(self) -> RuleBook:
        return self.bound.book

    @property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary(self.bahasa, self._label, self._unit, self._thing, self.book.zone)

    def step(self, outcome: Outcome) -> Step:
        definition = outcome.bound.definition
        tree, trail = outcome.bound.tree, outcome.trail
        applies = outcome.applies is True
        source = definition.source
        return Step(
            variabel=definition.name,
            label=self._of(definition.label, definition.label_en),
            keluarga=definition.family[0],
            tipe=str(definition.unit),
            nilai=_exact_text(outcome.value),
            tampil=self._shown(outcome),
            berlaku=applies,
            rumus=substitute(definition.formula, *definition.family).strip(),
            rumus_kata=in_words(tree, self.vocabulary),
            rumus_angka=in_numbers(tree, self.vocabulary, trail) if applies else "",
            dasar=source.dasar,
            sumber=source.sumber,
            instrumen=self.book.instrument(source.instrumen).short,
            kutipan=tuple(cite_paragraphs(self.book, source)),
            versi=self._version(source),
            catatan=definition.note,
            tabel=tuple(self._hits(tree, outcome)),
            cabang=tuple(self._branches(tree, outcome)),
            fakta=tuple(self._facts(tree, outcome)),
            anak=tuple(self._children(tree, outcome)),
            baris=self._rows(tree, outcome),
        )

    def _rows(self, tree: Node, outcome: Outcome) -> tuple[RowNote, ...]:
        """The days, leaves or payments behind what the formula sums."""
        if outcome.applies is not True or not asks_rows(tree) or isinstance(outcome.value, Unknown):
            return ()
        return tuple(row_notes(self.with_rows(), tree, self._text))

    def _shown(self, outcome: Outcome) -> str:
        if outcome.value is None:
            return self._of("tidak berlaku", "does not apply")
        return self._text(outcome.value, outcome.bound.definition.unit)

    def _text(self, value: Value, unit: Unit | None) -> str:
        return value_text(value, unit, self.bahasa, self.book.zone)

    def _of(self, indonesian: str, english: str) -> str:
        return english if self.bahasa == "en" else indonesian

    # -- words for names ----------------------------------------------------------------------------------------

    def _label(self, parts: tuple[str, ...]) -> str:
        definition = self._definition(parts)
        if definition is not None:
            return self._of(definition.label, definition.label_en)
        relation = parts[0] if len(parts) == 2 and parts[0] not in self.bound.single_files else ""
        text = parts[-1].replace("_", " ")
        return f"{text} ({self._thing(relation)})" if relation else text

    def _definition(self, parts: tuple[str, ...]) -> Definition | None:
        if len(parts) == 1:
            return self.book.definitions.get(parts[0])
        relation = self.book.relations.get(parts[0])
        return self.book.row_definitions.get(relation.file, {}).get(parts[1]) if relation else None

    def _unit(self, parts: tuple[str, ...]) -> Unit | None:
        definition = self._definition(parts)
        if definition is not None:
            return definition.unit
        if len(parts) == 1 and parts[0] in self.book.known_tables:
            return self.book.known_tables[parts[0]].value_unit
        reference = self.bound.scope.names.get(parts)
        return reference.type.unit if reference is not None and reference.type is not None else None

    def _thing(self, name: str) -> str:
        thing = self.book.tables.get(name) or self.book.relations.get(name)
        return self._of(thing.label, thing.label_en) if thing else name

    # -- law ----------------------------------------------------------------------------------------------------

    def _version(self, source: Provenance) -> str:
        """Why this version of the rule is the one that applies in this month."""
        info = self.book.instrument(source.instrumen)
        since = self._of(f"berlaku mulai masa {info.first_masa}", f"applies from {info.first_masa}")
        if not source.lineage:
            return f"{info.short}: {since}"
        before = source.lineage[-1]
        return f"{info.short}: {self._of('mengganti', 'replaces')} {before}; {since}"

    def _hits(self, tree: Node, outcome: Outcome) -> Iterator[TableHit]:
        for node in walk(tree):
            row = outcome.trail.rows.get(id(node))
            if row is None or not isinstance(node, Call) or not isinstance(node.arguments[0], Literal):
                continue
            table = self.book.tables[str(node.arguments[0].value)]
            unit = table.table.value_unit if table.table else None
            band = self._band(row.band, table.table.band_unit) if row.band and table.table else ""
            yield TableHit(
                table.name,
                self._of(table.label, table.label_en),
                ", ".join(part for part in (*row.keys, band) if part),
                self._text(row.value, unit),
                row.source,
                f"{table.source.dasar} [{self.book.instrument(table.source.instrumen).short}]",
            )

    def _branches(self, tree: Node, outcome: Outcome) -> Iterator[BranchNote]:
        for node in walk(tree):
            if not isinstance(node, Case) or id(node) not in outcome.trail.taken:
                continue
            taken = outcome.trail.taken[id(node)]
            for index, branch in enumerate(node.branches):
                words = in_words(branch.condition, self.vocabulary)
                asked = index <= taken
                numbers = in_numbers(branch.condition, self.vocabulary, outcome.trail) if asked else ""
                result = value_text(index == taken, None, self.bahasa) if asked else ""
                yield BranchNote(words, numbers, result, index == taken)
            yield BranchNote(self._of("selain itu", "otherwise"), "", "", taken == len(node.branches))

    # -- what was read ------------------------------------------------------------------------------------------

    def _read(self, tree: Node, outcome: Outcome) -> Iterator[tuple[str, ...]]:
        """Names actually read on the way, each once, in the order of the formula."""
        seen: set[tuple[str, ...]] = set()
        for node in walk(tree):
            if isinstance(node, Name) and id(node) in outcome.trail.values and node.parts not in seen:
                seen.add(node.parts)
                yield node.parts

    def _children(self, tree: Node, outcome: Outcome) -> Iterator[str]:
        trees = [item for item in (outcome.bound.applies_tree, tree) if item is not None]
        for item in trees:
            for parts in self._read(item, outcome):
                definition = self.book.definitions.get(parts[0]) if len(parts) == 1 else None
                if definition is not None and not definition.is_parameter and not definition.open:
                    yield definition.name

    def _facts(self, tree: Node, outcome: Outcome) -> Iterator[Source]:
        for parts in self._read(tree, outcome):
            if self._definition(parts) is None:
                yield self._fact(parts, self.person.value(parts))

    def _fact(self, parts: tuple[str, ...], value: Value) -> Source:
        reference = self.bound.scope.names.get(parts)
        name = getattr(reference, "column", ".".join(parts))
        relation, _, column = name.partition("__")
        file = self.book.relations[relation].file if relation in self.book.relations else relation
        shown = self._text(value, self._unit(parts))
        line = self.lines.get(relation) if relation in self.bound.single_files else None
        return Source(f"{relation}.{column}", column.replace("_", " "), shown, self.files.get(file, file), line)

    def _band(self, band: Band, unit: Unit | None) -> str:
        return band_text(band, unit, self.bahasa)


def band_text(band: Band, unit: Unit | None, bahasa: str) -> str:
    """A range in words: its bounds, and whether they belong to it."""
    ends = (None if end is None else value_text(end, unit, bahasa) for end in (band.lower, band.upper))
    words = _BANDS[bahasa][band.upper_included]
    return " ".join(word.format(end) for word, end in zip(words, ends, strict=True) if end is not None)


def _exact_text(value: Value) -> str | None:
    if value is None or isinstance(value, Unknown):
        return None
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, Fraction):
        return plain_number(value)
    return value.isoformat() if isinstance(value, date) else value


_BANDS = {
    "id": {True: ("lebih dari {}", "sampai dengan {}"), False: ("mulai dari {}", "sampai kurang dari {}")},
    "en": {True: ("more than {}", "up to {}"), False: ("from {}", "to less than {}")},
}

_MARK = re.compile(r"ayat \(\d+[a-z]?\)(?: huruf [a-z])?")


def cite_paragraphs(book: RuleBook, source: Provenance) -> Iterator[Citation]:
    """The paragraphs a basis names, as they stand in this month; all of the article where it names none."""
    article = book.owner(source)
    if article is None:
        return
    marks = _MARK.findall(source.dasar)
    for part in article.parts:
        if not marks or any(part.mark == mark or part.mark.startswith(f"{mark} ") for mark in marks):
            yield Citation(article.number, part.mark, part.text)


def nested(explanation: Explanation, name: str, seen: set[str] | None = None) -> dict[str, object]:
    """The derivation under one variable as a tree of plain data; what was told above is only named again."""
    seen = set() if seen is None else seen
    step = explanation.steps[name]
    if name in seen:
        return {"variabel": name, "label": step.label, "tampil": step.tampil, "lihat_di_atas": True}
    seen.add(name)
    plain = asdict(step)
    plain["anak"] = [nested(explanation, child, seen) for child in step.anak]
    return plain
