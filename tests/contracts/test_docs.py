"""Generated pages are what their sources make of them, and a stale one is noticed."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from tepat.ingest.formats import known_formats
from tepat.lang.messages import catalogue
from tepat.lang.types import BOOLEAN, Category, Number, Unit
from tepat.law.packet import PACKET
from tepat.presensi.contract import SOURCES
from tools import build_docs


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A fresh copy of the manual, every page of it up to date."""
    shutil.copytree(build_docs.DOCS, tmp_path / "docs")
    assert build_docs.main([], tmp_path / "docs") == 0
    return tmp_path / "docs"


def test_no_page_is_stale():
    assert sorted(build_docs.stale(build_docs.DOCS)) == [], "run `make docs`"


def test_fresh_pages_pass(docs: Path):
    assert build_docs.main(["--check"], docs) == 0


@pytest.mark.parametrize("name", build_docs.PAGES)
def test_an_edited_page_is_caught_and_mended(docs: Path, name: str, capsys: pytest.CaptureFixture[str]):
    (docs / name).write_text("planted", "utf-8")
    assert build_docs.main(["--check"], docs) == 1
    assert capsys.readouterr().out == f"{name}: stale, run `make docs`\n"
    assert build_docs.main([], docs) == 0
    assert build_docs.main(["--check"], docs) == 0


@pytest.mark.parametrize("name", build_docs.PAGES)
def test_a_missing_page_is_caught(docs: Path, name: str):
    (docs / name).unlink()
    assert build_docs.main(["--check"], docs) == 1


def test_a_changed_source_makes_its_page_stale(docs: Path):
    with (docs / "glosarium.toml").open("a", encoding="utf-8") as glossary:
        glossary.write('[baru]\nistilah = "Baru"\npadanan = "new"\narti = "x"\nbukan = "y"\nsumber = "z"\n')
    assert list(build_docs.stale(docs)) == ["glosarium.md"]


@pytest.mark.parametrize(
    "planted", ['istilah = "Baru"', 'istilah = ""\npadanan = "n"\narti = "x"\nbukan = "y"\nsumber = "z"']
)
def test_a_glossary_entry_with_a_gap_is_refused(docs: Path, planted: str):
    with (docs / "glosarium.toml").open("a", encoding="utf-8") as glossary:
        glossary.write(f"[baru]\n{planted}\n")
    with pytest.raises(ValueError, match=r"\[baru\]"):
        build_docs.stale(docs)


def test_every_page_says_what_it_is_made_from(docs: Path):
    for name, page in build_docs.PAGES.items():
        assert (docs / name).read_text("utf-8").startswith(f"<!-- Generated from {page.source} ")
        assert list(build_docs.DOCS.parent.glob(page.source)), page.source


def test_every_code_is_shown_with_its_anchor_and_as_it_is_printed(docs: Path):
    of_drafting = {code for code, entry in catalogue().items() if entry.kegiatan == "regulasi"}
    for name, shown in {"pesan-regulasi.md": of_drafting, "temuan.md": set(catalogue()) - of_drafting}.items():
        page = (docs / name).read_text("utf-8")
        assert sorted(re.findall(r"^### (.+)$", page, re.MULTILINE)) == sorted(shown)
        assert page.count("    → ") >= len(shown)
        assert "/tmp" not in page


def test_links_to_a_code_lead_somewhere(docs: Path):
    """Other pages link to ``temuan.md#f-112`` without knowing what one is doing when it is met."""
    for name in ("temuan.md", "pesan-regulasi.md"):
        text = (docs / name).read_text("utf-8")
        headings = (heading.lower().replace(" ", "-") for heading in re.findall(r"^##+ (.+)$", text, re.MULTILINE))
        known = {*headings, *re.findall(r'<a id="([^"]+)"></a>', text)}
        asked = set(re.findall(r"\]\(#([^)]+)\)", text))
        assert asked
        assert asked <= known
        assert name != "temuan.md" or {code.lower() for code in catalogue()} <= known


def test_every_column_of_the_packet_is_documented(docs: Path):
    page = (docs / "paket-fakta.md").read_text("utf-8")
    assert page.count("\n| `") == sum(len(file.columns) for file in PACKET.values())


def test_every_list_and_format_of_the_source_folder_is_documented(docs: Path):
    page = (docs / "sumber-presensi.md").read_text("utf-8")
    of_lists = page[: page.index("## Berkas mesin")]
    assert of_lists.count("\n| `") == sum(len(file.columns) for file in SOURCES.values())
    assert re.findall(r"^### `(\w+)`", page, re.MULTILINE) == [*SOURCES, *known_formats()]


def test_percent_is_documented_as_cells_write_it():
    text = build_docs.type_text(Number(Unit.PERSEN, 6, 0, 10_000_000))
    assert text == "persen, 0 sampai 1000, paling banyak 4 angka di belakang titik"


def test_types_are_written_in_words():
    assert build_docs.type_text(Number(Unit.HARI, 1, 0, 315)).startswith("hari, 0 sampai 31.5,")
    assert build_docs.type_text(Category("x", ("a", "b"))) == "kategori: `a`, `b`"
    assert build_docs.type_text(Category("x")) == "kategori, daftar terbuka"
    assert build_docs.type_text(BOOLEAN) == "ya/tidak"


def test_a_bar_in_a_cell_does_not_break_its_table():
    assert build_docs.table(("a",), [("x|y\nz",)]).endswith("| x\\|y z |")


def test_the_glossary_explains_every_criterion_of_the_packet():
    terms = tomllib.loads((build_docs.DOCS / "glosarium.toml").read_text("utf-8"))
    criteria = [column.name for column in PACKET["jabatan"].columns[3:]]
    assert criteria[0] == "beban_kerja"
    assert [name for name in criteria if name not in terms] == []
