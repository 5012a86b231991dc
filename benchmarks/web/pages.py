"""The main pages, each opened by who uses it: how many queries, how long."""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, reverse

from benchmarks.web.month import measured_masa
from tepat.web.apps.akun.models import Pengguna
from tepat.web.apps.tpp.models import Hasil, Lembar
from tepat.web.demo.accounts import SKPD_PENGELOLA

# Name of the address, account, and whether it takes the month, a sheet, a result or a person.
PAGES = (
    ("beranda", "pegawai", ""),
    ("tpp_saya", "pegawai", ""),
    ("tpp_saya", "pegawai", "masa"),
    ("tpp_riwayat", "pegawai", ""),
    ("tpp_penjelasan", "pegawai", "hasil"),
    ("beranda", "atasan", ""),
    ("kinerja_tim", "atasan", ""),
    ("beranda", "pengelola", ""),
    ("tpp_lembar", "pengelola", "lembar"),
    ("beranda", "bkpsdm", ""),
    ("tpp_kesiapan", "bkpsdm", "masa"),
    ("tpp_masa", "bkpsdm", "masa"),
    ("presensi_olah", "bkpsdm", ""),
    ("impor_daftar", "bkpsdm", ""),
    ("kepegawaian_pegawai", "bkpsdm", ""),
    ("kepegawaian_pegawai_rinci", "bkpsdm", "pegawai"),
    ("kepegawaian_unit", "bkpsdm", ""),
    ("kepegawaian_jabatan", "bkpsdm", ""),
    ("beranda", "bendahara", ""),
    ("pembayaran_masa", "bendahara", ""),
    ("beranda", "auditor", ""),
    ("audit_beranda", "auditor", ""),
    ("audit_perubahan", "auditor", ""),
    ("beranda", "administrator", ""),
    ("akun_daftar", "administrator", ""),
)
FOUND = 200


def open_pages(rounds: int) -> list[dict[str, Any]]:
    """Open each page: its queries, bytes, and the seconds of the rounds; one that is not there yet is left out."""
    return [_open(name, account, url, rounds) for name, account, url in _addresses()]


def _addresses() -> Iterator[tuple[str, str, str]]:
    for name, account, kind in PAGES:
        try:
            yield f"{name} {kind}".strip(), account, reverse(name, kwargs=_arguments(kind, account))
        except NoReverseMatch:
            continue


def _arguments(kind: str, account: str) -> dict[str, Any]:
    masa = str(measured_masa())
    person = Pengguna.objects.get(username=account).pegawai_id
    if kind == "masa":
        return {"masa": masa}
    if kind == "lembar":
        return {"lembar_id": Lembar.objects.get(masa=masa, unit__kode_unit=SKPD_PENGELOLA).pk}
    if kind == "hasil":
        return {"hasil_id": Hasil.objects.filter(masa=masa, pegawai=person).latest("pk").pk}
    return {"pegawai_id": person} if kind == "pegawai" else {}


def _open(name: str, account: str, url: str, rounds: int) -> dict[str, Any]:
    client = Client(SERVER_NAME="localhost")
    client.force_login(Pengguna.objects.get(username=account), "django.contrib.auth.backends.ModelBackend")
    client.get(url, follow=True)
    queries: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        queries.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        answer = client.get(url, follow=True)
    if answer.status_code != FOUND:
        raise RuntimeError(f"{name} of {account}: {answer.status_code}")
    seconds = [_seconds(client, url) for _ in range(rounds)]
    found = {"page": name, "account": account, "queries": len(queries), "bytes": len(answer.content)}
    return {**found, "median": median(seconds), "least": min(seconds), "most": max(seconds)}


def _seconds(client: Client, url: str) -> float:
    begun = time.perf_counter()
    client.get(url, follow=True)
    return time.perf_counter() - begun
