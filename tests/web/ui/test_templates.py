"""No template of the application holds a script or a style of its own: the content policy would refuse both."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import tepat.web
from tools.vendor import read_pins

WEB = Path(tepat.web.__file__).parent

FAULTS = {
    "inline style": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "inline script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "event attribute": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
    "htmx script": re.compile(r"\shx-on|hx-vals=[\"']js:|hx-headers=[\"']js:", re.IGNORECASE),
    "other host": re.compile(r"(?:src|href|action)=[\"'](?:https?:)?//", re.IGNORECASE),
    "unsafe": re.compile(r"\|\s*safe\b|autoescape off"),
}


def faults_in(text: str) -> list[str]:
    return [name for name, pattern in FAULTS.items() if pattern.search(text)]


def templates(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("templates/**/*") if path.is_file() and "doc" not in path.parts)


def test_no_template_breaks_the_content_policy():
    found = templates(WEB)
    assert WEB / "ui/templates/base.html" in found, "the guard did not see the templates"
    assert {path.name: faults for path in found if (faults := faults_in(path.read_text("utf-8")))} == {}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('<p style="color: red">', "inline style"),
        ("<style>p {}</style>", "style element"),
        ("<script>f()</script>", "inline script"),
        ('<script type="module">f()</script>', "inline script"),
        ('<a onclick="f()">', "event attribute"),
        ('<a href="javascript:f()">', "script address"),
        ('<a hx-on:click="f()">', "htmx script"),
        ('<script src="https://example.org/a.js"></script>', "other host"),
        ("{{ text|safe }}", "unsafe"),
    ],
)
def test_a_planted_fault_is_found(line: str, fault: str):
    assert fault in faults_in(line)


@pytest.mark.parametrize("line", ['<script src="a.js" defer></script>', '<ul class="styled">', '<a data-once="1">'])
def test_what_is_allowed_passes(line: str):
    assert faults_in(line) == []


def icon_names() -> set[str]:
    """Every name that follows an icon tag, or stands as the third of a status or the icon of a part."""
    texts = [path.read_text("utf-8") for path in [*templates(WEB), *WEB.rglob("*.py")]]
    named = re.compile(r'\{% icon "([a-z0-9-]+)"|icon="([a-z0-9-]+)"')
    return {name for text in texts for groups in named.findall(text) for name in groups if name}


def test_every_icon_that_a_page_names_is_in_the_sprite():
    from tepat.web.ui.templatetags import komponen

    tables = (komponen.STATUS, komponen.CHECKS, komponen.LEVELS)
    used = icon_names() | {sign for table in tables for _label, _tone, sign in table.values()}
    assert komponen.known_icons() == set(read_pins()[1]["icons"]["sprite"]["names"])
    assert {"printer", "lock", "users"} <= used, "the guard did not see the templates"
    assert used <= komponen.known_icons()
