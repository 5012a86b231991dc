"""Models of one instrument to the pieces of a rule book: definitions, tables, relations, conditions, articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from tepat.lang.errors import Place, Problem
from tepat.lang.prose import value_text
from tepat.lang.tables import Band, Flaw, KeyDomain, Row, Table, codes_of, flaws
from tepat.lang.types import NUMERIC, Category, Number, Unit
from tepat.law.formulas import placeholders, substitute
from tepat.law.load import Package, TableFile
from tepat.law.models import (
    JenisRunModel,
    KekekalanModel,
    KeluargaModel,
    PasalModel,
    RelasiModel,
    SyaratModel,
    TabelModel,
    VariabelModel,
)
from tepat.law.packet import KELAS, FactFile
from tepat.law.rulebook import (
    MEMBER,
    Article,
    Condition,
    Conservation,
    Definition,
    Family,
    LawTable,
    Part,
    Provenance,
    Relation,
    RunKind,
)

Files = Mapping[str, FactFile]


def fact_domains(files: Files) -> Mapping[str, KeyDomain]:
    """What a table's key may range over: the closed lists of the packet, and the class of a position."""
    closed = {
        column.type.name: column.type
        for file in files.values()
        for column in file.columns
        if isinstance(column.type, Category) and column.type.codes
    }
    return {"kelas_jabatan": KELAS, **closed}


def provenance(package: Package, dasar: str, sumber: str | None, place: Place) -> Provenance:
    """Instrument, basis and kind of source of one piece."""
    return Provenance(package.key, dasar, sumber or package.instrumen.sumber, (), place)


def build_families(package: Package) -> Iterator[Family]:
    """The declared lists."""
    for name, model in package.models("keluarga", KeluargaModel).items():
        members = {key: (label, model.anggota_en.get(key, label)) for key, label in model.anggota.items()}
        source = provenance(package, model.dasar, None, package.place(f"keluarga.{name}"))
        yield Family(name, model.label, model.label_en, members, source)


def build_definitions(
    package: Package, families: Mapping[str, Family], problems: list[Problem]
) -> Iterator[tuple[Definition, VariabelModel]]:
    """Parameters, open terms and variables, each family definition once per member."""
    builder = _DefinitionBuilder(package, problems, families)
    for section, is_open in (("parameter", False), ("terbuka", True)):
        for name, model in package.models(section, VariabelModel).items():
            yield builder.build(f"{section}.{name}", name, model, is_open=is_open), model
    own = set(package.variabel)
    for key, model in package.variabel.items():
        for name, family in builder.members(key):
            if family == _NO_FAMILY or name not in own:
                yield builder.build(key, name, model, family=family), model


def build_row_definitions(
    package: Package, files: Files, problems: list[Problem]
) -> Iterator[tuple[str, Definition, VariabelModel]]:
    """Variables of the rows of a fact file."""
    builder = _DefinitionBuilder(package, problems, {})
    for grain, rows in package.baris.items():
        for name, model in rows.items():
            key = f"baris.{grain}.{name}"
            if grain not in files:
                words = {"berkas": grain, "ada": ", ".join(files)}
                problems.append(Problem("R-023", package.place(key), words))
                continue
            yield grain, builder.build(key, name, model, grain=grain), model


_NO_FAMILY = ("", "")


@dataclass(frozen=True)
class _DefinitionBuilder:
    """Definitions of one instrument from their models."""

    package: Package
    problems: list[Problem]
    families: Mapping[str, Family]

    def members(self, key: str) -> Iterator[tuple[str, tuple[str, str]]]:
        """The name under every member of the family a key is repeated over; the key itself where there is none."""
        names = placeholders(key)
        if not names:
            yield key, _NO_FAMILY
            return
        family = ", ".join(sorted(names))
        if family not in self.families:  # also a name over two families at once
            self.problems.append(Problem("R-022", self.package.place(key), {"keluarga": family}))
            return
        for member in self.families[family].members:
            yield substitute(key, family, member), (family, member)

    def build(
        self,
        key: str,
        name: str,
        model: VariabelModel,
        *,
        family: tuple[str, str] = _NO_FAMILY,
        grain: str = "pegawai",
        is_open: bool = False,
    ) -> Definition:
        """The definition of one name."""
        place = self.package.place(key)
        self._check_content(name, model, place, is_open)
        return Definition(
            name,
            self._label(model.label, family, 0),
            self._label(model.label_en, family, 1),
            unit=model.tipe,
            domain=model.domain or (),
            source=provenance(self.package, model.dasar, model.sumber, place),
            formula=model.rumus or "",
            formula_line=self.package.places.text_start(key, "rumus"),
            applies_if=model.berlaku_bila or "",
            value="" if model.nilai is None else self._value(model, place),
            unknown=model.tidak_diketahui or "",
            open=is_open,
            grain=grain,
            family=family,
            note=model.catatan,
            output=model.keluaran,
            menyimpang=model.menyimpang,
        )

    def _check_content(self, name: str, model: VariabelModel, place: Place, is_open: bool) -> None:
        given = [field for field in ("rumus", "nilai", "tidak_diketahui") if getattr(model, field) is not None]
        enough = set(given) <= {"nilai"} if is_open else len(given) == 1
        if not enough and model.operasi != "tetap":
            words = {"nama": name, "ditemukan": ", ".join(given) or "tidak ada"}
            self.problems.append(Problem("R-011", place, words))

    def _label(self, label: str, family: tuple[str, str], language: int) -> str:
        name, member = family
        return substitute(label, name, self.families[name].members[member][language]) if name else label

    def _value(self, model: VariabelModel, place: Place) -> str:
        """A fixed value as the exact text of its fraction; a percentage is written in percent."""
        if model.tipe is Unit.KATEGORI:
            return str(model.nilai)
        try:
            value = exact_number(str(model.nilai))
        except ValueError:
            self.problems.append(Problem("R-021", place, {"nilai": model.nilai, "tipe": str(model.tipe)}))
            return "0"
        if model.tipe not in NUMERIC:
            self.problems.append(Problem("R-021", place, {"nilai": model.nilai, "tipe": f"{model.tipe} (parameter)"}))
        return str(value * Fraction(1, 100) if model.tipe is Unit.PERSEN else value)


@dataclass(frozen=True)
class Known:
    """What has been stated so far that a table's key may range over."""

    definitions: Mapping[str, Definition]
    families: Mapping[str, Family]
    files: Files
    rows: Mapping[str, Mapping[str, Definition]]

    @property
    def domains(self) -> Mapping[str, KeyDomain]:
        """Closed lists of facts and variables, the class of a position, and the members of a family."""
        of_rows = {name: item for items in self.rows.values() for name, item in items.items()}
        coded = {name: item for name, item in (of_rows | dict(self.definitions)).items() if item.unit is Unit.KATEGORI}
        return {
            **fact_domains(self.files),
            **{name: Category(name, tuple(item.members)) for name, item in self.families.items()},
            **{name: Category(name, item.domain) for name, item in coded.items()},
        }


def build_tables(package: Package, known: Known, problems: list[Problem]) -> Iterator[tuple[LawTable, TabelModel]]:
    """Tables with their rows checked: domains complete, no hole, no overlap, every row with a source."""
    domains = known.domains
    for name, model in package.models("tabel", TabelModel).items():
        place = package.place(f"tabel.{name}")
        source = provenance(package, model.dasar, model.sumber, place)
        table = None
        if model.tidak_diketahui is None and model.operasi != "tetap":
            table = _table(package, name, model, domains, problems)
        unknown = model.tidak_diketahui or ""
        yield (
            LawTable(name, model.label, model.label_en, source, table, unknown, model.menyimpang, model.terbuka),
            model,
        )


def _table(
    package: Package, name: str, model: TabelModel, known: Mapping[str, KeyDomain], problems: list[Problem]
) -> Table | None:
    place = package.place(f"tabel.{name}")
    domains = {**known, **dict(_number_ranges(model.kunci.values()))}
    unknown = [domain for domain in model.kunci.values() if domain not in domains]
    if unknown:
        words = {"kunci": f"tabel.{name}.kunci", "rincian": f"domain tidak dikenal: {', '.join(unknown)}"}
        problems.append(Problem("R-010", place, words))
        return None
    if name not in package.tables:
        problems.append(Problem("R-037", place, {"tabel": name, "berkas": f"tabel/{name}.csv"}))
        return None
    reader = _TableReader(package, package.tables[name], model, problems)
    rows = reader.rows()
    if rows is None:
        return None
    keys = tuple((column, domains[domain]) for column, domain in model.kunci.items())
    category = Category(name, model.domain) if model.domain else None
    table = Table(name, model.label, keys, model.lapis, model.nilai, rows, category)
    problems.extend(_flaw_problem(package, table, flaw) for flaw in flaws(table))
    return table


_RANGE = re.compile(r"(\d{1,4})\.\.(\d{1,4})")
_MOST_KEYS = 2000


def _number_ranges(domains: Iterable[str]) -> Iterator[tuple[str, Number]]:
    """Keys that are whole numbers between two bounds, written ``1..15``."""
    for domain in domains:
        found = _RANGE.fullmatch(domain)
        if found and 0 <= int(found[2]) - int(found[1]) < _MOST_KEYS:
            yield domain, Number(Unit.BILANGAN, 0, int(found[1]), int(found[2]))


_FLAW_CODES = {
    "kode_asing": "R-036",
    "tanpa_baris": "R-032",
    "baris_ganda": "R-033",
    "celah": "R-034",
    "tumpang_tindih": "R-035",
}


def _flaw_problem(package: Package, table: Table, flaw: Flaw) -> Problem:
    codes = ", ".join(code for _, domain in table.keys for code in codes_of(domain))
    key = "/".join(flaw.keys)
    ends = [value_text(end, table.band_unit, "id") if end is not None else "…" for end in flaw.ends]
    detail = f"{key}: {' – '.join(ends)}" if key else " – ".join(ends)
    words = {"tabel": table.name, "kunci": key, "rincian": detail, "kode_ada": codes}
    return Problem(_FLAW_CODES[flaw.kind], Place(f"{package.key}/tabel/{table.name}.csv", flaw.line), words)


# A cell no source states.
UNKNOWN_CELL = "tidak_diketahui"
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def exact_number(text: str) -> Fraction:
    """A number as a table or parameter writes it: digits, a point, nothing else; ValueError otherwise.

    >>> exact_number("0.25")
    Fraction(1, 4)
    """
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{text!r} is not a number")
    return Fraction(text)


_BAND_COLUMNS = {True: ("lebih_dari", "sampai_dengan"), False: ("mulai_dari", "kurang_dari")}


class _TableReader:
    """Cells of one table file to exact values, with a problem for every cell that is not one."""

    def __init__(self, package: Package, file: TableFile, model: TabelModel, problems: list[Problem]) -> None:
        self.package, self.file, self.model, self.problems = package, file, model, problems
        self.upper_included = "sampai_dengan" in file.header

    def rows(self) -> tuple[Row, ...] | None:
        """The rows by key and band; None where the header or a cell is not usable."""
        bands = _BAND_COLUMNS[self.upper_included] if self.model.lapis is not None else ()
        expected = (*self.model.kunci, *bands, "nilai", "sumber")
        if self.file.header != expected:
            self._problem("R-030", 1, ditemukan=", ".join(self.file.header), diharapkan=", ".join(expected))
            return None
        before = len(self.problems)
        rows = [self._row(line, dict(zip(expected, cells, strict=True))) for line, cells in self.file.rows]
        if len(self.problems) > before or not rows:
            if not rows:
                self._problem("R-034", 1, rincian="tidak ada baris")
            return None
        return tuple(sorted(rows, key=_row_order))

    def _row(self, line: int, cells: dict[str, str]) -> Row:
        if not cells["sumber"].strip():
            self._problem("R-038", line)
        band = None
        if self.model.lapis is not None:
            lower, upper = (
                self._number(line, column, cells[column], self.model.lapis, optional=True)
                for column in _BAND_COLUMNS[self.upper_included]
            )
            band = Band(lower, upper, self.upper_included)
        keys = tuple(cells[column].strip() for column in self.model.kunci)
        return Row(keys, band, self._value(line, cells["nilai"]), cells["sumber"].strip(), line)

    def _value(self, line: int, text: str) -> Fraction | str | None:
        if text.strip() == UNKNOWN_CELL:
            return None
        if self.model.domain is None:
            value = self._number(line, "nilai", text, self.model.nilai, optional=False)
            return Fraction(0) if value is None else value
        if text not in self.model.domain:
            self._problem("R-031", line, isi=text, kolom="nilai", diharapkan=" / ".join(self.model.domain))
        return text

    def _number(self, line: int, column: str, text: str, unit: Unit, *, optional: bool) -> Fraction | None:
        text = text.strip()
        if optional and not text:
            return None
        try:
            value = exact_number(text)
        except ValueError:
            self._problem("R-031", line, isi=text, kolom=column, diharapkan=f"angka {unit}")
            return None
        return value * Fraction(1, 100) if unit is Unit.PERSEN else value

    def _problem(self, code: str, line: int, **words: str) -> None:
        place = Place(f"{self.package.key}/tabel/{self.file.name}.csv", line)
        self.problems.append(Problem(code, place, {"tabel": self.file.name, **words}))


def _row_order(row: Row) -> tuple[tuple[str, ...], bool, Fraction]:
    lower = row.band.lower if row.band else None
    return row.keys, lower is not None, lower or Fraction(0)


def build_relations(package: Package, files: Files, problems: list[Problem]) -> Iterator[tuple[Relation, RelasiModel]]:
    """Declared relations."""
    for name, model in package.models("relasi", RelasiModel).items():
        key = f"relasi.{name}"
        place = package.place(key)
        if model.dari not in files:
            problems.append(Problem("R-023", place, {"berkas": model.dari, "ada": ", ".join(files)}))
            continue
        yield (
            Relation(
                name,
                model.label,
                model.label_en,
                model.dari,
                model.syarat or "",
                model.melalui or "",
                model.jumlah == "satu" or model.melalui is not None,
                provenance(package, model.dasar, None, place),
                package.places.text_start(key, "syarat"),
                model.menyimpang,
            ),
            model,
        )


def build_conditions(package: Package, files: Files, problems: list[Problem]) -> Iterator[Condition]:
    """``[[syarat]]``."""
    for index, model in enumerate(package.lists("syarat", SyaratModel)):
        place = package.place("syarat", "pada", index)
        if model.pada is not None and model.pada not in files:
            words = {"berkas": model.pada, "ada": ", ".join(files)}
            problems.append(Problem("R-023", place, words))
            continue
        if model.pada is not None and all(column.name != "nip" for column in files[model.pada].columns):
            reason = f"'{model.pada}' tidak memuat nip; syarat diuji pada pegawai atau barisnya"
            problems.append(Problem("R-010", place, {"kunci": f"syarat.{model.nama}.pada", "rincian": reason}))
            continue
        yield Condition(
            model.nama,
            model.uji,
            model.berlaku_bila or "",
            model.akibat,
            (model.pesan, model.pesan_en),
            (model.perbaikan, model.perbaikan_en),
            model.pada or "",
            provenance(package, model.dasar, None, package.place("syarat", "", index)),
            package.places.text_start("syarat", "uji", index),
            model.menolkan,
            model.jenis_run,
        )


def build_runs(package: Package, files: Files, problems: list[Problem]) -> Iterator[RunKind]:
    """Kinds of run besides the regular one."""
    models = package.models("jenis_run", JenisRunModel)
    for code, model in models.items():
        place = package.place(f"jenis_run.{code}")
        if model.dari is not None and (model.dari not in models or model.dari == code or models[model.dari].dari):
            words = {
                "kunci": f"jenis_run.{code}.dari",
                "rincian": f"'{model.dari}' bukan jenis lain yang berdiri sendiri",
            }
            problems.append(Problem("R-010", place, words))
            continue
        first = models[model.dari] if model.dari else model
        members = first.peserta if model.peserta is None else model.peserta
        without = tuple(dict.fromkeys((*first.tanpa, *model.tanpa)))
        needed = tuple(dict.fromkeys((*first.berkas, *model.berkas)))
        unknown = [name for name in needed if name not in files]
        if unknown:
            problems.append(Problem("R-023", place, {"berkas": unknown[0], "ada": ", ".join(files)}))
            continue
        source = provenance(package, model.dasar, None, place)
        yield RunKind(code, model.label, model.label_en, source, model.nomor, members or "", without, needed)


def build_run_definitions(
    package: Package, run: str, families: Mapping[str, Family], problems: list[Problem]
) -> Iterator[Definition]:
    """What a kind of run computes otherwise than a regular month, and who takes part."""
    models = package.models("jenis_run", JenisRunModel)
    model = models.get(run)
    if model is None:
        return
    builder = _DefinitionBuilder(package, problems, families)
    for code in (model.dari, run) if model.dari in models else (run,):
        if code is not None:
            yield from _run_pieces(builder, code, models[code], model)


def _run_pieces(
    builder: _DefinitionBuilder, code: str, stated: JenisRunModel, run: JenisRunModel
) -> Iterator[Definition]:
    """The pieces of ``run`` that the kind ``code``, itself or the one it is like, states."""
    key = f"jenis_run.{code}"
    if stated.peserta is not None:
        label, label_en = f"Ikut {run.label}", f"Takes part in {run.label_en}"
        member = VariabelModel(
            label=label, label_en=label_en, dasar=run.dasar, tipe=Unit.YA_TIDAK, rumus=stated.peserta
        )
        line = builder.package.places.text_start(key, "peserta")
        yield replace(builder.build(key, MEMBER, member), formula_line=line)
    for written, variable in stated.variabel.items():
        for name, family in builder.members(written):
            yield builder.build(f"{key}.variabel.{written}", name, variable, family=family)


def build_conservations(package: Package) -> Iterator[Conservation]:
    """``[[kekekalan]]``."""
    for index, model in enumerate(package.lists("kekekalan", KekekalanModel)):
        source = provenance(package, model.dasar, None, package.place("kekekalan", "", index))
        yield Conservation(model.jumlah, model.bagian, source, model.jenis_run)


def build_article(package: Package, model: PasalModel) -> Article:
    """An article as its instrument states it."""
    parts = tuple(
        Part(part.tanda, part.naskah, part.status, part.oleh, part.fitur, part.alasan, package.key, (package.key,))
        for part in model.bagian
    )
    return Article(
        model.nomor, model.judul, package.key, package.key, model.sumber, parts, (package.key,), note=model.catatan
    )
