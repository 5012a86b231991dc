"""Accounts and roles: what an administrator may do, and what not even an administrator may."""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tepat.web.apps.akun import services
from tepat.web.apps.akun.models import Pengguna, Peran
from tepat.web.apps.akun.selectors import rights_of
from tepat.web.apps.audit.models import Perubahan
from tepat.web.common.rights import RIGHTS, Act
from tests.web.tiny_office import PASSWORD, SINCE, Office

pytestmark = pytest.mark.django_db
TODAY = date(2024, 4, 3)
FIGURES = frozenset(Act) - {Act.ATUR_AKUN, Act.LIHAT_PERUBAHAN}


def role(user: Pengguna, jenis: str, **more: Any) -> Peran:
    return Peran(pengguna=user, jenis=jenis, mulai=TODAY, **more)


@pytest.fixture
def administrator(office: Office) -> Pengguna:
    return Pengguna.objects.get(pk=office.users["administrator"].pk)


@pytest.fixture
def second(office: Office, administrator: Pengguna) -> Pengguna:
    user = Pengguna.objects.create(username="kedua", nama="PENGGUNA CONTOH KEDUA")
    services.give_role(administrator, role(user, "administrator"), "SK 3")
    return user


@pytest.fixture
def signed_in(administrator: Pengguna) -> Client:
    client = Client()
    client.force_login(administrator, "django.contrib.auth.backends.ModelBackend")
    return client


def last_change() -> Perubahan:
    return Perubahan.objects.latest("pk")


# -- roles ------------------------------------------------------------------------------------------------------------


def test_a_role_is_given_with_its_reason(office: Office, administrator: Pengguna):
    services.give_role(administrator, role(office.users["pegawai"], "bendahara"), "SK 1")
    found = last_change()
    assert (found.pengguna, found.alasan, found.catatan) == (administrator, "SK 1", "akun.peran")
    assert rights_of(Pengguna.objects.get(username="pegawai")).covers(Act.BAYAR, None)


@pytest.mark.parametrize("asker", ["pegawai", "atasan", "pengelola", "bkpsdm", "bendahara", "auditor"])
def test_nobody_else_does_anything_with_accounts(office: Office, asker: str):
    actor, user = office.users[asker], office.users["pegawai"]
    held = Peran.objects.get(pengguna=office.users["auditor"])
    for attempt in (
        lambda: services.give_role(actor, role(user, "bkpsdm"), "x"),
        lambda: services.end_role(actor, held, TODAY, "x"),
        lambda: services.set_active(actor, user, False, "x"),
        lambda: services.reset_password(actor, user, "x"),
        lambda: services.remove_second_step(actor, user, "x"),
        lambda: services.make_account(actor, Pengguna(username="baru"), "x"),
        lambda: services.make_accounts(actor, [], "x"),
        lambda: services.renew_first_passwords(actor, [], "x"),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_nobody_gives_themselves_a_role(administrator: Pengguna):
    with pytest.raises(ValidationError, match="dirinya sendiri"):
        services.give_role(administrator, role(administrator, "bkpsdm"), "SK 1")


def test_whoever_looks_after_accounts_has_no_role_over_figures(office: Office, second: Pengguna, administrator: Any):
    with pytest.raises(ValidationError, match="peran atas angka"):
        services.give_role(administrator, role(second, "bendahara"), "SK 1")
    with pytest.raises(ValidationError, match="peran atas angka"):
        services.give_role(administrator, role(office.users["bkpsdm"], "administrator"), "SK 1")
    assert not RIGHTS["administrator"] & FIGURES


def test_a_role_is_not_given_twice_for_the_same_days(office: Office, administrator: Pengguna):
    with pytest.raises(ValidationError, match="sudah ada"):
        services.give_role(administrator, role(office.users["auditor"], "auditor"), "SK 1")


def test_a_role_of_an_skpd_names_it(office: Office, administrator: Pengguna):
    with pytest.raises(ValidationError, match="unitnya"):
        services.give_role(administrator, role(office.users["pegawai"], "pengelola"), "SK 1")


def test_every_change_needs_a_reason(office: Office, administrator: Pengguna):
    with pytest.raises(ValidationError, match="alasannya"):
        services.give_role(administrator, role(office.users["pegawai"], "bendahara"), "  ")


def test_a_role_ends_with_its_last_day(office: Office, administrator: Pengguna):
    held = Peran.objects.get(pengguna=office.users["auditor"])
    services.end_role(administrator, held, TODAY - timedelta(days=1), "pensiun")
    assert not rights_of(Pengguna.objects.get(username="auditor")).roles
    assert (last_change().lama["selesai"], last_change().baru["selesai"]) == (None, "2024-04-02")


def test_a_role_that_has_not_begun_is_taken_away_whole(office: Office, administrator: Pengguna):
    planned = services.give_role(
        administrator, Peran(pengguna=office.users["pegawai"], jenis="auditor", mulai=TODAY + timedelta(days=9)), "SK"
    )
    services.end_role(administrator, planned, TODAY, "batal")
    assert not Peran.objects.filter(pengguna=office.users["pegawai"]).exists()
    assert last_change().tindakan == "hapus"


def test_the_last_administrator_stays(administrator: Pengguna):
    held = Peran.objects.get(pengguna=administrator)
    with pytest.raises(ValidationError, match="administrator terakhir"):
        services.end_role(administrator, held, TODAY, "mundur")


def test_with_a_second_administrator_the_first_may_go(second: Pengguna, administrator: Pengguna):
    services.end_role(second, Peran.objects.get(pengguna=administrator), TODAY, "mundur")
    with pytest.raises(ValidationError, match="administrator terakhir"):
        services.end_role(administrator, Peran.objects.get(pengguna=second), TODAY, "mundur")


@pytest.mark.parametrize("fault", ["inactive", "temporary", "planned"])
def test_one_who_cannot_go_on_does_not_count_as_the_second(second: Pengguna, administrator: Pengguna, fault: str):
    if fault == "inactive":
        services.set_active(administrator, second, False, "cuti")
    changes = {"temporary": {"selesai": date(2024, 5, 1)}, "planned": {"mulai": date(2024, 5, 1)}, "inactive": {}}
    if changes[fault]:
        Peran.objects.filter(pengguna=second).update(**changes[fault])
    with pytest.raises(ValidationError, match="administrator terakhir"):
        services.end_role(administrator, Peran.objects.get(pengguna=administrator), TODAY, "mundur")


# -- accounts ---------------------------------------------------------------------------------------------------------


def test_a_deactivated_account_is_signed_out_at_the_next_page(office: Office, administrator: Pengguna):
    client = Client()
    client.force_login(office.users["pegawai"], "django.contrib.auth.backends.ModelBackend")
    assert client.get("/").status_code == 200
    services.set_active(administrator, office.users["pegawai"], False, "pensiun")
    assert client.get("/").status_code == 302
    office.users["pegawai"].is_active = True  # the object is the module's; the row is taken back


def test_nobody_deactivates_or_resets_themselves(administrator: Pengguna):
    with pytest.raises(ValidationError, match="Akun sendiri"):
        services.set_active(administrator, administrator, False, "x")
    for attempt in (services.reset_password, services.remove_second_step):
        with pytest.raises(PermissionDenied):
            attempt(administrator, administrator, "x")


def test_the_last_administrator_is_not_deactivated(second: Pengguna, administrator: Pengguna):
    services.end_role(second, Peran.objects.get(pengguna=second), TODAY, "mundur")  # holds until tonight
    with pytest.raises(ValidationError, match="administrator terakhir"):
        services.set_active(second, administrator, False, "x")


def test_a_link_for_a_new_password_is_shown_once_and_works_once(office: Office, signed_in: Client):
    user = office.users["pegawai"]
    page = signed_in.post(reverse("akun_sandi", args=[user.pk]), {"alasan": "lupa"}).content.decode()
    (link,) = re.findall(r"http://testserver(/akun/sandi/baru/[^<\s]+)", page)
    assert link not in signed_in.get(reverse("akun_rinci", args=[user.pk])).content.decode()
    visitor = Client()
    where = visitor.get(link).url
    assert link.split("/")[-2] not in where, "the secret does not stay in the address"
    new = {"new_password1": "gajah-terbang-rendah", "new_password2": "gajah-terbang-rendah"}
    assert visitor.post(where, new).url == reverse("account_login")
    assert authenticate(username="pegawai", password="gajah-terbang-rendah") == user
    assert "tidak berlaku lagi" in Client().get(link, follow=True).content.decode()


def test_a_second_step_is_taken_away_with_a_trace(office: Office, administrator: Pengguna):
    from allauth.mfa.totp.internal.auth import TOTP

    TOTP.activate(office.users["bkpsdm"], "A" * 32)
    services.remove_second_step(administrator, office.users["bkpsdm"], "telepon hilang")
    assert not office.users["bkpsdm"].authenticator_set.exists()
    assert last_change().baru == {"dua_langkah": "dilepas"}


# -- first passwords --------------------------------------------------------------------------------------------------


def bulk(client: Client, **more: str) -> Any:
    return client.post(reverse("akun_baru_semua"), {"bentuk": "csv", "alasan": "pembukaan", **more})


def told(response: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(response.content.decode().splitlines()))


def test_everybody_without_an_account_gets_one_with_a_password_told_once(office: Office, signed_in: Client):
    lines = told(bulk(signed_in))
    without = {office.people[name].nip for name in ("rekan", "bawahan", "lain", "kedua")}
    assert {line["username"] for line in lines} == without
    assert len({line["sandi"] for line in lines}) == 4
    assert told(bulk(signed_in)) == []
    user = Pengguna.objects.get(username=lines[0]["username"])
    assert user.pegawai.nip == user.username
    assert authenticate(username=user.username, password=lines[0]["sandi"]) == user


def test_the_list_of_one_skpd_names_its_people_only(office: Office, signed_in: Client):
    lines = told(bulk(signed_in, unit=str(office.units["B"].pk)))
    assert {line["username"] for line in lines} == {office.people[name].nip for name in ("lain", "kedua")}


def test_accounts_never_used_get_a_new_password_when_asked_for(office: Office, signed_in: Client):
    first = told(bulk(signed_in))
    again = told(bulk(signed_in, belum_masuk="on"))
    assert {line["username"] for line in again} >= {line["username"] for line in first}
    assert {line["sandi"] for line in first}.isdisjoint(line["sandi"] for line in again)
    assert authenticate(username=first[0]["username"], password=first[0]["sandi"]) is None


def test_no_password_is_in_the_log_of_changes(signed_in: Client):
    lines = told(bulk(signed_in))
    kept = [str(row) for row in Perubahan.objects.filter(catatan="akun.pengguna").values("lama", "baru")]
    assert len(kept) == len(lines)
    assert not [row for row in kept for line in lines if line["sandi"] in row or "pbkdf2" in row]


def test_a_first_password_opens_nothing_but_the_choice_of_ones_own(office: Office, signed_in: Client):
    line = told(bulk(signed_in))[0]
    client = Client()
    client.post(reverse("account_login"), {"login": line["username"], "password": line["sandi"]})
    assert client.get("/").url == reverse("account_change_password")
    own = {"oldpassword": line["sandi"], "password1": "gajah-terbang-rendah", "password2": "gajah-terbang-rendah"}
    client.post(reverse("account_change_password"), own)
    assert client.get("/").status_code == 200
    assert Pengguna.objects.get(username=line["username"]).sandi_sampai is None


def test_a_first_password_is_over_after_its_days(office: Office, signed_in: Client):
    line = told(bulk(signed_in))[0]
    Pengguna.objects.filter(username=line["username"]).update(sandi_sampai=timezone.now() - timedelta(seconds=1))
    client = Client()
    page = client.post(
        reverse("account_login"), {"login": line["username"], "password": line["sandi"]}, follow=True
    ).content.decode()
    assert "lewat masanya" in page
    assert "_auth_user_id" not in client.session


def test_one_account_is_made_for_an_employee_or_for_somebody_else(office: Office, signed_in: Client):
    page = signed_in.post(reverse("akun_baru"), {"nip": office.people["rekan"].nip, "alasan": "SK 1"})
    assert Pengguna.objects.get(username=office.people["rekan"].nip).pegawai == office.people["rekan"]
    assert "Kata sandi pertama" in page.content.decode()
    signed_in.post(reverse("akun_baru"), {"username": "teknisi", "nama": "TEKNISI CONTOH", "alasan": "SK 1"})
    assert Pengguna.objects.get(username="teknisi").pegawai is None


@pytest.mark.parametrize(
    ("typed", "told_so"),
    [
        ({}, "Isi NIP, atau nama pengguna"),
        ({"nip": "190001011920019999"}, "Tidak ada pegawai"),
        ({"nip": "123"}, "18 angka"),
        ({"username": "auditor", "nama": "X"}, "sudah ada"),
    ],
)
def test_an_account_that_cannot_be_made_is_told_why(signed_in: Client, typed: dict[str, str], told_so: str):
    response = signed_in.post(reverse("akun_baru"), {**typed, "alasan": "SK 1"})
    assert told_so in response.content.decode()


# -- the list ---------------------------------------------------------------------------------------------------------


def test_the_list_asks_as_much_with_ten_accounts_as_with_a_thousand(signed_in: Client):
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert signed_in.get(reverse("akun_daftar")).status_code == 200
        return len(queries)

    signed_in.get("/")
    few = count()
    made = Pengguna.objects.bulk_create(Pengguna(username=f"u{n}", password="!") for n in range(1000))
    Peran.objects.bulk_create(Peran(pengguna=user, jenis="auditor", mulai=SINCE) for user in made)
    assert count() == few


def test_the_list_is_searched_and_filtered(office: Office, signed_in: Client):
    def names(**query: str) -> set[str]:
        text = signed_in.get(reverse("akun_daftar"), query).content.decode()
        return {name for name, user in office.users.items() if user.nama in text.replace("topbar", "")}

    assert names(q="contoh bend") >= {"bendahara"}
    assert "auditor" not in names(q="contoh bend")
    assert "auditor" in names(peran="auditor")
    assert "bendahara" not in names(peran="auditor")


def test_an_anonymous_visitor_has_no_rights():
    assert not rights_of(AnonymousUser()).roles


def test_ones_own_settings_are_kept(office: Office):
    client = Client()
    client.force_login(office.users["pegawai"], "django.contrib.auth.backends.ModelBackend")
    client.post(reverse("akun_profil"), {"bahasa": "en", "tema": "gelap"})
    user = Pengguna.objects.get(username="pegawai")
    assert (user.bahasa, user.tema) == ("en", "gelap")
    assert PASSWORD not in client.get(reverse("akun_profil")).content.decode()
