"""Why a person got an amount: the derivation, from the interpreter on the stored facts.

Every node says what it is, its formula in words and with the person's numbers, its value, the article it rests on
word for word, the table row that was hit, why this version of the rule applies, and which branches were not taken.
The values are compared with the stored amounts: an explanation of something else would be worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import duckdb

from tepat.engine.compute import Run, compute
from tepat.engine.entrance import place_rows
from tepat.engine.publish import FACTS
from tepat.engine.statement import STATUS
from tepat.engine.verify import open_packet, read_book
from tepat.lang.errors import PacketError, Place, Problem, UsageError
from tepat.lang.exact import Unknown, Value
from tepat.lang.findings import Finding
from tepat.lang.prose import Vocabulary, in_numbers, in_words, plain_number, value_text
from tepat.lang.scope import suggestion
from tepat.lang.tables import Band
from tepat.lang.tree import Call, Case, Literal, Name, Node, walk
from tepat.lang.types import Number, Unit
from tepat.law.bind import SINGLE_FILES, BoundBook, bind
from tepat.law.formulas import substitute
from tepat.law.packet import PACKET, FactFile
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
    open_packet(folder)
    if not (folder / "hasil.csv").is_file():
        raise PacketError(Problem("T-001", Place(), {"folder": str(folder), "berkas": "hasil.csv"}))
    run = compute(folder / FACTS, bind(read_book(folder)))
    return explain_person(run, nip, bahasa, stored=folder / "hasil.csv")


def explain_person(run: Run, nip: str, bahasa: str = "id", stored: Path | None = None) -> Explanation:
    """The derivation of one person of a computed month."""
    found = run.connection.execute(f"SELECT {STATUS} FROM hasil WHERE nip = ?", [nip]).fetchone()
    if found is None:
        raise UsageError(Problem("T-010", Place(), {"nip": nip, "saran": _near(run, nip)}))
    rows, lines = fetch_rows(run, nip)
    person = Person(run.bound, rows)
    files = {name: path.name for name, path in run.admission.files.items()}
    teller = _Teller(run.bound, person, lines, files, bahasa)
    steps = {name: teller.step(outcome) for name, outcome in person.compute().items()}
    status = str(found[0])
    return Explanation(
        nip=nip,
        nama=str(rows["pegawai"][0].get("nama") or ""),
        daerah=run.bound.book.region,
        masa=str(run.bound.book.masa),
        status=status,
        roots=_roots(steps),
        steps=steps,
        findings=tuple(item for item in run.findings if item.nip == nip),
        mismatches=tuple(_mismatches(run, nip, person, status, stored)),
    )


def _near(run: Run, nip: str) -> str:
    rows = run.connection.execute("SELECT nip FROM hasil WHERE nip LIKE ? ORDER BY nip LIMIT 50", [f"{nip[:4]}%"])
    return suggestion(nip, [str(row[0]) for row in rows.fetchall()])


def _roots(steps: Mapping[str, Step]) -> tuple[str, ...]:
    """Variables nothing else reads; the amount received first."""
    read = {child for step in steps.values() for child in step.anak}
    roots = [name for name in steps if name not in read and steps[name].tipe == Unit.RUPIAH]
    return tuple(sorted(roots, key=lambda name: name != "tpp_diterima"))


def _mismatches(run: Run, nip: str, person: Person, status: str, stored: Path | None) -> Iterator[str]:
    """Result variables whose computed or stored value is not the interpreter's."""
    if status != "dihitung":
        return
    computed = _row(run.connection, "SELECT * FROM hasil WHERE nip = ?", [nip])
    written = None
    if stored is not None and stored.is_file():
        query = "SELECT * FROM read_csv(?, all_varchar = true, header = true) WHERE nip = ?"
        written = _row(run.connection, query, [str(stored), nip])
    for bound in run.statement.result:
        value = person.outcome(bound.name).value
        cells = [row.get(bound.name) for row in (computed, written) if row is not None]
        if any(not _same(cell, value) for cell in cells):
            yield bound.name


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
    for name, file in PACKET.items():
        if file.columns[0].name == "nip":
            rows[name] = _fetch(run, file, "nip = ?", [nip], lines)
    keys = [str(row[column]) for name in rows for row in rows[name] for column in _KEYS if row.get(column) is not None]
    for name in ("jabatan", "unit"):
        marks = ", ".join("?" for _ in keys) or "NULL"
        rows[name] = _fetch(run, PACKET[name], f"{PACKET[name].key[0]} IN ({marks})", keys, lines)
    return rows, lines


_KEYS = ("kode_jabatan", "kode_unit")


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
    lines: Mapping[tuple[str, int], int]
    files: Mapping[str, str]
    bahasa: str

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
        )

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
        relation = parts[0] if len(parts) == 2 and parts[0] not in SINGLE_FILES else ""
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
        line = self.lines.get((file, 0)) if relation in SINGLE_FILES else None
        return Source(f"{relation}.{column}", column.replace("_", " "), shown, self.files.get(file, file), line)

    def _band(self, band: Band, unit: Unit | None) -> str:
        """A range in words: its bounds, and whether they belong to it."""
        low, high = (None if end is None else self._text(end, unit) for end in (band.lower, band.upper))
        words = _BANDS[self.bahasa][band.upper_included]
        parts = [word.format(end) for word, end in zip(words, (low, high), strict=True) if end is not None]
        return " ".join(parts)


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
