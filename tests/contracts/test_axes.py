"""Every axis of variation has a worked case; one without, or a case that names none there is, stops the check."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tepat.law.shelf import regulations_root
from tools.axes import AxisError, cases_by_axis, read_axes, render_axes

ROOT = regulations_root()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A shelf with one sample region and the two axes it shows."""
    shutil.copytree(ROOT / "contoh/uang-bulat", tmp_path / "contoh/uang-bulat")
    (tmp_path / "sumbu.toml").write_text(_axis("pembulatan"), "utf-8")
    return tmp_path


def _axis(name: str) -> str:
    return f'[[sumbu]]\nid = "{name}"\nnama = "x"\nnama_en = "x"\nnilai = "x"\n\n'


def test_every_axis_of_the_field_is_shown_by_a_case():
    found = cases_by_axis(ROOT)
    assert list(found) == [axis.id for axis in read_axes(ROOT)]
    assert len(found) == 30
    assert all(found.values())


def test_the_page_names_the_cases_under_their_axis(root: Path):
    page = render_axes(root, root)
    assert "## x (`pembulatan`)" in page
    assert "- `contoh/uang-bulat/" in page


def test_an_axis_without_a_case_is_noticed(root: Path):
    with (root / "sumbu.toml").open("a", encoding="utf-8") as file:
        file.write(_axis("belum_ada"))
    with pytest.raises(AxisError, match="belum_ada"):
        render_axes(root, root)


def test_a_case_of_no_axis_is_noticed(root: Path):
    (root / "sumbu.toml").write_text(_axis("lain"), "utf-8")
    with pytest.raises(AxisError, match="pembulatan"):
        render_axes(root, root)
