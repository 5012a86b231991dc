"""The examples as data, and their files in a folder."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from tepat.lab.temuan.workbook import Cell, locked_workbook, rows_as_text, workbook

HERE = Path(str(files("tepat.lab.temuan")))
# What of ``dasar/`` an example starts from.
BASES: Mapping[str, tuple[str, ...]] = {
    "bulan": ("nasional", "daerah/intan", "fakta"),
    "peraturan": ("nasional", "daerah/contoh"),
    "presensi": ("sumber",),
    "presensi_hitung": ("nasional", "daerah/intan", "fakta", "sumber"),
    "kosong": (),
}


@dataclass(frozen=True)
class Change:
    """One change to a file: a text that stands in it once becomes another; or its whole content; or it goes.

    ``sandi``: the encoding the file is saved in afterwards. ``buku``: the file is a workbook of one sheet (``lembar``)
    with these rows, each by the cell it begins in. ``terkunci``: it is a workbook behind a password.
    """

    berkas: str
    dari: str = ""
    menjadi: str = ""
    isi: str | None = None
    hapus: bool = False
    sandi: str = "utf-8"
    buku: tuple[tuple[str, tuple[Cell, ...]], ...] = ()
    lembar: str = "Sheet1"
    terkunci: bool = False

    @property
    def binary(self) -> bool:
        """Whether the file is no text."""
        return bool(self.buku) or self.terkunci

    def apply(self, folder: Path) -> None:
        """Make the change below ``folder``."""
        path = folder / self.berkas
        if self.hapus:
            path.unlink()
            return
        if self.binary:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(locked_workbook() if self.terkunci else workbook(self.lembar, dict(self.buku)))
            return
        before = "" if self.isi is not None else path.read_bytes().decode("utf-8")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.changed(before).encode(self.sandi))

    def changed(self, text: str) -> str:
        """What ``text`` becomes, of a workbook its rows; ValueError where the text to replace is not in it once."""
        if self.binary:
            return rows_as_text(dict(self.buku))
        if self.isi is not None:
            return self.isi
        if self.dari and text.count(self.dari) != 1:
            raise ValueError(f"{self.dari!r} does not stand once in {self.berkas}")
        return text.replace(self.dari, self.menjadi) if self.dari else text


@dataclass(frozen=True)
class Example:
    """How a code is met: from a base, after ``ubah``, the commands of ``siap`` and ``lalu``, by typing ``perintah``.

    ``karantina``: the file in which the code stands then, where a record and not a person or a file is concerned.
    """

    kode: str
    dasar: str
    perintah: str
    ubah: tuple[Change, ...] = ()
    siap: tuple[str, ...] = ()
    lalu: tuple[Change, ...] = ()
    karantina: str = ""


@cache
def examples() -> Mapping[str, Example]:
    """Every example by its code, in the order of the codes."""
    return read_examples(path.read_text("utf-8") for path in sorted((HERE / "contoh").glob("*.toml")))


def read_examples(texts: Iterable[str]) -> Mapping[str, Example]:
    """The examples of these files by their codes; a code with two is refused."""
    found: dict[str, Example] = {}
    for example in (example for text in texts for example in _read(text)):
        if example.kode in found:
            raise KeyError(f"{example.kode} has two examples")
        found[example.kode] = example
    return dict(sorted(found.items()))


def _read(text: str) -> Iterator[Example]:
    """The examples of one file, whose first keys hold for all that do not say otherwise."""
    raw: dict[str, Any] = tomllib.loads(text)
    usual = {key: value for key, value in raw.items() if not isinstance(value, dict)}
    for kode, own in raw.items():
        if isinstance(own, dict):
            yield _example(kode, {**usual, **own})


def _example(kode: str, row: dict[str, Any]) -> Example:
    changes = {part: tuple(map(_change, row.pop(part, ()))) for part in ("ubah", "lalu")}
    commands = tuple(row.pop("siap", ()))
    return Example(kode, **row, ubah=changes["ubah"], siap=commands, lalu=changes["lalu"])


def _change(item: dict[str, Any]) -> Change:
    rows = tuple((start, tuple(cells)) for start, cells in item.pop("buku", {}).items())
    return Change(**item, buku=rows)


def base_texts(dasar: str) -> dict[str, str]:
    """The files of a base by their names below its folder."""
    return {
        path.relative_to(HERE / "dasar").as_posix(): path.read_bytes().decode("utf-8")
        for part in BASES[dasar]
        for path in sorted((HERE / "dasar" / part).rglob("*"))
        if path.is_file()
    }


def write_base(dasar: str, folder: Path) -> None:
    """Write the files of a base into ``folder``."""
    for name, text in base_texts(dasar).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
