"""The lock files meet what the project asks for, agree with each other, and hash everything."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
# Every extra has a lock file of its name.
EXTRAS: dict[str, list[str]] = {"base": [], **PROJECT["optional-dependencies"]}


def lock_text(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.lock").read_text("utf-8")


def locked(name: str) -> dict[str, set[str]]:
    """Package to its locked versions (one for each range of Pythons)."""
    versions: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([\w.-]+)==([\w.]+)", lock_text(name), re.MULTILINE):
        versions.setdefault(canonicalize_name(package), set()).add(version)
    return versions


def unlocked(requirements: list[str], versions: dict[str, set[str]]) -> list[str]:
    """Requirements that the locked versions do not meet."""
    wanted = [Requirement(line) for line in requirements]
    return [
        str(requirement)
        for requirement in wanted
        if not (found := versions.get(canonicalize_name(requirement.name)))
        or not all(requirement.specifier.contains(version) for version in found)
    ]


@pytest.mark.parametrize("name", EXTRAS)
def test_locks_meet_what_the_project_asks_for(name: str):
    assert unlocked([*PROJECT["dependencies"], *EXTRAS[name]], locked(name)) == []


def test_a_planted_stale_lock_is_caught():
    assert unlocked(["duckdb>=2,<3", "rich"], {"duckdb": {"1.4.0"}}) == ["duckdb<3,>=2", "rich"]


@pytest.mark.parametrize("name", EXTRAS)
def test_locks_agree_on_versions(name: str):
    assert {package: locked(name)[package] for package in locked("base")} == locked("base")


@pytest.mark.parametrize("name", EXTRAS)
def test_every_locked_version_has_a_hash(name: str):
    blocks = re.split(r"^(?=[\w.-]+==)", lock_text(name), flags=re.MULTILINE)[1:]
    assert blocks
    assert [block for block in blocks if "--hash=sha256:" not in block] == []
