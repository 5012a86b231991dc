"""Signing in: sessions begin anew and end by themselves, attempts are counted, some roles need a second step."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tepat.web.apps.akun.middleware import LAST_SEEN
from tests.web.tiny_office import PASSWORD, Office

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def sign_in(client: Client, name: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post(reverse("account_login"), {"login": name, "password": password}, **more)


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def confirm(client: Client) -> None:
    """The password once more, before what concerns safety."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


# -- sessions ---------------------------------------------------------------------------------------------------------


def test_a_session_is_a_new_one_after_signing_in(office: Office):
    client = Client()
    client.get(reverse("account_login"))
    session = client.session
    session["sebelum"] = 1
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    assert sign_in(client, "pegawai").url == "/"
    assert client.cookies["sessionid"].value != before
    assert not client.session.exists(before)


def test_signing_out_ends_the_session(office: Office):
    client = Client()
    sign_in(client, "pegawai")
    key = client.session.session_key
    client.post(reverse("account_logout"))
    assert not client.session.exists(key)
    assert client.get("/").status_code == 302


@pytest.mark.parametrize(("idle", "over"), [(1790, False), (1801, True)])
def test_a_session_that_nobody_uses_ends(office: Office, idle: int, over: bool):
    client = Client()
    sign_in(client, "pegawai")
    client.get("/")
    session = client.session
    session[LAST_SEEN] = int(time.time()) - idle
    session.save()
    response = client.get("/", follow=True)
    assert ("lama tidak dipakai" in response.content.decode()) is over
    assert ("_auth_user_id" in client.session) is not over


def test_pages_keep_a_used_session_open_without_writing_it_each_time(office: Office, django_assert_num_queries: Any):
    client = Client()
    sign_in(client, "pegawai")
    client.get("/")
    seen = client.session[LAST_SEEN]
    client.get("/")
    assert client.session[LAST_SEEN] == seen
    session = client.session
    session[LAST_SEEN] = seen - 61
    session.save()
    client.get("/")
    assert client.session[LAST_SEEN] >= seen


def test_somewhere_else_is_never_led_to_after_signing_in(office: Office):
    response = sign_in(Client(), "pegawai", query_params={"next": "https://jahat.example/"})
    assert response.url == "/"


# -- attempts ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def counted() -> Any:
    cache.clear()
    yield
    cache.clear()


@pytest.mark.usefixtures("counted")
def test_an_account_is_closed_to_guesses_after_five(office: Office):
    for _attempt in range(5):
        assert "Terlalu banyak" not in sign_in(Client(), "pegawai", "salah").content.decode()
    response = sign_in(Client(), "pegawai")
    assert "_auth_user_id" not in response.client.session
    assert "erlalu banyak" in response.content.decode()
    assert sign_in(Client(), "atasan").status_code == 302, "others are not closed out"


@pytest.mark.usefixtures("counted")
def test_an_address_is_closed_to_guesses_too(office: Office):
    for attempt in range(60):
        sign_in(Client(), f"tebakan{attempt}", "salah")
    assert sign_in(Client(), "pegawai").status_code != 302
    assert sign_in(Client(REMOTE_ADDR="192.0.2.9"), "pegawai").status_code == 302


def test_attempts_are_counted_for_all_processes(settings: Any):
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    cache.set("uji", 1, 60)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM tepat_cache WHERE cache_key LIKE %s", ["%uji"])
        assert cursor.fetchone() == (1,)


@pytest.mark.usefixtures("counted")
def test_heavy_work_is_refused_when_asked_for_too_often(office: Office, settings: Any):
    settings.TEPAT_LIMITS = {"akun_profil": "2/3600"}
    client, other = Client(), Client()
    client.force_login(office.users["pegawai"], "django.contrib.auth.backends.ModelBackend")
    other.force_login(office.users["atasan"], "django.contrib.auth.backends.ModelBackend")
    url, typed = reverse("akun_profil"), {"bahasa": "id", "tema": "terang"}
    assert [client.post(url, typed).status_code for _time in range(3)] == [302, 302, 429]
    assert client.get(url).status_code == 200, "reading is not counted"
    assert other.post(url, typed).status_code == 302, "others are not refused"
    assert "Terlalu banyak" in client.post(url, typed).content.decode()


# -- second step ------------------------------------------------------------------------------------------------------


@pytest.fixture
def needed(settings: Any) -> None:
    settings.TEPAT_WAJIB_MFA = frozenset({"bkpsdm", "bendahara", "administrator"})


@pytest.mark.usefixtures("needed")
@pytest.mark.parametrize(
    ("asker", "sent"),
    [("bkpsdm", True), ("bendahara", True), ("administrator", True), ("pegawai", False), ("auditor", False)],
)
def test_some_roles_set_up_a_second_step_before_anything_else(office: Office, asker: str, sent: bool):
    client = Client()
    sign_in(client, asker)
    response = client.get("/")
    assert (response.status_code, response.get("Location")) == (
        (302, reverse("mfa_activate_totp")) if sent else (200, None)
    )
    assert client.get(reverse("account_logout")).status_code == 200


@pytest.mark.usefixtures("needed")
def test_a_second_step_is_set_up_and_then_asked_for(office: Office):
    client = Client()
    sign_in(client, "bkpsdm")
    confirm(client)
    page = client.get("/", follow=True).content.decode()
    (secret,) = re.findall(r'<code class="secret">(\w+)</code>', page)
    assert 'src="data:image/svg+xml;base64,' in page
    response = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}, follow=True)
    assert len(re.findall(r"<li><code>\w+", response.content.decode())) == 10
    assert client.get("/").status_code == 200

    again = Client()
    assert sign_in(again, "bkpsdm").url == reverse("mfa_authenticate")
    assert again.get("/").status_code == 302, "the password alone opens nothing"
    again.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "_auth_user_id" not in again.session


def test_a_right_code_opens_and_a_recovery_code_once(office: Office):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    user = office.users["auditor"]
    TOTP.activate(user, SECRET)
    spare = RecoveryCodes.activate(user).get_unused_codes()[0]
    client = Client()
    sign_in(client, "auditor")
    assert client.post(reverse("mfa_authenticate"), {"code": code_of(SECRET)}).url == "/"
    for expected in (True, False):
        client = Client()
        sign_in(client, "auditor")
        client.post(reverse("mfa_authenticate"), {"code": spare})
        assert ("_auth_user_id" in client.session) is expected


@pytest.mark.usefixtures("needed")
def test_a_second_step_that_the_role_needs_is_not_taken_off(office: Office):
    TOTP.activate(office.users["bkpsdm"], SECRET)
    client = Client()
    sign_in(client, "bkpsdm")
    client.post(reverse("mfa_authenticate"), {"code": code_of(SECRET)})
    confirm(client)
    response = client.post(reverse("mfa_deactivate_totp"))
    assert "mewajibkan" in response.content.decode()
    assert Authenticator.objects.filter(user=office.users["bkpsdm"]).exists()


def test_what_concerns_safety_asks_for_the_password_again(office: Office):
    client = Client()
    client.force_login(office.users["pegawai"], "django.contrib.auth.backends.ModelBackend")
    url = reverse("mfa_activate_totp")
    assert "Masukkan kata sandi sekali lagi" in client.get(url, follow=True).content.decode()
    confirm(client)
    assert "otpauth" not in client.get(url).content.decode(), "the secret stands in no link"
    assert client.get(url).status_code == 200
