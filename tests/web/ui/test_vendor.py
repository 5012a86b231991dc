"""What is kept of others is what is pinned: every file, no other, and little."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import vendor

FOLDER, PACKAGES = vendor.read_pins()
PINNED = dict(vendor.pinned_files(PACKAGES))


@pytest.mark.parametrize("name", PINNED)
def test_a_kept_file_is_the_pinned_one(name: str):
    assert vendor.sha256((FOLDER / name).read_bytes()) == PINNED[name]


def test_nothing_stands_there_that_is_not_pinned():
    kept = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}
    assert kept - {"tabler/LICENSE"} == set(PINNED)


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_keeps_its_licence_beside(package: str):
    assert list((FOLDER / package).glob("LICENSE*"))


def test_what_is_kept_is_small_and_refers_to_no_source_map():
    contents = [path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()]
    assert sum(map(len, contents)) < 2_500_000
    assert not [content for content in contents if b"sourceMappingURL" in content]


def test_a_planted_difference_is_told():
    changed = dict.fromkeys(PINNED, b"changed")
    archives = {short: pin["sha256"] for short, pin in PACKAGES.items()}
    assert vendor.differences(PACKAGES, changed, archives) == list(PINNED)


def test_a_reference_to_a_source_map_is_cut_off():
    assert vendor.SOURCE_MAP.sub(b"\n", b"a{}\n/*# sourceMappingURL=a.css.map */") == b"a{}\n"
    assert vendor.SOURCE_MAP.sub(b"\n", b"f();\n//# sourceMappingURL=f.js.map\n") == b"f();\n"


def test_an_icon_without_a_shape_is_refused(tmp_path: Path):
    folder = tmp_path / "icons/outline"
    folder.mkdir(parents=True)
    (folder / "empty.svg").write_text('<svg><path d="M0 0h24v24H0z"/></svg>', "utf-8")
    with pytest.raises(ValueError, match="no shape"):
        vendor.sprite(tmp_path, ["empty"])
