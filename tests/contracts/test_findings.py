"""The findings catalogue is whole: what the program says, what the catalogue explains and what the examples show agree.

Each guard comes with a planted violation that it must catch.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tepat.lab.temuan import BASES, Change, Example, examples, read_examples, write_base
from tepat.lang.messages import LANGUAGES, Entry, catalogue, read_entries
from tools.findings_pages import Outcome, section, told

PACKAGE = Path(__file__).parents[2] / "src/tepat"
CODE = re.compile(r"(?<![A-Z0-9])[A-Z]-\d{3}(?!\d)")

# --- what the program says -------------------------------------------------------------------------------------------


def codes_said(package: Path) -> set[str]:
    """Codes in the texts of a package's modules, SQL included; docstrings and comments only speak of them."""
    return {code for path in package.rglob("*.py") for code in _codes_in(ast.parse(path.read_text("utf-8")))}


def _codes_in(tree: ast.Module) -> Iterator[str]:
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield from CODE.findall(node.value)


def disagreements(package: Path, catalogued: set[str], shown: set[str]) -> list[str]:
    """Each code that one of the three does not have."""
    said = codes_said(package)
    missing = {"not in the catalogue": (said | shown) - catalogued, "never said": catalogued - said}
    missing["without an example"] = catalogued - shown
    return sorted(f"{code}: {what}" for what, codes in missing.items() for code in codes)


def test_the_program_the_catalogue_and_the_examples_know_the_same_codes():
    assert len(catalogue()) > 150, "the guard did not see the catalogue"
    assert disagreements(PACKAGE, set(catalogue()), set(examples())) == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("x = 'F-001', 'F-002'\nraise UsageError(Problem('X-001'))", ["X-001: not in the catalogue"]),
        ("x = 'F-001'\nsql = f\"CASE WHEN {x} THEN 'F-002' ELSE 'X-001' END\"", ["X-001: not in the catalogue"]),
        ("CODES = {'F-001': 'X-001', 'F-002': 'F-001'}", ["X-001: not in the catalogue"]),
        ("'''About X-001.'''\nFOUND = 'F-001', 'F-002', 'SHA-256'", []),
        ("FOUND = 'F-001'  # not F-002", ["F-002: never said"]),
    ],
)
def test_a_planted_disagreement_is_caught(tmp_path: Path, statement: str, found: list[str]):
    (tmp_path / "planted.py").write_text(statement, "utf-8")
    assert disagreements(tmp_path, {"F-001", "F-002"}, {"F-001", "F-002"}) == found


def test_a_code_without_an_example_is_caught(tmp_path: Path):
    (tmp_path / "planted.py").write_text("FOUND = 'F-001'", "utf-8")
    assert disagreements(tmp_path, {"F-001"}, set()) == ["F-001: without an example"]


# --- what the examples show ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", examples())
def test_every_example_says_its_code(code: str):
    outcome = told()[code]
    assert outcome.said, "it is not said"
    for text in outcome.said:
        assert "→" in text, "without a remedy"
        assert not re.search(r"(?<!\w)\{\w+\}", text), "a blank was left unfilled"
        assert "/tmp" not in text


@pytest.mark.parametrize("code", examples())
def test_every_example_ends_as_its_level_says(code: str):
    ends = {"galat": {2}, "tahan": {1}, "peringatan": {0, 1}, "info": {0}}
    if examples()[code].perintah.startswith("python "):
        ends["galat"] = {1}
    assert told()[code].code in ends[catalogue()[code].tingkat]


def test_an_example_that_does_not_say_its_code_is_refused():
    silent = Example("F-001", "kosong", "tepat temuan F-001")
    with pytest.raises(ValueError, match="the example of F-001 does not say F-001"):
        section(catalogue()["F-001"], silent, Outcome(0, []))


def test_every_example_changes_what_is_there(tmp_path: Path):
    """A change that changes nothing would show a base that is wrong itself."""
    for example in examples().values():
        folder = tmp_path / example.kode
        folder.mkdir()
        write_base(example.dasar, folder)
        for change in example.ubah:
            path = folder / change.berkas
            before = path.read_bytes() if path.exists() else None
            change.apply(folder)
            assert (path.read_bytes() if path.exists() else None) != before, f"{example.kode} {change.berkas}"


def test_a_text_that_does_not_stand_once_is_not_replaced():
    for text in ("aa", "c"):
        with pytest.raises(ValueError, match=r"does not stand once in x\.csv"):
            Change("x.csv", dari="a", menjadi="b").changed(text)


def test_a_code_with_two_examples_is_refused():
    one = '[F-001]\ndasar = "kosong"\nperintah = "tepat temuan"\n'
    assert list(read_examples([one])) == ["F-001"]
    with pytest.raises(KeyError, match="F-001 has two examples"):
        read_examples([one, one])


def test_every_base_is_used():
    assert {example.dasar for example in examples().values()} == set(BASES)


# --- what the catalogue explains -------------------------------------------------------------------------------------


@pytest.mark.parametrize("bahasa", LANGUAGES)
def test_every_cause_is_of_its_own_code(bahasa: str):
    """What is said of two codes explains neither."""
    sentences = [
        sentence
        for entry in catalogue().values()
        for sentence in re.split(r"(?<=[.;:]) ", entry.sebab[bahasa])
        if len(sentence.split()) > 4
    ]
    assert len(sentences) > len(catalogue()), "the guard did not see the sentences"
    assert sorted({sentence for sentence in sentences if sentences.count(sentence) > 1}) == []


@pytest.mark.parametrize("bahasa", LANGUAGES)
def test_causes_are_whole_sentences_and_short(bahasa: str):
    for entry in catalogue().values():
        cause = entry.sebab[bahasa]
        assert cause.endswith("."), entry.kode
        assert 6 <= len(cause.split()) <= 70, entry.kode
        assert "{" not in cause, f"{entry.kode}: a cause is of the code, not of a case"


def blanks(entry: Entry, bahasa: str) -> set[str]:
    found = re.findall(r"\{(\w+)\}", entry.pesan[bahasa] + entry.perbaikan[bahasa])
    return {name.removesuffix("_en") for name in found}


def test_both_languages_say_the_same_words():
    said = {bahasa: {code: blanks(entry, bahasa) for code, entry in catalogue().items()} for bahasa in LANGUAGES}
    assert said["en"] == said["id"]


ENTRY = """\
kegiatan = "fakta"
[X-001]
tingkat = "galat"
pesan = "a"
perbaikan = "b"
sebab = "c"
pesan_en = "d"
perbaikan_en = "e"
sebab_en = "f"
"""


def test_an_entry_may_be_met_elsewhere_than_its_file():
    assert [entry.kegiatan for entry in read_entries(ENTRY)] == ["fakta"]
    assert [entry.kegiatan for entry in read_entries(ENTRY + 'kegiatan = "hitung"\n')] == ["hitung"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('sebab = "c"\n', ""),
        ('sebab_en = "f"', 'sebab_en = ""'),
        ('"galat"', '"fatal"'),
        ('"fakta"', '"makan"'),
        ('pesan = "a"', 'pesan = "a"\nalasan = "x"'),
    ],
)
def test_an_entry_with_a_gap_is_refused(old: str, new: str):
    with pytest.raises(ValueError, match="code X-001"):
        list(read_entries(ENTRY.replace(old, new)))
