"""A month from the salary list to the last rupiah, by everybody whose hands it goes through."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import state
from tests.browser.month_office import TODAY, make_month_office, salary_list
from tests.browser.signs import sign_in, work
from tests.web.tpp.region import Region

As = Callable[[str], AbstractContextManager[Page]]


@pytest.fixture
def region(transactional_db: None, settings: Any) -> Region:
    state(settings)
    settings.TEPAT_HARI_INI = TODAY
    return make_month_office()


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def signed_in(request: Any, visit: Any) -> As:
    """A page of somebody's own, each time: with scripts, and once more without."""

    @contextmanager
    def opened(name: str) -> Iterator[Page]:
        with visit(scripts=request.param) as page:
            sign_in(page, name)
            yield page

    return opened


def menu(page: Page, name: str) -> None:
    """Follow a line of the main menu, by the keyboard."""
    page.get_by_role("navigation", name="Menu utama").get_by_role("link", name=name, exact=True).focus()
    page.keyboard.press("Enter")


def test_a_month_from_the_salary_list_to_the_money(region: Region, signed_in: As, trouble: list[str]):
    with signed_in("bkpsdm") as page:
        see_what_is_missing(page)
        accept_salaries(page, region)
        process_attendance(page)
        compute(page)
    with signed_in("operator_a") as page:
        verify_first(page)
    with signed_in("pemeriksa_a") as page:
        verify_second(page)
        be_refused_to_approve(page, trouble)
    with signed_in("bkpsdm2") as page:
        approve_and_lock(page)
    with signed_in("bendahara") as page:
        pay(page)
    with signed_in("operator_a") as page:
        page.goto("/tpp/2024-03/")
        expect(row(page, "Dinas A")).to_contain_text("Dibayar")
        expect(page.get_by_role("main")).not_to_contain_text("Dinas B")


def row(page: Page, text: str) -> Any:
    """The row of a table that begins so."""
    return page.get_by_role("row").filter(has_text=text).first


def see_what_is_missing(page: Page) -> None:
    menu(page, "Kesiapan")
    page.goto("/tpp/2024-03/kesiapan/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Maret 2024")
    expect(row(page, "Dinas A")).to_contain_text("0/6")


def accept_salaries(page: Page, region: Region) -> None:
    menu(page, "Impor")
    page.get_by_role("link", name=re.compile("Unggah")).first.click()
    page.get_by_label("Berkas", exact=True).set_input_files(
        {"name": "gaji maret.xlsx", "mimeType": "application/octet-stream", "buffer": salary_list(region)}
    )
    page.get_by_label("Masa").fill("2024-03")
    page.get_by_label("Keterangan").fill("Surat BPKPAD 900/14")
    page.keyboard.press("Enter")
    main = page.get_by_role("main")
    expect(main).to_contain_text("190001011920019990")
    expect(main).to_contain_text("tidak ada dalam catatan")
    page.get_by_role("link", name=re.compile("^Terima")).click()
    expect(main).to_contain_text("12 baris menambah catatan")
    page.get_by_label("Alasan").fill("Daftar gaji Maret")
    page.get_by_role("button", name="Terima kumpulan").click()
    expect(page.get_by_role("status").first).to_contain_text("Kumpulan diterima")


def process_attendance(page: Page) -> None:
    page.goto("/presensi/?masa=2024-03")
    page.get_by_role("button", name="Olah presensi").click()
    expect(page.get_by_role("main")).to_contain_text("sedang diolah")
    work()
    # The page looks by itself whether the work is done, with scripts and without.
    expect(page.get_by_role("main")).to_contain_text("Terakhir diolah")


def compute(page: Page) -> None:
    page.goto("/tpp/2024-03/kesiapan/")
    rated = row(page, "Dinas B")
    expect(rated).to_contain_text("1 belum")
    page.get_by_role("link", name="Perhitungan", exact=True).first.click()
    page.goto("/tpp/2024-03/")
    page.get_by_role("link", name="Hitung", exact=True).click()
    page.get_by_role("button", name="Hitung").click()
    expect(page).to_have_url(re.compile("/tpp/hitungan/"))
    expect(page.get_by_role("main")).to_contain_text("Halaman ini boleh ditutup")
    here = page.url
    # Somebody who presses again is led to the run that is there.
    page.goto("/tpp/2024-03/hitung/")
    page.get_by_role("button", name="Hitung").click()
    expect(page).to_have_url(here)
    work()
    expect(page.get_by_role("heading", name="Lembar")).to_be_visible()
    expect(row(page, "Dinas A")).to_contain_text("Dihitung")


def open_sheet(page: Page, unit: str = "Dinas A") -> None:
    page.goto("/tpp/2024-03/")
    page.get_by_role("link", name=unit).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(unit)


def confirm(page: Page, step: str) -> None:
    """The page's own button for a step, then the one of the question."""
    page.locator(".page-actions").get_by_role("link", name=step, exact=True).click()
    page.locator("form.confirm").get_by_role("button", name=step, exact=True).click()


def verify_first(page: Page) -> None:
    open_sheet(page)
    confirm(page, "Verifikasi")
    main = page.get_by_role("main")
    expect(main).to_contain_text("masih diperlukan satu orang lagi")
    expect(main).to_contain_text("diperlukan orang kedua")
    expect(page.locator(".page-sub")).to_contain_text("Dihitung")


def verify_second(page: Page) -> None:
    open_sheet(page)
    confirm(page, "Verifikasi")
    expect(page.locator(".page-sub")).to_contain_text("Diverifikasi")


def be_refused_to_approve(page: Page, trouble: list[str]) -> None:
    confirm(page, "Setujui")
    expect(page.get_by_role("main")).to_contain_text("persetujuan diberikan orang lain")
    # A browser tells of an answer 422 in its console; this one was provoked.
    assert len(trouble) == 1
    assert "422" in trouble.pop()


def approve_and_lock(page: Page) -> None:
    open_sheet(page)
    confirm(page, "Setujui")
    expect(page.locator(".page-sub")).to_contain_text("Disetujui")
    page.locator(".page-actions").get_by_role("link", name="Kunci", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Tidak dapat diubah atau dibuka lagi")
    page.locator("form.confirm").get_by_role("button", name="Kunci").click()
    expect(page.locator(".page-sub")).to_contain_text("Terkunci")


def pay(page: Page) -> None:
    page.goto("/pembayaran/2024-03/")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Dinas A")
    expect(main).not_to_contain_text("Jangan dibayar")
    page.get_by_role("link", name="Dinas A").first.click()
    for step, label, number, reached in (
        ("Tandai dikirim", "Nomor SPM", "SPM-14/2024", "Dikirim"),
        ("Tandai dibayar", "Nomor SP2D", "SP2D-9/2024", "Dibayar"),
    ):
        page.locator(".page-actions").get_by_role("link", name=step).click()
        page.get_by_label(label).fill(number)
        page.locator("form.confirm").get_by_role("button", name=step).click()
        expect(page.locator(".page-sub")).to_contain_text(reached)
    expect(main).to_contain_text("SP2D-9/2024")
