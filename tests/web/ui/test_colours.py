"""Words can be told from what they stand on, in the light theme and in the dark one (WCAG 2.2, 1.4.3: 4.5 to 1)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import tepat.web.ui

CSS = (Path(tepat.web.ui.__file__).parent / "static/tepat/tepat.css").read_text("utf-8")
PAIRS = [
    (words, ground)
    for words in ("text", "quiet", "accent-text", "bad", "good", "warn")
    for ground in ("page", "surface")
] + [
    ("quiet", "sunken"),
    ("text", "sunken"),
    ("text", "good-soft"),
    ("text", "bad-soft"),
    ("good", "good-soft"),
    ("warn", "warn-soft"),
    ("bad", "bad-soft"),
    ("bad", "warn-soft"),
    ("quiet", "warn-soft"),
    ("quiet", "accent-soft"),
    ("quiet", "bad-soft"),
    ("accent-text", "accent-soft"),
]


def tokens(theme: str) -> dict[str, str]:
    """The colours of a theme by their names."""
    (block,) = re.findall(rf'\[data-bs-theme="{theme}"\] \{{(.*?)\n\}}', CSS, re.DOTALL)
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", block))


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("words", "ground"), PAIRS)
def test_words_stand_out_from_their_ground(theme: str, words: str, ground: str):
    colours = tokens(theme)
    assert contrast(colours[words], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("button", ["tblr-primary", "tblr-danger"])
def test_white_words_stand_out_on_buttons(theme: str, button: str):
    assert contrast(tokens(theme)[button], "#fff") >= 4.5


def test_black_on_white_is_the_greatest_contrast():
    assert contrast("#000", "#fff") == 21
