"""Which list a file is, by the titles of its columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from tepat.ingest.daftar.header import Header, find_header, plain
from tepat.ingest.daftar.kinds import ListKind, list_kinds
from tepat.ingest.daftar.opening import open_upload
from tepat.ingest.sheet import Grid

# One title alone names no list, and a few among many are chance.
_FEWEST, _ENOUGH = 2, 4


@dataclass(frozen=True)
class Fit:
    """How well a header is that of a list."""

    kind: ListKind
    header: Header

    @property
    def matched(self) -> int:
        """Columns of the list that are there."""
        return len(set(self.kind.contract.names) & self.header.columns.keys())

    @property
    def covered(self) -> int:
        """Columns that are there, less those that are not."""
        return 2 * self.matched - len(self.kind.contract.names)

    @property
    def is_likely(self) -> bool:
        """Enough of its titles are the list's."""
        ignored = len(self.header.ignored)
        return self.matched >= _FEWEST and (self.matched >= ignored or self.matched >= _ENOUGH)


def recognise(name: str, content: bytes) -> str | None:
    """The list that a file is; None where nobody can be sure, as between leave of two kinds with the same columns.

    >>> recognise("daftar.csv", b"NIP;Nama Lengkap;Gol. Ruang"), recognise("daftar.csv", b"nip;jenis;mulai;selesai")
    ('pegawai', None)
    >>> recognise("izin-januari.csv", b"nip;jenis;mulai;selesai")
    'izin'
    """
    return recognise_grids(name, open_upload(name, content).grids)


def recognise_grids(name: str, grids: Mapping[str, Grid]) -> str | None:
    """The list of the first sheet that is one."""
    found = (_recognise_grid(f"{PurePath(name).stem} {sheet}", grid) for sheet, grid in grids.items())
    return next((kind for kind in found if kind is not None), None)


def _recognise_grid(called: str, grid: Grid) -> str | None:
    headers = ((kind, find_header(grid, kind)) for kind in list_kinds())
    fits = [Fit(kind, header) for kind, header in headers if header is not None and not header.missing]
    report = next((fit.kind.name for fit in fits if fit.kind.is_report), None)
    return report or _best(called, [fit for fit in fits if fit.is_likely])


def _best(called: str, fits: list[Fit]) -> str | None:
    """The one list that has the most columns and lacks the fewest; between others, the one the file is named after."""
    if not fits:
        return None
    most, fewest_lacking = max(fit.matched for fit in fits), max(fit.covered for fit in fits)
    richest = {fit.kind.name for fit in fits if fit.matched == most}
    closest = {fit.kind.name for fit in fits if fit.covered == fewest_lacking}
    best = richest & closest
    if len(best) != 1:
        best = {kind for kind in richest | closest if plain(kind) in plain(called)}
    return best.pop() if len(best) == 1 else None
