"""An auditor has a paid month computed again: it agrees to the rupiah, and one changed rupiah is named."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.signs import sign_in, work

pytestmark = pytest.mark.usefixtures("daerah")


def recompute(page: Page, month: str) -> None:
    """From the first page to the result, by the page's own links and buttons."""
    page.goto("/")
    page.get_by_role("navigation", name="Menu utama").get_by_role("link", name="Audit", exact=True).click()
    page.get_by_role("main").get_by_role("link", name=month).first.click()
    page.get_by_role("button", name="Hitung ulang").click()
    expect(page.get_by_role("main")).to_contain_text("hasilnya tersimpan")
    work()
    page.get_by_role("link", name="Perbarui").click()


def test_a_month_agrees_until_a_stored_rupiah_is_changed(without_scripts: Page):
    page, main = without_scripts, without_scripts.get_by_role("main")
    sign_in(page, "auditor")
    recompute(page, "Februari 2024")
    expect(page.locator(".lead-sum")).to_contain_text("0 beda")
    name, nip = change_one_rupiah()
    recompute(page, "Februari 2024")
    expect(page.locator(".lead-sum")).not_to_contain_text(re.compile(r"\b0 beda"))
    table = page.get_by_role("table", name="Yang berbeda")
    expect(table).to_contain_text(name)
    expect(table).to_contain_text(re.compile("tpp_diterima|TPP yang diterima", re.IGNORECASE))
    expect(main).to_contain_text("tidak ada yang diubah oleh pemeriksaan ini")
    assert nip


def change_one_rupiah() -> tuple[str, str]:
    """Add a rupiah to somebody's stored result past all services, as somebody with the database's password could."""
    from django.db import connection

    from tepat.web.apps.tpp.models import Hasil

    found = Hasil.objects.filter(masa="2024-02", status_hitung="dihitung").select_related("pegawai").order_by("pk")[7]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'tpp_hasil'")
            for (trigger,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{trigger}"')
        else:
            cursor.execute("ALTER TABLE tpp_hasil DISABLE TRIGGER USER")
        cursor.execute("UPDATE tpp_hasil SET tpp_diterima = tpp_diterima + 1 WHERE id = %s", [found.pk])
        if connection.vendor != "sqlite":
            cursor.execute("ALTER TABLE tpp_hasil ENABLE TRIGGER USER")
    return found.nama, found.pegawai.nip
