"""Who cannot reach a size says why, and the page repeats it."""

from __future__ import annotations

import shutil

import pytest

from benchmarks.alone.files import Files
from benchmarks.alone.packet import STEPS, Timed
from benchmarks.alone.sizes import MEGABYTES, SECONDS, Found, Sizes, why_not
from benchmarks.alone.steps import Ran
from benchmarks.calc.workbook import MOST_ROWS
from benchmarks.compare import Errors
from benchmarks.measured import Measured
from benchmarks.names import CALC, HAND, LOOP, MONTH, OPENFISCA
from benchmarks.page import files, sizes, summary

RIGHT = Errors(0, 0, 0.0, 9_950, 10_000)


def found(seconds: float, peak: float = 200.0, errors: Errors = RIGHT) -> Found:
    return Found(Ran((seconds, 2 * seconds), peak), errors)


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: f"bin/{program}")


def test_a_contender_that_is_quick_and_small_goes_on(office: None):
    assert why_not(MONTH, 100_000, found(1)) == ""
    assert why_not(CALC, 10_000, None) == ""


def test_a_contender_that_would_be_slow_is_not_started():
    before = found(SECONDS / 50)
    assert why_not(LOOP, 1_000_000, before).startswith(f"would take about {2 * SECONDS:,.0f} s; the limit is")


def test_a_contender_that_would_be_large_is_not_started():
    before = found(0.01, MEGABYTES / 50)
    assert why_not(LOOP, 1_000_000, before).startswith(f"would hold about {2 * MEGABYTES:,.0f} MB; the limit is")


def test_a_sheet_has_an_end(office: None):
    assert why_not(CALC, MOST_ROWS, found(0.1, 1)) == "a sheet ends at 1,048,576 rows"


def test_without_libreoffice_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shutil, "which", lambda program: None)
    assert "apt-get install libreoffice-calc-nogui" in why_not(CALC, 10_000, None)


def test_who_did_not_reach_a_size_does_not_reach_the_next():
    assert why_not(LOOP, 5_000_000, "stopped after 480 s") == "stopped after 480 s"


def measured() -> Measured:
    wrong = Errors(2_500, 0, 5.0, 9_950, 10_000)
    rows = {name: found(1) for name in (MONTH, HAND)} | {OPENFISCA: found(0.5, errors=wrong), CALC: "it is not here"}
    timed = Timed(dict.fromkeys(STEPS, 1.5), dict.fromkeys(STEPS, 4_100.0), 10**6, 10**6)
    runs = [Files(10_000, "csv", timed, RIGHT), Files(10_000, "parquet", None, None, "stopped after 900 s")]
    return Measured(Sizes({(name, 10_000): item for name, item in rows.items()}, {10_000: {"pegawai": 10_000}}), runs)


def test_the_page_tells_why_something_was_not_measured():
    text = "\n".join((*sizes.sections(measured().sizes), *files.sections(measured().files)))
    assert "| LibreOffice Calc: formulas recalculated | not measured (1) |" in text
    assert "Not measured: (1) it is not here." in text
    assert "| Parquet | 10,000 | not measured: stopped after 900 s |" in text


def test_the_page_says_who_is_wrong_and_what_misses_its_aim():
    (text,) = summary.sections(measured())
    assert "**Exactness**: 0 people wrong in anything of ours" in text
    assert "OpenFisca-Core 2,500 of 10,000" in text
    assert "at most 4,100 MB, with 10,000 people, **not within** the aim of 4,000 MB" in text


def test_somebody_wrong_in_what_is_to_be_exact_is_counted():
    item = measured()
    item.sizes.found[MONTH, 10_000] = found(1, errors=Errors(1, 0, 1.0, 9_950, 10_000))
    assert item.wrong == 1
