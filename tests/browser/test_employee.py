"""An employee reads why the month is what it is: on a phone, with scripts and without."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tepat.law.shelf import regulations_root
from tests.browser.chromium import PHONE
from tests.browser.signs import amounts, sign_in

FEBRUARY = "/tpp/saya/2024-02/"
pytestmark = pytest.mark.usefixtures("daerah")


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def employee(request: Any, visit: Any) -> Iterator[Page]:
    """The demonstration's employee on a phone, signed in."""
    with visit(PHONE, scripts=request.param) as page:
        sign_in(page, "pegawai")
        yield page


def part(page: Page, heading: str) -> Locator:
    """The card under a heading."""
    return page.locator("section.card").filter(has=page.get_by_role("heading", name=heading))


def test_the_month_is_told_in_one_sentence_whose_rupiah_add_up(employee: Page):
    employee.goto("/")
    if not employee.viewport_size or employee.viewport_size["width"] < 600:
        employee.locator(".menu-button").click()
    employee.get_by_role("navigation", name="Menu utama").get_by_role("link", name="TPP saya").click()
    employee.get_by_role("link", name="Februari 2024").click()
    received, most, lost = amounts(employee.locator(".lead-sum").inner_text())
    assert received + lost == most
    assert [received, lost] == amounts(employee.locator(".share").inner_text())
    expect(employee.locator(".lead-sum")).to_contain_text("Berkurang")
    expect(employee.get_by_label("Status").locator("summary")).to_contain_text("Dibayar sejak 13 Maret 2024")


def test_the_lines_of_why_add_up_to_what_was_received(employee: Page):
    employee.goto(FEBRUARY)
    lines = part(employee, "Mengapa sebesar ini").locator("ul.why").first.locator(":scope > li")
    told = [amounts(line.locator(".why-amount").first.inner_text()) for line in lines.all()]
    most, *changes, received = [money[0] for money in told if money]
    assert most + sum(changes) == received


def test_why_opens_to_the_formula_the_source_and_the_law_word_for_word(employee: Page):
    employee.goto(FEBRUARY)
    line = part(employee, "Mengapa sebesar ini").locator("li", has_text="Nilai produktivitas kerja 100 %").first
    body = line.locator(".why-body").first
    expect(body).to_be_hidden()
    line.locator("summary").first.focus()
    employee.keyboard.press("Enter")
    expect(body).to_be_visible()
    expect(body.locator(".why-inputs").first).to_contain_text("kinerja.csv baris")
    law = body.locator(":scope > figure.why-law")
    expect(law.locator("figcaption")).to_contain_text("Perbup Balangan 7/2024")
    paragraphs = law.locator("blockquote p").all_inner_texts()
    assert len(paragraphs) > 1
    assert [spaced(text) for text in paragraphs] == [spaced(f"{place} {words}") for place, words in ratings_law()]


def ratings_law() -> list[tuple[str, str]]:
    """What the instrument's own file has for Pasal 11 ayat (1) with its letters, and ayat (5)."""
    path = regulations_root() / "daerah" / "balangan" / "perbup-7-2024" / "instrumen.toml"
    (pasal,) = [found for found in tomllib.loads(path.read_text("utf-8"))["pasal"] if found["nomor"] == "11"]
    return [
        (piece["tanda"], piece["naskah"])
        for piece in pasal["bagian"]
        if piece["tanda"].startswith("ayat (1)") or piece["tanda"] == "ayat (5)"
    ]


def spaced(text: str) -> str:
    """A text with one space between its words."""
    return " ".join(text.split())


def test_the_days_of_the_calendar_say_what_they_cost_and_add_up(employee: Page):
    employee.goto(FEBRUARY)
    (lost,) = amounts(employee.locator(".lead-sum .money-lost").inner_text())
    days = part(employee, "Kalender presensi").locator("a.day-in").filter(has=employee.locator(".day-loss"))
    costs = [amounts(text.replace("−", "−Rp ").replace("Rp Rp", "Rp"))[0] for text in losses(days)]
    assert sum(costs) == -lost
    days.first.click()
    expect(employee.get_by_role("heading", level=1)).to_contain_text("Feb")
    main = employee.get_by_role("main")
    expect(main).to_contain_text("Hari ini mengurangi TPP")
    assert -costs[0] in amounts(main.inner_text())
    employee.get_by_role("link", name="Februari 2024").last.click()
    expect(employee).to_have_url(re.compile(FEBRUARY))


def losses(days: Locator) -> list[str]:
    """What each of these days cost, as it is written."""
    return [day.locator(".day-loss").inner_text() for day in days.all()]


def test_the_causes_against_last_month_add_up(employee: Page):
    employee.goto(FEBRUARY)
    compared = part(employee, "Dibanding Januari 2024")
    rise, before, *causes = amounts(compared.inner_text())
    (received, *_rest) = amounts(employee.locator(".lead-sum").inner_text())
    assert causes
    assert sum(causes) == rise == received - before


def test_the_slip_is_a_pdf_that_names_the_month(employee: Page):
    employee.goto(FEBRUARY)
    address = employee.get_by_role("link", name="Slip PDF").get_attribute("href")
    assert address
    answer = employee.request.get(address)
    assert answer.ok
    assert answer.body().startswith(b"%PDF-")
    assert "2024-02" in answer.headers["content-disposition"]


def test_nobody_elses_result_opens(employee: Page, trouble: list[str]):
    from tepat.web.apps.akun.models import Pengguna
    from tepat.web.apps.tpp.models import Hasil

    own = Pengguna.objects.get(username="pegawai").pegawai_id
    other = Hasil.objects.exclude(pegawai=own).first()
    assert other is not None
    answer = employee.goto(f"/tpp/penjelasan/{other.pk}/")
    assert answer is not None
    assert answer.status == 404
    assert other.nama not in employee.content()
    trouble.clear()  # the refusal was provoked


def test_the_running_month_says_what_still_depends_on_somebody(employee: Page):
    employee.goto("/tpp/saya/")
    received, waiting, *lost = amounts(employee.locator(".share").inner_text())
    estimate, most = amounts(employee.locator(".lead-sum").inner_text())[:2]
    assert received + waiting == estimate
    assert estimate + sum(lost) == most
    expect(employee.get_by_role("main")).to_contain_text("bergantung pada penilaian atasan")
