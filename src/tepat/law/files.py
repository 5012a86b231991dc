"""Further facts: files and columns that an instrument declares beyond the packet's own contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from tepat.lang.errors import Problem
from tepat.lang.types import NUMERIC, Category, Number, Simple, Type, Unit
from tepat.law.load import Package
from tepat.law.models import BerkasModel, KolomModel
from tepat.law.packet import NIP, PACKET, RUPIAH_MAX, Column, Empty, FactFile

_EMPTY: Mapping[str, Empty] = {
    "ditolak": Empty.REFUSED,
    "tidak_diketahui": Empty.UNKNOWN,
    "tidak_ada": Empty.ABSENT,
    "nol": Empty.ZERO,
}
# Decimals and bounds, as a file writes them, of a column that does not state its own.
_BOUNDS: Mapping[Unit, tuple[int, int, int]] = {
    Unit.RUPIAH: (0, 0, RUPIAH_MAX),
    Unit.PERSEN: (4, 0, 1000),
    Unit.BILANGAN: (0, 0, 10**9),
    Unit.HARI: (1, 0, 400),
    Unit.MENIT: (0, 0, 100_000),
    Unit.BULAN: (0, 0, 1200),
}
_RESERVED = frozenset({"nip", "baris"})
_FINEST = 8


def declare_files(package: Package, files: Mapping[str, FactFile], problems: list[Problem]) -> Iterator[FactFile]:
    """The files an instrument declares, over those known so far; one of the same name gains columns."""
    for name, model in package.models("berkas", BerkasModel).items():
        columns = tuple(_columns(package, name, model, problems))
        known = files.get(name) or PACKET.get(name)
        file = replace(known, columns=(*known.columns, *columns)) if known else _new_file(name, model, columns)
        problems.extend(_flaws(package, file, model))
        yield file


def _new_file(name: str, model: BerkasModel, columns: tuple[Column, ...]) -> FactFile:
    person = (NIP,) if model.orang else ()
    return FactFile(name, model.butir or name, model.kunci, model.wajib, (*person, *columns), model.label)


def _columns(package: Package, file: str, model: BerkasModel, problems: list[Problem]) -> Iterator[Column]:
    for name, column in model.kolom.items():
        try:
            yield Column(name, _type(name, column), _EMPTY[column.kosong], column.label)
        except ValueError as error:
            words = {"berkas": file, "rincian": f"kolom {name}: {error}"}
            problems.append(Problem("R-024", package.place(f"berkas.{file}"), words))


def _type(name: str, model: KolomModel) -> Type:
    if model.tipe is Unit.KATEGORI:
        return Category(name, model.domain or ())
    if model.tipe not in NUMERIC:
        return Simple(model.tipe)
    decimals, least, most = _BOUNDS[model.tipe]
    decimals = decimals if model.desimal is None else model.desimal
    if not 0 <= decimals <= _FINEST:
        raise ValueError(f"desimal di luar 0 sampai {_FINEST}")
    lo, hi = (
        _numerator(given, default, decimals) for given, default in ((model.terkecil, least), (model.terbesar, most))
    )
    # Cells hold percent; the type is of the ratio.
    scale = decimals + 2 if model.tipe is Unit.PERSEN else decimals
    if lo > hi:
        raise ValueError("terkecil lebih besar daripada terbesar")
    return Number(model.tipe, scale, lo, hi)


def _numerator(given: int | Decimal | None, default: int, decimals: int) -> int:
    value = Fraction(default if given is None else given) * 10**decimals
    if value.denominator != 1:
        raise ValueError("batas lebih halus daripada desimalnya")
    return int(value)


def _flaws(package: Package, file: FactFile, model: BerkasModel) -> Iterator[Problem]:
    """A name twice or reserved, a key that is no column, text for a number of nothing."""
    place = package.place(f"berkas.{file.name}")
    names = list(file.names)
    twice = sorted({name for name in names if names.count(name) > 1} | (_RESERVED & set(model.kolom)))
    missing = [name for name in file.key if name not in names]
    zero_text = [item.name for item in file.columns if item.empty is Empty.ZERO and not isinstance(item.type, Number)]
    for what, found in (("kolom ganda", twice), ("kunci bukan kolom", missing), ("nol untuk bukan angka", zero_text)):
        if found:
            yield Problem("R-024", place, {"berkas": file.name, "rincian": f"{what}: {', '.join(found)}"})
    if "__" in file.name or any("__" in name for name in names):
        yield Problem("R-024", place, {"berkas": file.name, "rincian": "nama tidak boleh memuat dua garis bawah"})
