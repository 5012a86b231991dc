"""A month computed again: nothing moved is told in one line, and whatever moved is named."""

from __future__ import annotations

import json
from contextlib import nullcontext
from typing import Any

import pytest
from django.db import connection

from tepat.web.apps.audit import worker
from tepat.web.apps.audit.models import HitungUlang
from tepat.web.apps.audit.recomputing import listed, request_recomputation, result_line
from tepat.web.apps.tpp.models import Hasil, Perhitungan
from tests.web.small_office import Office, compute, make_user, nip_of


@pytest.fixture
def run(office: Office, monkeypatch: pytest.MonkeyPatch) -> Perhitungan:
    office.fill()
    monkeypatch.setattr(worker, "beating", lambda job: nullcontext())
    return compute(monkeypatch, make_user("bkpsdm", "bkpsdm"))


def recompute(run: Perhitungan, auditor: Any) -> HitungUlang:
    job = request_recomputation(auditor, run.pk)
    assert job is not None
    worker.work_on(job.pk)
    job.refresh_from_db()
    assert job.keadaan == "selesai", job.pesan
    return job


def execute(statement: str, *values: Any) -> None:
    """Past the application, as whoever has the database can."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount == 1


def differences(job: HitungUlang) -> list[tuple[str, str, str, str, str]]:
    names = ("asal", "nip", "variabel", "tersimpan", "dihitung")
    return [tuple(line[name] for name in names) for line in job.ringkasan["rincian"]]


def test_a_month_that_nobody_touched_is_the_same(run: Perhitungan, auditor: Any):
    job = recompute(run, auditor)
    assert differences(job) == []
    assert result_line(listed(job)) == "4 orang, 0 beda"


def test_one_rupiah_changed_in_the_database_names_the_person_and_the_variable(run: Perhitungan, auditor: Any):
    row = Hasil.objects.get(pegawai__nip=nip_of(2))
    before = row.nilai["tpp_diterima"]
    richer = {**row.nilai, "tpp_diterima": str(int(before) + 1)}
    execute("UPDATE tpp_hasil SET nilai = %s WHERE id = %s", json.dumps(richer), row.pk)
    job = recompute(run, auditor)
    assert differences(job) == [("basis_data", nip_of(2), "tpp_diterima", richer["tpp_diterima"], before)]
    assert result_line(listed(job)) == "4 orang, 1 beda"


def test_the_column_that_lists_and_sums_read_is_compared_too(run: Perhitungan, auditor: Any):
    row = Hasil.objects.get(pegawai__nip=nip_of(3))
    execute("UPDATE tpp_hasil SET tpp_diterima = tpp_diterima + 1 WHERE id = %s", row.pk)
    told = differences(recompute(run, auditor))
    assert [(nip, name) for _where, nip, name, _kept, _right in told] == [(nip_of(3), "tpp_diterima (kolom)")]


def test_a_changed_derivation_is_found(run: Perhitungan, auditor: Any):
    row = Hasil.objects.get(pegawai__nip=nip_of(1))
    changed = {**row.derivasi, "kinerja__predikat": "kurang"}
    execute("UPDATE tpp_hasil SET derivasi = %s WHERE id = %s", json.dumps(changed), row.pk)
    told = differences(recompute(run, auditor))
    assert told == [("basis_data", nip_of(1), "derivasi kinerja__predikat", "kurang", "baik")]


def test_a_row_that_was_taken_away_is_missed(run: Perhitungan, auditor: Any):
    execute("DELETE FROM tpp_hasil WHERE id = %s", Hasil.objects.get(pegawai__nip=nip_of(4)).pk)
    assert differences(recompute(run, auditor)) == [
        ("basis_data", nip_of(4), "", "tidak ada barisnya", "ada barisnya"),
    ]


def test_a_byte_changed_inside_the_packet_is_found_by_its_hash(run: Perhitungan, auditor: Any):
    content, _digest = bytes(Perhitungan.objects.get(pk=run.pk).paket), run.sidik_paket
    place = content.index(b"hasil.csv") + 100
    changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
    execute("UPDATE tpp_perhitungan SET paket = %s WHERE id = %s", changed, run.pk)
    job = recompute(run, auditor)
    assert ("paket", "", "sidik_paket") in [line[:3] for line in differences(job)]
    assert job.ringkasan["beda_paket"] >= 1


def test_a_packet_that_is_none_is_a_result_and_no_failure(run: Perhitungan, auditor: Any):
    execute("UPDATE tpp_perhitungan SET paket = %s WHERE id = %s", b"bukan ZIP", run.pk)
    told = [line[2] for line in differences(recompute(run, auditor))]
    assert told == ["sidik_paket", "paket"]


def test_a_receipt_changed_in_the_database_is_found(run: Perhitungan, auditor: Any):
    receipt = {**run.tanda_terima, "mesin": "lain"}
    execute("UPDATE tpp_perhitungan SET tanda_terima = %s WHERE id = %s", json.dumps(receipt), run.pk)
    assert [line[2] for line in differences(recompute(run, auditor))] == ["tanda_terima.mesin"]


def test_more_differences_than_are_listed_are_counted(run: Perhitungan, auditor: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(worker, "LISTED", 2)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tpp_hasil SET tpp_diterima = tpp_diterima + 1")
    job = recompute(run, auditor)
    assert len(job.ringkasan["rincian"]) == 2
    assert job.ringkasan["beda"] == job.ringkasan["beda_basis_data"] == 4
