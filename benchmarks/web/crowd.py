"""Many people at once, against the server that offices run."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from statistics import median, quantiles
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from benchmarks.web.month import compute, measured_masa
from tepat.web.apps.akun.models import Pengguna
from tepat.web.apps.tpp.models import Hasil

AT_ONCE = 20
HOST = "127.0.0.1"
_BACKEND = "django.contrib.auth.backends.ModelBackend"
EMPLOYEES, ONE_MONTH, MIXED, COMPUTING = "employees", "earlier month", "all roles", "employees, a month computed"
# Whoever asks (a session), and for which address.
Asked = Sequence[tuple[str, str]]


def crowd(rounds: int) -> list[dict[str, Any]]:
    """Of each kind of crowd the median and 95th percentile of all answers, and what went wrong."""
    employees = [_session(user) for user in _employees()]
    roles = {name: _session(Pengguna.objects.get(username=name)) for name in _ROLES}
    own, before = reverse("tpp_saya"), reverse("tpp_saya", kwargs={"masa": str(measured_masa())})
    asked = {
        EMPLOYEES: [(session, own) for session in employees],
        ONE_MONTH: [(session, before) for session in employees],
        MIXED: [(roles[name], reverse(_ROLES[name])) for name in list(_ROLES) * AT_ONCE][:AT_ONCE],
    }
    with _server() as port:
        for calls in asked.values():
            _at_once(port, calls)
        found = [_told(kind, [_at_once(port, calls) for _ in range(rounds)]) for kind, calls in asked.items()]
        found.append(_told(COMPUTING, _while_computing(port, asked[EMPLOYEES])))
    return found


_ROLES = {
    "atasan": "kinerja_tim",
    "pengelola": "beranda",
    "bkpsdm": "tpp_masa",
    "bendahara": "beranda",
    "auditor": "audit_perubahan",
}


def _employees() -> list[Pengguna]:
    """Accounts of people with a result, made for this: a demonstration has one of each role."""
    people = Hasil.objects.filter(masa=str(measured_masa()), status_hitung="dihitung", pegawai__pengguna=None)
    rows = people.order_by("pegawai").values_list("pegawai", "nama").distinct()[:AT_ONCE]
    return [
        Pengguna.objects.get_or_create(username=f"ukur-{pk}", defaults={"pegawai_id": pk, "nama": nama})[0]
        for pk, nama in rows
    ]


def _session(user: Pengguna) -> str:
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), _BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


@contextmanager
def _server() -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "tepat.web.serve", HOST, str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:  # noqa: S603 -- our own server
        try:
            _wait_for(port)
            yield port
        finally:
            child.terminate()


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            socket.create_connection((HOST, port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the server did not start")


def _at_once(port: int, calls: Asked) -> list[tuple[int, float]]:
    """Everybody asks at the same moment: the status and seconds of each answer."""
    gate = threading.Barrier(len(calls))

    def ask(call: tuple[str, str]) -> tuple[int, float]:
        gate.wait()
        return _ask(port, *call)

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(ask, calls))


def _ask(port: int, session: str, url: str) -> tuple[int, float]:
    begun = time.perf_counter()
    connection = http.client.HTTPConnection(HOST, port, timeout=120)
    connection.request("GET", url, headers={"Cookie": f"sessionid={session}"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, time.perf_counter() - begun


def _while_computing(port: int, calls: Asked) -> list[list[tuple[int, float]]]:
    """Crowds, one after the other, as long as a month is being computed and stored."""
    with ThreadPoolExecutor(1) as pool:
        run = pool.submit(compute, 1)
        found = [_at_once(port, calls)]
        while not run.done():
            found.append(_at_once(port, calls))
        run.result()
    return found


def _told(kind: str, rounds: Sequence[Sequence[tuple[int, float]]]) -> dict[str, Any]:
    answers = [answer for answered in rounds for answer in answered]
    seconds = [taken for _, taken in answers]
    wrong = sum(status != http.client.OK for status, _ in answers)
    tail = quantiles(seconds, n=20, method="inclusive")[-1]
    return {"kind": kind, "answers": len(answers), "wrong": wrong, "median": median(seconds), "p95": tail}
