"""A superior's page: who waits for a rating, until when, what is at stake, and how the people are."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tepat.engine.forecast import Dependence, Forecast
from tepat.lang.calendar import Masa
from tepat.law.shelf import regulations_root
from tepat.web.apps.impor.models import Kumpulan
from tepat.web.apps.kepegawaian.models import Atasan, Pegawai, Penempatan, Ptkp, StatusPegawai
from tepat.web.apps.kinerja import team
from tepat.web.apps.kinerja.models import Penilaian
from tepat.web.apps.pembayaran.models import Gaji
from tepat.web.apps.presensi.models import Harian, OlahPresensi
from tests.web.kepegawaian.office import OLD, TODAY, Office, nip_of

MASA = "2024-03"
RATED_AT = datetime(2024, 3, 18, 2, 0, tzinfo=UTC)
BATAS = datetime(2024, 3, 23, 15, 59, 59, tzinfo=UTC)


@pytest.fixture
def crew(office: Office) -> list[Pegawai]:
    """Person 1 rates 2 and ten more of the same unit; three of them are rated."""
    return [office.people[2], *add(office, 100, 10)]


def add(office: Office, first: int, count: int) -> list[Pegawai]:
    """People of unit A1 whom person 1 rates, with two weeks of attendance."""
    people = Pegawai.objects.bulk_create(
        Pegawai(nip=nip_of(number), nama=f"PEGAWAI CONTOH {number:05}") for number in range(first, first + count)
    )
    Penempatan.objects.bulk_create(
        Penempatan(pegawai=item, unit=office.units["A1"], jabatan=office.posts[7], mulai=OLD) for item in people
    )
    StatusPegawai.objects.bulk_create(
        StatusPegawai(pegawai=item, status_pegawai="PNS", skema_golongan="PNS", golongan="III/a", mulai=OLD)
        for item in people
    )
    Ptkp.objects.bulk_create(Ptkp(pegawai=item, ptkp="TK/0", mulai=OLD) for item in people)
    Gaji.objects.bulk_create(
        Gaji(
            pegawai=item,
            masa=MASA,
            gaji_kotor=5_000_000,
            potongan_gaji=100_000,
            pph_gaji=0,
            iwp_gaji=50_000,
            bpjs_gaji=0,
        )
        for item in people
    )
    Atasan.objects.bulk_create(Atasan(pegawai=item, atasan=office.people[1], mulai=OLD) for item in people)
    work, _new = OlahPresensi.objects.get_or_create(masa=MASA, keadaan="selesai")
    Harian.objects.bulk_create(duty(work, item, day) for item in people for day in (13, 14, 15, 18, 19))
    return people


def duty(work: OlahPresensi, pegawai: Pegawai, day: int, late: int = 0) -> Harian:
    """A whole day of duty."""
    on = f"2024-03-{day:02}"
    return Harian(
        olahan=work,
        pegawai=pegawai,
        tanggal=date(2024, 3, day),
        pola="umum",
        jam_masuk_wajib=f"{on} 07:30:00",
        jam_pulang_wajib=f"{on} 16:00:00",
        masuk=f"{on} 07:{21 + late}:00",
        pulang=f"{on} 16:04:00",
        menit_terlambat=late,
        menit_pulang_cepat=0,
        status="hadir",
    )


def rate(pegawai: Pegawai, predikat: str = "baik", masa: str = MASA) -> None:
    """The superior has rated."""
    Penilaian.objects.create(
        pegawai=pegawai,
        periode=masa,
        hasil_kerja="sesuai_ekspektasi",
        perilaku_kerja="sesuai_ekspektasi",
        predikat=predikat,
        waktu_dinilai=RATED_AT,
    )


def foresee(monkeypatch: pytest.MonkeyPatch, rupiah: int) -> None:
    """Each whose rating has not come may lose this much, until the evening of 23 March."""

    def foreseen(rules: Any, facts: Any, day: date, *, now: datetime) -> Forecast:
        waits = not facts.get("kinerja")
        found = (Dependence("penilaian", rupiah, 1, BATAS, False, ()), Dependence("sisa_tugas", 5, 8, None, False, ()))
        depends = found if waits else found[1:]
        return Forecast(Masa.parse(MASA), day, 100, 90, 1, (), depends, (), (), facts, facts, facts)

    monkeypatch.setattr(team, "forecast", foreseen)


def page_of(office: Office, sign_in: Any, query: str = "") -> str:
    response = sign_in(office.users["atasan"]).get(reverse("kinerja_tim") + query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("role", ["pegawai", "bkpsdm", "auditor", "administrator"])
def test_whoever_rates_nobody_has_no_team(role: str, office: Office, sign_in: Any):
    assert sign_in(office.users[role]).get(reverse("kinerja_tim")).status_code == 403


def test_the_page_says_who_waits_until_when_and_what_is_at_stake(
    office: Office, crew: list[Pegawai], sign_in: Any, monkeypatch: pytest.MonkeyPatch
):
    foresee(monkeypatch, 4_457_714)
    for item in crew[:4]:
        rate(item)
    page = page_of(office, sign_in)
    assert "<strong>7 dari 11 orang</strong> belum Anda nilai." in page
    assert "Batas 23 Maret 2024 pukul 23.59, 3 hari lagi." in page
    assert "Rp 31.203.998" in page.split("menjadi nol")[0], "the sum of the seven, without what else they wait for"
    waiting = page.split("Belum dinilai</caption>")[1].split("</table>")[0]
    assert [item.nama in waiting for item in crew] == [False] * 4 + [True] * 7


def test_the_stake_is_what_the_engine_foresees(office: Office, crew: list[Pegawai], settings: Any):
    settings.TEPAT_PELENGKAP = str(regulations_root() / "contoh" / "pelengkap-tarif-presensi")
    rate(crew[1])
    found = team.team_of(office.people[1].pk, Masa.parse(MASA), TODAY, datetime(2024, 3, 20, 1, tzinfo=UTC))
    rated, waiting = (next(item for item in found.members if item.id == crew[place].pk) for place in (1, 2))
    assert rated.stake == 0
    # Sixty percent of the month's 7,000,000 + 3,500,000 are for productivity, less the tax of what then goes.
    assert 0 < waiting.stake <= 10_500_000 * 60 // 100
    assert found.batas == datetime(2024, 4, 5, 15, 59, 59, tzinfo=UTC)
    assert found.stake == sum(item.stake for item in found.members)
    assert {item.id for item in found.unrated if item.stake} == {item.pk for item in crew[2:]}


def test_what_cannot_be_foreseen_says_why(office: Office, crew: list[Pegawai], sign_in: Any):
    Gaji.objects.all().delete()
    page = page_of(office, sign_in)
    assert "Berapa yang dipertaruhkan belum dapat diperkirakan:" in page
    assert "menjadi nol." not in page


def test_all_rated(office: Office, crew: list[Pegawai], sign_in: Any):
    for item in crew:
        rate(item)
    page = page_of(office, sign_in)
    assert "Semua sudah dinilai: <strong>11 orang</strong>." in page
    assert "belum Anda nilai" not in page


def test_a_rating_of_another_month_does_not_count(office: Office, crew: list[Pegawai], sign_in: Any):
    rate(crew[0], masa="2024-02")
    assert "11 dari 11 orang" in page_of(office, sign_in)
    assert "10 dari 11 orang" in page_of(office, sign_in, "?masa=2024-02")


def test_a_month_that_is_no_month_is_the_current_one(office: Office, crew: list[Pegawai], sign_in: Any):
    assert "Maret 2024" in page_of(office, sign_in, "?masa=2024-13")


def test_where_ratings_are_made_and_when_they_were_taken(office: Office, crew: list[Pegawai], sign_in: Any):
    assert "belum pernah diambil" in page_of(office, sign_in)
    Kumpulan.objects.create(
        jenis="ekinerja_bulanan",
        masa=MASA,
        status="diterima",
        dibuat_oleh=office.users["bkpsdm"],
        diputus_at=datetime(2024, 3, 19, 1, 5, tzinfo=UTC),
    )
    page = page_of(office, sign_in)
    assert "diisi di e-Kinerja BKN" in page
    assert "Terakhir diambil dari sana 19 Maret 2024 pukul 09.05" in page


def test_my_ratings_stand_beside_those_of_the_whole_skpd(office: Office, crew: list[Pegawai], sign_in: Any):
    for item in crew[:3]:
        rate(item)
    rate(crew[3], "sangat_baik")
    rate(office.people[1], "sangat_baik")
    rate(office.people[3], "kurang")  # of another SKPD
    found = team.team_of(office.people[1].pk, Masa.parse(MASA), TODAY, datetime(2024, 3, 20, 1, tzinfo=UTC))
    assert dict(found.mine) == {"baik": 3, "sangat_baik": 1}
    assert dict(found.office) == {"baik": 3, "sangat_baik": 2}
    page = page_of(office, sign_in)
    assert "75 %" in page
    assert "40 %" in page


def test_the_week_is_told_day_by_day(office: Office, crew: list[Pegawai], sign_in: Any):
    work = OlahPresensi.objects.get()
    Harian.objects.filter(pegawai=crew[1], tanggal=date(2024, 3, 19)).delete()
    duty(work, crew[1], 19, late=14).save()
    week = page_of(office, sign_in).split("Presensi pekan ini</caption>")[1]
    assert "Sen, 18 Mar" in week
    assert "Jum, 15 Mar" not in week
    assert "07.35–16.04" in week
    assert "terlambat 14 menit" in week


def test_more_people_ask_no_more_queries(
    office: Office, crew: list[Pegawai], sign_in: Any, monkeypatch: pytest.MonkeyPatch
):
    foresee(monkeypatch, 1)
    client = sign_in(office.users["atasan"])

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("kinerja_tim")).status_code == 200
        return len(queries)

    asked()  # the first page of a session writes the session
    before = asked()
    add(office, 1000, 990)
    assert asked() == before
