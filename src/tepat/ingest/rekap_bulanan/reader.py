"""Reads a monthly recap."""

from __future__ import annotations

from collections.abc import Sequence

from tepat.ingest.columns import Names, has_header, read_records
from tepat.ingest.months import read_months
from tepat.ingest.reading import Reading, Source

NAMES: Names = {
    "nip": ("NIP", "NIPPPK"),
    "bulan": ("BULAN",),
    "tahun": ("TAHUN",),
    "hari_kerja": ("JUMLAH HARI",),
    "hari_hadir": ("HADIR",),
    "izin": ("IZIN",),
    "sakit": ("SAKIT",),
    "terlambat": ("TERLAMBAT",),
    "pulang_cepat": ("PULANG CEPAT",),
    "hari_alpa": ("TK",),
    "cuti": ("CUTI",),
    "dinas_luar": ("TUDIN",),
    "tugas_belajar": ("TUBEL",),
    "potongan_persen": ("TOTAL PENGURANG (%)", "TOTAL PENGURANG"),
    "persen_kehadiran": ("persen_kehadiran",),
}
REQUIRED = ("nip", "bulan", "tahun")
# Any one of these beside the required columns makes a recap.
_SHAPES: Sequence[Sequence[str]] = (
    (*REQUIRED, "hari_kerja", "hari_hadir"),
    (*REQUIRED, "persen_kehadiran"),
)


def recognise_rekap(source: Source) -> bool:
    """A sheet with NIP, month and year, and with days or the percentage of presence."""
    return any(has_header(source, NAMES, shape) for shape in _SHAPES)


def read_rekap(source: Source) -> Reading:
    """Every row as a month, or in quarantine (see `read_months`)."""
    reading = Reading(source)
    read_months(reading, read_records(reading, NAMES, REQUIRED))
    return reading
