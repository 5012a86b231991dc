"""A browser for the tests of whole journeys: `desktop`, `phone` and `without_scripts` are pages on the live server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.chromium import DESKTOP, PATIENCE, PHONE, Visit, launch
from tests.browser.snapshot import Snapshot
from tests.web.conftest import emptied_in_spite_of_triggers
from tests.web.demo.conftest import OFFICE

__all__ = ["emptied_in_spite_of_triggers"]

# How long a page may take on a machine that has much else to do; a test that passes does not wait for it.
expect.set_options(timeout=PATIENCE)
Visitor = Callable[..., AbstractContextManager[Page]]


@pytest.fixture(scope="session")
def filled_once(django_db_setup: None, django_db_blocker: Any) -> Snapshot:
    """The demonstration's region: two months paid, the third twenty days old."""
    from django.test import override_settings

    from tepat.web.demo.fill import fill

    with django_db_blocker.unblock(), override_settings(**OFFICE):
        empty = Snapshot.take()
        fill()
        found = Snapshot.take()
        empty.put_back()
    return found


@pytest.fixture
def daerah(transactional_db: None, filled_once: Snapshot, settings: Any) -> None:
    """The demonstration's region, new for this test."""
    state(settings)
    filled_once.put_back()


def state(settings: Any) -> None:
    """What the demonstration states; there nobody needs a second step to sign in."""
    for name, value in (OFFICE | {"TEPAT_WAJIB_MFA": frozenset()}).items():
        setattr(settings, name, value)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for the tests of a file.

    Playwright carries the browser's messages on an event loop in this thread, and Django, which sees a loop running,
    would refuse the database to the test. No code of Django runs inside that loop, so the refusal protects nothing
    here. Loop and permission end with the file: other tests never meet them.
    """
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        running = launch(playwright)
        yield running
        running.close()


@pytest.fixture
def trouble() -> list[str]:
    """What went wrong in this test's pages; a test that provokes something asserts it and empties the list."""
    return []


@pytest.fixture
def visit(browser: Browser, live_server: Any, trouble: list[str]) -> Iterator[Visitor]:
    """Open a page: ``with visit(size=PHONE, scripts=False) as page``; for journeys with more than one person."""

    @contextmanager
    def opened(size: tuple[int, int] = DESKTOP, *, scripts: bool = True) -> Iterator[Page]:
        page = Visit(browser, live_server.url, size, scripts, trouble).open()
        try:
            yield page
        finally:
            page.context.close()

    yield opened
    assert trouble == []


@pytest.fixture
def desktop(visit: Visitor) -> Iterator[Page]:
    """A page of an old office computer's size."""
    with visit(DESKTOP) as page:
        yield page


@pytest.fixture
def phone(visit: Visitor) -> Iterator[Page]:
    """A page of a phone's size."""
    with visit(PHONE) as page:
        yield page


@pytest.fixture
def without_scripts(visit: Visitor) -> Iterator[Page]:
    """A page whose browser runs no script."""
    with visit(DESKTOP, scripts=False) as page:
        yield page
