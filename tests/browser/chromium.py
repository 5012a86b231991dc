"""The system's own Chromium, kept from the network, and what went wrong in its pages.

`python -m tests.browser.chromium` tries it out: it ends in peace, or says what is missing.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Route, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# A browser also talks on its own account: none of that belongs into a test.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Names of the world lead nowhere, whatever asks for them.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
# The browser shows a PDF by a page of its own.
OWN = ("chrome:", "chrome-extension:")
DESKTOP = (1366, 768)
PHONE = (390, 844)
PATIENCE = 30_000


class ChromiumError(Exception):
    """This machine has no browser for the tests; the message says what to do."""


def find_chromium() -> str:
    """The program of the first Chromium on the PATH."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    names = ", ".join(NAMES)
    raise ChromiumError(f"No browser on the PATH ({names}). Remedy: Debian, Ubuntu: apt-get install chromium")


def launch(playwright: Playwright) -> Browser:
    """Start the system's Chromium, with a new empty profile."""
    return playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)


@dataclass
class Visit:
    """A page on the server under test, and every error it met: scripts, the console, the security policy, strangers.

    A test that provokes an error asserts it in ``trouble`` and takes it out; what is left there at the end fails it.
    """

    browser: Browser
    server: str
    size: tuple[int, int]
    scripts: bool = True
    trouble: list[str] = field(default_factory=list)

    def open(self) -> Page:
        """A new page in a profile of its own."""
        width, height = self.size
        context = self.browser.new_context(
            base_url=self.server,
            viewport={"width": width, "height": height},
            has_touch=self.size == PHONE,
            java_script_enabled=self.scripts,
            service_workers="block",
            locale="id-ID",
            timezone_id="Asia/Makassar",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        context.route("**/*", self._only_here)
        self._listen(context)
        return context.new_page()

    def _only_here(self, route: Route) -> None:
        address = route.request.url
        if address.startswith((f"{self.server}/", "data:", "blob:", *OWN)):
            route.continue_()
            return
        self.trouble.append(f"asked a stranger: {address}")
        route.abort()

    def _listen(self, context: BrowserContext) -> None:
        context.on("console", self._said)
        context.on("weberror", lambda event: self.trouble.append(f"script: {event.error}"))

    def _said(self, message: ConsoleMessage) -> None:
        # Chromium reports what the security policy refused, and files that are not there, as errors of the console.
        place = message.location.get("url", "")
        if message.type in {"error", "assert"} and not place.startswith(OWN):
            self.trouble.append(f"console: {message.text} ({place})")


if __name__ == "__main__":
    try:
        with sync_playwright() as running:
            launch(running).close()
    except ChromiumError as problem:
        sys.exit(str(problem))
