"""``make shots``: the demonstration as each role sees it, photographed page by page into ``shots/``.

The demonstration is started on a free port with a data folder of its own; `tools/shots.toml` lists the pages. A page
that does not exist, answers with an error or is wider than the screen is reported, and the exit code is then 1.
"""

from __future__ import annotations

import html
import os
import shutil
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import DESKTOP, PHONE, Visit, launch

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "shots"
SIZES = {"layar": DESKTOP, "ponsel": PHONE}
_LONGEST_START = 180
_LIGHT, _DARK = "terang", "gelap"


@dataclass(frozen=True)
class Sight:
    """One page as one account sees it: where it begins, the link to follow there, and what it is called."""

    account: str
    start: str
    follow: str
    name: str


@dataclass
class Shoot:
    """The photographs made, and what went wrong."""

    server: str
    addresses: Mapping[str, str]
    dark: frozenset[str]
    made: list[Path] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)


def read_sights(text: str) -> tuple[list[Sight], frozenset[str]]:
    """The pages of a list, and the names of those that are photographed dark too."""
    listed = tomllib.loads(text)
    sights = [_sight(account, page) for account, pages in listed["akun"].items() for page in pages]
    return sights, frozenset(listed["gelap"])


def _sight(account: str, page: Any) -> Sight:
    if isinstance(page, str):
        return Sight(account, page, "", page)
    return Sight(account, page["dari"], page["ikut"], page["sebut"])


def addresses_of(names: Iterator[str]) -> dict[str, str]:
    """The path of every name that has one."""
    import django
    from django.urls import NoReverseMatch, reverse

    os.environ["DJANGO_SETTINGS_MODULE"] = "tepat.web.config.settings"
    os.environ.setdefault("TEPAT_SECRET_KEY", "nothing is signed here")
    django.setup()
    found = {}
    for name in names:
        try:
            found[name] = reverse(name)
        except NoReverseMatch:
            continue
    return found


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The demonstration on a free port, until the block ends: its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", "from tepat.cli.main import main; main()", "layani", "--contoh"]
    process = subprocess.Popen([*command, "--alamat", f"127.0.0.1:{port}", "--data", str(folder)])  # noqa: S603
    try:
        wait_for(f"http://127.0.0.1:{port}/akun/masuk/", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Until the server answers.

    Raises `RuntimeError` where it ended, or does not answer in time.
    """
    last = time.monotonic() + _LONGEST_START
    while time.monotonic() < last and process.poll() is None:
        try:
            with urlopen(address):  # noqa: S310 -- our own server
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the demonstration does not answer; its messages are above")


def shoot_all(shoot: Shoot, browser: Browser, sights: list[Sight]) -> None:
    """Photograph every page at both sizes; account by account, each signed in once a size."""
    accounts = dict.fromkeys(sight.account for sight in sights)
    for account in accounts:
        own = [sight for sight in sights if sight.account == account]
        for size, pixels in SIZES.items():
            for theme in (_LIGHT, _DARK):
                seen = [sight for sight in own if theme == _LIGHT or sight.name in shoot.dark]
                if seen:
                    _shoot_account(shoot, browser, pixels, f"{size}-{theme}", seen)


def _shoot_account(shoot: Shoot, browser: Browser, pixels: tuple[int, int], suffix: str, sights: list[Sight]) -> None:
    page = Visit(browser, shoot.server, pixels, True, shoot.trouble).open()
    try:
        page.emulate_media(color_scheme="dark" if suffix.endswith(_DARK) else "light", reduced_motion="reduce")
        if sights[0].account:
            sign_in(page, sights[0].account)
        for sight in sights:
            _shoot_page(shoot, page, sight, suffix)
    finally:
        page.context.close()


def sign_in(page: Page, account: str) -> None:
    """Press the account's button on the log-in page."""
    page.goto("/akun/masuk/")
    page.locator(f"form:has(input[value='{account}']) button").click()
    page.wait_for_url(lambda address: "/akun/masuk" not in address)


def _shoot_page(shoot: Shoot, page: Page, sight: Sight, suffix: str) -> None:
    what = f"{sight.account or 'tamu'}-{sight.name}"
    if sight.start not in shoot.addresses:
        shoot.trouble.append(f"{what}: no address is called {sight.start}")
        return
    answer = page.goto(shoot.addresses[sight.start])
    if sight.follow:
        link = page.locator(sight.follow)
        if not link.count():
            shoot.trouble.append(f"{what}: nothing on {sight.start} matches {sight.follow}")
            return
        with page.expect_navigation() as moved:
            link.first.click()
        answer = moved.value
    if answer is None or not answer.ok:
        shoot.trouble.append(f"{what}: answered {answer.status if answer else 'nothing'}")
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        shoot.trouble.append(f"{what} {suffix}: wider than the screen")
    path = TARGET / f"{what}-{suffix}.png"
    page.screenshot(path=path, full_page=True)
    shoot.made.append(path)


def contact_sheet(shoot: Shoot) -> str:
    """A page with every photograph."""
    style = "body{font:14px sans-serif;display:flex;flex-wrap:wrap;gap:1rem}figure{margin:0}img{max-height:480px}"
    figures = (
        f'<figure><a href="{path.name}"><img src="{path.name}" alt=""></a><figcaption>{path.stem}</figcaption></figure>'
        for path in shoot.made
    )
    trouble = "".join(f"<li>{html.escape(text)}</li>" for text in dict.fromkeys(shoot.trouble))
    head = f"<!doctype html><meta charset=utf-8><title>Tepat</title><style>{style}</style>"
    return f"{head}<ul>{trouble}</ul>{''.join(figures)}\n"


def main() -> int:
    """Photograph the demonstration; 1 where something was missing or went wrong."""
    sights, dark = read_sights((ROOT / "tools" / "shots.toml").read_text("utf-8"))
    TARGET.mkdir(exist_ok=True)
    for path in TARGET.glob("*.png"):
        path.unlink()
    addresses = addresses_of(iter({sight.start for sight in sights}))
    with served(TARGET / "data") as server, sync_playwright() as playwright:
        shoot = Shoot(server, addresses, dark)
        browser = launch(playwright)
        shoot_all(shoot, browser, sights)
        browser.close()
    (TARGET / "index.html").write_text(contact_sheet(shoot), encoding="utf-8")
    print(f"{len(shoot.made)} pictures: {TARGET / 'index.html'}")
    for text in dict.fromkeys(shoot.trouble):
        print(f"  {text}", file=sys.stderr)
    if "--bersih" in sys.argv:
        shutil.rmtree(TARGET / "data")
    return 1 if shoot.trouble else 0


if __name__ == "__main__":
    sys.exit(main())
