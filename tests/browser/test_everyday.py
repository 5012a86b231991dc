"""What else people do in a day: rate, give a role, set up a second step, take an import back, look for somebody."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.signs import PASSWORD, amounts, sign_in, sign_out

pytestmark = pytest.mark.usefixtures("daerah")


def test_a_superior_sees_who_waits_and_what_it_costs_them(desktop: Page):
    sign_in(desktop, "atasan")
    main = desktop.get_by_role("main")
    desktop.get_by_role("navigation", name="Menu utama").get_by_role("link", name="Tim saya").click()
    said = desktop.locator(".lead-sum").inner_text()
    waiting, team = (int(number) for number in re.findall(r"\d+", said)[:2])
    assert 0 < waiting < team
    assert "5 April" in said
    assert amounts(said)[0] > 0
    expect(main.locator("table").first.locator("tbody tr")).to_have_count(waiting)


def test_an_administrator_gives_a_role_and_ends_it(without_scripts: Page):
    page, main = without_scripts, without_scripts.get_by_role("main")
    sign_in(page, "administrator")
    page.get_by_role("navigation", name="Menu utama").get_by_role("link", name="Akun").click()
    page.get_by_label("Nama atau nama pengguna").fill("atasan")
    page.keyboard.press("Enter")
    main.locator("table").get_by_role("link").first.click()
    page.get_by_role("link", name="Beri peran").click()
    page.get_by_label("Peran", exact=True).select_option(label="Bendahara")
    page.get_by_label(re.compile("^Alasan")).fill("SK Bupati 100/2024")
    page.get_by_role("button", name="Beri peran").click()
    expect(main).to_contain_text("Bendahara")
    page.get_by_role("link", name=re.compile("^Akhiri")).click()
    page.get_by_label(re.compile("^Alasan")).fill("Pindah tugas")
    page.get_by_role("button", name=re.compile("Akhiri")).click()
    expect(main).to_contain_text(re.compile("hingga|sampai|berakhir"))


def totp(secret: str, moment: float) -> str:
    """The six digits that an authenticator shows (RFC 6238).

    >>> totp("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 59)
    '287082'
    """
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(moment) // 30), hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def test_a_role_that_needs_a_second_step_sets_it_up_and_signs_in_with_it(without_scripts: Page, settings: Any):
    page = without_scripts
    settings.TEPAT_WAJIB_MFA = frozenset({"bendahara"})
    settings.MFA_TOTP_TOLERANCE = 1  # the next half minute's code, so that nobody waits for it here
    sign_in(page, "bendahara")
    # Before a second step is set up the password is asked for once more: nobody does it at a desk left alone.
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pasang verifikasi dua langkah")
    secret = page.locator("code.secret").inner_text()
    page.locator("input[name=code]").fill(totp(secret, time.time()))
    page.get_by_role("button", name="Pasang").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Pasang verifikasi dua langkah")
    sign_out(page)
    sign_in(page, "bendahara")
    expect(page).to_have_url(re.compile("/akun/dua-langkah/masuk/"))
    # The code of the next half minute: the one that was used is not taken twice.
    page.locator("input[name=code]").fill(totp(secret, time.time() + 30))
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Perhitungan").first).to_be_attached()


def test_an_import_is_accepted_and_taken_back_as_a_whole(without_scripts: Page):
    from tepat.web.apps.pembayaran.models import Gaji

    page, before = without_scripts, sorted(Gaji.objects.values_list("pegawai", "masa", "gaji_kotor"))
    sign_in(page, "bkpsdm")
    page.goto("/impor/?status=pratinjau")
    page.get_by_role("main").locator("table").get_by_role("link").first.click()
    answer(page, "Terima", "Terima kumpulan", "Surat 900/15")
    assert Gaji.objects.count() > len(before)
    answer(page, "Batalkan", "Batalkan kumpulan", "Salah berkas")
    expect(page.get_by_role("main")).to_contain_text("kembali seperti semula")
    assert sorted(Gaji.objects.values_list("pegawai", "masa", "gaji_kotor")) == before


def answer(page: Page, link: str, button: str, reason: str) -> None:
    """Follow a decision's link, say why, and decide."""
    page.get_by_role("link", name=re.compile(f"^{link}")).click()
    page.get_by_label("Alasan").fill(reason)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text(button)


def test_a_word_is_taken_back_only_with_a_reason(desktop: Page):
    from tepat.web.apps.tpp.models import Lembar

    sheet = Lembar.objects.filter(masa="2024-02", status="dibayar").order_by("pk")[0]
    Lembar.objects.filter(pk=sheet.pk).update(status="dikirim")
    sign_in(desktop, "bendahara")
    desktop.goto(f"/tpp/lembar/{sheet.pk}/")
    desktop.get_by_role("link", name="Tarik pengiriman").click()
    button = desktop.locator("form.confirm").get_by_role("button", name="Tarik pengiriman")
    button.click()
    reason = desktop.get_by_label("Alasan")
    assert reason.evaluate("field => field.matches(':invalid')")
    reason.fill("Ditolak bank: nomor rekening salah")
    button.click()
    expect(desktop.locator(".page-sub")).to_contain_text("Terkunci")
    expect(desktop.get_by_role("main")).to_contain_text("Ditolak bank: nomor rekening salah")


def test_language_and_theme_are_kept(without_scripts: Page):
    page = without_scripts
    sign_in(page, "pegawai")
    page.get_by_role("button", name="EN", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator("button[value=gelap]").click()
    page.goto("/tpp/saya/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_somebody_is_found_by_name_from_any_page_with_one_key(desktop: Page):
    from tepat.web.apps.akun.models import Pengguna

    name = Pengguna.objects.get(username="pegawai").nama
    sign_in(desktop, "bkpsdm")
    desktop.keyboard.press("/")
    desktop.keyboard.type(name)
    desktop.keyboard.press("Enter")
    desktop.get_by_role("main").get_by_role("link", name=name).click()
    expect(desktop.get_by_role("heading", level=1)).to_contain_text(name)


def test_a_session_that_nobody_uses_ends_and_says_so(without_scripts: Page, settings: Any):
    sign_in(without_scripts, "pegawai")
    settings.TEPAT_DIAM_DETIK = -1
    without_scripts.goto("/tpp/saya/")
    expect(without_scripts).to_have_url(re.compile("/akun/masuk/"))
    expect(without_scripts.locator("body")).to_contain_text("Sesi Anda berakhir")


def test_an_employee_says_that_a_regulation_was_read(without_scripts: Page):
    page, main = without_scripts, without_scripts.get_by_role("main")
    sign_in(page, "pegawai")
    page.get_by_role("navigation", name="Menu utama").get_by_role("link", name="Peraturan").click()
    main.get_by_role("link", name="Perbup Balangan 7/2024").first.click()
    page.get_by_role("button", name="Saya telah membaca").click()
    expect(main).to_contain_text("Anda telah membaca peraturan ini")
    page.goto("/peraturan/")
    expect(page.get_by_role("row").filter(has_text="Perbup Balangan 7/2024").first).to_contain_text("sudah")
