"""The region's sign-on service (OpenID Connect), played by a stub: who is known gets in, nobody else."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from tepat.web.apps.akun.adapters import SocialAccountAdapter
from tests.web.tiny_office import PASSWORD, Office

pytestmark = pytest.mark.django_db
SERVER = "https://masuk.contoh.example"
LOGIN = "openid_connect_login"
CALLBACK = "openid_connect_callback"
AT = {"provider_id": "daerah"}


class Reply:
    status_code = 200

    def __init__(self, told: dict[str, Any]) -> None:
        self.told = told
        self.headers = {"content-type": "application/json"}
        self.text = json.dumps(told)

    def json(self) -> dict[str, Any]:
        return self.told

    def raise_for_status(self) -> None:
        """All is well."""


class Service:
    """The sign-on service as it answers our server."""

    def __init__(self, person: dict[str, Any]) -> None:
        self.person = person
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def request(self, method: str, url: str, **parts: Any) -> Reply:
        self.asked.append((url, parts))
        match urlsplit(url).path:
            case "/.well-known/openid-configuration":
                names = ("authorization", "token", "userinfo")
                return Reply({f"{name}_endpoint": f"{SERVER}/{name}" for name in names} | {"issuer": SERVER})
            case "/token":
                return Reply({"access_token": "rahasia", "token_type": "Bearer"})
            case "/userinfo":
                return Reply(self.person)
            case path:
                raise AssertionError(path)

    def get(self, url: str, **parts: Any) -> Reply:
        return self.request("GET", url, **parts)


@pytest.fixture
def service(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Service:
    app = {"provider_id": "daerah", "name": "Akun daerah", "client_id": "tepat", "secret": "rahasia"}
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"APPS": [{**app, "settings": {"server_url": SERVER}}], "OAUTH_PKCE_ENABLED": True}
    }
    stub = Service({"sub": "77", "preferred_username": "pegawai"})

    @contextmanager
    def session(self: Any) -> Any:
        yield stub

    monkeypatch.setattr(SocialAccountAdapter, "get_requests_session", session)
    return stub


def sign_on(client: Client, **query: str) -> Any:
    """There and back, as a browser goes."""
    there = client.post(reverse(LOGIN, kwargs=AT), query_params=query)
    asked = parse_qs(urlsplit(there.url).query)
    assert there.url.startswith(f"{SERVER}/authorization?")
    assert asked["code_challenge_method"] == ["S256"]
    back = {"code": "sekali", "state": asked["state"][0]}
    return client.get(reverse(CALLBACK, kwargs=AT), back)


def user_id(client: Client) -> str:
    return str(client.session.get("_auth_user_id", ""))


def test_somebody_known_gets_in_by_the_name_that_the_service_tells(office: Office, service: Service):
    client = Client()
    assert sign_on(client).url == "/"
    assert user_id(client) == str(office.users["pegawai"].pk)


def test_the_second_time_the_same_person_gets_in(office: Office, service: Service):
    sign_on(Client())
    client = Client()
    assert sign_on(client).url == "/"
    assert user_id(client) == str(office.users["pegawai"].pk)


@pytest.mark.parametrize("person", [{"sub": "78", "preferred_username": "orang.lain"}, {"sub": "79"}])
def test_somebody_unknown_is_refused_and_told_whom_to_ask(office: Office, service: Service, person: dict[str, str]):
    service.person = person
    client = Client()
    response = sign_on(client)
    assert response.url == reverse("account_login")
    assert not user_id(client)
    assert "Hubungi BKPSDM" in client.get(response.url).content.decode()
    assert type(office.users["pegawai"]).objects.count() == len(office.users), "nobody was made"


def test_a_deactivated_account_is_refused(office: Office, service: Service):
    type(office.users["pegawai"]).objects.filter(username="pegawai").update(is_active=False)
    client = Client()
    assert sign_on(client).url == reverse("account_login")
    assert not user_id(client)


def test_an_account_that_was_connected_and_then_deactivated_is_refused(office: Office, service: Service):
    sign_on(Client())
    type(office.users["pegawai"]).objects.filter(username="pegawai").update(is_active=False)
    client = Client()
    sign_on(client)
    assert not user_id(client)


def test_the_second_step_is_asked_for_here_too(office: Office, service: Service):
    from allauth.mfa.totp.internal.auth import TOTP

    TOTP.activate(office.users["pegawai"], "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    client = Client()
    assert sign_on(client).url == reverse("mfa_authenticate")
    assert not user_id(client)


def test_an_answer_that_nobody_asked_for_is_refused(office: Office, service: Service):
    client = Client()
    response = client.get(reverse(CALLBACK, kwargs=AT), {"code": "sekali", "state": "bukan"})
    assert response.status_code == 401
    assert "tidak menjawab" in response.content.decode()
    assert not user_id(client)


def test_nobody_binds_another_identity_to_the_account_in_the_browser(office: Office, service: Service):
    client = Client()
    client.post(reverse("account_login"), {"login": "atasan", "password": PASSWORD})
    assert sign_on(client, process="connect").status_code == 401
    assert user_id(client) == str(office.users["atasan"].pk)
    assert not office.users["pegawai"].socialaccount_set.exists()


def test_the_page_before_the_service_says_where_one_goes(office: Office, service: Service):
    assert "Akun daerah" in Client().get(reverse(LOGIN, kwargs=AT)).content.decode()
    assert "Akun daerah" in Client().get(reverse("account_login")).content.decode()
