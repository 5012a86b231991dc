"""What a recap says, as plain data; amounts are whole rupiah."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """Whose month, and under which regulations."""

    daerah: str
    masa: str
    regulasi: tuple[str, ...]


@dataclass(frozen=True)
class RupiahColumn:
    """One rupiah variable of the result, and what it is called."""

    variabel: str
    label: str


@dataclass(frozen=True)
class UnitRow:
    """One unit: people by state, and the sum of each rupiah column, in the order of ``Recap.columns``.

    ``kode_unit`` is empty in the row of the people whose unit is not known.
    """

    kode_unit: str
    nama_unit: str
    induk: str
    jumlah: int
    dihitung: int
    tertahan: int
    rupiah: tuple[int, ...]


@dataclass(frozen=True)
class CriterionRow:
    """One criterion: people who get something under it, and their sum."""

    variabel: str
    label: str
    penerima: int
    jumlah: int


@dataclass(frozen=True)
class FindingRow:
    """One finding, with its person's name and unit (empty where it is of nobody)."""

    kode: str
    tingkat: str
    nip: str
    nama: str
    kode_unit: str
    variabel: str
    pesan: str
    perbaikan: str


@dataclass(frozen=True)
class FindingCount:
    """How often a code was found, and what it said of one person."""

    kode: str
    tingkat: str
    jumlah: int
    contoh: str


@dataclass(frozen=True)
class ControlTotal:
    """A total as the engine has it, to be met by a sum over the workbook.

    ``sumber``: a rupiah variable, ``jumlah``, ``dihitung`` or ``tertahan`` (summed over the units), ``kriteria``
    (over the criteria) or ``temuan`` (over the counts per code).
    """

    nama: str
    nilai: int
    sumber: str


@dataclass(frozen=True)
class Instrument:
    """A legal instrument used, and the hash of what was computed with."""

    id: str
    judul: str
    daerah: str
    sidik: str


@dataclass(frozen=True)
class Recap:
    """A month's recap. ``findings`` may be fewer than ``finding_counts`` sum to; the workbook then says so."""

    heading: Heading
    columns: tuple[RupiahColumn, ...]
    units: tuple[UnitRow, ...]
    criteria: tuple[CriterionRow, ...]
    findings: tuple[FindingRow, ...]
    finding_counts: tuple[FindingCount, ...]
    controls: tuple[ControlTotal, ...]
    instruments: tuple[Instrument, ...]
