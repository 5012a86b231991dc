"""Pages are Indonesian until somebody chooses otherwise, whatever the browser asks for."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def language(client: Client, **headers: str) -> str:
    return client.get("/akun/masuk/", headers=headers)["Content-Language"]


def test_an_english_browser_gets_indonesian_pages() -> None:
    assert language(Client(), **{"accept-language": "en-US,en;q=0.9"}) == "id"


def test_the_language_chosen_in_this_browser_holds() -> None:
    client = Client()
    client.cookies["bahasa"] = "en"
    assert language(client) == "en"


def test_a_language_that_there_is_not_counts_as_none_chosen() -> None:
    client = Client()
    client.cookies["bahasa"] = "xx"
    assert language(client) == "id"
