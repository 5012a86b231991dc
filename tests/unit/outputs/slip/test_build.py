"""What is earned and what is taken is read from the rule book: one way for every region and kind of run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TypeAlias

import pytest

from tepat.engine.compute import compute
from tepat.engine.explain import Explanation, explain_person
from tepat.lab.contoh import Level, Options, generate
from tepat.lang.calendar import Masa
from tepat.lang.errors import InternalError
from tepat.law.bound import BoundBook
from tepat.law.consolidate import open_book
from tepat.law.shelf import open_shelf, regulations_root
from tepat.outputs.slip import Details, Holder, Reason, Slip, render_slip, slip_from_values
from tests.unit.outputs.slip.pdf_text import sheets
from tests.unit.outputs.slip.slips import PRINTED_AT

SAMPLES = regulations_root() / "contoh"
PEOPLE = 12


@dataclass(frozen=True)
class Month:
    """A computed month of a synthetic region, explained."""

    bound: BoundBook
    people: tuple[Explanation, ...]

    def slips(self, bahasa: str = "id") -> list[Slip]:
        details = Details(PRINTED_AT, bahasa)
        return [slip_from_values(self.bound, found, Holder(found.nama, found.nip), details) for found in self.people]

    def paid(self) -> list[Slip]:
        return [slip for slip in self.slips() if slip.totals is not None]


Months: TypeAlias = Callable[..., Month]


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> Months:
    """Months of regions, each computed once."""

    @cache
    def month(region: str, masa: str, kind: str = "reguler", bahasa: str = "id") -> Month:
        sample = SAMPLES / f"pelengkap-{region}"
        supplement = sample if sample.is_dir() else None
        folder: Path = tmp_path_factory.mktemp("daerah") / "contoh"
        shelf, when = open_shelf(region), Masa.parse(masa)
        options = Options(Level.BERSIH, True, open_book(shelf, when, supplement), region, sumber=False)
        tariff = SAMPLES / "pelengkap-tarif-presensi"
        generate(folder, pegawai=PEOPLE, masa=masa, benih=3, tarif=tariff, options=options)
        bound = open_book(shelf, when, supplement, None, kind)
        run = compute(folder / "fakta", bound)
        nips = [nip for (nip,) in run.connection.execute("SELECT nip FROM hasil ORDER BY nip").fetchall()]
        return Month(bound, tuple(explain_person(run, nip, bahasa) for nip in nips))

    return month


REGIONS = [
    ("balangan", "2022-05", "reguler"),
    ("balangan", "2023-05", "reguler"),
    ("balangan", "2024-03", "reguler"),
    ("balangan", "2024-03", "susulan"),
    ("lampung", "2026-01", "reguler"),
    ("tulungagung", "2021-03", "reguler"),
    ("batu", "2018-03", "reguler"),
]


@pytest.mark.parametrize(("region", "masa", "kind"), REGIONS)
def test_the_slips_of_a_region_pay_what_the_month_computed(months: Months, region: str, masa: str, kind: str):
    month = months(region, masa, kind)
    paid = month.paid()
    assert paid
    for slip in paid:
        (found,) = (item for item in month.people if item.nip == slip.holder.nip)
        net = found.steps["tpp_diterima" if "tpp_diterima" in found.steps else "tpp_bruto"]
        assert slip.totals is not None
        assert str(slip.totals.net) == net.nilai
        assert all(line.dasar for line in (*slip.earnings, *slip.deductions, *slip.borne))


@pytest.mark.parametrize(
    ("region", "masa", "earnings", "deductions", "borne"),
    [
        ("balangan", "2022-05", {"TPP bagian kinerja", "TPP bagian absensi"}, ["PPh 21 atas TPP", "IWP 1 %"], []),
        (
            "balangan",
            "2023-05",
            {"TPP beban kerja", "TPP prestasi kerja"},
            ["PPh 21 atas TPP", "IWP 1 %"],
            ["BPJS 4 %"],
        ),
        (
            "balangan",
            "2024-03",
            {"TPP beban kerja", "TPP prestasi kerja"},
            ["IWP 1 %"],
            ["PPh 21 atas TPP", "BPJS 4 %"],
        ),
        ("lampung", "2026-01", {"Jumlah TPP menurut capaian", "Tambahan TPP 20 %"}, ["PPh 21", "Iuran", "Zakat"], []),
        ("tulungagung", "2021-03", {"TPP beban kerja"}, [], []),
        ("batu", "2018-03", {"TPP beban kerja"}, [], []),
    ],
)
def test_lines_are_those_of_the_regions_own_formulas(
    months: Months, region: str, masa: str, earnings: set[str], deductions: list[str], borne: list[str]
):
    slips = months(region, masa).paid()
    assert earnings <= {line.label for slip in slips for line in slip.earnings}
    for slip in slips:
        assert len(slip.deductions) == len(deductions)
        assert all(line.label.startswith(word) for line, word in zip(slip.deductions, deductions, strict=True))
    longest = max((slip.borne for slip in slips), key=len)
    assert all(line.label.startswith(word) for line, word in zip(longest, borne, strict=True))


def test_a_region_whose_law_is_not_known_gives_slips_that_wait(months: Months):
    slips = months("lubuklinggau", "2022-03").slips()
    assert len(slips) == PEOPLE
    for slip in slips:
        assert (slip.totals, slip.status) == (None, "Tertahan")
        assert any("tidak termuat pada SK yang dibaca" in reason.text for reason in slip.why)
        # Commands are for those who mend the facts.
        assert not any("--" in reason.text for reason in slip.why)


def test_the_loss_is_told_with_its_cause_and_adds_up(months: Months):
    slips = [slip for slip in months("balangan", "2024-03").paid() if "karena" in slip.why[0].text]
    assert slips
    for slip in slips:
        assert slip.totals is not None
        assert slip.most is not None
        assert slip.why[0].amount == slip.totals.gross - slip.most
        assert slip.why[0].text.startswith("Berkurang dari besaran penuh karena Nilai ")


def test_two_portions_of_one_amount_do_not_each_claim_it_whole(months: Months):
    """In 2022 both parts were a fixed weight of one base: told twice, it would be double what there is."""
    for slip in months("balangan", "2022-05").paid():
        assert slip.most is None


def test_what_was_paid_before_is_taken_from_what_is_due(months: Months):
    for slip in months("balangan", "2024-03", "susulan").paid():
        assert slip.run == "Susulan"
        assert [line.label.split()[0] for line in slip.deductions] == ["IWP", "TPP"]
        assert "sudah dibayar" in slip.deductions[-1].label


def test_instruments_are_those_the_amount_rests_on_with_their_dates(months: Months):
    slip = months("balangan", "2024-03").paid()[0]
    dates = {item.short: item.dates for item in slip.instruments}
    assert dates["Perbup Balangan 7/2024"].startswith("ditetapkan 30 Januari 2024; berlaku 30 Januari 2024")
    assert "Perbup Balangan 2/2023" in dates


def test_a_slip_speaks_english_where_its_explanation_does(months: Months):
    slip = months("balangan", "2024-03", "reguler", "en").slips("en")[0]
    assert "TPP for workload" in [line.label for line in slip.earnings]
    assert slip.status == "Computed"


def test_the_callers_reasons_stand_in_place_of_the_rule_books(months: Months):
    month = months("balangan", "2024-03")
    found = month.people[0]
    own = (Reason("Terlambat 3 kali.", -124_700),)
    assert slip_from_values(month.bound, found, Holder("", found.nip), Details(PRINTED_AT, why=own)).why == own


def test_no_slip_is_made_of_amounts_that_somebody_changed(months: Months):
    month = months("balangan", "2024-03")
    changed = replace(month.people[0], mismatches=("tpp_diterima",))
    with pytest.raises(InternalError, match="stored amounts differ from the explained ones: tpp_diterima"):
        slip_from_values(month.bound, changed, Holder("", changed.nip), Details(PRINTED_AT))


def test_no_slip_carries_anothers_amounts(months: Months):
    month = months("balangan", "2024-03")
    with pytest.raises(InternalError, match="the explanation is of"):
        slip_from_values(month.bound, month.people[0], Holder("", month.people[1].nip), Details(PRINTED_AT))


@pytest.mark.parametrize(("region", "masa", "kind"), [*REGIONS, ("lubuklinggau", "2022-03", "reguler")])
def test_every_slip_of_a_region_fits_one_sheet(months: Months, region: str, masa: str, kind: str):
    longest = max(months(region, masa, kind).slips(), key=lambda slip: len(slip.why) + len(slip.earnings))
    assert sheets(render_slip(longest)) == 1
