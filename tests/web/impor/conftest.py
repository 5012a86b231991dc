"""The office that every test of imports begins with."""

from __future__ import annotations

import json
from typing import Any

import pytest


@pytest.fixture
def office(db: None, settings: Any) -> dict[str, Any]:
    # Django is not ready yet where pytest reads this file.
    from tests.web.impor.office import make_office

    settings.TEPAT_HARI_INI = "2026-03-20"
    return make_office()


@pytest.fixture(autouse=True)
def readers_at_hand(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """The readers answer in this process, which saves a second each time; `apart` keeps them where they belong."""
    if request.node.get_closest_marker("parametrize") or "apart" not in request.node.name:
        from tepat.ingest import upload
        from tepat.web.apps.impor import reader

        def ask(kerja: str, files: Any, masa: str, **more: Any) -> list[dict[str, Any]]:
            told = upload.answer({"kerja": kerja, "masa": masa, "bahasa": "id", **more}, list(files))
            found: list[dict[str, Any]] = json.loads(json.dumps(told))
            return found

        monkeypatch.setattr(reader, "ask", ask)
