"""The page of the axes on which TPP rules differ between regions: each with the worked cases that show it.

An axis without a case, and a case that names no axis there is, stop the page and with it ``make check``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tepat.law.load import load_cases
from tepat.law.models import KasusModel
from tepat.law.shelf import regulations_root

AXES = "sumbu.toml"


@dataclass(frozen=True)
class Axis:
    """One way in which regions differ, with the values met."""

    id: str
    nama: str
    nama_en: str
    nilai: str


@dataclass(frozen=True)
class Shown:
    """A worked case that shows values of an axis, and the instrument it stands in."""

    instrument_folder: Path
    case: KasusModel


class AxisError(ValueError):
    """An axis nothing shows, or a case that shows none."""


def read_axes(root: Path) -> list[Axis]:
    """The axes in the order of their file."""
    return [Axis(**entry) for entry in tomllib.loads((root / AXES).read_text("utf-8"))["sumbu"]]


def cases_by_axis(root: Path) -> Mapping[str, list[Shown]]:
    """Cases under each axis they name; `AxisError` for an axis without one and for a name that is no axis."""
    found: dict[str, list[Shown]] = {axis.id: [] for axis in read_axes(root)}
    for shown in _cases(root):
        for name in shown.case.sumbu:
            if name not in found:
                raise AxisError(f"{shown.instrument_folder.name}: kasus '{shown.case.label}': sumbu '{name}' tidak ada")
            found[name].append(shown)
    empty = [name for name, items in found.items() if not items]
    if empty:
        raise AxisError(f"sumbu tanpa kasus berhitung: {', '.join(empty)}")
    return found


def _cases(root: Path) -> Iterator[Shown]:
    for face in sorted(root.glob("*/**/instrumen.toml")):
        for case, _ in load_cases(face.parent, face.parent.name, []):
            yield Shown(face.parent, case)


def render_axes(_: Path, root: Path | None = None) -> str:
    """The page."""
    root = root or regulations_root()
    found = cases_by_axis(root)
    axes = read_axes(root)
    total = sum(map(len, found.values()))
    intro = (
        "Cara daerah mengatur TPP berbeda-beda menurut sumbu di bawah ini. Setiap sumbu ditunjukkan oleh kasus "
        "berhitung yang disandikan sebagai data saja, tanpa Python, dan dijalankan sebagai uji. Nilai yang ditemui "
        "dikumpulkan dari peraturan, formulir resmi dan program daerah; "
        f"{len(axes)} sumbu, {total} kasus.\n\n"
        "Wilayah di bawah `regulasi/contoh/` adalah contoh cara menulis, bukan hukum."
    )
    sections = [_section(axis, found[axis.id], root) for axis in axes]
    return "\n\n".join(["# Sumbu ragam aturan", intro, *sections])


def _section(axis: Axis, shown: Sequence[Shown], root: Path) -> str:
    by_folder: dict[Path, list[str]] = {}
    for item in shown:
        by_folder.setdefault(item.instrument_folder, []).append(item.case.label)
    lines = (f"- `{folder.relative_to(root)}`: {'; '.join(labels)}" for folder, labels in by_folder.items())
    return "\n\n".join((f"## {axis.nama} (`{axis.id}`)", f"*{axis.nama_en}:* {axis.nilai}", "\n".join(lines)))
