"""The page of all components in a browser: what scripts add, and that nothing is lost without them."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

ADDRESS = "/gaya/"
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(autouse=True)
def own_addresses(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.web.ui.urls"
    settings.UI_NAVIGATION = ""


def test_the_page_is_no_wider_than_a_desktop_or_a_phone(desktop: Page, phone: Page):
    for page in (desktop, phone):
        page.goto(ADDRESS)
        assert page.evaluate(WIDER) == 0


def test_a_chart_is_drawn_and_its_numbers_stay_to_be_read(desktop: Page):
    desktop.goto(ADDRESS)
    expect(desktop.locator(".chart canvas")).to_be_visible()
    numbers = desktop.locator("table[data-chart]")
    expect(numbers).to_be_hidden()
    desktop.get_by_text("Lihat angkanya").click()
    expect(numbers).to_be_visible()


def test_the_theme_changes_at_once_and_stays(desktop: Page):
    desktop.goto(ADDRESS)
    with desktop.expect_response("**/tema/"):
        desktop.get_by_role("button", name="Gelap").click()
    expect(desktop.locator("html")).to_have_attribute("data-bs-theme", "dark")
    desktop.reload()
    expect(desktop.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_a_question_is_asked_before_a_month_is_locked_and_can_be_left(desktop: Page):
    desktop.goto(ADDRESS)
    desktop.get_by_role("link", name="Kunci masa").click()
    question = desktop.get_by_role("dialog", name="Kunci masa")
    expect(question).to_be_visible()
    question.get_by_role("link", name="Batal").click()
    expect(question).to_be_hidden()


def test_arrows_lead_from_row_to_row(desktop: Page):
    desktop.goto(ADDRESS)
    desktop.locator(".row-link", has_text="PEGAWAI CONTOH A").focus()
    desktop.keyboard.press("ArrowDown")
    expect(desktop.locator(".row-link", has_text="PEGAWAI CONTOH B")).to_be_focused()
    desktop.keyboard.press("End")
    expect(desktop.locator(".row-link", has_text="PEGAWAI CONTOH C")).to_be_focused()


def test_escape_closes_a_meaning_and_gives_the_focus_back(desktop: Page):
    desktop.goto(ADDRESS)
    mark = desktop.get_by_label("Apa arti Tambahan Penghasilan Pegawai?")
    mark.click()
    expect(desktop.locator(".help-body")).to_be_visible()
    desktop.keyboard.press("Escape")
    expect(desktop.locator(".help-body")).to_be_hidden()
    expect(mark).to_be_focused()


def test_the_first_wrong_field_has_the_focus(desktop: Page):
    desktop.goto(ADDRESS)
    expect(desktop.locator("input[name=nip]")).to_be_focused()


def test_rows_become_cards_on_a_phone_and_the_menu_opens(phone: Page):
    phone.goto(ADDRESS)
    assert phone.locator("#daftar tbody tr").first.evaluate("row => getComputedStyle(row).display") == "block"
    menu = phone.get_by_role("navigation", name="Menu utama")
    expect(menu).to_be_hidden()
    phone.locator(".menu-button").click()
    expect(menu).to_be_visible()


def test_everything_is_there_without_scripts(visit: Any):
    with visit((390, 844), scripts=False) as page:
        page.goto(ADDRESS)
        expect(page.locator("table[data-chart]")).to_be_visible()
        page.locator(".menu-button").click()
        expect(page.get_by_role("navigation", name="Menu utama")).to_be_visible()
        page.get_by_text("PIN 17 tidak ada pemiliknya.").first.click()
        expect(page.get_by_text("PIN 120 tidak ada pemiliknya.")).to_be_visible()
        page.get_by_role("button", name="Gelap").click()
        expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_the_menu_stays_in_sight_on_a_long_page(desktop: Page):
    desktop.goto(ADDRESS)
    desktop.evaluate("window.scrollTo(0, 900)")
    expect(desktop.get_by_role("link", name="Kesiapan")).to_be_in_viewport()
