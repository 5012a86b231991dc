"""The auditor's pages: everything is read, nothing changed, and no page grows with the people."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tepat.web.apps.audit.models import HitungUlang
from tepat.web.apps.tpp import selectors as tpp
from tepat.web.apps.tpp.models import Peralihan, Perhitungan
from tests.web.small_office import MASA, Office, make_office, make_user, signed_in


def paths(run: Perhitungan) -> list[str]:
    return [
        reverse("audit_beranda"),
        reverse("audit_masa", args=[MASA]),
        reverse("audit_masa", args=[MASA]) + "?cara=acak&benih=7&banyak=5",
        reverse("audit_masa", args=[MASA]) + "?cara=berubah&banyak=5",
        reverse("audit_masa", args=[MASA]) + "?cara=tertahan&banyak=5",
        reverse("audit_masa", args=[MASA]) + "?cara=pemeriksa&banyak=5",
        reverse("audit_paket", args=[run.pk]),
    ]


def test_only_who_may_recompute_sees_them(office: Office, auditor: Any):
    run = office.results(MASA)
    others = [make_user(role, role, unit=office.units[0]) for role in ("pengelola", "bendahara", "administrator")]
    for path in paths(run):
        assert signed_in(auditor).get(path).status_code == 200
        assert [signed_in(user).get(path).status_code for user in others] == [403, 403, 403]


def test_an_auditor_of_one_unit_sees_no_run_for_everybody(office: Office):
    run = office.results(MASA)
    client = signed_in(make_user("auditor-a", "auditor", unit=office.units[0]))
    assert client.get(reverse("audit_paket", args=[run.pk])).status_code == 404
    assert client.post(reverse("audit_hitung_ulang", args=[run.pk])).status_code == 404
    assert HitungUlang.objects.count() == 0


def test_asking_twice_makes_one_recomputation(office: Office, auditor: Any):
    run, client = office.results(MASA), signed_in(auditor)
    path = reverse("audit_hitung_ulang", args=[run.pk])
    assert client.get(path).status_code == 405
    first, second = client.post(path), client.post(path)
    assert first.url == second.url == reverse("audit_hasil", args=[HitungUlang.objects.get().pk])


def test_the_progress_is_asked_for_until_the_page_can_tell_the_result(office: Office, auditor: Any):
    run, client = office.results(MASA), signed_in(auditor)
    job = HitungUlang.objects.create(perhitungan=run, pemohon=auditor)
    path = reverse("audit_hasil", args=[job.pk])
    assert 'hx-trigger="every 2s"' in client.get(path).content.decode()
    assert b"<html" not in client.get(path, headers={"HX-Request": "true"}).content
    HitungUlang.objects.update(keadaan="selesai", ringkasan={"orang": 6000, "beda": 0, "rincian": []})
    over = client.get(path, headers={"HX-Request": "true"})
    assert (over.status_code, over.headers["HX-Refresh"]) == (204, "true")
    assert "6.000 orang, 0 beda" in client.get(path).content.decode()


def test_differences_are_shown_with_person_variable_and_both_values(office: Office, auditor: Any):
    run = office.results(MASA)
    line = {"asal": "basis_data", "nip": "190001011920000001", "nama": "PEGAWAI CONTOH 1", "variabel": "tpp_diterima"}
    told = {**line, "tersimpan": "5000001", "dihitung": "5000000", "pesan": ""}
    outcome = {"orang": 4, "beda": 1, "beda_paket": 0, "beda_basis_data": 1, "rincian": [told]}
    job = HitungUlang.objects.create(perhitungan=run, pemohon=auditor, keadaan="selesai", ringkasan=outcome)
    page = signed_in(auditor).get(reverse("audit_hasil", args=[job.pk])).content.decode()
    for word in ("4 orang, 1 beda", "PEGAWAI CONTOH 1", "tpp_diterima", "5000001", "5000000"):
        assert word in page


def test_the_packet_is_given_out_as_it_is_stored(office: Office, auditor: Any):
    run = office.results(MASA)
    answer = signed_in(auditor).get(reverse("audit_paket", args=[run.pk]))
    assert answer.headers["Content-Type"] == "application/zip"
    assert hashlib.sha256(answer.content).hexdigest() == hashlib.sha256(b"PK").hexdigest()


def test_the_same_seed_draws_the_same_people_and_another_seed_others(db: None):
    make_office(60).results(MASA)
    first, again, other = (
        [item.nip for item in tpp.sample(MASA, tpp.LOT, seed, 10)] for seed in ("inspektorat", "inspektorat", "lain")
    )
    assert len(set(first)) == 10
    assert first == again != other


def test_the_largest_changes_come_first(office: Office, auditor: Any):
    office.results(MASA)
    found = [abs(item.selisih) for item in tpp.sample(MASA, tpp.CHANGED, "", 10) if item.selisih is not None]
    assert found == sorted(found, reverse=True)
    assert all(found)


def test_an_unknown_way_of_sampling_is_refused(db: None):
    with pytest.raises(ValueError, match="no way"):
        tpp.sample(MASA, "suka_suka", "", 1)


def test_steps_back_are_told_with_their_reason_and_steps_on_are_not(office: Office, auditor: Any):
    office.results(MASA, "dihitung")
    sheet = office.units[0].daftar_lembar.get()
    Peralihan.objects.create(lembar=sheet, dari="dihitung", ke="diverifikasi", pengguna=auditor, alasan="maju")
    Peralihan.objects.create(lembar=sheet, dari="diverifikasi", ke="dihitung", pengguna=auditor, alasan="gaji keliru")
    page = signed_in(auditor).get(reverse("audit_beranda")).content.decode()
    assert "gaji keliru" in page
    assert "maju" not in page


@pytest.mark.parametrize("masa", ["2024-13", "bulan-ini", "2024-3"])
def test_what_is_no_month_is_not_found(masa: str, office: Office, auditor: Any):
    assert signed_in(auditor).get(f"/audit/bulan/{masa}/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_people(db: None):
    counts = []
    for people in (10, 1000):
        auditor = make_user(f"auditor-{people}", "auditor")
        run = make_office(people).results(MASA, "dihitung") if people == 10 else _more(people)
        client = signed_in(auditor)
        counts.append([_queries(client, path) for path in paths(run)])
    assert counts[0] == counts[1]


def _more(people: int) -> Perhitungan:
    """The same office, with many more people in another month."""
    from tests.web import small_office

    unit = small_office.Unit.objects.first()
    found = small_office.Pegawai.objects.bulk_create(
        small_office.Pegawai(nip=small_office.nip_of(number), nama=f"PEGAWAI CONTOH {number}")
        for number in range(11, people + 1)
    )
    jabatan = small_office.Jabatan.objects.get()
    small_office.Penempatan.objects.bulk_create(
        small_office.Penempatan(pegawai=person, unit=unit, jabatan=jabatan, mulai=small_office.OLD) for person in found
    )
    run = Perhitungan.objects.get(masa=MASA)
    small_office.Hasil.objects.bulk_create(
        small_office.Hasil(
            hitungan=run,
            lembar=run.daftar_lembar.get(unit=unit),
            pegawai=person,
            masa=MASA,
            unit=unit,
            status_hitung="dihitung",
            tpp_diterima=5,
            sebelumnya=3,
        )
        for person in found
    )
    return run


def _queries(client: Any, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return len(captured)
