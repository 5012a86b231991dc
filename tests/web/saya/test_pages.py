"""What the employee's pages say, to whom, and at what cost."""

from __future__ import annotations

import html
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tepat.web.apps.akun.models import Pengguna, Peran
from tepat.web.apps.kepegawaian.models import Atasan, Pegawai, Penempatan, RiwayatUnit, Unit
from tepat.web.apps.kinerja.models import Penilaian
from tepat.web.apps.presensi.models import Harian, OlahPresensi
from tepat.web.apps.tpp.models import Hasil, Lembar
from tepat.web.apps.tpp.saya.page import month_page
from tepat.web.apps.tpp.saya.rules import rules_of
from tepat.web.ui.formats import rupiah_text
from tests.web.saya.region import MASA, SINCE, attend_until, end_of, rate_until

TODAY = date(2024, 3, 19)
MOST_QUERIES = 12


def _client(person: Pegawai | None = None, jenis: str = "", unit: Unit | None = None, bahasa: str = "") -> Client:
    """Somebody signed in; an employee has one account."""
    name = person.nip if person else f"{jenis}{unit or ''}"
    user, _ = Pengguna.objects.get_or_create(username=name, pegawai=person, defaults={"nama": name, "bahasa": bahasa})
    if jenis:
        Peran.objects.create(pengguna=user, jenis=jenis, unit=unit, mulai=SINCE)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def running(region):
    """The month on its 19th day: nobody is rated."""
    attend_until(region, rules_of(MASA), TODAY)
    return region


def _page(person, day=TODAY):
    return month_page(person, MASA, end_of(day))


def _someone(region, test):
    """The first person whose page is such, with the page."""
    pages = ((person, _page(person)) for person in region.people.values())
    return next((person, page) for person, page in pages if test(page))


def _text(client: Client, name: str, *args: object) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


# -- the running month ------------------------------------------------------------------------------------------------


def test_the_month_is_told_in_one_sentence_with_what_depends_on_the_superior(running):
    person, page = _someone(running, lambda page: page.headline.lost and page.headline.waiting)
    text = _text(_client(person), "tpp_saya")
    head = page.headline
    for amount in (head.amount, head.most, head.lost, head.waiting.rupiah, head.so_far):
        assert rupiah_text(amount, "id") in text
    assert head.reason in text
    assert "5 April 2024 23.59 WITA" in text
    assert "19 Maret 2024" in text
    share = head.share
    assert share.diterima + share.hilang + share.bergantung == head.most


def test_the_lines_begin_with_the_most_and_add_up_to_the_forecast(running):
    for person in running.people.values():
        page = _page(person)
        if page.headline.amount is not None:
            first, *taken, last = [line.amount for line in page.lines if line.amount is not None]
            assert first + sum(taken) == last == page.headline.amount
            assert 4 <= len(page.lines) <= 8
            # What opens under a line adds up to it as well.
            for line in (page.lines[0], page.lines[-1]):
                assert sum(part.amount for part in line.parts) == line.amount


def test_every_line_that_took_something_names_its_article_and_its_days(running):
    _, page = _someone(running, lambda page: page.headline.lost)
    line = next(line for line in page.lines if line.amount and line.amount < 0)
    assert line.article
    assert sum(part.amount for part in line.parts) == line.amount
    assert all(part.parts and part.parts[0].article for part in line.parts)
    assert sum(day.loss or 0 for day in page.days) == page.headline.lost


def test_only_facts_that_no_formula_reads_are_said_not_to_count(running):
    rules = rules_of(MASA)
    told = _page(running.people[next(iter(running.people))]).uncounted
    assert "golongan" in told
    assert ("pegawai", "golongan") not in rules.month.used
    assert not any("PTKP" in item or "jabatan," in item for item in told)


def test_a_day_shows_its_punches_its_cost_and_its_article(running):
    person, page = _someone(running, lambda page: page.headline.lost)
    day = next(day for day in page.days if day.loss)
    text = _text(_client(person), "tpp_saya_hari", str(MASA), day.tanggal.day)
    assert rupiah_text(day.loss, "id") in text
    assert all(punch in text for punch in day.punches)
    assert "Bukti" in text


def test_a_day_that_has_not_come_says_so(running):
    text = _text(_client(next(iter(running.people.values()))), "tpp_saya_hari", str(MASA), 28)
    assert "Tidak ada catatan presensi" in text


def test_without_the_regions_tariff_the_page_says_that_it_is_unknown_and_no_number(running, settings):
    settings.TEPAT_PELENGKAP = ""
    OlahPresensi.objects.all().delete()
    _attend_without_tariff(running)
    person = next(iter(running.people.values()))
    text = _text(_client(person), "tpp_saya")
    assert "Tarif potongan presensi daerah ini belum diketahui" in text
    assert _page(person).headline.amount is None


def _attend_without_tariff(region) -> None:
    from tepat.web.apps.presensi.models import Disiplin

    attend_until(region, rules_of(MASA), TODAY)
    assert not Disiplin.objects.filter(potongan_persen__isnull=False).exists()


def test_before_attendance_is_processed_the_page_says_whose_turn_it_is(region):
    text = _text(_client(next(iter(region.people.values()))), "tpp_saya")
    assert "BKPSDM, yang mengolah presensi" in text
    assert "Buku harian presensi bulan ini belum ada" in text


def test_who_has_no_place_yet_is_told_what_to_do(running):
    new = Pegawai.objects.create(nip="190001011920019009", nama="PEGAWAI CONTOH Z")
    assert "Anda belum tercatat" in _text(_client(new), "tpp_saya")


def test_somebody_whose_month_waits_for_a_list_gets_no_number(running):
    person = next(iter(running.people.values()))
    run = OlahPresensi.objects.get()
    run.daftar_disiplin.filter(pegawai=person).delete()
    run.daftar_temuan.create(kode="P-001", tingkat="tahan", pegawai=person, kata={"nilai": "8", "pola": "MALAM"})
    text = _text(_client(person), "tpp_saya")
    assert "hari pekan '8' pada pola MALAM tidak terbaca" in html.unescape(text)
    assert _page(person).headline.amount is None


def test_a_month_without_law_and_an_address_without_month(running):
    client = _client(next(iter(running.people.values())))
    assert "tidak ada peraturan TPP" in _text(client, "tpp_saya", "2001-01")
    assert client.get("/tpp/saya/2024-13/").status_code == 404
    assert client.get("/tpp/saya/2024-02/30/").status_code == 404


# -- the result -------------------------------------------------------------------------------------------------------


def test_a_computed_month_shows_the_result_and_a_later_change_is_said_not_slipped_in(computed):
    result = Hasil.objects.filter(status_hitung="dihitung", tpp_diterima__gt=0).first()
    client = _client(result.pegawai)
    amount = rupiah_text(result.tpp_diterima, "id")
    before = _text(client, "tpp_saya", str(MASA))
    assert "TPP Anda" in before
    assert amount in before
    assert "Sesudah itu data Anda berubah" not in before
    Penilaian.objects.filter(pegawai=result.pegawai).delete()
    after = _text(client, "tpp_saya", str(MASA))
    assert amount in after
    assert "Sesudah itu data Anda berubah" in after
    assert "penilaian kinerja" in after


def test_a_result_is_told_day_by_day_and_adds_up(computed):
    told = 0
    for result in Hasil.objects.filter(status_hitung="dihitung"):
        page = _page(result.pegawai, date(2024, 4, 8))
        first, *taken, last = [line.amount for line in page.lines if line.amount is not None]
        assert first + sum(taken) == last == result.tpp_diterima
        told += sum(day.loss or 0 for day in page.days)
    assert told > 0


def test_a_withheld_person_sees_what_is_waited_for_and_no_number(computed):
    result = Hasil.objects.get(status_hitung="tertahan")
    text = _text(_client(result.pegawai), "tpp_saya", str(MASA))
    assert "Bulan ini belum dapat dibayar" in text
    assert "gaji" in text
    assert "TPP Anda" not in text


def test_the_explanation_tells_the_stored_amount_step_by_step(computed):
    result = Hasil.objects.filter(status_hitung="dihitung").first()
    text = _text(_client(result.pegawai), "tpp_penjelasan", result.pk)
    assert rupiah_text(result.tpp_diterima, "id") in text
    assert "Pasal 11 ayat (1)" in text
    Hasil.objects.filter(pk=result.pk).update(derivasi={**result.derivasi, "tpp_diterima": 1})
    assert "Jumlah yang tersimpan tidak sama" in _text(_client(result.pegawai), "tpp_penjelasan", result.pk)


def test_the_slip_is_a_pdf_and_a_withheld_one_too(computed):
    for status in ("dihitung", "tertahan"):
        result = Hasil.objects.filter(status_hitung=status).first()
        response = _client(result.pegawai).get(reverse("tpp_slip", args=[result.pk]))
        assert response.status_code == 200
        assert response.content.startswith(b"%PDF")
        assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("demo", "status", "mark"), [(True, "terkunci", "CONTOH"), (False, "dihitung", "DRAF"), (False, "terkunci", "")]
)
def test_a_slip_is_marked_until_the_month_is_locked_and_always_in_a_demonstration(settings, demo, status, mark):
    from tepat.web.apps.tpp.saya.slips import mark_of

    settings.TEPAT_DEMO = demo
    assert mark_of(Hasil(lembar=Lembar(status=status))) == mark


# -- who may see it ---------------------------------------------------------------------------------------------------


def test_a_result_is_seen_by_its_owner_the_superior_and_those_who_look_after_the_unit(computed):
    result = Hasil.objects.filter(status_hitung="dihitung").select_related("pegawai", "unit").first()
    people = list(computed.people.values())
    other, superior = [person for person in people if person != result.pegawai][:2]
    Atasan.objects.create(pegawai=result.pegawai, atasan=superior, mulai=SINCE)
    elsewhere = Unit.objects.create(kode_unit="LAIN")
    RiwayatUnit.objects.create(unit=elsewhere, nama_unit="Unit lain", mulai=SINCE)
    allowed = {
        "own": _client(result.pegawai),
        "superior": _client(superior),
        "pengelola": _client(None, "pengelola", result.unit),
        "bkpsdm": _client(None, "bkpsdm"),
        "auditor": _client(None, "auditor"),
        "bendahara": _client(None, "bendahara"),
    }
    refused = {
        "other": _client(other),
        "elsewhere": _client(None, "pengelola", elsewhere),
        "administrator": _client(None, "administrator"),
    }
    for name in ("tpp_penjelasan", "tpp_slip"):
        address = reverse(name, args=[result.pk])
        assert {who: client.get(address).status_code for who, client in allowed.items()} == dict.fromkeys(allowed, 200)
        assert {who: client.get(address).status_code for who, client in refused.items()} == dict.fromkeys(refused, 404)
        assert Client().get(address).status_code == 302


def test_ones_own_pages_are_not_found_for_who_is_no_employee(running):
    client = _client(None, "bkpsdm")
    addresses = [reverse("tpp_saya"), reverse("tpp_saya_hari", args=["2024-03", 4]), reverse("tpp_riwayat")]
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]


# -- at what cost -----------------------------------------------------------------------------------------------------


def test_the_page_takes_few_questions_however_large_the_office_and_its_history(computed, django_assert_max_num_queries):
    result, second = Hasil.objects.filter(status_hitung="dihitung")[:2]
    clients = [_client(result.pegawai), _client(second.pegawai, "pengelola", second.unit)]
    addresses = [reverse("tpp_saya", args=[str(MASA)]), reverse("tpp_saya", args=["2024-04"]), reverse("tpp_riwayat")]

    def count() -> list[int]:
        found = []
        for client in clients:
            for address in addresses:
                with django_assert_max_num_queries(MOST_QUERIES) as asked:
                    assert client.get(address).status_code == 200
                found.append(len(asked))
        return found

    count()  # the first page of a session also writes the session
    before = count()
    _enlarge(result)
    assert count() == before


def _enlarge(result: Hasil) -> None:
    """A hundred more people, and two more years of this one."""
    place = Penempatan.objects.filter(pegawai=result.pegawai).get()
    people = Pegawai.objects.bulk_create(
        Pegawai(nip=f"19000202192002{number:04}", nama=f"PEGAWAI CONTOH {number}") for number in range(1000, 1100)
    )
    Penempatan.objects.bulk_create(
        Penempatan(pegawai=person, unit=place.unit, jabatan=place.jabatan, mulai=SINCE) for person in people
    )
    run = OlahPresensi.objects.get()
    Harian.objects.bulk_create(
        Harian(olahan=run, pegawai=person, tanggal=date(2024, 3, 4), status="hadir") for person in people
    )
    for masa in (f"{year}-{month:02}" for year in (2022, 2023) for month in range(1, 13)):
        sheet = Lembar.objects.create(masa=masa, unit=result.unit, status="dihitung", hitungan=result.hitungan)
        Hasil.objects.filter(hitungan=result.hitungan, masa=masa).delete()
        run_of = result.hitungan.__class__.objects.create(masa=masa, keadaan="selesai")
        Lembar.objects.filter(pk=sheet.pk).update(hitungan=run_of)
        Hasil.objects.create(
            hitungan=run_of, lembar=sheet, pegawai=result.pegawai, masa=masa, unit=result.unit,
            status_hitung="dihitung", tpp_bruto=1000, tpp_diterima=900,
        )  # fmt: skip


def test_english_pages_stand_as_well(running):
    client = _client(next(iter(running.people.values())), bahasa="en")
    assert "March 2024" in _text(client, "tpp_saya")


def test_rated_people_do_not_wait(running):
    rate_until(running, TODAY)
    rated = Penilaian.objects.values_list("pegawai_id", flat=True)
    assert rated
    assert all(_page(Pegawai.objects.get(pk=pk)).headline.waiting is None for pk in rated)
