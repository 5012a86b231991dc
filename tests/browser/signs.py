"""What every journey does with a page: sign in, read amounts, wait for the worker."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

PASSWORD = "contoh-tepat"
_RUPIAH = re.compile(r"([−-]?)\s*Rp[\s\u00a0]?([0-9][0-9.]*)")


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    """Log in as somebody does: name, password, Enter."""
    page.goto("/akun/masuk/")
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill(password)
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("/akun/masuk"))
    page.wait_for_load_state()  # its keys work once its scripts are there


def sign_out(page: Page) -> None:
    """Leave by the page's own button."""
    page.goto("/akun/keluar/")
    page.get_by_role("main").get_by_role("button", name="Keluar").click()


def amounts(text: str) -> list[int]:
    """The rupiah of a text, in their order.

    >>> amounts("Rp 5.685.270 dari Rp 5.708.102, −Rp 22.832")
    [5685270, 5708102, -22832]
    """
    return [int(digits.replace(".", "")) * (-1 if sign else 1) for sign, digits in _RUPIAH.findall(text)]


def work() -> None:
    """Everything that waits for a worker is done, by a worker, its child process included."""
    from django.core.management import call_command

    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)
