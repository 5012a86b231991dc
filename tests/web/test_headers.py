"""What every page carries: a content policy that nothing of ours breaks, and nothing left behind in the browser."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from tepat.web.common.fragments import is_fragment
from tests.web.matrix import ASKERS
from tests.web.test_access import ASKED, ask
from tests.web.tiny_office import Office
from tests.web.ui.test_templates import faults_in

READ = [address for address in ASKED if address.get]
POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'", "manifest-src 'self'",
}  # fmt: skip
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store, private",
}


def missing_headers(response: Any) -> list[str]:
    """What a response lacks."""
    told = {part.strip() for part in response.get("Content-Security-Policy", "").split(";")}
    found = [f"{name}: {response.get(name)!r}" for name, value in HEADERS.items() if response.get(name) != value]
    found += [f"policy: {told ^ POLICY}"] if told != POLICY else []
    return found + ([] if "camera=()" in response.get("Permissions-Policy", "") else ["Permissions-Policy"])


def inline_faults(response: Any) -> list[str]:
    """What the content policy would refuse in a page."""
    if not response.get("Content-Type", "").startswith("text/html"):
        return []
    return [fault for fault in faults_in(response.content.decode()) if fault not in {"unsafe", "other host"}]


@pytest.mark.django_db
@pytest.mark.parametrize("address", READ, ids=lambda address: address.name)
def test_every_page_carries_the_headers_and_keeps_to_the_policy(office: Office, address: Any):
    for asker in ASKERS:
        response = ask(office, address, "get", asker, "own")
        assert missing_headers(response) == [], asker
        assert inline_faults(response) == [], asker


def test_a_page_that_breaks_the_policy_is_found():
    from django.http import HttpResponse

    planted = HttpResponse('<p style="color: red">')
    planted["Content-Security-Policy"] = "script-src 'self' 'unsafe-inline'"
    assert inline_faults(planted) == ["inline style"]
    assert len(missing_headers(planted)) == len(HEADERS) + 2


@pytest.mark.parametrize("path", ["/tidak/ada/", "/akun/999999/"])
@pytest.mark.django_db
def test_error_pages_carry_them_too(path: str):
    assert missing_headers(Client().get(path)) == []


def test_another_host_is_refused_and_told_so():
    response = Client().get("/", headers={"host": "jahat.example"})
    assert response.status_code == 400
    assert "tidak dapat dibaca" in response.content.decode()


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, False),
        ({"HX-Request": "true"}, True),
        ({"HX-Request": "true", "HX-Boosted": "true"}, False),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, False),
    ],
)
def test_whole_or_part_is_decided_in_one_place(headers: dict[str, str], expected: bool):
    from django_htmx.middleware import HtmxDetails

    request = RequestFactory().get("/", headers=headers)
    request.htmx = HtmxDetails(request)
    assert is_fragment(request) is expected


@pytest.mark.django_db
def test_an_answer_that_depends_on_it_says_so(office: Office):
    client = Client()
    client.force_login(office.users["administrator"], "django.contrib.auth.backends.ModelBackend")
    whole, part = client.get(reverse("akun_daftar")), client.get(reverse("akun_daftar"), headers={"HX-Request": "true"})
    assert "HX-Request" in whole["Vary"]
    assert "HX-Request" in part["Vary"]
    assert "<html" in whole.content.decode()
    assert "<html" not in part.content.decode()
    assert "HX-Request" not in client.get(reverse("beranda")).get("Vary", "")


@pytest.mark.django_db
def test_a_part_that_nobody_may_see_any_more_leads_the_whole_page_to_signing_in():
    response = Client().get("/", headers={"HX-Request": "true"})
    assert response["HX-Redirect"] == reverse("account_login")
