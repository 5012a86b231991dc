"""What a child process is asked to do: one JSON object.

    {"kerja": "hitung", "regulasi": "balangan", "masa": "2026-01", "fakta": DIR, "keluaran": DIR,
     "pelengkap": DIR, "diketahui": "2026-02-05", "jenis": "reguler", "urutan": 1, "presensi": DIR, "sebelumnya": FILE}
    {"kerja": "presensi", "masa": "2026-01", "sumber": DIR, "keluaran": DIR,
     "regulasi": "balangan", "pelengkap": DIR, "fakta": DIR, "sampai": "2026-01-20", "buku": false}
    {"kerja": "periksa", "paket": DIR}

and for each ``bahasa``, ``threads``, ``memory`` (as DuckDB writes it, ``1GB``), ``scratch`` (a folder of this job
alone) and ``mesin``; for the first two ``muat``, the folder into which load files are written (true: ``muat`` inside
``scratch``). What is left out or null is as on the command line. A word that is not known is refused: a misspelt one
would otherwise compute another month than was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tepat.engine.compute import Resources
from tepat.lang.calendar import Masa

if TYPE_CHECKING:
    # What one kind of job needs, the others do not wait for: half a second of imports.
    from tepat.workflow.attendance import AttendanceRequest
    from tepat.workflow.month import MonthRequest

Job = Mapping[str, Any]
# A word of the job → the field it fills, and what makes the field of the JSON value.
Words = Mapping[str, tuple[str, Callable[[Any], Any]]]

_COMMON = frozenset(("kerja", "threads", "memory", "scratch", "mesin", "bahasa"))
_MONTH: Words = {
    "regulasi": ("regulasi", str),
    "masa": ("masa", Masa.parse),
    "fakta": ("facts_folder", Path),
    "keluaran": ("target_folder", Path),
    "pelengkap": ("pelengkap", Path),
    "diketahui": ("known_on", date.fromisoformat),
    "jenis": ("kind", str),
    "urutan": ("order", int),
    "presensi": ("attendance_folder", Path),
    "sebelumnya": ("previous_receipt", Path),
}
_ATTENDANCE: Words = {
    "sumber": ("source_folder", Path),
    "masa": ("masa", Masa.parse),
    "keluaran": ("target_folder", Path),
    "regulasi": ("regulasi", str),
    "pelengkap": ("pelengkap", Path),
    "fakta": ("facts_folder", Path),
    "sampai": ("until", date.fromisoformat),
    "buku": ("workbook", bool),
}


def month_request(job: Job) -> MonthRequest:
    """The request of a job ``hitung``."""
    from tepat.workflow.month import MonthRequest

    return MonthRequest(**_fields(job, _MONTH), bahasa=language(job), resources=resources(job))


def attendance_request(job: Job) -> AttendanceRequest:
    """The request of a job ``presensi``."""
    from tepat.workflow.attendance import AttendanceRequest

    return AttendanceRequest(**_fields(job, _ATTENDANCE), bahasa=language(job), resources=resources(job))


def packet_of(job: Job) -> Path:
    """The packet of a job ``periksa``."""
    _refuse_strangers(job, _COMMON | {"paket"})
    return Path(job["paket"])


def language(job: Job) -> str:
    """The language of findings and messages."""
    return "en" if job.get("bahasa") == "en" else "id"


def resources(job: Job) -> Resources:
    """Threads, memory and the folder to spill to."""
    scratch = job.get("scratch")
    folder = None if scratch is None else Path(scratch) / "luapan"
    return Resources(job.get("threads"), job.get("memory"), folder, job.get("mesin") or "duckdb")


def load_folder(job: Job) -> Path | None:
    """Where load files are wanted; None where they are not."""
    wanted = job.get("muat")
    if not wanted:
        return None
    return Path(job["scratch"]) / "muat" if wanted is True else Path(wanted)


def _fields(job: Job, words: Words) -> dict[str, Any]:
    _refuse_strangers(job, _COMMON | words.keys() | {"muat"})
    given = {word: value for word, value in job.items() if word in words and value is not None}
    return {words[word][0]: words[word][1](value) for word, value in given.items()}


def _refuse_strangers(job: Job, known: frozenset[str]) -> None:
    strangers = sorted(job.keys() - known)
    if strangers:
        raise ValueError(f"job: unknown words {', '.join(strangers)}")
