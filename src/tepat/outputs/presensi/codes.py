"""The calendar's letters: what one day of one person was, by one rule of SQL, with its colour and its legend."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Code(NamedTuple):
    """A letter: the condition over ``harian`` under which a duty has it, what it means, its fill and its ink."""

    letter: str
    condition: str
    label: tuple[str, str]
    fill: str
    ink: str

    @property
    def look(self) -> str:
        """The name of its look in the workbook."""
        return f"code_{self.letter}"


_ONE_SCAN = "status = 'hadir' AND (masuk IS NULL) <> (pulang IS NULL)"
_LATE, _EARLY = "status = 'hadir' AND menit_terlambat > 0", "status = 'hadir' AND menit_pulang_cepat > 0"

# What needs attention most stands first: of several duties on a day, that is shown. No colour says what no letter says.
CODES = (
    Code("A", "status = 'alpa'", ("alpa", "absent"), "#F4B6B6", "#7A1414"),
    Code("½", _ONE_SCAN, ("satu presensi saja", "one scan only"), "#FAD7A8", "#7A4A00"),
    Code("TP", f"{_LATE} AND {_EARLY}", ("T dan P", "T and P"), "#FBE3A2", "#6B4E00"),
    Code("T", _LATE, ("terlambat", "late"), "#FFF0B8", "#6B4E00"),
    Code("P", _EARLY, ("pulang cepat", "left early"), "#FFF0B8", "#6B4E00"),
    Code("G", "status = 'gangguan'", ("gangguan mesin", "device outage"), "#D9D2E9", "#3D2C66"),
    Code("M", "status IN ('cltn', 'mpp')", ("CLTN, MPP", "CLTN, MPP"), "#D6DCE4", "#2F3B4A"),
    Code("S", "status IN ('sakit', 'cuti_sakit')", ("sakit", "sick"), "#CFE2F3", "#12405F"),
    Code("I", "status = 'izin'", ("izin", "permission"), "#CFE2F3", "#12405F"),
    Code(
        "C",
        "starts_with(status, 'cuti_') AND status NOT IN ('cuti_sakit', 'cuti_bersama')",
        ("cuti", "leave"),
        "#CFE2F3",
        "#12405F",
    ),
    Code("B", "status = 'tugas_belajar'", ("tugas belajar", "study assignment"), "#D5ECE4", "#14503B"),
    Code(
        "D",
        "status IN ('dinas_luar', 'diklat')",
        ("dinas luar, diklat", "duty, training"),
        "#D5ECE4",
        "#14503B",
    ),
    Code("W", "status = 'wfh'", ("kerja dari rumah", "work from home"), "#D5ECE4", "#14503B"),
    Code("H", "status = 'hadir'", ("hadir", "present"), "#FFFFFF", "#1B5E20"),
    Code("J", "status = 'luar_jadwal'", ("di luar jadwal", "off roster"), "#FFFFFF", "#52606D"),
    Code("L", "status IN ('libur', 'cuti_bersama')", ("libur", "holiday"), "#E9ECEF", "#7B8794"),
)
# Kinds of leave and duty that a person's row counts.
COUNTED = ("C", "S", "I", "D", "B", "W", "M", "G")


def looks() -> dict[str, Mapping[str, Any]]:
    """The cells of the calendar, and of its legend."""
    cells: dict[str, Mapping[str, Any]] = {
        code.look: {"border": 1, "align": "center", "bg_color": code.fill, "font_color": code.ink} for code in CODES
    }
    return {**cells, "legend": {"font_size": 9}}


def number_of_day() -> str:
    """An SQL expression over ``harian``: the place of its code in `CODES`; null for a status that has none."""
    return "CASE " + " ".join(f"WHEN {code.condition} THEN {at}" for at, code in enumerate(CODES)) + " END"
