"""Each component by itself: what it shows, and what it refuses."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tepat.web.ui import glossary, parts
from tests.web.ui.page import Page


def render(text: str, query: str = "", **context: Any) -> str:
    request = RequestFactory().get(f"/daftar/?{query}")
    with translation.override("id"):
        return Template("{% load komponen tepat %}" + text).render(Context({"request": request, **context}))


COLUMNS = (parts.Column("Nama", sort="nama", primary=True), parts.Column("Jumlah", "rupiah", sort="jumlah"))


def people(*rows: parts.Row, **more: Any) -> parts.Table:
    return parts.Table("Daftar pegawai", COLUMNS, rows, **more)


def test_a_table_labels_its_cells_for_phones_and_aligns_numbers():
    page = Page(render("{% table t %}", t=people(parts.row("PEGAWAI CONTOH A", 7214300, url="/a/"))))
    cells = page.all("td")
    assert [cell.attrs["data-label"] for cell in cells] == ["Nama", "Jumlah"]
    assert cells[1].attrs["class"].strip() == "num"
    assert cells[1].words().strip() == "Rp 7.214.300"
    (link,) = [element for element in page.all("a") if "row-link" in element.attrs.get("class", "")]
    assert link.attrs["href"] == "/a/"


def test_a_row_of_another_length_than_the_columns_is_refused():
    with pytest.raises(ValueError, match="zip"):
        people(parts.row("PEGAWAI CONTOH A")).pairs()


def test_a_heading_sorts_upwards_then_downwards_and_keeps_the_filters():
    table = people(parts.row("PEGAWAI CONTOH A", 1))
    heads = Page(render("{% table t %}", "q=a&halaman=3&urut=nama", t=table)).all("th")
    assert [head.attrs.get("aria-sort") for head in heads] == ["ascending", None]
    assert [head.children[0].attrs["href"] for head in heads] == ["?q=a&urut=-nama", "?q=a&urut=jumlah"]


def test_a_table_without_rows_says_what_to_do():
    empty = parts.Empty("Belum ada pegawai", "Muat daftar pegawai.", url="/impor/", action="Muat")
    text = render("{% table t e %}", t=people(), e=empty)
    assert "Belum ada pegawai" in text
    assert 'href="/impor/"' in text
    assert "<table" not in text


def test_what_users_wrote_is_escaped_everywhere():
    evil = "<script src=x></script>"
    text = render(
        "{% table t %}{% findings f %}{% derivation d %}{% definitions p %}{% empty e %}",
        t=people(parts.row(parts.Cell(evil, note=evil), None)),
        f=[parts.FindingItem("X-001", "info", evil, evil, evil)],
        d=[parts.Derivation(evil, 1, article=evil, paragraphs=(evil,), inputs=(parts.Input(evil, evil, evil),))],
        p=[(evil, evil)],
        e=parts.Empty(evil, evil),
    )
    assert "<script" not in text
    assert text.count("&lt;script") > 10


@pytest.mark.parametrize(("value", "is_red"), [(-124700, True), (0, False), (None, False)])
def test_money_lost_is_red_only_when_something_is_lost(value: int | None, is_red: bool):
    assert ("money-lost" in render('{% money v "hilang" %}', v=value)) == is_red


def test_an_unknown_status_kind_or_term_is_a_mistake_that_shows():
    for text in ('{% icon "entah" %}', '{% chip "entah" %}', '{% value 1 "entah" %}', '{% help "entah" %}'):
        with pytest.raises(KeyError):
            render(text)


STATUSES = "draft dihitung diverifikasi disetujui terkunci dikirim dibayar gagal berjalan antre".split()


def test_every_status_has_its_own_word_and_icon():
    chips = [render(f'{{% chip "{status}" %}}') for status in STATUSES]
    assert len({Page(chip).elements[0].words().strip() for chip in chips}) == len(STATUSES)
    assert all("<use" in chip for chip in chips)


def test_findings_are_grouped_by_code_the_gravest_first_and_folded_when_many():
    many = [parts.FindingItem("M-010", "peringatan", f"PIN {n}", "Hubungkan.") for n in range(5)]
    grave = parts.FindingItem("P-204", "tahan", "Tanpa ketukan", "Putuskan.")
    groups = Page(render("{% findings f %}", f=[*many, grave])).all("details")
    assert ["P-204" in group.words() for group in groups] == [True, False]
    assert ["open" in group.attrs for group in groups] == [True, False]
    assert groups[1].words().count("Hubungkan.") == 1, "one remedy for all is said once"


def test_a_finding_of_unknown_level_is_refused():
    with pytest.raises(KeyError):
        parts.group_findings([parts.FindingItem("X-001", "entah", "", "")])


@given(st.lists(st.integers(0, 10**10), min_size=3, max_size=3))
def test_the_segments_of_a_share_fill_the_bar_without_gap_or_overlap(amounts: list[int]):
    segments = parts.Share(*amounts).segments()
    reached = 0
    for _name, _amount, start, width in segments:
        assert start == reached
        assert width >= 0
        reached += width
    assert reached == (1000 if sum(amounts) else 0)


def test_a_share_of_less_than_nothing_is_refused():
    with pytest.raises(ValueError, match="never negative"):
        parts.Share(1, -1)


def test_a_share_bar_is_drawn_without_styles():
    text = render("{% share s %}", s=parts.Share(600, 100, 300))
    assert re.findall(r'class="share-(\w+)" x="(\d+)" y="0" width="(\d+)"', text) == [
        ("diterima", "0", "600"),
        ("bergantung", "600", "300"),
        ("hilang", "900", "100"),
    ]


@given(st.integers(1900, 2199), st.integers(1, 12))
def test_a_calendar_holds_every_day_under_its_weekday(year: int, month: int):
    first = date(year, month, 1)
    days = [day for n in range(31) if (day := first + timedelta(n)).month == month]
    weeks = parts.month_grid([parts.Day(day, "hadir") for day in days])
    assert [cell.tanggal for week in weeks for cell in week if cell] == days
    assert all(cell is None or cell.tanggal.weekday() == at for week in weeks for at, cell in enumerate(week))
    assert {len(week) for week in weeks} == {7}


def test_a_calendar_of_two_months_is_refused():
    with pytest.raises(ValueError, match="one month"):
        parts.month_grid([parts.Day(date(2024, 3, 31), "hadir"), parts.Day(date(2024, 4, 1), "hadir")])


def test_a_day_tells_its_punches_minutes_and_loss_and_its_state_in_words():
    day = parts.Day(date(2024, 3, 12), "kurang", ("07.44", "16.02"), 14, 14673, url="/hari/12/")
    text = Page(render('{% calendar "2024-03" d %}', d=[day])).all("a")[0].words()
    for word in ("Sel, 12 Mar", "Terlambat", "07.44–16.02", "14 menit", "−Rp 14.673"):
        assert word in text


def test_a_run_is_asked_again_only_while_it_runs():
    running = parts.Progress("Menghitung", "berjalan", 5, 10, url="/kemajuan/")
    assert 'hx-get="/kemajuan/"' in render("{% progress p %}", p=running)
    assert '<progress aria-label="Menghitung" max="10" value="5">' in render("{% progress p %}", p=running)
    done = parts.Progress("Menghitung", "gagal", 5, 10, url="/kemajuan/")
    assert "hx-get" not in render("{% progress p %}", p=done)


def test_a_derivation_opens_into_formula_inputs_article_and_parts():
    line = parts.Derivation(
        "Disiplin 98,5 %", -100, "hilang", formula_words="a = b",
        inputs=(parts.Input("Terlambat", "14 menit", "mesin"),),
        article="Pasal 12", paragraphs=("(3) Bunyi.",), version="2024", parts=(parts.Derivation("12 Maret", -100),),
    )  # fmt: skip
    text = Page(render("{% derivation d %}", d=[line])).all("details")[0].words()
    for word in (
        "Disiplin 98,5 %",
        "−Rp 100",
        "a = b",
        "14 menit",
        "mesin",
        "Pasal 12",
        "(3) Bunyi.",
        "2024",
        "12 Maret",
    ):
        assert word in text


def test_a_derivation_with_nothing_to_open_does_not_pretend():
    assert "<details" not in render("{% derivation d %}", d=[parts.Derivation("Masa kerja", text="tidak berpengaruh")])


def test_a_confirmation_is_a_form_with_its_consequences_token_and_reason():
    confirm = parts.Confirm(
        "Kunci?", ("216 orang.",), "Kunci", "/kunci/", "/", needs_reason=True, fields={"masa": "2024-03"}
    )
    page = Page(render("{% confirm c %}", c=confirm, csrf_token="abc"))
    (form,) = page.all("form")
    assert (form.attrs["method"], form.attrs["action"]) == ("post", "/kunci/")
    values = {element.attrs["name"]: element.attrs.get("value") for element in page.all("input", "textarea")}
    assert values == {"csrfmiddlewaretoken": "abc", "masa": "2024-03", "alasan": None}


def test_a_pager_keeps_the_filters_and_says_how_many_there_are():
    page = Paginator(range(4812), 50).page(7)
    text = render("{% pager page %}", "q=a&halaman=7", page=page)
    assert "301–350 dari 4.812" in text
    assert 'href="?q=a&amp;halaman=8"' in text
    assert 'aria-current="page">7<' in text


class Sample(forms.Form):
    nama = forms.CharField(label="Nama", help_text="Seperti pada SK.")
    jenis = forms.ChoiceField(label="Jenis", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    catatan = forms.CharField(label="Catatan", required=False)


def test_fields_carry_label_help_and_error_by_id():
    page = Page("<h1>x</h1>" + render("{% form_fields f %}", f=Sample({})))
    assert page.faults() == []
    (name,) = [element for element in page.all("input") if element.attrs["name"] == "nama"]
    assert name.attrs["aria-describedby"] == "id_nama_bantuan id_nama_galat"
    assert "is-invalid" in name.attrs["class"]


def test_a_field_that_may_be_empty_says_so_and_a_group_has_a_legend():
    page = Page(render("{% form_fields f %}", f=Sample()))
    assert [legend.words().strip() for legend in page.all("legend")] == ["Jenis"]
    (label,) = [label for label in page.all("label") if label.attrs["for"] == "id_catatan"]
    assert "boleh kosong" in label.words()


def test_a_chart_is_a_table_with_exact_numbers_first():
    table = parts.Table(
        "Terlambat", (parts.Column("Hari"), parts.Column("Orang", "angka")), (parts.row("4 Mar", 1200),)
    )
    page = Page(render('{% chart t "bar" %}', t=table))
    (cell,) = page.all("td")
    assert (cell.attrs["data-value"], cell.words()) == ("1200", "1.200")


def test_the_glossary_of_the_pages_is_that_of_the_manual():
    from pathlib import Path

    manual = Path(__file__).parents[3] / "docs/glosarium.toml"
    assert glossary.FILE.read_bytes() == manual.read_bytes()
    assert glossary.terms()["tpp"].istilah == "Tambahan Penghasilan Pegawai"


def test_every_term_has_its_english_and_no_english_is_without_a_term():
    import tomllib

    english = tomllib.loads(glossary.ENGLISH.read_text("utf-8"))
    assert english.keys() == glossary.terms().keys()
    assert glossary.terms()["masa"].told("en")[0].startswith("The month of work")
    assert glossary.terms()["masa"].told("id")[0].startswith("Bulan kerja")
