"""The walls around every page of these tests hold: planted faults are seen, strangers are not reached."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path
from playwright.sync_api import Page

PAGES = {
    "rapi": "<h1>Rapi</h1><link rel='icon' href='data:,'>",
    "gaya": "<link rel='icon' href='data:,'><h1 style='color: red'>Gaya</h1>",
    "skrip": "<link rel='icon' href='data:,'><h1>Skrip</h1><script>document.title = 'jalan'</script>",
    "asing": "<link rel='icon' href='data:,'><h1>Asing</h1><img src='http://example.org/a.png'>",
    "hilang": "<link rel='icon' href='data:,'><h1>Hilang</h1><img src='/tidak-ada.png'>",
    "rusak": "<link rel='icon' href='data:,'><h1>Rusak</h1><script src='/rusak.js'></script>",
}
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: http:"


def show(request: HttpRequest, name: str) -> HttpResponse:
    response = HttpResponse(f"<!doctype html><html lang=id><title>{name}</title>{PAGES[name]}</html>")
    response["Content-Security-Policy"] = POLICY
    return response


def broken(request: HttpRequest) -> HttpResponse:
    return HttpResponse("tidakAda();", content_type="text/javascript")


for view in (show, broken):
    view.login_required = False  # type: ignore[attr-defined]
urlpatterns = [path("rusak.js", broken), path("uji/<name>", show)]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def caught(trouble: list[str]) -> Iterator[list[str]]:
    """The faults that were seen; taken out afterwards, because these were planted."""
    yield trouble
    trouble.clear()


def test_a_tidy_page_passes(desktop: Page):
    desktop.goto("/uji/rapi")
    assert desktop.inner_text("h1") == "Rapi"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gaya", "style-src"),
        ("skrip", "script-src"),
        ("asing", "asked a stranger: http://example.org/a.png"),
        ("hilang", "404"),
        ("rusak", "tidakAda is not defined"),
    ],
)
def test_a_planted_fault_is_seen(desktop: Page, caught: list[str], name: str, said: str):
    desktop.goto(f"/uji/{name}")
    assert said in "\n".join(caught)


def test_an_inline_script_does_not_run(desktop: Page, caught: list[str]):
    desktop.goto("/uji/skrip")
    assert desktop.title() == "skrip"


def test_without_scripts_none_runs(without_scripts: Page):
    without_scripts.goto("/uji/rusak")
    assert without_scripts.inner_text("h1") == "Rusak"


def test_the_phone_is_narrow(phone: Page):
    phone.goto("/uji/rapi")
    assert phone.evaluate("[innerWidth, screen.width]") == [390, 390]


def test_the_browser_knows_no_names_of_the_world(desktop: Page, caught: list[str]):
    desktop.context.unroute_all()
    desktop.goto("/uji/asing")
    assert "ERR_NAME_NOT_RESOLVED" in "\n".join(caught)


def test_the_tests_own_process_still_may_not_connect(desktop: Page):
    with socket.socket() as sock, pytest.raises(PermissionError, match="network"):
        sock.connect(("localhost", 9))
