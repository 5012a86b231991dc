"""Every page that somebody may open can be used: on an old screen and on a phone, by keyboard, in the dark.

The pages are those of the access matrix, each opened by one role that may.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error, Page

from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.conftest import state
from tests.browser.signs import sign_in
from tests.browser.snapshot import Snapshot

INSPECT = Path(__file__).with_name("inspect.js").read_text("utf-8")
# Who opens a page: the first of these who may; so every role opens some.
WHO = ("anonim", "pegawai", "administrator", "bendahara", "auditor", "atasan", "pengelola", "bkpsdm")


@pytest.fixture(scope="module")
def small_once(django_db_setup: None, django_db_blocker: Any) -> tuple[Any, Snapshot]:
    """The office of the access matrix."""
    from django.test import override_settings

    from tests.web.tiny_office import TODAY, make_office

    with django_db_blocker.unblock(), override_settings(TEPAT_HARI_INI=TODAY):
        empty = Snapshot.take()
        office = make_office()
        found = Snapshot.take()
        empty.put_back()
    return office, found


@pytest.fixture
def office(transactional_db: None, small_once: tuple[Any, Snapshot], settings: Any) -> Any:
    from tests.web.tiny_office import TODAY

    state(settings)
    settings.TEPAT_HARI_INI = TODAY
    found, snapshot = small_once
    snapshot.put_back()
    return found


def pages_of(office: Any) -> dict[str, dict[str, str]]:
    """By role the addresses that it opens here, by their names."""
    from django.urls import reverse
    from django.utils.http import urlencode

    from tests.web.matrix import read_matrix

    matrix = read_matrix()
    found: dict[str, dict[str, str]] = {who: {} for who in WHO}
    for address in matrix.addresses.values():
        if address.bersyarat or not address.get:
            continue
        who = next((who for who in WHO if matrix.expected(address.get, who, "own") == "200"), None)
        if who is None:
            continue
        kwargs = {key: office.value(kind, who, own=True) for key, kind in address.kwargs.items()}
        query = {key: office.value(kind, who, own=True) for key, kind in address.query.items()}
        found[who][address.name] = reverse(address.name.partition("#")[0], kwargs=kwargs) + (f"?{urlencode(query)}" if query else "")
    return found


@pytest.mark.parametrize("who", WHO)
def test_every_page_can_be_used(office: Any, visit: Any, who: str, trouble: list[str]):
    from tests.web.tiny_office import PASSWORD

    wrong: list[str] = []
    with visit() as page:
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        if who != "anonim":
            sign_in(page, who, PASSWORD)
        for name, address in pages_of(office)[who].items():
            wrong += [f"{name} {address}: {item}" for item in look_at(page, address)]
            wrong += [f"{name} {address}: {item}" for item in trouble]
            trouble.clear()
    assert not wrong, "\n".join(wrong)


def look_at(page: Page, address: str) -> list[str]:
    """What is wrong with a page, at both sizes; a file that is only downloaded is none."""
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    try:
        answer = page.goto(address)
    except Error as refused:
        if "Download is starting" in str(refused):
            return []
        raise
    if answer is None or "text/html" not in answer.headers.get("content-type", ""):
        return []
    page.keyboard.press("Tab")
    found = [f"{item} (screen)" for item in page.evaluate(INSPECT)]
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    return [*found, *(f"{item} (phone)" for item in page.evaluate(INSPECT))]


def test_somebody_opens_every_page_and_every_role_opens_some(office: Any):
    found = pages_of(office)
    assert all(found.values())
    assert sum(map(len, found.values())) > 25


PLANTED = """<main><h1>Satu</h1><h1>Dua</h1><h4>Loncat</h4><img src="data:,"><input><a href="#a"></a>
<p id="a">A</p><p id="a">B</p><p class="pale">Pucat</p><div class="wide">Lebar</div></main>"""


def test_planted_faults_are_seen(office: Any, desktop: Page, trouble: list[str]):
    desktop.goto("/akun/masuk/")
    desktop.evaluate(
        """content => {
            document.body.innerHTML = content;
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(`.pale { color: #999; background: #fff } .wide { width: 3000px }
                               a, input { outline: none !important; box-shadow: none !important }`);
            document.adoptedStyleSheets = [sheet];
        }""",
        PLANTED,
    )
    found = "\n".join(desktop.evaluate(INSPECT))
    told = ("wider than the screen", "2 h1", "h1 then", "no alt", "no label", "no name", "id a twice", "contrast 2.85",
            "no mark of focus")  # fmt: skip
    assert [words for words in told if words not in found] == []
    trouble.clear()
