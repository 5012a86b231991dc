"""The child process of a worker: one job in, lines of JSON out, load files written, and no life without its parent."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tepat.workflow.child import run_text
from tests.unit.cli.command import tepat

PROGRAM = [sys.executable, "-m", "tepat.workflow.child"]
MASA = "2024-03"


@dataclass(frozen=True)
class Answer:
    """The lines that the child wrote, and its exit code."""

    code: int
    lines: list[dict[str, Any]]

    @property
    def steps(self) -> list[str]:
        return [line["langkah"] for line in self.lines[:-1]]

    @property
    def last(self) -> dict[str, Any]:
        return self.lines[-1]


@contextmanager
def started(job: object) -> Iterator[subprocess.Popen[str]]:
    """A child with its job, its input kept open."""
    with subprocess.Popen(PROGRAM, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None
        child.stdin.write(json.dumps(job) + "\n")
        child.stdin.flush()
        try:
            yield child
        finally:
            child.kill()


def ask(job: object) -> Answer:
    with started(job) as child:
        assert child.stdout is not None
        lines = [json.loads(line) for line in child.stdout]
        return Answer(child.wait(), lines)


def ask_here(job: object) -> Answer:
    """In this process, where only the answer matters."""
    lines: list[dict[str, Any]] = []
    return Answer(run_text(json.dumps(job), lines.append), lines)


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("daerah") / "d"
    tepat("contoh", folder, "--pegawai", 60, "--masa", MASA)
    return folder


def month(region: Path, folder: Path, **words: object) -> dict[str, object]:
    return {
        "kerja": "hitung",
        "regulasi": "balangan",
        "masa": MASA,
        "fakta": str(region),
        "keluaran": str(folder / "hasil"),
        "scratch": str(folder / "kerja"),
        "threads": 2,
        "memory": "1GB",
        **words,
    }


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def test_a_month_is_computed_loaded_and_told_as_the_command_does(region: Path, tmp_path: Path):
    answer = ask(month(region, tmp_path, muat=True))
    told = tepat(
        *f"hitung --regulasi balangan --masa {MASA}".split(), "--fakta", region, "--keluaran", tmp_path / "cli"
    )
    assert answer.steps == ["fakta", "hitung", "periksa", "tulis", "muat"]
    assert (answer.code, answer.last["selesai"], answer.last["keluar"]) == (told.code, True, told.code)
    names = {path.name: path.read_bytes() for path in (tmp_path / "cli").iterdir() if path.is_file()}
    assert names == {path.name: path.read_bytes() for path in (tmp_path / "hasil").iterdir() if path.is_file()}
    receipt = json.loads(names["tanda_terima.json"])
    assert answer.last["jumlah"] == receipt["kendali"]
    assert {row["kode"]: row["jumlah"] for row in answer.last["temuan"]} == receipt["temuan"]["jumlah"]
    counted = {name: answer.last[name] for name in ("dihitung", "tertahan") if answer.last[name]}
    assert counted == receipt["status"]


def test_the_load_file_holds_every_row_of_the_result(region: Path, tmp_path: Path):
    answer = ask_here(month(region, tmp_path, muat=True))
    load_folder = Path(answer.last["muat"])
    loaded = read_csv(load_folder / "hasil.csv")
    results = read_csv(tmp_path / "hasil/hasil.csv")
    assert [row["nip"] for row in loaded] == [row["nip"] for row in results]
    for row, wanted in zip(loaded, results, strict=True):
        values = {name: value or "" for name, value in json.loads(row["nilai"]).items()}
        assert {**values, "nip": row["nip"], "status_hitung": row["status_hitung"]} == wanted
        assert json.loads(row["derivasi"])["nip"] == row["nip"]
    findings = read_csv(tmp_path / "hasil/temuan.csv")
    own = [item["kode"] for row in loaded if row["temuan"] for item in json.loads(row["temuan"])]
    assert sorted(own) == sorted(row["kode"] for row in findings if row["nip"])
    assert [row["kode"] for row in read_csv(load_folder / "temuan.csv")] == [row["kode"] for row in findings]


def test_attendance_is_processed_and_its_load_files_are_written(region: Path, tmp_path: Path):
    job = {
        "kerja": "presensi",
        "regulasi": "balangan",
        "masa": MASA,
        "sumber": str(region / "sumber"),
        "fakta": str(region),
        "keluaran": str(tmp_path / "presensi"),
        "muat": str(tmp_path / "muat"),
    }
    answer = ask_here(job)
    told = tepat(
        *f"presensi olah --regulasi balangan --masa {MASA} --sumber".split(),
        region / "sumber",
        *("--fakta", region, "--keluaran", tmp_path / "cli"),
    )
    assert answer.code == told.code
    for name in ("disiplin.csv", "harian.csv", "temuan.csv", "tanda_presensi.json"):
        assert (tmp_path / "presensi" / name).read_bytes() == (tmp_path / "cli" / name).read_bytes(), name
    names = ("harian.csv", "disiplin.csv", "menunggu.csv", "tanpa_pemilik.csv", "temuan.csv")
    rows = {name: len(read_csv(tmp_path / "muat" / name)) for name in names}
    assert rows["disiplin.csv"] == answer.last["orang"] > 0
    assert rows["menunggu.csv"] == answer.last["menunggu"]
    assert rows["harian.csv"] == len(read_csv(tmp_path / "presensi/harian.csv")) > 0
    assert rows["temuan.csv"] == sum(row["jumlah"] for row in answer.last["temuan"])


def test_attendance_leaves_its_workbook_out_where_nobody_wants_it(region: Path, tmp_path: Path):
    job = {"kerja": "presensi", "masa": MASA, "sumber": str(region / "sumber")}
    for name, wish in (("dengan", {}), ("tanpa", {"buku": False})):
        assert ask_here({**job, **wish, "keluaran": str(tmp_path / name)}).last["selesai"]
    files = {name: {path.name for path in (tmp_path / name).iterdir()} for name in ("dengan", "tanpa")}
    assert files["dengan"] - files["tanpa"] == {"presensi.xlsx"}
    receipt = json.loads((tmp_path / "tanpa" / "tanda_presensi.json").read_text("utf-8"))
    assert set(receipt["berkas"]) == files["tanpa"] - {"tanda_presensi.json"}


def test_a_packet_is_verified_and_a_changed_amount_is_told(region: Path, tmp_path: Path):
    ask_here(month(region, tmp_path))
    same = ask_here({"kerja": "periksa", "paket": str(tmp_path / "hasil")})
    assert (same.code, same.last["beda"], same.last["orang"]) == (0, 0, 60)
    path = tmp_path / "hasil/temuan.csv"
    path.write_text(path.read_text("utf-8") + "x,info,,,,\n", "utf-8")
    changed = ask_here({"kerja": "periksa", "paket": str(tmp_path / "hasil")})
    assert (changed.code, changed.last["beda"]) == (1, len(changed.last["rincian"]))
    assert changed.last["beda"] > 0


def test_what_cannot_be_used_is_told_with_every_problem(tmp_path: Path):
    (tmp_path / "fakta").mkdir()
    answer = ask(month(tmp_path / "fakta", tmp_path))
    failed = answer.last["gagal"]
    assert answer.code == 2
    assert {item["kode"] for item in failed["masalah"]} == {"F-001"}
    assert len(failed["masalah"]) > 1
    assert (failed["kode"], bool(failed["pesan"]), bool(failed["perbaikan"])) == ("F-001", True, True)
    assert not (tmp_path / "hasil").exists()


def test_a_month_is_told_in_the_language_of_the_job(tmp_path: Path):
    (tmp_path / "fakta").mkdir()
    told = [ask_here(month(tmp_path / "fakta", tmp_path, bahasa=bahasa)).last["gagal"] for bahasa in ("id", "en")]
    assert [item["pesan"].split()[0] for item in told] == ["berkas", "file"]


@pytest.mark.parametrize(
    ("job", "words"),
    [
        ({"kerja": "hitung", "regulasi": "balangan", "masaa": "2024-03"}, "masaa"),
        ({"kerja": "lain"}, "lain"),
        ([], "one JSON object"),
    ],
)
def test_a_job_that_is_none_is_a_defect_told_without_a_trace(job: object, words: str):
    answer = ask_here(job)
    assert answer.code == 3
    assert words in answer.last["gagal"]["pesan"]
    assert "Traceback" not in json.dumps(answer.lines)


def test_the_child_ends_when_its_input_ends(region: Path, tmp_path: Path):
    with started(month(region, tmp_path)) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.close()
        child.stdout.read()
        assert child.wait() not in (0, 1)
    assert not (tmp_path / "hasil").exists()


PARENT = """
import os, subprocess, sys
reading, writing = os.pipe()
subprocess.Popen([sys.executable, "-m", "tepat.workflow.child"], stdin=reading)
print("started", flush=True)
sys.stdin.read()
"""


def test_the_child_does_not_outlive_a_parent_that_is_killed():
    with subprocess.Popen([sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"started\n"
        parent.kill()
        # The child holds the other end of this pipe: it closes when the last of both is gone.
        parent.communicate(timeout=60)
