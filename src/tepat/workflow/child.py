"""A worker's child process: ``python -m tepat.workflow.child``.

One job as one line of JSON on standard input (see `tepat.workflow.job`), which the worker then keeps open: when it
closes, the worker is gone, and the child ends itself. Standard output is lines of JSON: the steps as they begin, then
one line of how it ended.

    {"langkah": "hitung"}
    {"selesai": true, "keluar": 0, "dihitung": 6000, "tertahan": 0, "jumlah": {…}, "temuan": [{"kode": …, "jumlah": …}]}
    {"gagal": {"kode": "U-011", "pesan": …, "perbaikan": …, "tempat": "", "masalah": [the same of every problem]}}

Exit codes: 0 done, 1 done with people who wait or differences, 2 the input cannot be used, 3 a defect of our own.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from tepat.lang.errors import Problem, TepatError
from tepat.lang.findings import Finding
from tepat.lang.messages import catalogue
from tepat.workflow import job as jobs
from tepat.workflow.failure import disk_problem

UNUSABLE, DEFECT = 2, 3
_ORPHANED = 4
_LISTED = 200
_PR_SET_PDEATHSIG = 1

Outcome = dict[str, Any]
Say = Callable[[Outcome], None]


def main() -> int:
    """Do the one job, and say how it ended; the exit code."""
    end_with_parent()
    say = _writer(sys.stdout)
    # What a library prints must not stand between the lines of the answer.
    sys.stdout = sys.stderr
    text = sys.stdin.readline()
    watch_parent(sys.stdin.fileno())
    try:
        return run_text(text, say)
    finally:
        sys.stderr.flush()


def run_text(text: str, say: Say) -> int:
    """Do the job that a text holds; whatever stops it is told."""
    job: jobs.Job = {}
    try:
        job = _read(text)
        with _scratch(job.get("scratch")):
            outcome = _KINDS[job["kerja"]](job, lambda step: say({"langkah": step}))
    except Exception as error:
        return _tell(error, jobs.language(job), say)
    say({"selesai": True, **outcome})
    return int(outcome["keluar"])


def _read(text: str) -> jobs.Job:
    job = json.loads(text)
    if not isinstance(job, dict):
        raise ValueError("a job is one JSON object")
    return job


@contextmanager
def _scratch(folder: str | None) -> Iterator[None]:
    """Everything that is only needed meanwhile goes into the job's own folder: of a killed child it is left there."""
    before = tempfile.tempdir
    if folder is not None:
        Path(folder).mkdir(parents=True, exist_ok=True)
        tempfile.tempdir = folder
    try:
        yield
    finally:
        tempfile.tempdir = before


def _writer(stream: TextIO) -> Say:
    def say(line: Outcome) -> None:
        stream.write(json.dumps(line, ensure_ascii=True, default=str) + "\n")
        stream.flush()

    return say


# -- the kinds of job -------------------------------------------------------------------------------------------


def _compute(job: jobs.Job, progress: Callable[[str], None]) -> Outcome:
    from tepat.engine.receipt import control_totals
    from tepat.workflow.loading import write_month_load
    from tepat.workflow.month import compute_month

    request, folder = jobs.month_request(job), jobs.load_folder(job)
    run = compute_month(request, progress)
    if folder is not None:
        progress("muat")
        write_month_load(run, folder, request.bahasa)
    counts = run.counts
    return {
        "keluar": 1 if run.withheld else 0,
        "dihitung": counts.get("dihitung", 0),
        "tertahan": counts.get("tertahan", 0),
        "jumlah": control_totals(run),
        "temuan": _counted(run.findings),
        **_loaded(folder),
    }


def _process(job: jobs.Job, progress: Callable[[str], None]) -> Outcome:
    from tepat.presensi.accounts import count_fates
    from tepat.workflow.attendance import process_attendance
    from tepat.workflow.loading import write_attendance_load

    request, folder = jobs.attendance_request(job), jobs.load_folder(job)
    done = process_attendance(request, progress)
    connection = done.attendance.connection
    if folder is not None:
        progress("muat")
        write_attendance_load(connection, done.findings, folder, request.bahasa)
    ((people,),) = connection.execute("SELECT count(*) FROM disiplin").fetchall()
    return {
        "keluar": 1 if done.waiting else 0,
        "orang": people,
        "menunggu": done.waiting,
        "ketukan": count_fates(connection),
        "temuan": _counted(done.findings),
        **_loaded(folder),
    }


def _verify(job: jobs.Job, progress: Callable[[str], None]) -> Outcome:
    from tepat.workflow.verify import verify_packet

    found, bahasa = verify_packet(jobs.packet_of(job), jobs.resources(job), progress), jobs.language(job)
    listed = ((item, item.message(bahasa)) for item in found.differences[:_LISTED])
    return {
        "keluar": 1 if found.differences else 0,
        "orang": found.people,
        "masa": found.masa,
        "mesin": found.made_by,
        "beda": len(found.differences),
        "temuan": _counted(found.differences),
        "rincian": [
            {
                "kode": item.kode,
                "nip": item.nip,
                "variabel": item.variabel,
                "pesan": message.pesan,
                "perbaikan": message.perbaikan,
            }
            for item, message in listed
        ],
    }


_KINDS: dict[str, Callable[[jobs.Job, Callable[[str], None]], Outcome]] = {
    "hitung": _compute,
    "presensi": _process,
    "periksa": _verify,
}


def _counted(findings: Iterable[Finding]) -> list[Outcome]:
    """How often each code occurs."""
    known = catalogue()
    counts = Counter(item.kode for item in findings)
    return [{"kode": kode, "tingkat": known[kode].tingkat, "jumlah": counts[kode]} for kode in sorted(counts)]


def _loaded(folder: Path | None) -> Outcome:
    return {} if folder is None else {"muat": str(folder)}


# -- failing ----------------------------------------------------------------------------------------------------


def _tell(error: Exception, bahasa: str, say: Say) -> int:
    problems = error.problems if isinstance(error, TepatError) else ()
    disk = disk_problem(error, bahasa)
    told = [_problem(item, bahasa) for item in (*problems, *((disk,) if disk else ()))]
    if told:
        say({"gagal": {**told[0], "masalah": told}})
        return UNUSABLE
    # No trace of the call: it may hold a person's facts, and whoever reads this can do nothing with it.
    pesan, perbaikan = (text[bahasa == "en"] for text in (_DEFECT, _REMEDY))
    what = {"kode": "", "pesan": f"{pesan}: {_first_line(error)}", "perbaikan": perbaikan, "tempat": ""}
    say({"gagal": {**what, "masalah": [what]}})
    return DEFECT


def _problem(problem: Problem, bahasa: str) -> Outcome:
    message = problem.message(bahasa)
    return {
        "kode": problem.code,
        "pesan": message.pesan,
        "perbaikan": message.perbaikan,
        "tempat": str(problem.place),
    }


def _first_line(error: Exception) -> str:
    text = str(error).strip()
    return f"{type(error).__name__}: {text.splitlines()[0]}" if text else type(error).__name__


_DEFECT = ("Kesalahan pada Tepat sendiri", "A defect of Tepat itself")
_REMEDY = (
    "ulangi sekali; bila tetap, laporkan kalimat ini kepada pengelola aplikasi",
    "try once more; if it stays, report this sentence to whoever runs the application",
)

# -- ending with the parent -------------------------------------------------------------------------------------


def end_with_parent() -> None:
    """Have Linux kill this process with the thread that started it, even while a library holds the interpreter."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def watch_parent(stream: int) -> None:
    """End this process, wherever it is, once the parent's end of the stream is closed.

    Read past Python's buffer: its lock would be held by the waiting thread when the interpreter shuts down.
    """

    def watch() -> None:
        while os.read(stream, 1024):
            pass
        os._exit(_ORPHANED)

    threading.Thread(target=watch, daemon=True, name="parent").start()


if __name__ == "__main__":
    sys.exit(main())
