"""No text of the web application stands outside the catalogue; every kind of place one could hide in is looked at."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tepat.lang.names import ENGLISH
from tepat.law import packet
from tools.message_gaps import gaps_below, gaps_of_python, gaps_of_template
from tools.messages import WEB

# Not the application's own pages: the style page, the demonstration's data, what commands and start-up say, and one
# that chooses between both languages itself.
SPARED = frozenset(
    {
        "ui/gaya.py",
        "ui/templates/ui/gaya",
        "demo/",
        "config/",
        "management/",
        "apps/regulasi/telling.py",
    }
)


def test_no_text_of_a_page_is_left_untranslated():
    assert gaps_below(WEB, SPARED) == []


def test_the_search_finds_something_where_it_is_spared():
    found = gaps_below(WEB, frozenset())
    assert any(line.startswith("ui/gaya.py") for line in found)


@pytest.mark.parametrize(
    "source",
    [
        "<p>Belum ada</p>",
        "<p>{{ n }} orang</p>",
        '<button title="Hapus">{% icon "x" %}</button>',
        "<input placeholder='Cari nama'>",
        '{% empty "Belum ada berkas" %}',
        "{% if a %}Ya{% endif %}",
        '{{ nama|default:"Tanpa nama" }}',
    ],
)
def test_a_bare_text_of_a_template_is_found(source: str):
    assert list(gaps_of_template(source))


@pytest.mark.parametrize(
    "source",
    [
        "<p>{% translate 'Belum ada' %} · {{ n }}</p>",
        "{% blocktranslate count n=n %}{{ n }} orang{% plural %}{{ n }} orang{% endblocktranslate %}",
        "{# catatan bagi pembaca #}<code>tepat layani</code>",
        '{% empty _("Belum ada") "file-import" %}<a href="{% url \'impor_baru\' %}" class="btn btn-primary">+</a>',
    ],
)
def test_a_marked_text_and_what_is_no_text_pass(source: str):
    assert list(gaps_of_template(source)) == []


def test_an_unmarked_sentence_of_python_is_found_and_a_marked_one_passes():
    tree = ast.parse(
        '"""Berkas yang dibaca."""\n'
        "from django.utils.translation import gettext as _\n"
        'messages.success(request, "Berkas sudah disimpan.")\n'
        'raise ValidationError(f"{n} baris tidak terbaca")\n'
        'messages.success(request, _("Berkas sudah disimpan."))\n'
    )
    assert [line for line, _text in gaps_of_python(tree)] == [3, 4]


def test_every_column_and_code_of_the_fact_packet_has_english_words():
    columns = {column.name for file in packet.PACKET.values() for column in file.columns}
    domains = (packet.EKSPEKTASI, packet.PREDIKAT, packet.JENIS_PLT, packet.TINGKAT_HUKDIS, packet.STATUS_HARIAN)
    codes = {code for domain in domains for code in domain.codes}
    assert len(columns) > 40
    assert sorted((columns | codes) - ENGLISH.keys()) == []


def test_the_javascript_takes_its_sentences_from_the_page():
    scripts = sorted(path for path in Path(WEB).rglob("static/**/*.js") if "vendor" not in path.parts)
    assert scripts
    for path in scripts:
        assert not [line for line in path.read_text("utf-8").splitlines() if _has_sentence(line)], path.name


def _has_sentence(line: str) -> bool:
    code = line.split("//", maxsplit=1)[0]
    quoted = [part for mark in "\"'`" for part in code.split(mark)[1::2]]
    return any(" " in text.strip() and text[:1].isupper() for text in quoted)
