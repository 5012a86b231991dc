"""The English catalogue is whole, and the program that keeps it misses nothing and accepts nothing wrong."""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tools.message_catalogue import Entry, compile_mo, gaps_differ, read_po, write_po
from tools.message_sources import Message, MessageError, collect, messages_of
from tools.messages import PO, ROOT, WEB, check, main, update, updated


def entry(text: str, *english: str, plural: str = "", context: str = "") -> Entry:
    return Entry(Message(text, plural, context), english)


def file_with(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def po(tmp_path: Path) -> Path:
    """A small catalogue that passes."""
    path = tmp_path / "django.po"
    path.write_text(write_po(entry(text, f"{text} in English") for text in ("Satu", "Dua %(n)s")), "utf-8")
    update(path, messages("Satu", "Dua %(n)s"), drop=False)
    return path


def messages(*texts: str) -> Mapping[Message, tuple[str, ...]]:
    return {Message(text): ("a.py",) for text in texts}


def test_every_text_of_the_web_application_has_its_english():
    found = collect(WEB, ROOT)
    assert len(found) > 400, "hardly a text was found to compare"
    assert check(PO, found) == []


def test_python_texts_are_found_under_every_name_of_the_functions(tmp_path: Path):
    path = file_with(
        tmp_path,
        "a.py",
        "from django.utils.translation import gettext_lazy as _, ngettext, pgettext as p\n"
        '_("satu " "kalimat"); ngettext("%(n)s hari", "%(n)s hari-hari", n); p("tombol", "Buka"); other("bukan")\n'
        "_(name)\n",
    )
    assert list(messages_of(path)) == [
        Message("satu kalimat"),
        Message("%(n)s hari", "%(n)s hari-hari"),
        Message("Buka", context="tombol"),
    ]


def test_template_texts_are_found_as_the_template_engine_looks_them_up(tmp_path: Path):
    path = file_with(
        tmp_path,
        "a.html",
        '{% translate "Paling banyak 5 %" %} gettext( {% empty _("Kosong (sungguh)") %} {{ name|default:_("Siapa?") }}'
        "{% blocktranslate count n=n trimmed %}\n  {{ n }} hari\n{% plural %}{{ n }} hari-hari{% endblocktranslate %}",
    )
    assert list(messages_of(path)) == [
        Message("Paling banyak 5 %%"),
        Message("Kosong (sungguh)"),
        Message("Siapa?"),
        Message("%(n)s hari", "%(n)s hari-hari"),
    ]


def test_a_text_put_together_before_it_is_looked_up_is_refused(tmp_path: Path):
    text = 'from django.utils.translation import gettext as _\n_(f"{n} hari")\n'
    path = file_with(tmp_path, "a.py", text)
    with pytest.raises(MessageError, match=r"a\.py:2"):
        list(messages_of(path))


def test_two_plurals_of_one_text_are_refused(tmp_path: Path):
    head = "from django.utils.translation import ngettext\n"
    file_with(tmp_path, "a.py", head + 'ngettext("hari", "hari-hari", n)\n')
    file_with(tmp_path, "b.py", head + 'ngettext("hari", "banyak hari", n)\n')
    with pytest.raises(MessageError, match="another plural"):
        collect(tmp_path, tmp_path)


def test_a_written_catalogue_reads_back_and_compiles_to_what_gettext_reads(tmp_path: Path):
    entries = [
        entry('Kata "Buka"\nlalu\\', 'The word "Open"\nthen\\'),
        entry("%(n)s hari", "%(n)s day", "%(n)s days", plural="%(n)s hari"),
        entry("Buka", "Open", context="tombol"),
    ]
    assert {(old.message, old.english) for old in read_po(write_po(entries))} == {
        (old.message, old.english) for old in entries
    }
    path = tmp_path / "x.mo"
    path.write_bytes(compile_mo(entries))
    with path.open("rb") as file:
        found = gettext.GNUTranslations(file)
    assert found.gettext('Kata "Buka"\nlalu\\') == 'The word "Open"\nthen\\'
    assert [found.ngettext("%(n)s hari", "%(n)s hari", n) for n in (1, 0, 2)] == [
        "%(n)s day",
        "%(n)s days",
        "%(n)s days",
    ]
    assert found.pgettext("tombol", "Buka") == "Open"


def test_a_whole_catalogue_passes(po: Path):
    assert check(po, messages("Satu", "Dua %(n)s")) == []


def test_a_new_text_fails_until_it_has_english(po: Path):
    found = check(po, messages("Satu", "Dua %(n)s", "Tiga"))
    assert found[0] == "without English: 'Tiga' (a.py)"


def test_a_text_that_is_gone_fails_until_it_is_dropped(po: Path):
    now = messages("Satu")
    assert any("no longer used" in line for line in check(po, now))
    update(po, now, drop=False)
    assert any("no longer used" in line for line in check(po, now))
    update(po, now, drop=True)
    assert check(po, now) == []


def test_a_text_that_comes_back_finds_its_english(po: Path):
    update(po, messages("Satu"), drop=False)
    update(po, messages("Satu", "Dua %(n)s"), drop=False)
    assert check(po, messages("Satu", "Dua %(n)s")) == []


def test_a_fuzzy_entry_fails_and_is_not_compiled(po: Path):
    po.write_text(po.read_text("utf-8").replace('msgid "Satu"', '#, fuzzy\nmsgid "Satu"'), "utf-8")
    assert "fuzzy: 'Satu'" in check(po, messages("Satu", "Dua %(n)s"))
    assert b"Satu in English" not in compile_mo(read_po(po.read_text("utf-8")))


def test_an_english_that_fills_in_other_values_fails(po: Path):
    po.write_text(po.read_text("utf-8").replace("Dua %(n)s in", "Dua %(m)s in"), "utf-8")
    assert any("other values" in line for line in check(po, messages("Satu", "Dua %(n)s")))


@pytest.mark.parametrize(
    ("text", "english"),
    [("%s orang", "people"), ("orang", "%(n)s people"), ("{nama} masuk", "{name} in"), ("100 %% %(n)s", "100%%")],
)
def test_values_of_every_notation_are_compared(text: str, english: str):
    assert gaps_differ(entry(text, english))


def test_the_form_for_one_may_leave_its_number_out_and_nothing_else():
    days = entry("%(n)s hari", "a day", "%(n)s days", plural="%(n)s hari")
    assert not gaps_differ(days)
    assert gaps_differ(replace(days, english=("%(n)s day", "days")))
    assert gaps_differ(replace(days, english=("%(m)s day", "%(n)s days")))


def test_a_compiled_form_that_is_not_of_its_text_fails(po: Path):
    po.with_suffix(".mo").write_bytes(compile_mo([]))
    assert any("django.mo is not" in line for line in check(po, messages("Satu", "Dua %(n)s")))


def test_a_text_that_becomes_a_plural_asks_for_both_forms():
    (found,) = updated([entry("Satu", "One")], {Message("Satu", "Banyak"): ("a.py",)})
    assert found.english == ("", "")


def test_the_command_says_how_much_is_to_be_done(capsys: pytest.CaptureFixture[str]):
    assert main(["--check"]) == 0
    assert capsys.readouterr().out.endswith(" texts, 0 to be done\n")
