"""The guide for a region's IT staff, followed to the letter: from an empty folder to a computed month."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.cli.command import tepat

GUIDE = Path(__file__).parents[3] / "docs/menyusun-perwali.md"
_BLOCK = re.compile(r'^```(?P<kind>\w+)(?: title="(?P<title>[^"]+)")?\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL)
# What a step may answer: a month with invented people always has somebody who waits.
WITH_WAITING = ("hitung",)


def steps() -> Iterator[tuple[str, str]]:
    """What the guide has one do: ``file`` with its title and text, or ``command`` with its words."""
    for block in _BLOCK.finditer(GUIDE.read_text("utf-8")):
        if block["title"]:
            yield block["title"], block["text"]
        elif block["kind"] == "console":
            yield from (("$", line.removeprefix("$ ")) for line in block["text"].splitlines())


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The folder after the last step, and what each command said."""
    folder = tmp_path_factory.mktemp("panduan")
    said: dict[str, str] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for title, text in steps():
            if title != "$":
                (folder / title).parent.mkdir(parents=True, exist_ok=True)
                (folder / title).write_text(text, "utf-8")
                continue
            program, *words = text.split()
            told = tepat(*words)
            assert program == "tepat"
            assert told.code in ((0, 1) if words[0] in WITH_WAITING else (0,)), f"{text}\n{told.out}{told.err}"
            said[text] = said.get(text, "") + told.out
    return folder, said


def test_every_step_does_what_the_guide_says(followed: tuple[Path, dict[str, str]]):
    _, said = followed
    assert [text.split()[1] for text in said] == [
        "regulasi",
        "regulasi",
        "contoh",
        "hitung",
        "periksa",
        "sql",
        "regulasi",
    ]


def test_the_frame_lists_what_is_still_to_fill_in(followed: tuple[Path, dict[str, str]]):
    first = followed[1]["tepat regulasi periksa kota-intan"].split("kota-intan: beres")[1]
    assert "variabel bobot_produktivitas: belum diisi" in first
    assert "tabel nilai_predikat: sel " in first


def test_in_the_end_nothing_is_unknown_and_every_proof_is_ticked(followed: tuple[Path, dict[str, str]]):
    last = followed[1]["tepat regulasi periksa kota-intan"].split("kota-intan: beres")[-1]
    assert "Tidak diketahui:" not in last
    assert "✗" not in last
    assert "3 dijalankan, semuanya cocok" in last


def test_the_month_is_computed(followed: tuple[Path, dict[str, str]]):
    with (followed[0] / "hasil/hasil.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    computed = [row for row in rows if row["status_hitung"] == "dihitung"]
    assert len(rows) == 20
    assert computed
    assert all(int(row["tpp_diterima"]) > 0 for row in computed if row["nilai_produktivitas"] == "1")


def test_the_amendment_changes_the_weights_and_nothing_else(followed: tuple[Path, dict[str, str]]):
    changed = followed[1]["tepat regulasi beda kota-intan --dari 2026-06 --ke 2026-07"]
    assert re.findall(r"^diubah (\w+ \w+)", changed, re.MULTILINE)[-2:] == [
        "variabel bobot_produktivitas",
        "variabel bobot_disiplin",
    ]
