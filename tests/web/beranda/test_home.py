"""The first page says to each role what to do next, with its number; what is in order asks for no attention."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tepat.web.apps.beranda.models import Detak
from tepat.web.apps.beranda.services import beat_worker
from tepat.web.apps.impor.models import Kumpulan
from tepat.web.apps.kepegawaian.models import Pegawai, Penempatan, Unit
from tepat.web.apps.presensi.models import OlahPresensi, TemuanPresensi
from tepat.web.apps.tpp.models import Hasil, Lembar, Perhitungan
from tepat.web.ui import glossary
from tests.web.small_office import MASA, OLD, Office, make_office, make_user, nip_of, signed_in


def page_of(user: Any) -> str:
    """The words of somebody's first page."""
    answer = signed_in(user).get(reverse("beranda"))
    assert answer.status_code == 200
    content = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", content)))


# -- superior --------------------------------------------------------------------------------------------------------


@pytest.fixture
def superior(office: Office) -> Any:
    office.put_under(office.people[0], office.people[1:])
    return make_user("atasan", pegawai=office.people[0])


def test_a_superior_reads_who_is_not_rated_until_when_and_what_is_at_stake(office: Office, superior: Any):
    office.attend(office.people)
    office.earn(office.people)
    office.rate(office.people[1:2])
    page = page_of(superior)
    assert "2 dari 3 orang belum Anda nilai. Batas 5 April, 3 hari lagi." in page
    # 60 % of 5.000.000, less the 1 % contribution on it, of two people.
    assert "Bila lewat, Rp 5.940.000 menjadi nol." in page
    assert "PEGAWAI CONTOH 3" in page
    assert "PEGAWAI CONTOH 2 " not in page


def test_where_the_months_facts_are_not_there_yet_last_months_stand_for_them_and_it_says_so(
    office: Office, superior: Any, settings: Any
):
    settings.TEPAT_HARI_INI = "2024-03-20"
    office.results("2024-02")
    rows = {
        "hari_kerja": "20",
        "hari_hadir": "20",
        "hari_alpa": "0",
        "potongan_persen": "0",
        "presensi_manual": "tidak",
    }
    salary = {
        "gaji_kotor": "4000000",
        "potongan_gaji": "0",
        "pph_gaji": "0",
        "iwp_gaji": "40000",
        "bpjs_gaji": "160000",
    }
    page = page_of(superior)
    assert "Nilai rupiahnya belum dapat diperkirakan" in page
    _earlier_facts(office, rows, salary)
    page = page_of(superior)
    assert "3 dari 3 orang belum Anda nilai. Batas 5 April, 16 hari lagi." in page
    assert "Bila lewat, kira-kira Rp 8.910.000 menjadi nol" in page


def _earlier_facts(office: Office, days: dict[str, str], salary: dict[str, str]) -> None:
    """A second computation of the month before, in force in place of the first, with facts."""
    run = Perhitungan.objects.create(masa="2024-02", keadaan="selesai", urutan=2)
    for unit in office.units:
        Lembar.objects.create(masa="2024-02", unit=unit, urutan=2, hitungan=run, status="dihitung")
    for person in office.people:
        unit = Penempatan.objects.get(pegawai=person).unit
        Hasil.objects.create(
            hitungan=run,
            lembar=Lembar.objects.get(unit=unit, urutan=2),
            pegawai=person,
            masa="2024-02",
            unit=unit,
            status_hitung="dihitung",
            fakta={"disiplin": [{"nip": person.nip, **days}], "gaji": [{"nip": person.nip, **salary}]},
        )


def test_after_the_deadline_the_month_before_is_over_for_ratings(office: Office, superior: Any, settings: Any):
    office.attend(office.people)
    office.earn(office.people)
    settings.TEPAT_HARI_INI = "2024-04-06"
    page = page_of(superior)
    assert "Penilaian April 2024" in page
    assert "Penilaian Maret 2024" not in page


def test_a_superior_who_has_rated_everybody_is_left_in_peace(office: Office, superior: Any):
    office.rate(office.people, "2024-03")
    office.rate(office.people, "2024-04")
    assert "Semua 3 orang Anda sudah dinilai." in page_of(superior)


# -- operator --------------------------------------------------------------------------------------------------------


@pytest.fixture
def operator(office: Office) -> Any:
    return make_user("pengelola", "pengelola", unit=office.units[0])


def test_an_operator_reads_what_is_missing_first(office: Office, operator: Any):
    office.earn(office.people)
    assert "Presensi 2 dari 2 orang belum ada." in page_of(operator)
    office.attend(office.people)
    assert "2 dari 2 orang belum dinilai atasannya." in page_of(operator)
    office.rate(office.people)
    assert "Semua bahan 2 orang sudah ada. Bulan ini siap dihitung." in page_of(operator)


def test_pins_that_nobody_has_are_named_where_attendance_is_missing(office: Office, operator: Any):
    office.earn(office.people)
    job = OlahPresensi.objects.create(masa=MASA, keadaan="selesai")
    for number in range(2):
        TemuanPresensi.objects.create(olahan=job, kode="P-101", tingkat="peringatan", kata={"pin": str(number)})
    page = page_of(operator)
    assert "2 PIN belum diketahui pemiliknya; presensi 2 dari 2 orang belum ada." in page
    assert "2 PIN tanpa NIP" in page


def test_imports_that_wait_come_before_all_else(office: Office, operator: Any):
    office.fill()
    Kumpulan.objects.create(jenis="gaji", status="pratinjau", unit=office.units[0], dibuat_oleh=operator)
    Kumpulan.objects.create(jenis="gaji", status="pratinjau", unit=office.units[1], dibuat_oleh=operator)
    assert "1 kumpulan impor menunggu keputusan" in page_of(operator)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("dihitung", "Hasil 2 orang menunggu verifikasi Anda."),
        ("diverifikasi", "menunggu persetujuan BKPSDM"),
        ("disetujui", "menunggu dikunci"),
    ],
)
def test_an_operator_reads_whose_turn_it_is(office: Office, operator: Any, status: str, words: str):
    office.fill()
    office.results(MASA, status)
    assert words in page_of(operator)


def test_withheld_people_come_before_verifying(office: Office, operator: Any):
    office.fill()
    office.results(MASA, "dihitung")
    Hasil.objects.filter(pegawai=office.people[0]).update(status_hitung="tertahan", tpp_diterima=None)
    assert "1 dari 2 orang tertahan." in page_of(operator)


def test_once_the_month_before_is_locked_the_current_one_is_worked_on(office: Office, operator: Any):
    office.fill()
    office.results(MASA, "terkunci")
    assert "DINAS CONTOH 1 · April 2024" in page_of(operator)


def test_an_operator_sees_only_the_own_unit(office: Office, operator: Any):
    assert "DINAS CONTOH 2" not in page_of(operator)


# -- agency ----------------------------------------------------------------------------------------------------------


def test_the_agency_reads_the_one_next_thing_for_the_region(office: Office):
    agency = make_user("bkpsdm", "bkpsdm")
    office.earn(office.people)
    assert "Presensi bulan ini belum diolah." in page_of(agency)
    office.attend(office.people)
    assert "0 dari 2 SKPD sudah lengkap bahannya." in page_of(agency)
    office.rate(office.people)
    assert "Semua bahan 4 orang sudah ada." in page_of(agency)
    Perhitungan.objects.create(masa=MASA)
    assert "Sedang dihitung." in page_of(agency)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("dihitung", "2 SKPD sedang memverifikasi hasilnya."),
        ("diverifikasi", "2 lembar menunggu persetujuan Anda."),
        ("disetujui", "2 lembar sudah disetujui dan menunggu dikunci."),
    ],
)
def test_the_agency_reads_what_the_sheets_wait_for(office: Office, status: str, words: str):
    office.fill()
    office.results("2024-02", amount=900_000)
    office.results(MASA, status)
    page = page_of(make_user("bkpsdm", "bkpsdm"))
    assert words in page
    assert "Jumlah Rp 4.000.000." in page
    assert "Bertambah Rp 400.000 dibanding Februari 2024." in page


# -- treasurer, auditor, administrator, employee ---------------------------------------------------------------------


def test_the_treasurer_reads_totals_to_the_rupiah(office: Office):
    office.results(MASA, "terkunci", 1_000_001)
    Lembar.objects.filter(unit=office.units[1]).update(status="dikirim")
    page = page_of(make_user("bendahara", "bendahara"))
    assert "1 lembar terkunci dan belum dikirim: Rp 2.000.002." in page
    assert "1 lembar dikirim dan belum dibayar: Rp 2.000.002." in page


def test_the_treasurer_with_nothing_to_pay_reads_when_there_will_be(office: Office):
    office.results(MASA, "dibayar")
    page = page_of(make_user("bendahara", "bendahara"))
    assert "Tidak ada lembar yang menunggu dikirim atau dibayar." in page


def test_the_auditor_is_led_to_the_locked_month_that_nobody_recomputed(office: Office):
    from tepat.web.apps.audit.models import HitungUlang

    auditor = make_user("auditor", "auditor")
    run = office.results(MASA)
    assert "Maret 2024 terkunci dan belum pernah dihitung ulang." in page_of(auditor)
    outcome = {"orang": 4, "beda": 0, "rincian": []}
    job = HitungUlang.objects.create(perhitungan=run, pemohon=auditor, keadaan="selesai", ringkasan=outcome)
    page = page_of(auditor)
    assert "Semua bulan yang terkunci sudah dihitung ulang tanpa beda." in page
    assert "4 orang, 0 beda" in page
    HitungUlang.objects.filter(pk=job.pk).update(ringkasan={**outcome, "beda": 1})
    assert "Maret 2024 tidak lagi sama dengan hitungannya." in page_of(auditor)


def test_the_administrator_reads_whether_workers_live_and_which_accounts_lead_nowhere(office: Office):
    administrator = make_user("administrator", "administrator")
    make_user("tanpa-peran")
    page = page_of(administrator)
    assert "Tidak ada pekerja yang hidup" in page
    assert "Akun tanpa peran Tidak dapat membuka apa pun selain beranda. 1" in page
    assert "Berperan tanpa pengaman dua langkah Sandi saja mudah dicuri. 1" in page
    beat_worker()
    assert "1 pekerja hidup." in page_of(administrator)
    Detak.objects.update(detak_at=timezone.now() - timezone.timedelta(minutes=5))
    assert "Tidak ada pekerja yang hidup" in page_of(administrator)


def test_a_worker_beats_in_one_row(db: None):
    beat_worker()
    beat_worker()
    assert Detak.objects.count() == 1


def test_jobs_that_failed_of_late_are_told_with_their_cause(office: Office):
    Perhitungan.objects.create(masa=MASA, keadaan="gagal", pesan="tidak ada gaji", selesai_at=timezone.now())
    long_ago = timezone.now() - timezone.timedelta(days=30)
    OlahPresensi.objects.create(masa=MASA, keadaan="gagal", pesan="lama sekali", selesai_at=long_ago)
    page = page_of(make_user("administrator", "administrator"))
    assert "1 pekerjaan gagal dalam tujuh hari terakhir." in page
    assert "tidak ada gaji" in page
    assert "lama sekali" not in page


def test_an_employee_reads_the_last_amount_and_how_far_it_is(office: Office):
    user = make_user("pegawai", pegawai=office.people[0])
    assert "TPP Anda belum pernah dihitung di sini." in page_of(user)
    office.results(MASA, "disetujui")
    assert "TPP Maret 2024: Rp 1.000.000, disetujui, menunggu kunci." in page_of(user)
    Hasil.objects.filter(pegawai=office.people[0]).update(tpp_diterima=None, status_hitung="tertahan")
    assert "TPP Maret 2024 Anda tertahan" in page_of(user)


# -- everybody -------------------------------------------------------------------------------------------------------


def test_who_has_several_roles_reads_the_most_urgent_first(office: Office):
    office.results(MASA, "terkunci")
    both = make_user("berdua", "administrator", "bendahara", pegawai=office.people[0])
    page = page_of(both)
    places = [page.index(words) for words in ("Tidak ada pekerja yang hidup", "belum dikirim", "TPP Maret 2024")]
    assert places == sorted(places)


def test_an_empty_installation_teaches_which_lists_come_in_which_order(db: None):
    agency = make_user("bkpsdm", "bkpsdm")
    page = page_of(agency)
    places = [page.index(words) for words in ("Daftar unit kerja", "Daftar jabatan", "Daftar pegawai")]
    assert places == sorted(places)
    assert "Sudah ada" not in page
    Unit.objects.create(kode_unit="UNIT-1")
    assert page_of(agency).count("Sudah ada") == 1


def test_who_has_no_role_reads_whom_to_ask(db: None):
    assert "Minta administrator memberikannya" in page_of(make_user("baru"))


def test_every_role_has_a_page_of_fixed_cost(db: None, settings: Any):
    office = make_office(10)
    office.put_under(office.people[0], office.people[1:6])
    office.fill("2024-02")
    office.results("2024-02")
    users = [
        make_user("pengelola", "pengelola", unit=office.units[0]),
        *(make_user(role, role) for role in ("bkpsdm", "bendahara", "auditor", "administrator")),
        make_user("atasan", pegawai=office.people[0]),
        make_user("pegawai", pegawai=office.people[5]),
    ]
    few = [_queries(user) for user in users]
    _many_more(office)
    assert [_queries(user) for user in users] == few
    assert max(few) < 50


def _many_more(office: Office) -> None:
    found = Pegawai.objects.bulk_create(
        Pegawai(nip=nip_of(number), nama=f"PEGAWAI CONTOH {number}") for number in range(11, 1001)
    )
    unit, jabatan = office.units[0], Penempatan.objects.values_list("jabatan_id", flat=True)[0]
    Penempatan.objects.bulk_create(
        Penempatan(pegawai=person, unit=unit, jabatan_id=jabatan, mulai=OLD) for person in found
    )
    office.put_under(office.people[0], found)
    for put in (office.attend, office.earn):
        put(found, "2024-02")


def _queries(user: Any) -> int:
    client = signed_in(user)
    client.get(reverse("beranda"))  # what only the first request of a session asks is not counted
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse("beranda")).status_code == 200
    return len(captured)


def test_the_help_explains_every_word_of_the_glossary(db: None):
    answer = signed_in(make_user("baru")).get(reverse("bantuan"))
    page = html.unescape(answer.content.decode())
    assert len(glossary.terms()) > 20
    for key, term in glossary.terms().items():
        assert f'id="istilah-{key}"' in page
        assert term.istilah in page


def test_the_foot_of_every_page_leads_to_the_help(db: None):
    assert reverse("bantuan") in signed_in(make_user("baru")).get(reverse("beranda")).content.decode()
