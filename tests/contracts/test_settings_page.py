"""The page on installing names every setting that the application reads, and no other."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONFIG = ROOT / "src" / "tepat" / "web" / "config"


def settings_read(source: str) -> set[str]:
    return set(re.findall(r'(?:text|switch|words)\(\s*"(TEPAT_\w+)"', source))


def settings_told(page: str) -> set[str]:
    return set(re.findall(r"^\| `(TEPAT_\w+)` \|", page, flags=re.MULTILINE))


def test_the_page_on_installing_names_every_setting_and_no_other() -> None:
    read = settings_read("\n".join(path.read_text("utf-8") for path in CONFIG.glob("*.py")))
    told = settings_told((ROOT / "docs" / "memasang.md").read_text("utf-8"))
    assert len(read) > 15
    assert told == read


def test_a_setting_that_is_read_but_not_told_is_noticed() -> None:
    assert settings_read('X = env.text("TEPAT_BARU", "x")') - settings_told("| `TEPAT_LAMA` | | |") == {"TEPAT_BARU"}
