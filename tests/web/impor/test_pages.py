"""The pages of imports, through the client, as a browser without scripts sends them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tepat.ingest.daftar import read_list
from tepat.web.apps.impor import services
from tepat.web.apps.impor.models import BerkasMasuk, Kumpulan
from tepat.web.apps.pembayaran.models import Gaji
from tests.web.impor.office import MASA, csv, nip_of, upload

A, B = nip_of(1), nip_of(3)
TITLES = "nip,gaji_kotor,potongan_gaji,pph_gaji,iwp_gaji,bpjs_gaji"


def as_user(office: dict[str, Any], name: str) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(office[name])
    return client


def gaji(*rows: str) -> bytes:
    return csv(TITLES, *rows)


def send(client: Client, *files: tuple[str, bytes], **said: Any) -> Any:
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(reverse("impor_baru"), {"berkas": sent, "masa": MASA, "jenis": "", "unit": "", **said})


def errors(response: Any) -> str:
    return " ".join(response.context["form"].non_field_errors())


def test_from_the_upload_to_the_records_and_back(office: dict[str, Any]):
    client = as_user(office, "bkpsdm")
    assert "Belum ada berkas" in client.get(reverse("impor_daftar")).content.decode()
    answer = send(client, ("gaji-maret.csv", gaji(f"{A},4500000,,,,", f"{nip_of(77)},1,,,,")))
    kumpulan = Kumpulan.objects.get()
    assert answer.headers["Location"] == reverse("impor_kumpulan", args=[kumpulan.pk])
    page = client.get(answer.headers["Location"]).content.decode()
    assert "gaji-maret.csv · baris 3 · nip: " + nip_of(77) in page
    assert page.index("TAKKENAL") < page.index('id="baris"')
    for tindakan, count in [("terima", 1), ("batal", 0)]:
        url = reverse(f"impor_{tindakan}", args=[kumpulan.pk])
        assert client.get(url).status_code == 200
        assert client.post(url, {"alasan": ""}).status_code == 422
        client.post(url, {"alasan": "SK contoh"})
        assert Gaji.objects.count() == count
    page = client.get(reverse("impor_kumpulan", args=[kumpulan.pk])).content.decode()
    assert "Dibatalkan" in page
    assert "SK contoh" in page


def test_a_batch_is_discarded_with_a_reason(office: dict[str, Any]):
    client = as_user(office, "bkpsdm")
    kumpulan = upload(office["bkpsdm"], "gaji", gaji(f"{A},1,,,,"))
    client.post(reverse("impor_buang", args=[kumpulan.pk]), {"alasan": "salah bulan"})
    kumpulan.refresh_from_db()
    assert (kumpulan.status, kumpulan.alasan, Gaji.objects.count()) == ("dibuang", "salah bulan", 0)


def test_files_of_several_kinds_become_a_batch_each(office: dict[str, Any]):
    izin = csv("nip,jenis,mulai,selesai", f"{A},cuti_tahunan,2026-03-02,2026-03-04")
    answer = send(as_user(office, "bkpsdm"), ("gaji.csv", gaji(f"{A},1,,,,")), ("izin-maret.csv", izin))
    assert answer.headers["Location"] == reverse("impor_daftar")
    assert set(Kumpulan.objects.values_list("jenis", "status")) == {("gaji", "pratinjau"), ("izin", "pratinjau")}


def test_a_file_that_nobody_knows_asks_for_its_kind(office: dict[str, Any]):
    answer = send(as_user(office, "bkpsdm"), ("catatan.csv", b"warna;ukuran\nmerah;3\n"))
    assert answer.status_code == 422
    assert "catatan.csv tidak dapat dikenali" in errors(answer)
    assert not Kumpulan.objects.exists()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"MZ\x90\x00program", "program"),
        (b"\x7fELF\x02", "program"),
        (b"#!/bin/sh\nrm -rf", "program"),
        (b"%PDF-1.7", "PDF"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><script>alert(1)</script>", "halaman web"),
        ("<html>".encode("utf-16"), "halaman web"),
        (b"PK\x03\x04not a workbook", "arsip"),
        (b"\x1f\x8b\x08", "arsip"),
        (b"\x89PNG\r\n", "gambar"),
        (b"  \n ", "kosong"),
    ],
)
def test_what_is_no_list_is_refused_by_its_content(office: dict[str, Any], content: bytes, word: str):
    answer = send(as_user(office, "bkpsdm"), ("gaji.xlsx", content), jenis="gaji")
    assert answer.status_code == 422
    assert word in errors(answer) or word in str(answer.context["form"].errors)
    assert not Kumpulan.objects.exists()


def test_what_is_too_large_is_refused(office: dict[str, Any], settings: Any):
    client, content = as_user(office, "bkpsdm"), gaji(f"{A},1,,,,")
    settings.TEPAT_UPLOAD_BYTES = len(content) - 1
    assert "lebih besar" in errors(send(client, ("gaji.csv", content)))
    settings.TEPAT_UPLOAD_BYTES = len(content)
    settings.TEPAT_BATCH_BYTES = 2 * len(content)
    assert "Jumlah berkas" in errors(send(client, *[(f"gaji-{place}.csv", content + b" ") for place in range(2)]))
    assert not BerkasMasuk.objects.exists()


def test_names_and_cells_are_shown_as_text(office: dict[str, Any]):
    client = as_user(office, "bkpsdm")
    send(client, ("<img src=x onerror=alert(1)>.csv", gaji("<script>alert(2)</script>,1,,,,", f"{A},1,,,,")))
    page = client.get(reverse("impor_kumpulan", args=[Kumpulan.objects.get().pk])).content.decode()
    assert "<img src=x" not in page
    assert "<script>alert(2)" not in page
    assert "&lt;script&gt;alert(2)" in page


def test_the_original_file_comes_back_as_it_was_and_is_never_shown(office: dict[str, Any]):
    client, content = as_user(office, "bkpsdm"), gaji(f"{A},1,,,,")
    send(client, ("gaji.csv", content))
    answer = client.get(reverse("impor_berkas", args=[BerkasMasuk.objects.get().pk]))
    assert answer.content == content
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"


def test_what_was_refused_comes_as_a_file_without_formulas(office: dict[str, Any]):
    client = as_user(office, "bkpsdm")
    kumpulan = upload(office["bkpsdm"], "gaji", gaji("=1+1,1,,,,", f"{nip_of(77)},1,,,,"))
    lines = client.get(reverse("impor_ditolak", args=[kumpulan.pk])).content.decode("utf-8-sig").splitlines()
    assert lines[0] == "berkas,baris,kode,kolom,isi,pesan,perbaikan"
    assert len(lines) >= 3
    assert not any(",=1+1" in line for line in lines)
    assert any(nip_of(77) in line for line in lines)


def test_the_quarantine_of_machines_comes_as_a_file(office: dict[str, Any]):
    punches = b"12\t2026-03-02 07:21:44\t1\t0\t1\t0\nrusak\n"
    kumpulan = services.preview(services.receive(office["bkpsdm"], [("SN0001_attlog.dat", punches)], None, MASA))
    page = as_user(office, "bkpsdm").get(reverse("impor_kumpulan", args=[kumpulan.pk])).content.decode()
    assert "2 = 1 + 0 + 1" in page
    told = as_user(office, "bkpsdm").get(reverse("impor_ditolak", args=[kumpulan.pk])).content.decode()
    assert "rusak" in told


def test_a_template_is_read_as_the_list_it_is_of(office: dict[str, Any]):
    answer = as_user(office, "bkpsdm").get(reverse("impor_templat", args=["gaji"]))
    assert read_list("templat-gaji.xlsx", answer.content).kind == "gaji"
    assert as_user(office, "bkpsdm").get(reverse("impor_templat", args=["presensi_mesin"])).status_code == 404


# -- who may ----------------------------------------------------------------------------------------------------


def test_an_operator_sees_the_batches_of_the_own_unit_only(office: dict[str, Any]):
    own = upload(office["pengelola"], "gaji", gaji(f"{A},1,,,,"), unit=office["unit_a"])
    other = upload(office["bkpsdm"], "gaji", gaji(f"{B},1,,,,"), unit=office["unit_b"])
    region = upload(office["bkpsdm"], "gaji", gaji(f"{B},2,,,,"))
    client = as_user(office, "pengelola")
    assert [batch.pk for batch in client.get(reverse("impor_daftar")).context["page"]] == [own.pk]
    for batch in (other, region):
        for name in ("kumpulan", "terima", "buang", "batal", "ditolak"):
            assert client.get(reverse(f"impor_{name}", args=[batch.pk])).status_code == 404
        assert client.post(reverse("impor_terima", args=[batch.pk]), {"alasan": "ya"}).status_code == 404
        assert client.post(reverse("impor_baca", args=[batch.pk])).status_code == 404
        assert client.get(reverse("impor_berkas", args=[batch.daftar_berkas.get().pk])).status_code == 404
    assert not Gaji.objects.exists()


def test_an_operator_uploads_for_no_other_unit(office: dict[str, Any]):
    client = as_user(office, "pengelola")
    for unit in ("", str(office["unit_b"].pk)):
        assert send(client, ("gaji.csv", gaji(f"{A},1,,,,")), unit=unit).status_code == 422
    assert send(client, ("gaji.csv", gaji(f"{A},1,,,,")), unit=str(office["unit_a"].pk)).status_code == 302


def test_whoever_imports_nothing_is_sent_away(office: dict[str, Any]):
    client = as_user(office, "auditor")
    for name in ("impor_daftar", "impor_baru"):
        assert client.get(reverse(name)).status_code == 403
    assert client.get(reverse("impor_templat", args=["gaji"])).status_code == 403


# -- how much work ----------------------------------------------------------------------------------------------


def test_pages_ask_as_often_for_ten_rows_as_for_a_thousand(office: dict[str, Any]):
    client, counts = as_user(office, "bkpsdm"), []
    client.get(reverse("impor_daftar"))  # the first page of a session writes the session
    for number in (10, 1000):
        rows = [f"{nip_of(2000 + place)},{number},,,," for place in range(number)]
        kumpulan = upload(office["bkpsdm"], "gaji", gaji(*rows, f"{A},1,,,,"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("impor_kumpulan", args=[kumpulan.pk]))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_list_asks_as_often_for_one_batch_as_for_many(office: dict[str, Any]):
    client, counts = as_user(office, "bkpsdm"), []
    client.get(reverse("impor_daftar"))  # the first page of a session writes the session
    for number in (1, 30):
        for place in range(number):
            services.receive(office["bkpsdm"], [("gaji.csv", gaji(f"{A},{number}{place},,,,"))], "gaji", MASA)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("impor_daftar"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_an_odd_query_is_no_error(office: dict[str, Any]):
    client = as_user(office, "bkpsdm")
    kumpulan = upload(office["bkpsdm"], "gaji", gaji(f"{A},1,,,,"))
    odd = {"masa": "\0", "status": "x", "jenis": "'", "cari": "\0", "nasib": "?", "halaman": "-1"}
    assert client.get(reverse("impor_daftar"), odd).status_code == 200
    assert client.get(reverse("impor_kumpulan", args=[kumpulan.pk]), odd).status_code == 200


def test_filters_of_the_list_and_of_rows(office: dict[str, Any]):
    client = as_user(office, "bkpsdm")
    kumpulan = upload(office["bkpsdm"], "gaji", gaji(f"{A},1,,,,", f"{nip_of(77)},1,,,,"))
    page = client.get(reverse("impor_daftar"), {"status": "diterima"})
    assert "Tidak ada kumpulan yang cocok" in page.content.decode()
    here = reverse("impor_kumpulan", args=[kumpulan.pk])
    assert [item.kunci for item in client.get(here, {"nasib": "baru"}).context["page"]] == [A]
    assert [item.kunci for item in client.get(here, {"cari": nip_of(77)}).context["page"]] == [nip_of(77)]
