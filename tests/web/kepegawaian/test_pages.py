"""The pages of people, units and positions: who gets in, what they show, what a form does."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tepat.web.apps.audit.models import Perubahan
from tepat.web.apps.kepegawaian.models import NilaiJabatan, Pegawai, Penempatan, RiwayatUnit, StatusPegawai, Unit
from tepat.web.apps.tpp.models import Hasil, Lembar, Perhitungan
from tests.web.kepegawaian.office import OLD, Office, nip_of

LIST, PERSON = "kepegawaian_pegawai", "kepegawaian_pegawai_rinci"


def text_of(response: Any) -> str:
    assert response.status_code == 200
    return str(response.content.decode())


def record_url(what: str, slug: str, key: int) -> str:
    return reverse(f"kepegawaian_catatan{what}", args=[slug, key])


def placement(office: Office, number: int) -> Penempatan:
    found: Penempatan = Penempatan.objects.get(pegawai=office.people[number])
    return found


# -- who gets in ------------------------------------------------------------------------------------------------------


def test_an_operator_sees_the_people_of_the_own_units_alone(office: Office, sign_in: Any):
    page = text_of(sign_in(office.users["pengelola"]).get(reverse(LIST)))
    assert "PEGAWAI CONTOH 00001" in page
    assert "PEGAWAI CONTOH 00003" not in page


@pytest.mark.parametrize(
    ("role", "own", "other"),
    [
        ("bkpsdm", 200, 200),
        ("pengelola", 200, 404),
        ("auditor", 200, 200),
        ("administrator", 403, 403),
        ("bendahara", 403, 403),
        ("atasan", 403, 403),
        ("pegawai", 403, 403),
    ],
)
def test_who_reads_a_person(role: str, own: int, other: int, office: Office, sign_in: Any):
    client = sign_in(office.users[role])
    assert client.get(reverse(PERSON, args=[office.people[2].pk])).status_code == own
    assert client.get(reverse(PERSON, args=[office.people[3].pk])).status_code == other


@pytest.mark.parametrize("what", ["_perbaiki", "_akhiri", "_hapus"])
def test_only_who_may_change_reaches_a_form(what: str, office: Office, sign_in: Any):
    mine, theirs = placement(office, 2).pk, placement(office, 3).pk
    expected = {"bkpsdm": (200, 200), "pengelola": (200, 404), "auditor": (403, 403), "pegawai": (403, 403)}
    for role, codes in expected.items():
        client = sign_in(office.users[role])
        urls = [record_url(what, "penempatan", key) for key in (mine, theirs)]
        assert tuple(client.get(url).status_code for url in urls) == codes, role


def test_units_and_positions_are_the_regions_to_change(office: Office, sign_in: Any):
    client = sign_in(office.users["pengelola"])
    assert client.get(record_url("_tambah", "unit", office.units["A"].pk)).status_code == 403
    assert client.get(record_url("_tambah", "jabatan", office.posts[7].pk)).status_code == 403
    assert client.get(reverse("kepegawaian_unit_tambah")).status_code == 403


def test_an_employee_reads_the_own_records_without_a_way_to_change_them(office: Office, sign_in: Any):
    page = text_of(sign_in(office.users["pegawai"]).get(reverse("kepegawaian_saya")))
    assert "PEGAWAI CONTOH 00002" in page
    assert "/kepegawaian/catatan/" not in page


def test_whoever_is_no_employee_has_no_own_records(office: Office, sign_in: Any):
    assert sign_in(office.users["bkpsdm"]).get(reverse("kepegawaian_saya")).status_code == 404


def test_an_operator_cannot_place_somebody_in_another_skpd(office: Office, sign_in: Any):
    client = sign_in(office.users["pengelola"])
    given = {"unit": office.units["B"].pk, "jabatan": office.posts[7].pk, "mulai": "2024-04-01", "alasan": "SK 1"}
    page = text_of(client.post(record_url("_tambah", "penempatan", office.people[2].pk), given))
    assert "field-error" in page
    assert Penempatan.objects.filter(pegawai=office.people[2]).count() == 1


# -- the list ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("cari=contoh+00003", {3}),
        (f"cari={nip_of(4)}", {4}),
        ("cari=19000101+19200", {1, 2, 3, 4}),
        ("cari=bagian+contoh+b", {3, 4}),
        ("kelas=9", {1}),
        ("status=PPPK", set()),
        ("status=PNS", {1, 2, 3, 4}),
        ("tanggal=2019-12-31", {1, 2, 3, 4}),
        ("status=PNS&tanggal=2019-12-31", set()),
        ("status=tanpa", set()),
        ("kelas=bukan-angka&tanggal=kemarin", {1, 2, 3, 4}),
    ],
)
def test_the_list_is_narrowed(query: str, found: set[int], office: Office, sign_in: Any):
    page = text_of(sign_in(office.users["bkpsdm"]).get(f"{reverse(LIST)}?{query}"))
    assert {number for number in office.people if f"PEGAWAI CONTOH {number:05}" in page} == found


def test_the_list_of_a_unit_has_those_below_it(office: Office, sign_in: Any):
    page = text_of(sign_in(office.users["bkpsdm"]).get(f"{reverse(LIST)}?unit={office.units['A'].pk}"))
    assert "PEGAWAI CONTOH 00002" in page
    assert "PEGAWAI CONTOH 00003" not in page


def test_the_list_tells_where_people_stood_on_a_day(office: Office, sign_in: Any):
    Penempatan.objects.filter(pegawai=office.people[3]).update(selesai=date(2023, 12, 31))
    Penempatan.objects.create(
        pegawai=office.people[3], unit=office.units["A"], jabatan=office.posts[9], mulai=date(2024, 1, 1)
    )
    client = sign_in(office.users["bkpsdm"])
    url = f"{reverse(LIST)}?cari=00003&tanggal="
    assert "BAGIAN CONTOH B" in text_of(client.get(f"{url}2023-12-31")).split("<tbody")[1]
    assert "BAGIAN CONTOH B" not in text_of(client.get(f"{url}2024-01-01")).split("<tbody")[1]


def test_no_nip_is_in_an_address(office: Office, sign_in: Any):
    client = sign_in(office.users["bkpsdm"])
    for url in (reverse(LIST), reverse(PERSON, args=[office.people[1].pk])):
        links = [part.split('"')[0] for part in text_of(client.get(url)).split('href="')[1:]]
        assert links
        assert not [link for link in links if "19000101" in link]


def test_the_export_has_what_is_filtered_and_stands_in_the_log(office: Office, sign_in: Any):
    Pegawai.objects.filter(pk=office.people[3].pk).update(nama="=1+1")
    client = sign_in(office.users["bkpsdm"])
    response = client.get(reverse("kepegawaian_pegawai_ekspor") + "?cari=bagian+contoh+b&urut=-nama")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [(row["nip"], row["nama"]) for row in rows] == [
        (nip_of(4), "PEGAWAI CONTOH 00004"),
        (nip_of(3), "'=1+1"),
    ]
    row = Perubahan.objects.get()
    assert (row.tindakan, row.pengguna) == ("unduh", office.users["bkpsdm"])
    assert row.baru == {"baris": 2, "cari": "bagian contoh b", "urut": "-nama"}


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("kepegawaian_pegawai", None),
        ("kepegawaian_pegawai_rinci", "person"),
        ("kepegawaian_unit", None),
        ("kepegawaian_unit_rinci", "unit"),
        ("kepegawaian_jabatan", None),
        ("kepegawaian_jabatan_rinci", "post"),
        ("cari", None),
        ("audit_perubahan_pegawai", "person"),
    ],
)
def test_no_page_asks_more_of_more_people(name: str, owner: str | None, office: Office, sign_in: Any):
    keys = {"person": office.people[3].pk, "unit": office.units["B"].pk, "post": office.posts[7].pk}
    url = reverse(name, args=[keys[owner]] if owner else []) + "?q=contoh"
    client = sign_in(office.users["bkpsdm"])

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    few(office, 10)
    asked()  # the first page of a session writes the session
    before = asked()
    few(office, 1000)
    assert asked() == before


def few(office: Office, total: int) -> None:
    """As many people in unit B, each with a status; each tenth in a unit and a position of its own."""
    start = Pegawai.objects.count()
    people = Pegawai.objects.bulk_create(
        Pegawai(nip=nip_of(number), nama=f"PEGAWAI CONTOH {number:05}") for number in range(start + 1, total + 1)
    )
    units = Unit.objects.bulk_create(Unit(kode_unit=f"UNIT-{person.nip}") for person in people[::10])
    RiwayatUnit.objects.bulk_create(
        RiwayatUnit(unit=unit, nama_unit=f"SEKSI CONTOH {unit.pk}", induk=office.units["B"], mulai=OLD)
        for unit in units
    )
    NilaiJabatan.objects.bulk_create(
        NilaiJabatan(
            jabatan=office.posts[7].__class__.objects.create(kode_jabatan=f"J-{unit.pk}"),
            nama_jabatan="CONTOH",
            mulai=OLD,
        )
        for unit in units
    )
    Penempatan.objects.bulk_create(
        Penempatan(pegawai=person, unit=office.units["B"], jabatan=office.posts[7], mulai=OLD) for person in people
    )
    StatusPegawai.objects.bulk_create(
        StatusPegawai(pegawai=person, status_pegawai="PNS", skema_golongan="PNS", golongan="III/a", mulai=OLD)
        for person in people
    )


# -- one person -------------------------------------------------------------------------------------------------------


def test_a_person_page_tells_today_the_past_and_what_comes(office: Office, sign_in: Any):
    pegawai = office.people[3]
    StatusPegawai.objects.filter(pegawai=pegawai).update(selesai=date(2024, 3, 31))
    StatusPegawai.objects.create(
        pegawai=pegawai, status_pegawai="PNS", skema_golongan="PNS", golongan="III/b", mulai=date(2024, 4, 1)
    )
    page = text_of(sign_in(office.users["bkpsdm"]).get(reverse(PERSON, args=[pegawai.pk])))
    head, coming = page.split("Yang akan berubah")
    assert "PNS, III/a" in head
    assert "1 April 2024</strong> mulai berlaku Status dan golongan: PNS, III/b" in coming
    assert "hari terakhir" not in coming, "what another follows does not end"


def test_a_row_tells_who_typed_it_when_and_why(office: Office, sign_in: Any):
    client = sign_in(office.users["bkpsdm"])
    given = {"ptkp": "K/1", "mulai": "2024-01-01", "alasan": "surat nikah"}
    client.post(record_url("_tambah", "ptkp", office.people[3].pk), given)
    page = text_of(client.get(reverse(PERSON, args=[office.people[3].pk])))
    assert "diketik BKPSDM" in page
    assert "surat nikah" in page


# -- forms ------------------------------------------------------------------------------------------------------------


def test_a_form_replaces_the_running_record(office: Office, sign_in: Any):
    client = sign_in(office.users["pengelola"])
    given = {
        "unit": office.units["A"].pk,
        "jabatan": office.posts[9].pk,
        "mulai": "2024-04-01",
        "gantikan": "on",
        "alasan": "SK mutasi",
    }
    response = client.post(record_url("_tambah", "penempatan", office.people[2].pk), given)
    assert response.headers["Location"] == reverse(PERSON, args=[office.people[2].pk]) + "#penempatan"
    found = Penempatan.objects.filter(pegawai=office.people[2]).order_by("mulai").values_list("unit", "selesai")
    assert list(found) == [(office.units["A1"].pk, date(2024, 3, 31)), (office.units["A"].pk, None)]


def test_an_overlap_stands_beside_the_day_and_names_the_other(office: Office, sign_in: Any):
    given = {"unit": office.units["A"].pk, "jabatan": office.posts[9].pk, "mulai": "2024-04-01", "alasan": "SK 1"}
    page = text_of(
        sign_in(office.users["bkpsdm"]).post(record_url("_tambah", "penempatan", office.people[2].pk), given)
    )
    error = page.split('id="id_mulai_galat"')[1].split("</div>")[0]
    assert "BAGIAN CONTOH A1, PENELAAH CONTOH 7, berlaku sejak 1 Januari 2020" in error
    assert "31 Maret 2024" in error


def test_without_a_reason_nothing_is_saved(office: Office, sign_in: Any):
    given = {"ptkp": "K/1", "mulai": "2024-01-01", "alasan": "  "}
    page = text_of(sign_in(office.users["bkpsdm"]).post(record_url("_tambah", "ptkp", office.people[3].pk), given))
    assert "Sebutkan alasannya" in page.split('id="id_alasan_galat"')[1]
    assert not Perubahan.objects.exists()


def test_a_superior_is_named_by_nip(office: Office, sign_in: Any):
    client, url = sign_in(office.users["bkpsdm"]), record_url("_tambah", "atasan", office.people[3].pk)
    unknown = {"atasan": nip_of(77), "mulai": "2024-01-01", "alasan": "SK"}
    assert "Tidak ada pegawai dengan NIP itu" in text_of(client.post(url, unknown))
    known = {**unknown, "atasan": f"{nip_of(4)[:8]} {nip_of(4)[8:]}"}
    assert client.post(url, known).status_code == 302


def test_a_locked_month_is_named_when_its_days_change(office: Office, sign_in: Any):
    pegawai = office.people[3]
    lock("2024-02", pegawai, office)
    client, url = sign_in(office.users["bkpsdm"]), record_url("_tambah", "cuti", pegawai.pk)
    note = "Februari 2024 sudah terkunci: perubahan ini menjadi bahan pembayaran susulan."
    assert "Sudah terkunci sampai Februari 2024" in text_of(client.get(url))
    given = {"jenis": "cuti_besar", "mulai": "2024-03-01", "alasan": "surat 1"}
    assert note not in text_of(client.post(url, given, follow=True))
    given = {"jenis": "cuti_sakit", "mulai": "2024-02-29", "alasan": "surat 2"}
    assert note in text_of(client.post(url, given, follow=True))


def lock(masa: str, pegawai: Pegawai, office: Office) -> None:
    """A month of somebody is locked."""
    run = Perhitungan.objects.create(masa=masa, keadaan="selesai")
    sheet = Lembar.objects.create(masa=masa, unit=office.units["B"], hitungan=run)
    Hasil.objects.create(
        hitungan=run, lembar=sheet, pegawai=pegawai, masa=masa, unit=office.units["B"], status_hitung="dihitung"
    )
    Lembar.objects.filter(pk=sheet.pk).update(status="terkunci")


def test_the_last_change_is_taken_back_on_the_page(office: Office, sign_in: Any):
    record, client = placement(office, 2), sign_in(office.users["pengelola"])
    client.post(record_url("_akhiri", "penempatan", record.pk), {"selesai": "2024-03-31", "alasan": "keliru"})
    assert placement(office, 2).selesai == date(2024, 3, 31)
    url = record_url("_batalkan", "penempatan", record.pk)
    assert "keliru" in text_of(client.get(url))
    client.post(url, {"alasan": "orang lain"})
    assert placement(office, 2).selesai is None
    assert sign_in(office.users["auditor"]).get(url).status_code == 403


def test_a_removed_record_comes_back(office: Office, sign_in: Any):
    record, client = placement(office, 2), sign_in(office.users["bkpsdm"])
    client.post(record_url("_hapus", "penempatan", record.pk), {"alasan": "keliru"})
    assert not Penempatan.objects.filter(pk=record.pk).exists()
    client.post(record_url("_batalkan", "penempatan", record.pk), {"alasan": "ternyata benar"})
    assert placement(office, 2).pk == record.pk


def test_somebody_new_gets_a_place(office: Office, sign_in: Any):
    given = {
        "nip": nip_of(50),
        "nama": "PEGAWAI CONTOH BARU",
        "unit": office.units["A1"].pk,
        "jabatan": office.posts[7].pk,
        "mulai": "2024-03-01",
        "alasan": "SK CPNS",
    }
    client = sign_in(office.users["pengelola"])
    client.post(reverse("kepegawaian_pegawai_tambah"), given)
    assert Penempatan.objects.get(pegawai__nip=nip_of(50)).unit == office.units["A1"]
    assert [row.catatan for row in Perubahan.objects.order_by("pk")] == [
        "kepegawaian.pegawai",
        "kepegawaian.penempatan",
    ]
    assert "id_nip_galat" in text_of(client.post(reverse("kepegawaian_pegawai_tambah"), given))


def test_a_new_unit_and_a_new_position(office: Office, sign_in: Any):
    client = sign_in(office.users["bkpsdm"])
    given = {"kode": "UNIT-C", "nama_unit": "BAGIAN CONTOH C", "mulai": "2024-01-01", "alasan": "Perda"}
    assert client.post(reverse("kepegawaian_unit_tambah"), given).status_code == 302
    assert "BAGIAN CONTOH C" in text_of(client.get(reverse("kepegawaian_unit")))
    assert "field-error" in text_of(client.post(reverse("kepegawaian_unit_tambah"), given))
    given = {"kode": "JAB-3", "nama_jabatan": "PENELAAH CONTOH 3", "mulai": "2024-01-01", "alasan": "SK"}
    given |= dict.fromkeys(
        ("beban_kerja", "prestasi_kerja", "kondisi_kerja", "tempat_bertugas", "kelangkaan_profesi"), "1000"
    ) | {"pertimbangan_objektif": "0"}
    assert client.post(reverse("kepegawaian_jabatan_tambah"), given).status_code == 302
    assert "Rp 5.000" in text_of(client.get(reverse("kepegawaian_jabatan") + "?cari=JAB-3"))


def test_a_position_is_succeeded_by_a_decree(office: Office, sign_in: Any):
    post, client = office.posts[7], sign_in(office.users["bkpsdm"])
    url = record_url("_tambah", "jabatan", post.pk)
    assert 'value="7000000"' in text_of(client.get(url)), "what runs stands in the form"
    given = {"nama_jabatan": "PENELAAH CONTOH 7", "kelas_jabatan": "7", "mulai": "2024-04-01", "nomor_sk": "SK-9"}
    given |= {"alasan": "SK-9", "gantikan": "on", "beban_kerja": "8000000"}
    given |= dict.fromkeys(
        ("prestasi_kerja", "kondisi_kerja", "tempat_bertugas", "kelangkaan_profesi", "pertimbangan_objektif"), "0"
    )
    client.post(url, given)
    page = text_of(client.get(reverse("kepegawaian_jabatan_rinci", args=[post.pk])))
    assert page.index("Rp 8.000.000") < page.index("Rp 7.000.000")
    assert "31 Maret 2024" in page


def test_the_holders_of_a_position_are_those_one_may_see(office: Office, sign_in: Any):
    url = reverse("kepegawaian_jabatan_rinci", args=[office.posts[7].pk])
    page = text_of(sign_in(office.users["pengelola"]).get(url))
    assert "PEGAWAI CONTOH 00002" in page
    assert "PEGAWAI CONTOH 00003" not in page


# -- search -----------------------------------------------------------------------------------------------------------


def test_search_finds_people_units_and_positions_within_reach(office: Office, sign_in: Any):
    whole = text_of(sign_in(office.users["bkpsdm"]).get(reverse("cari") + "?q=contoh"))
    assert {"PEGAWAI CONTOH 00003", "BAGIAN CONTOH B", "PENELAAH CONTOH 9"} <= set(whole.replace("<", ">").split(">"))
    part = text_of(sign_in(office.users["pengelola"]).get(reverse("cari") + "?q=contoh"))
    assert "BAGIAN CONTOH A1" in part
    assert "BAGIAN CONTOH B" not in part
    assert "PEGAWAI CONTOH 00003" not in part


def test_an_employee_finds_nobody(office: Office, sign_in: Any):
    page = text_of(sign_in(office.users["pegawai"]).get(reverse("cari") + "?q=contoh"))
    assert "PEGAWAI CONTOH 00003" not in page
    assert "Tidak ada yang dapat Anda cari" in page


def test_the_list_alone_is_sent_to_htmx(office: Office, sign_in: Any):
    response = sign_in(office.users["bkpsdm"]).get(reverse(LIST), headers={"HX-Request": "true"})
    assert "<html" not in text_of(response)
    assert "PEGAWAI CONTOH 00001" in text_of(response)
    assert "HX-Request" in response.headers["Vary"]
