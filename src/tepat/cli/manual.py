"""What the pages of help say beyond the parameters: `manual.toml`, as data that a translator can read and correct."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tepat.cli.words import BAHASA, say


@dataclass(frozen=True)
class Page:
    """What a command does and for whom, in two sentences; examples; what its exit codes mean."""

    text: str
    examples: tuple[str, ...]
    codes: Mapping[str, str]


@cache
def _manual() -> dict[str, Any]:
    return tomllib.loads(files("tepat.cli").joinpath("manual.toml").read_text("utf-8"))


def _told(row: Mapping[str, str]) -> str:
    return " ".join(row[BAHASA].split())


def prepared() -> tuple[str, ...]:
    """The commands that the examples expect to have run."""
    return tuple(_manual()["siap"])


def greeting() -> str:
    """Where a newcomer begins."""
    return _told(_manual()["salam"])


@cache
def pages() -> Mapping[str, Page]:
    """The page of every command, by its words after ``tepat``."""
    return {name: _page(row) for name, row in _manual()["perintah"].items()}


def _page(row: Mapping[str, Any]) -> Page:
    codes = {**_manual()["kode"], **row.get("kode", {})}
    return Page(_told(row), tuple(row["contoh"]), {code: _told(codes[code]) for code in sorted(codes)})


def groups(names: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """The commands by what they are for; one that stands in no group comes last."""
    left = list(names)
    for group in _manual()["kelompok"]:
        if found := [name for name in group["perintah"] if name in left]:
            yield _told(group), found
            left = [name for name in left if name not in found]
    if left:
        yield say("Lainnya", "Others"), left
