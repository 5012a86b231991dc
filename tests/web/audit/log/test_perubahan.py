"""The log of changes as people read it: found, in plain words, by whoever may."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tepat.web.apps.audit.models import Perubahan
from tepat.web.apps.audit.selectors import start_of, told_changes
from tepat.web.apps.audit.services import change_of, record_changes, record_download
from tepat.web.apps.impor.models import Kumpulan
from tepat.web.apps.kepegawaian import changes
from tepat.web.apps.kepegawaian.kinds import KINDS
from tepat.web.apps.kepegawaian.models import StatusPegawai
from tests.web.kepegawaian.office import Office, sample

URL = "audit_perubahan"


def text_of(response: Any) -> str:
    assert response.status_code == 200
    return str(response.content.decode())


def told(catatan: str) -> list[str]:
    return [row.isi for row in told_changes(Perubahan.objects.filter(catatan=catatan).order_by("pk"))]


@pytest.fixture
def changed(office: Office) -> Office:
    """The rank of person 3 was raised by a decree, and a leave of person 2 was typed by the operator."""
    changes.write_record(KINDS["status"], _raised(office), office.users["bkpsdm"], "SK kenaikan pangkat", succeeds=True)
    changes.write_record(KINDS["cuti"], sample("cuti", office, 2), office.users["pengelola"], "surat cuti")
    return office


def _raised(office: Office) -> StatusPegawai:
    record: StatusPegawai = sample("status", office)
    record.mulai = date(2024, 4, 1)
    return record


def test_a_change_is_told_in_plain_words(changed: Office):
    record = StatusPegawai.objects.get(golongan="III/b")
    record.golongan = "III/c"
    changes.write_record(KINDS["status"], record, changed.users["bkpsdm"], "salah ketik")
    assert told("kepegawaian.statuspegawai") == [
        "berlaku 1 Januari 2020 s.d. 31 Maret 2024 (semula berlaku sejak 1 Januari 2020)",
        "Status PNS, Skema golongan PNS, Golongan III/b, berlaku sejak 1 April 2024",
        "Golongan III/b → III/c, berlaku sejak 1 April 2024",
    ]


def test_keys_are_told_by_their_names_of_that_day(office: Office):
    record = sample("penempatan", office)
    changes.write_record(KINDS["penempatan"], record, office.users["bkpsdm"], "SK", succeeds=True)
    assert told("kepegawaian.penempatan")[1] == (
        "Jabatan PENELAAH CONTOH 9, Unit BAGIAN CONTOH A, berlaku sejak 1 Januari 2023"
    )


def test_what_no_model_knows_any_more_is_still_told(office: Office):
    Perubahan.objects.create(tindakan="ubah", catatan="dulu.ada", kunci="1", lama={"a": 1}, baru={"a": 2})
    (row,) = told_changes(Perubahan.objects.all())
    assert (row.judul, row.isi, row.siapa) == ("dulu.ada diubah", "A 1 → 2", "program")


@pytest.mark.parametrize(
    ("role", "code"),
    [("auditor", 200), ("administrator", 200), ("bkpsdm", 403), ("pengelola", 403), ("pegawai", 403)],
)
def test_who_reads_the_log(role: str, code: int, changed: Office, sign_in: Any):
    client = sign_in(changed.users[role])
    assert client.get(reverse(URL)).status_code == code
    assert client.get(reverse("audit_perubahan_ekspor")).status_code == code


def test_an_administrator_sees_accounts_and_no_figures(changed: Office, sign_in: Any):
    role = changed.users["pengelola"].daftar_peran.get()
    record_changes([change_of(role, changed.users["administrator"], "ubah", alasan="unit pindah", baru={})])
    page = text_of(sign_in(changed.users["administrator"]).get(reverse(URL)))
    assert "unit pindah" in page
    assert "SK kenaikan pangkat" not in page
    assert "unit pindah" in text_of(sign_in(changed.users["auditor"]).get(reverse(URL)))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"pangkat", "cuti"}),
        ("orang=00003", {"pangkat"}),
        ("orang=19000101 1920000002", {"cuti"}),
        ("catatan=kepegawaian.cuti", {"cuti"}),
        ("oleh=pengelola", {"cuti"}),
        ("dari=2000-01-01", {"pangkat", "cuti"}),
        ("sampai=2000-01-01", set()),
        ("kumpulan=999", set()),
    ],
)
def test_the_log_is_searched(query: str, found: set[str], changed: Office, sign_in: Any):
    page = text_of(sign_in(changed.users["auditor"]).get(f"{reverse(URL)}?{query}"))
    words = {"pangkat": "SK kenaikan pangkat", "cuti": "surat cuti"}
    assert {key for key, text in words.items() if text in page} == found


def test_the_log_is_searched_by_unit_and_all_below(changed: Office, sign_in: Any):
    client = sign_in(changed.users["auditor"])
    page = text_of(client.get(f"{reverse(URL)}?unit={changed.units['A'].pk}"))
    assert "surat cuti" in page
    assert "SK kenaikan pangkat" not in page


def test_the_log_is_searched_by_the_batch_of_an_import(changed: Office, sign_in: Any):
    batch = Kumpulan.objects.create(jenis="cuti", dibuat_oleh=changed.users["bkpsdm"])
    record = sample("cuti", changed, 4)
    record.save()
    record_changes([change_of(record, changed.users["bkpsdm"], "tambah", alasan="dari impor", baru={}, kumpulan=batch)])
    page = text_of(sign_in(changed.users["auditor"]).get(f"{reverse(URL)}?kumpulan={batch.pk}"))
    assert "dari impor" in page
    assert "surat cuti" not in page


def test_a_day_begins_and_ends_in_the_offices_zone(changed: Office, sign_in: Any):
    first = Perubahan.objects.earliest("pk")
    day = date(2024, 3, 5)
    for minutes, is_in in ((-1, False), (0, True), (24 * 60 - 1, True), (24 * 60, False)):
        row = change_of(sample_saved(changed), changed.users["bkpsdm"], "ubah", alasan=f"menit {minutes}", baru={})
        row.waktu = start_of(day) + timedelta(minutes=minutes)
        record_changes([row])
        page = text_of(sign_in(changed.users["auditor"]).get(f"{reverse(URL)}?dari={day}&sampai={day}"))
        assert (f"menit {minutes}<" in page) == is_in, minutes
    assert first.alasan == "SK kenaikan pangkat"


def sample_saved(office: Office) -> Any:
    return StatusPegawai.objects.filter(pegawai=office.people[4]).get()


def test_the_export_stands_in_the_log_itself(changed: Office, sign_in: Any):
    client = sign_in(changed.users["auditor"])
    response = client.get(reverse("audit_perubahan_ekspor") + "?catatan=kepegawaian.cuti")
    (row,) = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))
    assert (row["siapa"], row["alasan"], row["pegawai"]) == ("PENGELOLA", "surat cuti", "PEGAWAI CONTOH 00002")
    last = Perubahan.objects.latest("pk")
    assert (last.tindakan, last.baru) == ("unduh", {"baris": 1, "catatan": "kepegawaian.cuti"})


def test_an_operator_reads_the_changes_of_the_own_people(changed: Office, sign_in: Any):
    client = sign_in(changed.users["pengelola"])
    assert "surat cuti" in text_of(client.get(reverse("audit_perubahan_pegawai", args=[changed.people[2].pk])))
    assert client.get(reverse("audit_perubahan_pegawai", args=[changed.people[3].pk])).status_code == 404


def test_more_changes_ask_no_more_queries(changed: Office, sign_in: Any):
    client = sign_in(changed.users["auditor"])

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            text_of(client.get(reverse(URL) + "?catatan=kepegawaian.penempatan"))
        return len(queries)

    fill(changed, 10)
    asked()  # the first page of a session writes the session
    before = asked()
    fill(changed, 990)
    assert asked() == before


def fill(office: Office, rows: int) -> None:
    """Changes of placements of everybody in turn."""
    cells = {"unit_id": office.units["B"].pk, "jabatan_id": office.posts[7].pk, "mulai": "2024-01-01", "selesai": None}
    made = []
    for number in range(rows):
        row = record_of(office, number)
        made.append(
            change_of(row, office.users["bkpsdm"], "ubah", alasan="SK", lama=cells, baru={**cells, "nomor_sk": "1"})
        )
    record_changes(made)


def record_of(office: Office, number: int) -> Any:
    from tepat.web.apps.kepegawaian.models import Penempatan

    return Penempatan.objects.filter(pegawai=office.people[number % 4 + 1]).get()


def test_a_download_is_told(office: Office):
    record_download(office.users["bkpsdm"], "kepegawaian.pegawai", {"baris": 12})
    (row,) = told_changes(Perubahan.objects.all())
    assert (row.judul, row.isi) == ("Pegawai diunduh", "Baris 12")
