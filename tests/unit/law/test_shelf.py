"""Where instruments stand: regions and ministries are found by their plain name, and by that of their maker."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tepat.lang.errors import UsageError
from tepat.law.shelf import MAKERS, open_shelf, region_folders, regions, regulations_root

SAMPLE = regulations_root() / "contoh/uang-bulat"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """One region and one ministry."""
    shutil.copytree(SAMPLE, tmp_path / "daerah/seberang")
    shutil.copytree(SAMPLE, tmp_path / "kementerian/kemcoba")
    return tmp_path


def test_a_ministry_is_listed_like_a_region(root: Path):
    assert regions(root) == ["kemcoba", "seberang"]
    assert region_folders(root)["kemcoba"] == root / "kementerian/kemcoba"


@pytest.mark.parametrize(
    ("asked", "name", "folder"),
    [
        ("kemcoba", "kemcoba", "kementerian/kemcoba"),
        ("kementerian/kemcoba", "kemcoba", "kementerian/kemcoba"),
        ("seberang", "seberang", "daerah/seberang"),
        ("daerah/seberang", "seberang", "daerah/seberang"),
    ],
)
def test_a_shelf_is_opened_by_its_plain_name_and_by_its_makers(root: Path, asked: str, name: str, folder: str):
    shelf = open_shelf(asked, root)
    assert (shelf.region, shelf.folder, shelf.national_folder) == (name, root / folder, root)
    assert [package.key.split("/")[0] for package in shelf.packages([])] == [name]


@pytest.mark.parametrize("asked", ["daerah/kemcoba", "kementerian/seberang", "kementerian/kemcba", "kemcba"])
def test_what_stands_elsewhere_is_not_found(root: Path, asked: str):
    with pytest.raises(UsageError) as caught:
        open_shelf(asked, root)
    assert caught.value.problems[0].code == "R-003"


def test_an_empty_folder_is_no_region(root: Path):
    (root / "kementerian/kosong").mkdir()
    assert "kosong" not in regions(root)


def test_a_name_is_of_one_maker_only():
    """A plain name must not hide another: the folders of all makers are as many as the names."""
    folders = [path for maker in MAKERS for path in (regulations_root() / maker).glob("*") if any(path.iterdir())]
    assert len({path.name for path in folders}) == len(folders)
