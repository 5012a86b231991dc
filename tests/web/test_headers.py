"""What every page carries: a content policy that nothing of ours breaks, and nothing left behind in the browser."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from tepat.web.common.fragments import is_fragment
from tests.web.pages import HEADERS, inline_faults, missing_headers
from tests.web.tiny_office import Office


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
