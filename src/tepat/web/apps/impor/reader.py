"""Asks the readers, which run in a process of their own (`tepat.ingest.upload`)."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from tepat.ingest.upload import MACHINES

SECONDS = 180


class ReaderError(Exception):
    """The readers gave no answer: too large, too long, or a defect of our own."""


@dataclass(frozen=True)
class Found:
    """Something to say about a file, a row or a cell. ``tingkat``: gagal, peringatan or info."""

    kode: str
    tingkat: str
    pesan: str
    perbaikan: str = ""
    baris: int | None = None
    kolom: str = ""
    sel: str = ""
    mentah: str = ""


@dataclass(frozen=True)
class ReadRow:
    """One row that may be taken."""

    baris: int
    lembar: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class FileReading:
    """What was read of one file; ``counts`` only of machines' files."""

    jenis: str
    rows: tuple[ReadRow, ...] = ()
    refused: tuple[int, ...] = ()
    found: tuple[Found, ...] = ()
    quarantine: tuple[Found, ...] = ()
    counts: Mapping[str, Any] = field(default_factory=dict)


Files = Sequence[tuple[str, bytes]]


def kinds_of(files: Files, masa: str, devices: Iterable[str] = ()) -> list[str | None]:
    """Which list each file is, or a machine's file; None where nobody can be sure."""
    return [answer["jenis"] for answer in ask("kenali", files, masa, perangkat=list(devices))]


def read_files(
    jenis: str, files: Files, masa: str, devices: Iterable[str] = (), settings: Sequence[Mapping[str, Any]] = ()
) -> list[FileReading]:
    """What stands in files of one kind, in their order.

    Parameters
    ----------
    devices : serial numbers that the name of a machine's file may begin with
    settings : of each machine's file what the operator says of it, as ``sumber.toml`` would
    """
    if jenis == MACHINES:
        told = {name: dict(said) for (name, _content), said in zip(files, settings, strict=False) if said}
        return [_machine(answer) for answer in ask("mesin", files, masa, perangkat=list(devices), setelan=told)]
    return [_list(answer) for answer in ask("daftar", files, masa, jenis=jenis)]


def template_of(jenis: str, bahasa: str) -> bytes:
    """The workbook of a list to fill in."""
    return _run("tepat.workflow.template", jenis, "en" if bahasa.startswith("en") else "id")


def ask(kerja: str, files: Files, masa: str, **more: Any) -> list[dict[str, Any]]:
    """Let the readers do one thing with files: one answer for each."""
    sizes = [{"nama": name, "ukuran": len(content)} for name, content in files]
    bahasa = "en" if (get_language() or "id").startswith("en") else "id"
    request = {"kerja": kerja, "masa": masa, "bahasa": bahasa, "berkas": sizes, **more}
    told = json.dumps(request).encode() + b"\n" + b"".join(content for _name, content in files)
    answers: list[dict[str, Any]] = json.loads(_run("tepat.ingest.upload", told=told))
    return answers


def _run(program: str, *words: str, told: bytes = b"") -> bytes:
    command = [sys.executable, "-m", program, *words]
    try:
        done = subprocess.run(command, input=told, capture_output=True, timeout=SECONDS, check=True)  # noqa: S603 -- ourselves
    except (subprocess.SubprocessError, OSError) as error:
        raise ReaderError(type(error).__name__) from error
    return done.stdout


def _list(answer: Mapping[str, Any]) -> FileReading:
    return FileReading(
        answer["jenis"],
        tuple(ReadRow(line, sheet, cells) for line, sheet, cells in answer["baris"]),
        tuple(answer["ditolak"]),
        tuple(Found(**problem) for problem in answer["masalah"]),
        counts={"diabaikan": answer["diabaikan"]},
    )


def _machine(answer: Mapping[str, Any]) -> FileReading:
    names = ("format", "dibaca", "diterima", "berulang", "karantina", "kendali")
    return FileReading(
        answer["jenis"],
        found=tuple(Found(**problem) for problem in answer["masalah"]),
        quarantine=tuple(Found(**problem) for problem in answer["ditahan"]),
        counts={name: answer[name] for name in names},
    )
