"""Writes the pages of the manual that are generated: ``python tools/build_docs.py [--check]``.

With ``--check`` nothing is written and the exit code is 1 when a page is stale. To add a page, write a function that
returns its text and name it in ``PAGES``.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tepat.lab.contoh.manual import render_manual
from tepat.lang.calendar import Masa
from tepat.lang.functions import SIGNATURES
from tepat.lang.types import Category, Number, Simple, Type, Unit
from tepat.law.consolidate import consolidate, lay, open_book
from tepat.law.packet import PACKET, FactFile
from tepat.law.proofs.unknowns import Interval, unknown_intervals
from tepat.law.rulebook import Article, Part, RuleBook
from tepat.law.shelf import NATIONAL, open_shelf, regions, select_national

DOCS = Path(__file__).parents[1] / "docs"
GLOSSARY_FIELDS = ("istilah", "padanan", "arti", "bukan", "sumber")


@dataclass(frozen=True)
class Page:
    """A generated page: what it is made from, and its text given the folder of the manual."""

    source: str
    render: Callable[[Path], str]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a bar or line break inside a cell cannot break it."""
    cells = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in [list(head), ["---"] * len(head), *cells])


# --- glosarium -------------------------------------------------------------------------------------------------------


def render_glossary(docs: Path) -> str:
    """Each term with its meaning, in the order of the alphabet."""
    terms = tomllib.loads((docs / "glosarium.toml").read_text("utf-8"))
    sections = [_term(name, terms[name]) for name in sorted(terms)]
    intro = "Satu istilah, satu arti. Nama di dalam kurung ialah nama yang dipakai dalam data dan program."
    return "\n\n".join(["# Glosarium", intro, *sections])


def _term(name: str, entry: dict[str, str]) -> str:
    if sorted(entry) != sorted(GLOSSARY_FIELDS) or not all(entry.values()):
        raise ValueError(f"glosarium.toml [{name}]: expected exactly {', '.join(GLOSSARY_FIELDS)}, none empty")
    heading = f"## {entry['istilah']} (`{name}`)"
    facts = (("Inggris", "padanan"), ("Bukan", "bukan"), ("Sumber", "sumber"))
    lines = [f"- {label}: {entry[field]}" for label, field in facts]
    return "\n".join([heading, "", entry["arti"], "", *lines])


# --- paket fakta -----------------------------------------------------------------------------------------------------


def render_packet(_: Path) -> str:
    """The contract of every file of the fact packet."""
    intro = (
        "Paket fakta ialah folder berisi berkas CSV atau Parquet (UTF-8) untuk satu masa. Pecahan ditulis dengan "
        "titik; format angka Indonesia (1.234,56) ditolak. Kolom tambahan boleh ada."
    )
    return "\n\n".join(["# Paket fakta", intro, *(_fact_file(file) for file in PACKET.values())])


def _fact_file(file: FactFile) -> str:
    need = "wajib ada" if file.required else "boleh tidak ada"
    key = f"kunci {', '.join(f'`{name}`' for name in file.key)}" if file.key else "baris boleh berulang"
    rows = [(f"`{column.name}`", column.gloss, type_text(column.type), column.empty) for column in file.columns]
    head = ("Kolom", "Isi", "Jenis", "Sel kosong")
    return "\n\n".join([f"## `{file.name}`", f"{file.gloss} Berkas {need}; {key}.", table(head, rows)])


def type_text(kind: Type) -> str:
    """A type in words: unit, bounds and fineness of a number; the codes of a category."""
    match kind:
        case Number(unit, scale, lo, hi):
            # A cell holds 2.5 for 2.5 %, while the type is of the ratio.
            places = scale - 2 if unit is Unit.PERSEN else scale
            fineness = f", paling banyak {places} angka di belakang titik" if places else ", bulat"
            return f"{unit}, {decimal_text(lo, places)} sampai {decimal_text(hi, places)}{fineness}"
        case Category(_, ()):
            return "kategori, daftar terbuka"
        case Category(_, codes):
            return "kategori: " + ", ".join(f"`{code}`" for code in codes)
        case Simple(unit):
            return unit.replace("_", "/")


def decimal_text(numerator: int, places: int) -> str:
    """The number as a cell of the packet writes it, without zeros at its end.

    >>> decimal_text(195, 1), decimal_text(310, 1)
    ('19.5', '31')
    """
    whole, rest = divmod(numerator, 10**places)
    return f"{whole}.{rest:0{places}}".rstrip("0").rstrip(".") if places else str(whole)


# --- bahasa rumus ----------------------------------------------------------------------------------------------------

LANGUAGE_INTRO = """\
Rumus ditulis sebagai ekspresi SQL sederhana: `+ - *`, perbandingan, `CASE WHEN … THEN … ELSE … END`,
`AND`/`OR`/`NOT`, `IN (…)`, `IS NULL`, `LEAST`/`GREATEST`, dan fungsi bernama di bawah. Selain itu ditolak.

- **Satuan** ikut dihitung: rupiah + persen ditolak, rupiah × persen adalah rupiah. Persen ditulis `PERSEN(60)`; angka
  telanjang mengambil satuan tetangganya, kecuali persen. Nol cocok dengan semua satuan.
- **Yang tidak diketahui tetap tidak diketahui**: satu operand yang kosong membuat hasilnya kosong dan menahan orangnya.
  Syarat `CASE` yang tidak diketahui tidak pernah jatuh ke `ELSE`. `IS NULL` hanya untuk fakta yang boleh tidak ada.
- **Membagi hanya di dalam pembulatan**: `BULAT_SETENGAH_NAIK(a / b)`. Pembagi nol atau negatif membuat hasilnya tidak
  diketahui. Tanpa kelipatan, pembulatan adalah ke satuan (satu rupiah); dengan kelipatan, misalnya
  `PANGKAS(x, 1000)`, ke ribuan.
- **Keluarga**: `["tpp_{kriteria}"]` ditulis sekali untuk semua anggota; `{kriteria}` di dalam rumus menjadi anggotanya.
  `JUMLAH_KELUARGA(kriteria, tpp_{kriteria})` menjumlahkan semuanya.
- **Nama**: variabel dan parameter; kolom fakta (`predikat`, atau lengkap `kinerja.predikat`); kolom relasi
  (`jabatan_plt.beban_kerja`)."""


def render_language(_: Path) -> str:
    """Every function of the formula language."""
    rows = [(f"`{item.usage}`", item.gloss) for item in SIGNATURES.values()]
    return "\n\n".join(["# Bahasa rumus", LANGUAGE_INTRO, table(("Fungsi", "Arti"), rows)])


# --- kesetiaan -------------------------------------------------------------------------------------------------------

FIDELITY_INTRO = """\
Setiap bagian (ayat, huruf, angka) dari naskah yang tersedia, dan bagaimana program menaatinya: `dihitung` oleh
variabel atau tabel, `prosedur` lewat perintah atau halaman, `definisi`, atau `di_luar` dengan alasannya."""


def render_fidelity(_: Path) -> str:
    """The fidelity matrix of every region, as of the newest month of a change; then the nation's other instruments."""
    sections: list[str] = []
    shown: set[str] = set()
    for region in regions():
        shelf = open_shelf(region)
        newest = max(package.instrumen.masa_pertama for package in shelf.packages([]))
        book = consolidate(shelf, Masa.parse(newest))
        sections.append(f"## {region}, masa {newest}")
        sections += [_instrument_matrix(book, info.key) for info in book.instruments]
        shown |= {info.key for info in book.instruments}
    sections.append("## nasional, yang lain")
    sections += [_instrument_matrix(book, key) for key, book in _national_books() if key not in shown]
    return "\n\n".join(["# Kesetiaan pada naskah", FIDELITY_INTRO, *sections])


def _national_books() -> Iterator[tuple[str, RuleBook]]:
    """Every national instrument by itself, in its first month."""
    shelf = open_shelf(regions()[0])
    for folder in sorted((shelf.national_folder / NATIONAL).glob("*/instrumen.toml")):
        package = shelf.national_package(f"{NATIONAL}/{folder.parent.name}", [])
        if package is not None:
            masa = Masa.parse(package.instrumen.masa_pertama)
            yield package.key, lay(select_national(shelf, package, masa, []), NATIONAL, masa, [])


def _instrument_matrix(book: RuleBook, key: str) -> str:
    info = book.instrument(key)
    rows = [row for article in book.articles if article.amended == key for row in _article_rows(article)]
    body = table(("Pasal", "Bagian", "Status", "Oleh"), rows) if rows else "Tidak ada pasal yang tercatat."
    return f"### {info.short}\n\n{info.title}\n\n{body}"


def _article_rows(article: Article) -> list[tuple[str, str, str, str]]:
    if article.deleted:
        return [(article.number, "", "dihapus", article.operation)]
    if not article.parts:
        return [(article.number, "", "hanya nomornya diketahui", article.note)]
    return [(article.number, part.mark, part.status, _honoured_by(part)) for part in article.parts]


def _honoured_by(part: Part) -> str:
    return ", ".join(f"`{name}`" for name in part.variables) or (f"`{part.feature}`" if part.feature else part.reason)


# --- tidak diketahui -------------------------------------------------------------------------------------------------

UNKNOWN_INTRO = """\
Apa yang tidak diketahui oleh peraturan yang tersedia, dan selama masa mana: yang dinyatakan `tidak_diketahui`, dan
yang oleh rumusnya dijawab `TIDAK_DIKETAHUI('…')`. Siapa yang bulannya bergantung padanya ditahan, tidak diberi nol."""


def render_unknowns(_: Path) -> str:
    """What every region's law leaves unknown, over the months in which it stays so."""
    sections = []
    for region in regions():
        shelf = open_shelf(region)
        months = sorted({package.instrumen.masa_pertama for package in shelf.packages([])})
        intervals = unknown_intervals({masa: open_book(shelf, Masa.parse(masa)) for masa in months})
        sections.append(f"## {region}")
        sections.append(_unknown_table(intervals) if intervals else "Tidak ada.")
    return "\n\n".join(["# Tidak diketahui", UNKNOWN_INTRO, *sections])


def _unknown_table(intervals: Iterable[Interval]) -> str:
    rows = [
        (item.since, item.until or "kini", f"{thing.kind} `{thing.name}`", thing.reason, thing.dasar)
        for item in intervals
        for thing in (item.thing,)
    ]
    return table(("Sejak masa", "Sampai masa", "Apa", "Mengapa", "Dasar"), rows)


# --- sumber presensi, sumbu, temuan, pesan regulasi ------------------------------------------------------------------


def _module(name: str) -> Any:
    """A module beside this script, however it was started."""
    root = str(Path(__file__).parents[1])
    if root not in sys.path:
        sys.path.insert(0, root)
    return importlib.import_module(name)


def render_source(docs: Path) -> str:
    """The source folder of attendance: its lists, the formats of machine files, and what is made of them."""
    return str(_module("tools.source_page").render_source(docs))


def render_axes(docs: Path) -> str:
    """The axes of variation with their worked cases; stops where one has none."""
    return str(_module("tools.axes").render_axes(docs))


def render_findings(docs: Path) -> str:
    """Every code with its cause, its remedy and an example that is run; stops where one does not say its code."""
    return str(_module("tools.findings_pages").render_findings(docs))


def render_drafting(docs: Path) -> str:
    """The same for who writes a regulation."""
    return str(_module("tools.findings_pages").render_drafting(docs))


# --- writing ---------------------------------------------------------------------------------------------------------

PAGES = {
    "glosarium.md": Page("docs/glosarium.toml", render_glossary),
    "daerah-contoh.md": Page("src/tepat/lab/contoh/*.py", lambda _: render_manual()),
    "paket-fakta.md": Page("src/tepat/law/packet.py", render_packet),
    "sumber-presensi.md": Page("src/tepat/presensi/contract.py", render_source),
    "bahasa-rumus.md": Page("src/tepat/lang/functions.py", render_language),
    "kesetiaan.md": Page("regulasi/", render_fidelity),
    "tidak-diketahui.md": Page("regulasi/", render_unknowns),
    "pesan-regulasi.md": Page("src/tepat/lab/temuan/contoh/*.toml", render_drafting),
    "sumbu.md": Page("regulasi/sumbu.toml", render_axes),
    "temuan.md": Page("src/tepat/lang/catalogue/*.toml", render_findings),
}


def page_text(page: Page, docs: Path) -> str:
    """The whole file: a line that says where it comes from, then the page."""
    return f"<!-- Generated from {page.source} by `make docs`; edit that, not this. -->\n\n{page.render(docs)}\n"


def stale(docs: Path) -> dict[str, str]:
    """Pages that are missing or differ from what they are made from, with the text they should have."""
    wanted = {name: page_text(page, docs) for name, page in PAGES.items()}
    return {name: text for name, text in wanted.items() if _current(docs / name) != text}


def _current(file: Path) -> str | None:
    return file.read_text("utf-8") if file.exists() else None


def main(arguments: Sequence[str], docs: Path = DOCS) -> int:
    """Write the stale pages, or with ``--check`` only name them."""
    parser = argparse.ArgumentParser(description="Write the generated pages of the manual.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a page is stale")
    checking = parser.parse_args(arguments).check
    pages = stale(docs)
    for name, text in pages.items():
        if not checking:
            (docs / name).write_text(text, "utf-8", newline="\n")
        print(f"{name}: {'stale, run `make docs`' if checking else 'written'}")
    return int(checking and bool(pages))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
