"""The law for everybody: word for word, in plain words, by month, and what changed."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tepat.web.apps.regulasi import library, services
from tepat.web.apps.regulasi.models import TandaBaca
from tests.web.small_office import Office, make_office, make_user, signed_in

NEW, BASE = "balangan/perbup-7-2024", "balangan/perbup-2-2023"


def text_of(client: Client, name: str, *args: str, query: str = "") -> str:
    """The words of a page."""
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


@pytest.fixture
def client(office: Office) -> Client:
    return signed_in(make_user("pegawai", pegawai=office.people[0]))


def test_the_list_says_what_applies_now_and_what_one_has_not_read(client: Client):
    page = text_of(client, "regulasi_daftar")
    assert "2 peraturan yang menentukan TPP Anda belum Anda nyatakan dibaca" in page
    for words in ("Perbup Balangan 7/2024", "mengubah Perbup Balangan 2/2023", "PP 58/2023", "Praktik Balangan 2022"):
        assert words in page


def test_the_list_of_an_earlier_day_shows_what_applied_then(client: Client, settings: Any):
    settings.TEPAT_HARI_INI = "2023-06-10"
    assert [info.key for info in library.must_read(library.Masa.parse("2023-06"))] == [BASE]
    assert "1 peraturan yang menentukan" in text_of(client, "regulasi_daftar")


def test_every_paragraph_stands_there_word_for_word_with_what_honours_it(client: Client):
    page = text_of(client, "regulasi_rinci", NEW)
    package = library.instrument(NEW)
    assert package is not None
    parts = [part for item in package.instrumen.pasal for part in item.bagian]
    assert len(parts) > 30
    for part in parts:
        assert re.sub(r"\s+", " ", part.naskah).strip() in page
    assert "Nilai produktivitas menurut predikat kinerja" in page


def test_the_variables_beside_a_paragraph_lead_to_their_words(client: Client):
    content = client.get(reverse("regulasi_rinci", args=[NEW])).content.decode()
    linked = set(re.findall(r'href="#v-([a-z0-9_]+)"', content))
    told = set(re.findall(r'id="v-([a-z0-9_]+)"', content))
    assert {"nilai_produktivitas", "pph21"} <= linked & told


def test_the_words_of_a_rule_are_the_formula_that_is_computed(client: Client):
    page = text_of(client, "regulasi_rinci", NEW)
    assert "TPP sebelum potongan − IWP 1 % atas TPP" in page, "tpp_diterima"
    assert "Bila tidak Disetujui atasan paling lambat tanggal 5 bulan berikutnya: 0" in page


def test_coverage_counts_every_paragraph_once(client: Client):
    package = library.instrument(NEW)
    assert package is not None
    from tepat.web.apps.regulasi.instrument_face import instrument_face

    face = instrument_face(package, library.Masa.parse("2024-03"), "id")
    parts = [part for item in package.instrumen.pasal for part in item.bagian]
    assert sum(stat.value for stat in face.cakupan) == len(parts)


def test_worked_cases_are_told_with_source_and_result(client: Client):
    page = text_of(client, "regulasi_rinci", NEW)
    assert "V1: lengkap, kelas 9, predikat sangat baik, disiplin penuh" in page
    assert "Rp 7.746.581" in page
    assert "Kami menghitung lain dari sumber ini" in page


@pytest.mark.parametrize("key", ["balangan/tiada", "nasional/../../etc", "nasional/tiada", "../balangan", "contoh/x"])
def test_what_is_no_instrument_is_not_found(client: Client, key: str):
    assert client.get(f"/peraturan/naskah/{key}/").status_code == 404
    assert client.post(f"/peraturan/naskah/{key}/baca/", {"sidik": "0"}).status_code == 404


# -- a month, and two ------------------------------------------------------------------------------------------------


def test_a_months_rules_are_told_with_tables_and_with_what_nobody_knows(client: Client):
    page = text_of(client, "regulasi_masa", "2024-03")
    for words in ("Capaian kinerja", "Tarif efektif bulanan", "tarif berada dalam aplikasi e-Office", "Hanya bila"):
        assert words in page
    assert "Perbup Balangan 7/2024" not in text_of(client, "regulasi_masa", "2023-12")


@pytest.mark.parametrize("masa", ["2019-12", "2024-00", "kapan"])
def test_a_month_without_law_is_not_found(client: Client, masa: str):
    assert client.get(f"/peraturan/bulan/{masa}/").status_code == 404


def test_without_an_answer_the_latest_change_is_shown_the_regions_own_law_first(client: Client):
    page = text_of(client, "regulasi_beda")
    assert "Dari Desember 2023 ke Januari 2024" in page
    assert page.index("Perbup Balangan 2/2023 Pasal 11") < page.index("PMK 101/2016 Pasal 1")


def test_the_same_month_twice_differs_in_nothing(client: Client):
    assert "Tidak ada yang berubah" in text_of(client, "regulasi_beda", query="?dari=2024-02&ke=2024-03")


def test_a_month_without_law_cannot_be_compared(client: Client):
    assert "Tidak ada peraturan untuk salah satu" in text_of(client, "regulasi_beda", query="?dari=2001-01&ke=2024-03")


def test_what_is_no_month_is_said_beside_the_field(client: Client):
    assert "Tulis bulannya sebagai TTTT-BB" in text_of(client, "regulasi_beda", query="?dari=kemarin&ke=2024-03")


# -- having read -----------------------------------------------------------------------------------------------------


def read(client: Client, sidik: str, key: str = NEW) -> str:
    answer = client.post(reverse("regulasi_baca", args=[key]), {"sidik": sidik}, follow=True)
    return html.unescape(answer.content.decode())


def test_who_has_read_is_not_asked_again(client: Client):
    package = library.instrument(NEW)
    assert package is not None
    assert "Anda telah membaca peraturan ini dalam bunyinya yang sekarang" in read(client, package.sha256)
    read(client, package.sha256)
    assert TandaBaca.objects.count() == 1
    assert "1 peraturan yang menentukan" in text_of(client, "regulasi_daftar")


def test_a_text_that_changed_is_asked_for_again(client: Client):
    assert "Naskahnya berubah" in read(client, "0" * 64)
    assert TandaBaca.objects.count() == 0
    user = make_user("lain")
    TandaBaca.objects.create(pengguna=user, instrumen=NEW, sidik="0" * 64)
    assert NEW in services.unread(user), "an earlier wording was read"


def test_having_read_is_said_by_post_alone(client: Client):
    assert client.get(reverse("regulasi_baca", args=[NEW])).status_code == 405


def test_the_agency_sees_by_unit_how_many_have_read_and_nobody_else_does(office: Office, client: Client):
    package = library.instrument(NEW)
    assert package is not None
    read(client, package.sha256)
    found = services.readers_by_unit(NEW, package.sha256)
    assert [(item.nama, item.sudah, item.orang) for item in found] == [
        ("DINAS CONTOH 1", 1, 2),
        ("DINAS CONTOH 2", 0, 2),
    ]
    agency = signed_in(make_user("bkpsdm", "bkpsdm"))
    assert "Yang sudah membaca" in text_of(agency, "regulasi_rinci", NEW)
    assert "Yang sudah membaca" not in text_of(client, "regulasi_rinci", NEW)


def test_the_number_of_queries_does_not_grow_with_the_people(db: None):
    pages = [
        reverse("regulasi_daftar"),
        reverse("regulasi_rinci", args=[NEW]),
        reverse("regulasi_masa", args=["2024-03"]),
    ]
    agency = make_user("bkpsdm", "bkpsdm")
    client = signed_in(agency)
    make_office(10)
    few = [_queries(client, path) for path in pages]
    from tests.web import small_office

    unit, jabatan = small_office.Unit.objects.first(), small_office.Jabatan.objects.get()
    found = small_office.Pegawai.objects.bulk_create(
        small_office.Pegawai(nip=small_office.nip_of(number), nama="PEGAWAI CONTOH") for number in range(11, 1001)
    )
    small_office.Penempatan.objects.bulk_create(
        small_office.Penempatan(pegawai=person, unit=unit, jabatan=jabatan, mulai=small_office.OLD) for person in found
    )
    assert [_queries(client, path) for path in pages] == few


def _queries(client: Client, path: str) -> int:
    client.get(path)  # what only the first request of a session asks is not counted
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)
