"""Consolidation: the instruments of a month laid on one another, each amendment as an operation.

A base regulation states; an amendment may only ``ganti`` (replace), keep (``tetap``), take away (``hapus``) or add
what it names; and for everything that rests on an article it changes it must say which. A supplement may only supply
what the region's own law leaves unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from tepat.lang.calendar import Masa
from tepat.lang.errors import Place, Problem, RegulationError
from tepat.lang.scope import suggestion
from tepat.law.bind import BoundBook, bind
from tepat.law.build import (
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
from tepat.law.models import HapusModel, OperasiModel, RelasiModel, TabelModel, VariabelModel
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
    Relation,
    RuleBook,
    RunKind,
)
from tepat.law.shelf import Selection, Shelf, select

_Piece = TypeVar("_Piece", Definition, LawTable, Relation)
_Declared = VariabelModel | TabelModel | RelasiModel

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
    desk = _Desk(problems, run)
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
        definitions=desk.definitions,
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


def _role(package: Package, selection: Selection) -> str:
    if package in selection.national:
        return "nasional"
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
    )


@dataclass
class _Desk:
    """The pile being laid: every map keeps the order in which things were first stated."""

    problems: list[Problem]
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
        self.runs.update({item.code: item for item in build_runs(package)})
        self.families.update({item.name: item for item in build_families(package)})
        declared = {item.nama: item for item in package.lists("hapus", HapusModel)}
        named = self._lay_pieces(package) | set(declared)
        for name, item in declared.items():
            self._delete(package, name, item.dasar)
        self._lay_conditions(package)
        here = (item for item in build_conservations(package) if not item.runs or self.run in item.runs)
        self.conservations.update({item.total: item for item in here})
        if role == "pengubah":
            self._amend(package, named, before)
        else:
            self.articles.update({(package.key, m.nomor): build_article(package, m) for m in package.instrumen.pasal})
        self._check_basis(package)

    def _lay_conditions(self, package: Package) -> None:
        """Conditions; one of the same name replaces an older instrument's, and may stand once in its own."""
        seen: set[str] = set()
        for item in build_conditions(package, {**PACKET, **self.files}, self.problems):
            if item.name in seen:
                words = {"nama": item.name, "pemilik": package.key}
                self.problems.append(Problem("R-012", item.source.place, words))
            seen.add(item.name)
            self.conditions[item.name] = item

    def _lay_pieces(self, package: Package) -> set[str]:
        """Definitions, row definitions, tables and relations; returns the names the instrument speaks of."""
        named = set()
        for definition, model in build_definitions(package, self.families, self.problems):
            named.add(definition.name)
            self._put(self.definitions, definition, model.operasi)
        packet = {**PACKET, **self.files}
        for grain, definition, model in build_row_definitions(package, packet, self.problems):
            named.add(definition.name)
            self._put(self.rows.setdefault(grain, {}), definition, model.operasi)
        for table, declared in build_tables(package, self.definitions, packet, self.problems):
            named.add(table.name)
            self._put(self.tables, table, declared.operasi)
        for relation, stated in build_relations(package, packet, self.problems):
            named.add(relation.name)
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
            pile[piece.name] = piece
        elif operation == "tetap":
            return
        elif operation is None and not _left_open(old):
            self._problem("R-012", piece, nama=piece.name, pemilik=f"{old.source.instrumen} ({old.source.dasar})")
        else:
            self._replace(pile, old, piece)

    @staticmethod
    def _replace(pile: dict[str, _Piece], old: _Piece, piece: _Piece) -> None:
        lineage = (*old.source.lineage, f"{old.source.instrumen}: {old.source.dasar}")
        pile[piece.name] = replace(piece, source=replace(piece.source, lineage=lineage))

    def _delete(self, package: Package, name: str, dasar: str) -> None:
        piles: tuple[dict[str, Definition] | dict[str, LawTable] | dict[str, Relation], ...] = (
            self.definitions,
            self.tables,
            self.relations,
            *self.rows.values(),
        )
        removed = [pile.pop(name, None) for pile in piles]
        self.conditions.pop(name, None)
        if not any(removed):
            place = package.place("hapus")
            self.problems.append(Problem("R-013", place, {"nama": name, "operasi": "hapus"}))
        self.deleted[name] = f"{package.key}: {dasar}"

    def _owned(self) -> dict[str, tuple[str, str]]:
        """Every living piece with the instrument and article it rests on."""
        piles: Iterable[Mapping[str, Definition | LawTable | Relation]] = (
            self.definitions,
            self.tables,
            self.relations,
            *self.rows.values(),
        )
        return {
            name: (piece.source.instrumen, piece.source.pasal)
            for pile in piles
            for name, piece in pile.items()
            if piece.source.pasal
        }

    # -- articles -----------------------------------------------------------------------------------------------

    def _amend(self, package: Package, named: set[str], before: Mapping[str, tuple[str, str]]) -> None:
        """Carry out the operations on the articles of the amended instrument, and hold the rules to them."""
        own = {model.nomor: build_article(package, model) for model in package.instrumen.pasal}
        for index, operation in enumerate(package.instrumen.operasi):
            place = package.place("operasi", "", index, file="instrumen.toml")
            self._operate(package, operation, own, place)
            self._hold(package, operation, named, before, place)

    def _operate(self, package: Package, operation: OperasiModel, own: dict[str, Article], place: Place) -> None:
        key = self._article_key(package, operation.pasal)
        old, new = self.articles.get(key) if key else None, own.get(operation.pasal)
        inserting = operation.jenis == "sisip"
        if (old is None) != inserting:
            detail = "pasal itu sudah ada" if inserting else "pasal itu tidak ada pada peraturan yang diubah"
            self._operation_problem(operation, place, detail)
        elif operation.jenis != "hapus" and new is None:
            self._operation_problem(operation, place, "naskah barunya tidak ditulis sebagai [[pasal]]")
        elif operation.jenis == "hapus" and old is not None and key is not None:
            history = (*old.history, package.key)
            self.articles[key] = replace(
                old, deleted=True, parts=(), amended=package.key, history=history, operation=operation.dasar
            )
        elif new is not None:
            home = key or (package.key, operation.pasal)
            self.articles[home] = replace(
                new,
                instrumen=home[0],
                amended=package.key,
                operation=operation.dasar,
                history=(*(old.history if old else ()), package.key),
            )

    def _article_key(self, package: Package, number: str) -> tuple[str, str] | None:
        """The article of that number in the instrument that is amended (or in an earlier amendment of it)."""
        for instrumen, own in self.articles:
            if own == number and instrumen.split("/")[0] == package.key.split("/")[0]:
                return instrumen, own
        return None

    def _operation_problem(self, operation: OperasiModel, place: Place, detail: str) -> None:
        words = {"operasi": operation.jenis, "pasal": operation.pasal, "rincian": detail}
        self.problems.append(Problem("R-016", place, words))

    def _hold(
        self,
        package: Package,
        operation: OperasiModel,
        named: set[str],
        before: Mapping[str, tuple[str, str]],
        place: Place,
    ) -> None:
        """Everything that rested on a changed article must be spoken of; nothing may rest on a deleted one."""
        key = self._article_key(package, operation.pasal)
        if key is None or operation.jenis == "tambah":
            return
        for name, (instrumen, pasal) in before.items():
            if (instrumen.split("/")[0], pasal) != (key[0].split("/")[0], operation.pasal):
                continue
            words = {"pasal": pasal, "instrumen": package.key, "nama": name}
            if name not in named:
                self.problems.append(Problem("R-014", place, words))
            elif operation.jenis == "hapus" and name not in self.deleted and self._still_rests(name, key):
                self.problems.append(Problem("R-015", place, words))

    def _still_rests(self, name: str, key: tuple[str, str]) -> bool:
        now = self._owned().get(name)
        return now is not None and now[1] == key[1]

    def _check_basis(self, package: Package) -> None:
        """A basis may only name articles the instrument has."""
        numbers = {number for instrumen, number in self.articles if _same_region(instrumen, package.key)}
        for name, (instrumen, pasal) in self._owned().items():
            gone = self._deleted_article(package, pasal)
            if instrumen == package.key and (pasal not in numbers or gone):
                piece = self.definitions.get(name) or self.tables.get(name) or self.relations.get(name)
                source = piece.source if piece else None
                place = source.place if source else Place(package.key)
                words = {"dasar": source.dasar if source else pasal, "pasal": pasal, "instrumen": gone or package.key}
                self.problems.append(Problem("R-015" if gone else "R-017", place, {**words, "nama": name}))

    def _deleted_article(self, package: Package, pasal: str) -> str:
        """The instrument that deleted this article; empty where it lives."""
        key = self._article_key(package, pasal)
        return self.articles[key].amended if key is not None and self.articles[key].deleted else ""

    def _problem(self, code: str, piece: Definition | LawTable | Relation, **words: object) -> None:
        self.problems.append(Problem(code, piece.source.place, words))


def _same_region(instrumen: str, key: str) -> bool:
    if key.startswith("nasional/"):
        return instrumen == key
    return instrumen.split("/", maxsplit=1)[0] == key.split("/", maxsplit=1)[0]


def _left_open(piece: Definition | LawTable | Relation) -> bool:
    """Open terms and known unknowns wait for somebody to supply them."""
    if isinstance(piece, Definition):
        return piece.open or bool(piece.unknown)
    return isinstance(piece, LawTable) and bool(piece.unknown)
