"""Consolidation: the instruments of a month laid on one another, each amendment as an operation.

A base regulation states; an amendment may only ``ganti`` (replace), keep (``tetap``), take away (``hapus``) or add
what it names; and for everything that rests on an article it changes it must say which. A supplement may only supply
what the region's own law leaves unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal, TypeVar

from tepat.lang.calendar import Masa
from tepat.lang.errors import Place, Problem, RegulationError
from tepat.lang.scope import suggestion
from tepat.law.articles import amend_article, refusal, reprint_flaws, touches
from tepat.law.bind import bind
from tepat.law.bound import BoundBook
from tepat.law.build import (
    Known,
    build_article,
    build_conditions,
    build_conservations,
    build_definitions,
    build_families,
    build_relations,
    build_row_definitions,
    build_run_definitions,
    build_runs,
    build_tables,
)
from tepat.law.files import declare_files
from tepat.law.load import UNREADABLE, Package
from tepat.law.models import HapusModel, OperasiModel
from tepat.law.packet import PACKET, FactFile
from tepat.law.rulebook import (
    REGULAR,
    Article,
    Condition,
    Conservation,
    Definition,
    Family,
    InstrumentInfo,
    LawTable,
    Provenance,
    Relation,
    RuleBook,
    RunKind,
    article_number,
    cited,
)
from tepat.law.shelf import NATIONAL, Selection, Shelf, select

_Piece = TypeVar("_Piece", Definition, LawTable, Relation)
_Stated = TypeVar("_Stated", Definition, LawTable, Relation, Condition)

DEFAULT_ZONE = "Asia/Jakarta"


def consolidate(
    shelf: Shelf, masa: Masa, supplement: Path | None = None, known_on: date | None = None, run: str = REGULAR
) -> RuleBook:
    """The rule book of a region for a month and a kind of run.

    Raises `RegulationError` with every problem found in every instrument that takes part.
    """
    problems: list[Problem] = []
    selection = select(shelf, masa, problems, supplement, known_on)
    book = lay(selection, shelf.region, masa, problems, run)
    if problems:
        raise RegulationError(problems)
    return book


def open_book(
    shelf: Shelf, masa: Masa, supplement: Path | None = None, known_on: date | None = None, run: str = REGULAR
) -> BoundBook:
    """The rule book of a month and a kind of run with every formula checked.

    Raises `RegulationError` with every problem of the instruments and of the formulas, in one go.
    """
    problems: list[Problem] = []
    selection = select(shelf, masa, problems, supplement, known_on)
    if any(problem.code == UNREADABLE for problem in problems):
        raise RegulationError(problems)  # what follows from a file that could not be read helps nobody
    book = lay(selection, shelf.region, masa, problems, run)
    try:
        bound = bind(book)
    except RegulationError as error:
        raise RegulationError(dict.fromkeys((*problems, *error.problems))) from None
    if problems:
        raise RegulationError(problems)
    return bound


def lay(selection: Selection, region: str, masa: Masa, problems: list[Problem], run: str = REGULAR) -> RuleBook:
    """Lay a selection of instruments on one another; problems are added to the list."""
    desk = _Desk(problems, selection.roots, run)
    for package in selection.all:
        desk.lay(package, _role(package, selection))
    if run != REGULAR and run not in desk.runs:
        known = ", ".join((REGULAR, *desk.runs))
        words = {"jenis": run, "daerah": region, "masa": str(masa), "ada": known, "saran": suggestion(run, desk.runs)}
        raise RegulationError([*problems, Problem("R-025", Place(), words)])
    desk.lay_run()
    zone = selection.base.instrumen.zona_waktu or DEFAULT_ZONE
    return RuleBook(
        region=region,
        masa=masa,
        zone=zone,
        instruments=tuple(_info(package, _role(package, selection)) for package in selection.all),
        families=desk.families,
        definitions=desk.definitions if region == NATIONAL else _decided(desk.definitions),
        row_definitions=desk.rows,
        tables=desk.tables,
        relations=desk.relations,
        conditions=tuple(item for item in desk.conditions.values() if not item.runs or run in item.runs),
        conservations=tuple(desk.conservations.values()),
        articles=tuple(desk.articles.values()),
        deleted=desk.deleted,
        files=desk.files,
        runs=desk.runs,
        run=run,
    )


def _decided(definitions: Mapping[str, Definition]) -> dict[str, Definition]:
    """The definitions of a region's month: an open term that nobody stated has its own value, or is unknown."""
    return {name: _closed(item) if item.open else item for name, item in definitions.items()}


def _closed(term: Definition) -> Definition:
    """Not applicable to anybody by itself, so that it withholds only through what reads it."""
    if term.is_parameter:
        return replace(term, open=False)
    reason = f"dibiarkan terbuka oleh {_owner_text(term)} dan tidak ditetapkan daerah"
    return replace(term, open=False, unknown=reason, applies_if="FALSE")


def _role(package: Package, selection: Selection) -> str:
    if package in selection.national:
        return "nasional" if selection.roots[package.key] == package.key else "pengubah"
    if package is selection.base:
        return "dasar"
    return "pengubah" if package in selection.amendments else "pelengkap"


def _info(package: Package, role: str) -> InstrumentInfo:
    model = package.instrumen
    return InstrumentInfo(
        id=model.id,
        key=package.key,
        kind=model.jenis,
        title=model.judul,
        short=model.singkatan,
        enacted=str(model.ditetapkan or ""),
        promulgated=str(model.diundangkan or ""),
        in_force=str(model.berlaku or ""),
        first_masa=model.masa_pertama,
        amends=model.mengubah or "",
        sha256=package.sha256,
        role=role,
        complete=model.lengkap,
        known=str(model.known_on or ""),
    )


_Kind = Literal["variabel", "tabel", "relasi", "syarat"]
_KINDS: tuple[_Kind, ...] = ("variabel", "tabel", "relasi", "syarat")
_Named = tuple[_Kind, str]
_Pile = dict[str, Definition] | dict[str, LawTable] | dict[str, Relation] | dict[str, Condition]


@dataclass
class _Desk:
    """The pile being laid: every map keeps the order in which things were first stated.

    ``roots``: instrument → the one it amends in the end; instruments of one root share their articles.
    """

    problems: list[Problem]
    roots: Mapping[str, str]
    run: str = REGULAR
    files: dict[str, FactFile] = field(default_factory=dict)
    runs: dict[str, RunKind] = field(default_factory=dict)
    overlays: dict[str, Definition] = field(default_factory=dict)
    families: dict[str, Family] = field(default_factory=dict)
    definitions: dict[str, Definition] = field(default_factory=dict)
    rows: dict[str, dict[str, Definition]] = field(default_factory=dict)
    tables: dict[str, LawTable] = field(default_factory=dict)
    relations: dict[str, Relation] = field(default_factory=dict)
    conditions: dict[str, Condition] = field(default_factory=dict)
    conservations: dict[str, Conservation] = field(default_factory=dict)
    articles: dict[tuple[str, str], Article] = field(default_factory=dict)
    deleted: dict[str, str] = field(default_factory=dict)

    def lay(self, package: Package, role: str) -> None:
        """Lay one instrument on the pile."""
        before = self._owned()
        self.files.update({item.name: item for item in declare_files(package, self.files, self.problems)})
        self.runs.update({item.code: item for item in build_runs(package, {**PACKET, **self.files}, self.problems)})
        self.families.update({item.name: item for item in build_families(package)})
        named = self._lay_pieces(package)
        for index, item in enumerate(package.lists("hapus", HapusModel)):
            named |= self._delete(package, item, package.place("hapus", "", index))
        named |= self._lay_conditions(package)
        here = (item for item in build_conservations(package) if not item.runs or self.run in item.runs)
        self.conservations.update({item.total: item for item in here})
        if role == "pengubah":
            self._amend(package, named, before)
        else:
            self.articles.update({(package.key, m.nomor): build_article(package, m) for m in package.instrumen.pasal})
        self._check_basis(package)

    def _lay_conditions(self, package: Package) -> set[_Named]:
        """Conditions; one of the same name replaces an older instrument's, and may stand once in its own."""
        named: set[_Named] = set()
        for item in build_conditions(package, {**PACKET, **self.files}, self.problems):
            if ("syarat", item.name) in named:
                words = {"nama": item.name, "pemilik": package.key}
                self.problems.append(Problem("R-012", item.source.place, words))
            named.add(("syarat", item.name))
            self._put_condition(item)
        return named

    def _put_condition(self, item: Condition) -> None:
        """A condition, over an older one of its name; the nation's stays, and a region's stands beside it."""
        old = self.conditions.get(item.name)
        if old is None:
            self.conditions[item.name] = item
        elif _higher(old.source.instrumen, item.source.instrumen):
            words = {"nama": item.name, "pemilik": _owner_text(old)}
            self.problems.append(Problem("R-092", item.source.place, words))
        else:
            self._replace(self.conditions, old, item)

    def _lay_pieces(self, package: Package) -> set[_Named]:
        """Definitions, row definitions, tables and relations; returns what the instrument speaks of."""
        named: set[_Named] = set()
        for definition, model in build_definitions(package, self.families, self.problems):
            named.add(("variabel", definition.name))
            self._put(self.definitions, definition, model.operasi)
        packet = {**PACKET, **self.files}
        for grain, definition, model in build_row_definitions(package, packet, self.problems):
            named.add(("variabel", definition.name))
            self._put(self.rows.setdefault(grain, {}), definition, model.operasi)
        known = Known(self.definitions, self.families, packet, self.rows)
        for table, declared in build_tables(package, known, self.problems):
            named.add(("tabel", table.name))
            self._put(self.tables, table, declared.operasi)
        for relation, stated in build_relations(package, packet, self.problems):
            named.add(("relasi", relation.name))
            self._put(self.relations, relation, stated.operasi)
        overlays = build_run_definitions(package, self.run, self.families, self.problems)
        self.overlays.update({item.name: item for item in overlays})
        return named

    def lay_run(self) -> None:
        """What a kind of run computes in its own way stands over the regular rules, whenever those were amended."""
        for name, piece in self.overlays.items():
            if name in self.definitions:
                self._replace(self.definitions, self.definitions[name], piece)
            else:
                self.definitions[name] = piece
        kind = self.runs.get(self.run)
        for name in kind.without if kind else ():
            if self.definitions.pop(name, None) is None:
                words = {"nama": name, "operasi": f"tanpa ({self.run})"}
                self.problems.append(Problem("R-013", kind.source.place if kind else Place(), words))
            self.conservations.pop(name, None)

    def _put(self, pile: dict[str, _Piece], piece: _Piece, operation: str | None) -> None:
        """Add a piece, or replace one where the instrument says so or the law left it open."""
        old: _Piece | None = pile.get(piece.name)
        if old is None:
            if operation is not None:
                self._problem("R-013", piece, nama=piece.name, operasi=operation)
            self._check_departure(piece, None)
            pile[piece.name] = piece
        elif operation == "tetap":
            return
        elif _departs(old, piece):
            self._check_departure(piece, old)
            self._replace(pile, old, piece)
        elif operation is None and not _left_open(old):
            self._problem("R-012", piece, nama=piece.name, pemilik=_owner_text(old))
        else:
            self._check_departure(piece, None)
            self._replace(pile, old, piece)

    def _check_departure(self, piece: _Piece, old: _Piece | None) -> None:
        """Higher law is departed from only in so many words, and the words stand only where it is."""
        if old is not None and not piece.menyimpang:
            self._problem("R-087", piece, nama=piece.name, pemilik=_owner_text(old))
        elif old is None and piece.menyimpang:
            self._problem("R-088", piece, nama=piece.name)

    @staticmethod
    def _replace(pile: dict[str, _Stated], old: _Stated, piece: _Stated) -> None:
        lineage = (*old.source.lineage, f"{old.source.instrumen}: {old.source.dasar}")
        pile[piece.name] = replace(piece, source=replace(piece.source, lineage=lineage))

    # -- what is taken away -------------------------------------------------------------------------------------

    def _delete(self, package: Package, item: HapusModel, place: Place) -> set[_Named]:
        """Take away what a ``[[hapus]]`` names; it must be one thing, and not a higher instrument's."""
        found = {kind for kind, name in self._living() if name == item.nama and item.jenis in (None, kind)}
        words = {"nama": item.nama, "operasi": "hapus", "jenis": ", ".join(sorted(found))}
        if len(found) != 1:
            self.problems.append(Problem("R-084" if found else "R-013", place, words))
            return {(kind, item.nama) for kind in found}
        (kind,) = found
        owner = next(piece.source for pile in self._piles(kind) for piece in pile.values() if piece.name == item.nama)
        if _higher(owner.instrumen, package.key):
            pemilik = f"{owner.instrumen} ({owner.dasar})"
            self.problems.append(Problem("R-089", place, {**words, "pemilik": pemilik}))
        for pile in self._piles(kind):
            pile.pop(item.nama, None)
        self.deleted[item.nama] = f"{package.key}: {item.dasar}"
        return {(kind, item.nama)}

    def _piles(self, kind: _Kind) -> tuple[_Pile, ...]:
        if kind == "variabel":
            return (self.definitions, *self.rows.values())
        others: dict[str, _Pile] = {"tabel": self.tables, "relasi": self.relations, "syarat": self.conditions}
        return (others[kind],)

    def _living(self) -> Iterator[_Named]:
        return ((kind, name) for kind in _KINDS for pile in self._piles(kind) for name in pile)

    def _owned(self) -> dict[_Named, Provenance]:
        """Every living variable, table, relation and condition that rests on an article, with its provenance."""
        return {
            (kind, name): piece.source
            for kind in _KINDS
            for pile in self._piles(kind)
            for name, piece in pile.items()
            if self._article_of(piece.source)
        }

    # -- articles -----------------------------------------------------------------------------------------------

    def _root(self, instrumen: str) -> str:
        return self.roots.get(instrumen, instrumen)

    def _numbers(self, instrumen: str) -> dict[str, tuple[str, str]]:
        """Number → key of every article of an instrument and of what it amends."""
        root = self._root(instrumen)
        return {number: (home, number) for home, number in self.articles if self._root(home) == root}

    def _article_of(self, source: Provenance) -> str:
        return article_number(source.dasar, self._numbers(source.instrumen))

    def _amend(self, package: Package, named: set[_Named], before: Mapping[_Named, Provenance]) -> None:
        """Carry out the operations on the articles of the amended instrument, and hold the rules to them."""
        own = {model.nomor: build_article(package, model) for model in package.instrumen.pasal}
        everything = [self._resting(package, operation, before) for operation in package.instrumen.operasi]
        for index, (operation, resting) in enumerate(zip(package.instrumen.operasi, everything, strict=True)):
            place = package.place("operasi", "", index, file="instrumen.toml")
            self._operate(package, operation, own, place)
            self._hold(package, operation, named, resting, place)

    def _operate(self, package: Package, operation: OperasiModel, own: dict[str, Article], place: Place) -> None:
        key = self._numbers(package.key).get(operation.pasal)
        old, new = self.articles.get(key) if key else None, own.get(operation.pasal)
        refused = refusal(operation, old, new)
        if refused:
            self._operation_problem(operation, place, refused)
            return
        amended = amend_article(operation, old, new, package.key)
        self.articles[key or (package.key, operation.pasal)] = amended
        for flaw in reprint_flaws(operation, old, new):
            words = {"pasal": cited(operation.pasal), "tanda": flaw.mark, "instrumen": package.key}
            self.problems.append(Problem(flaw.code, place, words))

    def _operation_problem(self, operation: OperasiModel, place: Place, detail: tuple[str, str]) -> None:
        words = {"operasi": operation.jenis, "pasal": cited(operation.pasal)}
        self.problems.append(Problem("R-016", place, {**words, "rincian": detail[0], "rincian_en": detail[1]}))

    def _resting(
        self, package: Package, operation: OperasiModel, before: Mapping[_Named, Provenance]
    ) -> tuple[_Named, ...]:
        """What rested before the amendment on an article, or on those of its paragraphs that the operation names."""
        root = self._root(package.key)
        return tuple(
            named
            for named, source in before.items()
            if self._root(source.instrumen) == root
            and self._article_of(source) == operation.pasal
            and touches(operation.bagian, source.dasar)
        )

    def _hold(
        self,
        package: Package,
        operation: OperasiModel,
        named: set[_Named],
        resting: tuple[_Named, ...],
        place: Place,
    ) -> None:
        """Everything that rested on a changed article must be spoken of; nothing may rest on a deleted one."""
        if operation.jenis == "tambah" or operation.pasal not in self._numbers(package.key):
            return
        for name in sorted(set(operation.tetap) - {name for _, name in resting}):
            self.problems.append(Problem("R-013", place, {"nama": name, "operasi": "tetap"}))
        for item in resting:
            words = {"pasal": cited(operation.pasal), "instrumen": package.key, "nama": item[1]}
            if item[1] in operation.tetap and operation.jenis != "hapus":
                continue
            if item not in named:
                self.problems.append(Problem("R-014", place, words))
            elif operation.jenis == "hapus" and not operation.bagian and self._still_rests(item, operation.pasal):
                self.problems.append(Problem("R-015", place, words))

    def _still_rests(self, item: _Named, number: str) -> bool:
        now = self._owned().get(item)
        return now is not None and self._article_of(now) == number

    def _check_basis(self, package: Package) -> None:
        """A basis may only name articles the instrument has."""
        numbers = self._numbers(package.key)
        for (_, name), source in self._owned().items():
            pasal = self._article_of(source)
            article = self.articles[numbers[pasal]] if pasal in numbers else None
            if source.instrumen != package.key or (article is not None and not article.deleted):
                continue
            gone = article.amended if article is not None else ""
            words = {"dasar": source.dasar, "pasal": cited(pasal), "instrumen": gone or package.key, "nama": name}
            self.problems.append(Problem("R-015" if gone else "R-017", source.place, words))

    def _problem(self, code: str, piece: Definition | LawTable | Relation, **words: object) -> None:
        self.problems.append(Problem(code, piece.source.place, words))


def _owner_text(piece: Definition | LawTable | Relation | Condition) -> str:
    return f"{piece.source.instrumen} ({piece.source.dasar})"


def _higher(instrumen: str, key: str) -> bool:
    """Whether an instrument stands above another: the nation's above a region's."""
    return instrumen.startswith(f"{NATIONAL}/") and not key.startswith(f"{NATIONAL}/")


def _departs(old: Definition | LawTable | Relation, piece: Definition | LawTable | Relation) -> bool:
    """Whether a region states what the nation has stated and not left open, or restates where it already departed."""
    stated = _higher(old.source.instrumen, piece.source.instrumen) and not _left_open(old)
    return stated or bool(old.menyimpang)


def _left_open(piece: Definition | LawTable | Relation) -> bool:
    """Open terms and known unknowns wait for somebody to supply them; so does a table none of whose cells is known.

    A table that is declared open stands until then.
    """
    if isinstance(piece, Definition):
        return piece.open or bool(piece.unknown)
    if not isinstance(piece, LawTable):
        return False
    waiting = piece.left_open or bool(piece.unknown)
    return waiting or (piece.table is not None and all(row.value is None for row in piece.table.rows))
