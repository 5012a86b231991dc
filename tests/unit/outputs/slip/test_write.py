"""The PDF: the same bytes from the same slip anywhere, a sheet each, and every text as it is."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tepat.lang.errors import InternalError
from tepat.outputs.slip import Holder, Line, Reason, Slip, Totals, render_slip, render_slips
from tests.unit.outputs.slip.pdf_text import sheets, text_of
from tests.unit.outputs.slip.slips import ANI, PRINTED_AT, slip, withheld


def test_a_slip_is_one_sheet_of_a4():
    pdf = render_slip(slip())
    assert pdf.startswith(b"%PDF-")
    assert sheets(pdf) == 1
    assert b"/MediaBox[0 0 595.2756 841.8898]" in pdf


def test_everything_the_slip_says_stands_on_the_sheet():
    text = text_of(render_slip(slip()))
    for said in ("Kabupaten Tanjung Contoh", "Maret 2024", ANI.nama, ANI.nip, "Rp 7.214.300", "7.387.300", "−100.000"):
        assert said in text
    assert "Pasal 9 ayat (3) · Perbup Contoh 1/2024" in text
    assert "ab" * 32 in text
    assert "5 April 2024 11.00.00 WITA" in text
    assert "CONTOH\n" in text


def test_a_withheld_month_says_so_where_the_amount_would_stand():
    text = text_of(render_slip(withheld()))
    assert "Belum dapat dibayar" in text
    assert "Rp" not in text


@pytest.mark.parametrize("one", [withheld(), slip(bahasa="en"), slip(url="", mark="", receipt="", why=(), borne=())])
def test_whatever_is_missing_a_slip_is_one_sheet(one: Slip):
    assert sheets(render_slip(one)) == 1


def test_the_fullest_month_still_fits_one_sheet():
    earnings = tuple(Line(f"TPP kriteria nomor {number}", 1_000, 1_100, "Pasal 9 ayat (3)") for number in range(8))
    deductions = tuple(Line(f"Potongan nomor {number}", 100, None, "Pasal 30") for number in range(6))
    why = tuple(Reason(f"Terlambat pada {number} Maret.", -1_000) for number in range(1, 9))
    full = slip(earnings=earnings, deductions=deductions, totals=Totals(8_000, 600, 7_400), why=why)
    assert sheets(render_slip(full)) == 1


def test_the_same_slip_gives_the_same_bytes_twice():
    assert render_slip(slip()) == render_slip(slip())


def test_the_same_slip_gives_the_same_bytes_elsewhere(tmp_path: Path):
    """Another process, folder, time zone and language of the machine."""
    program = (
        "import hashlib; from tests.unit.outputs.slip.slips import slip; from tepat.outputs.slip import render_slip; "
        "print(hashlib.sha256(render_slip(slip())).hexdigest())"
    )
    root = Path(__file__).parents[4]
    ambient = os.environ | {"PYTHONPATH": str(root), "TZ": "Asia/Jayapura", "LC_ALL": "C", "HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=ambient, capture_output=True, check=True)
    assert done.stdout.decode().strip() == hashlib.sha256(render_slip(slip())).hexdigest()


def test_the_file_is_dated_by_the_slip_and_not_by_the_clock():
    assert b"/CreationDate(D:20240405030000" in render_slip(slip())
    later = slip(printed_at=PRINTED_AT + timedelta(days=1))
    assert b"/CreationDate(D:20240406030000" in render_slips([later, slip()])


def test_one_rupiah_more_gives_other_bytes():
    more = slip(
        earnings=(Line("TPP", 7_287_301),), deductions=slip().deductions, totals=Totals(7_287_301, 73_000, 7_214_301)
    )
    assert render_slip(more) != render_slip(slip())


def test_many_slips_are_one_file_with_a_sheet_each():
    people = [replace(ANI, nama=f"PEGAWAI CONTOH {letter}") for letter in "ABCDE"]
    assert sheets(render_slips([slip(holder=person) for person in people])) == 5


def test_no_slip_is_no_document():
    with pytest.raises(InternalError, match="no slip"):
        render_slips([])


HOSTILE = (
    '"); #panic("x") //',
    '#image("/etc/passwd")',
    "O'Brien \\ $x^2$ *tebal* _miring_",
    "`kode` <label> @rujuk ~ -- ...",
    "Ni Wayan \u00e9\u00fc\u0161",
    ']#eval("1/0")[',
    "= Judul",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_looks_like_markup_is_printed_as_it_is(name: str):
    pdf = render_slip(slip(holder=Holder(name, ANI.nip, name), daerah=name, mark=name, url=name))
    assert sheets(pdf) == 1
    # As name, unit, region, mark and address.
    assert text_of(pdf).count(name) >= 5


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_any_text_at_all_can_be_printed(text: str):
    one = slip(holder=Holder(text, ANI.nip, text), why=(Reason(text, 1),), mark=text[:8], receipt=text)
    assert render_slip(one).startswith(b"%PDF-")


MARKUP = "#\"'\\$*_`<>@[](){}=-+/~&%;:,. abcXYZ019"


@settings(max_examples=40, deadline=None)
@given(st.text(MARKUP, min_size=1, max_size=20).filter(lambda text: text == " ".join(text.split()) != ""))
def test_every_sign_of_the_markup_is_a_sign_like_any_other(text: str):
    assert f"\n{text}\n" in text_of(render_slip(slip(holder=Holder(text, ANI.nip))))
