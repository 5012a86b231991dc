"""The worker's child process: the one place where a month is computed for the web application."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _


class ChildError(Exception):
    """The child ended without a result; the text says why, and what to do."""


def run_child(job: Mapping[str, Any], progress: Callable[[str], None]) -> dict[str, Any]:
    """Have a job done by `tepat.workflow.child`: its outcome.

    Parameters
    ----------
    progress : told the name of each step as it begins; what it raises ends the child

    Raises `ChildError` where the job cannot be done, or the child died.
    """
    order = {"bahasa": "id", "memory": settings.TEPAT_CHILD_MEMORY, "threads": settings.TEPAT_CHILD_THREADS, **job}
    with subprocess.Popen(
        [sys.executable, "-m", "tepat.workflow.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as child:
        if child.stdin is None or child.stdout is None or child.stderr is None:
            raise RuntimeError("pipes were asked for")
        try:
            child.stdin.write(json.dumps(order) + "\n")
            child.stdin.flush()
            outcome = _listen(child.stdout, progress)
        except BaseException:
            child.kill()
            raise
        child.stdin.close()
        errors = child.stderr.read()
        child.wait()
    if outcome is None:
        raise ChildError(
            _("Mesin hitung berhenti mendadak (kode %(kode)s). %(pesan)s").strip()
            % {"kode": child.returncode, "pesan": errors.strip().splitlines()[-1] if errors.strip() else ""}
        )
    if "gagal" in outcome:
        raise ChildError(failure_text(outcome["gagal"]))
    return outcome


def _listen(lines: Any, progress: Callable[[str], None]) -> dict[str, Any] | None:
    outcome = None
    for line in lines:
        told = json.loads(line)
        if "langkah" in told:
            progress(told["langkah"])
        else:
            outcome = told
    return outcome


def failure_text(failure: Mapping[str, Any]) -> str:
    """What went wrong, in sentences."""
    items = failure.get("masalah") or [failure]
    return "\n".join(
        " ".join(str(item[key]) for key in ("kode", "tempat", "pesan", "perbaikan") if item.get(key)) for item in items
    )
