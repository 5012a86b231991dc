"""The year's absences by PP 94/2021: the worked examples of Peraturan BKN 6/2022, borders, gaps and warnings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from tepat.lang.calendar import Masa
from tepat.lang.findings import Finding
from tepat.presensi.counters import CounterRules, count_year
from tests.unit.presensi.months import Month, nip

OKTOBER = Masa(2022, 10)
EARLIER = [f"2022-{month:02}" for month in range(1, 10)]


@dataclass(frozen=True)
class Batas:
    hari: int
    jenis_hukuman: str
    tingkat: str
    dasar: str
    berturut: bool = False


THRESHOLDS = tuple(
    Batas(hari, jenis, tingkat, dasar)
    for hari, jenis, tingkat, dasar in (
        (3, "teguran_lisan", "ringan", "Pasal 9"),
        (4, "teguran_tertulis", "ringan", "Pasal 9"),
        (7, "tidak_puas_tertulis", "ringan", "Pasal 9"),
        (11, "potongan_6_bulan", "sedang", "Pasal 10"),
        (14, "potongan_9_bulan", "sedang", "Pasal 10"),
        (17, "potongan_12_bulan", "sedang", "Pasal 10"),
        (21, "turun_jabatan", "berat", "Pasal 11"),
        (25, "pembebasan_jabatan", "berat", "Pasal 11"),
        (28, "pemberhentian", "berat", "Pasal 11"),
    )
)
IN_A_ROW = Batas(10, "pemberhentian", "berat", "Pasal 11 ayat (2) huruf d", berturut=True)
ALL = (*THRESHOLDS, IN_A_ROW)
RULES = CounterRules(ALL)


@pytest.fixture
def month() -> Iterator[Month]:
    month = Month()
    month.add("pegawai", nip(1), "PEGAWAI CONTOH A", "DIN-1")
    yield month
    month.connection.close()


def attend(month: Month, states: str, number: int = 1, masa: Masa = OKTOBER) -> None:
    """Duties from the 1st on: ``a`` absent, ``h`` present, ``c`` on leave, ``l`` holiday, ``b`` cuti bersama."""
    names = {"a": "alpa", "h": "hadir", "c": "cuti_tahunan", "l": "libur", "b": "cuti_bersama", "g": "gangguan"}
    for at, state in enumerate(states):
        month.duty(number, masa.first + timedelta(days=at), None, None, status=names[state])


def history(month: Month, days: int | str = 0, number: int = 1, months: list[str] = EARLIER, **last: Any) -> None:
    """Every earlier month of the year; the days in the first of them."""
    for at, masa in enumerate(months):
        row = last.get("berturut", 0) if at == len(months) - 1 else 0
        month.add("riwayat", nip(number), masa, Decimal(days) if at == 0 else 0, last.get("menit", 0), row)


def counted(month: Month, rules: CounterRules = RULES, masa: Masa = OKTOBER) -> tuple[dict[str, Any], list[Finding]]:
    findings = count_year(month.tables(), masa, rules)
    result = month.connection.execute("SELECT * FROM pencacah ORDER BY nip")
    names = [column[0] for column in result.description or []]
    [row] = [dict(zip(names, cells, strict=True)) for cells in result.fetchall()]
    return row, findings


def codes(findings: list[Finding]) -> list[str]:
    return [item.kode for item in findings]


# --- the worked examples of Peraturan BKN 6/2022 ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "now", "jenis"),
    [
        (0, 3, "teguran_lisan"),
        (3, 2, "teguran_tertulis"),
        (5, 4, "tidak_puas_tertulis"),
        (9, 3, "potongan_6_bulan"),
        (14, 2, "potongan_9_bulan"),
        (16, 3, "potongan_12_bulan"),
        (20, 3, "turun_jabatan"),
        (23, 3, "pembebasan_jabatan"),
        (27, 2, "pemberhentian"),
    ],
)
def test_days_add_up_through_the_year_whatever_was_punished_before(month: Month, before: int, now: int, jenis: str):
    history(month, before)
    attend(month, "a" * now + "h" * 5)
    row, findings = counted(month)
    assert (row["jumlah"], row["ambang_tercapai"]) == (before + now, jenis)
    told = [item.words for item in findings if item.kode == "P-601"]
    if before == 14:
        assert told == [], "16 days are still what 14 were"
        return
    [words] = told
    assert (words["jumlah"], words["jenis_hukuman"]) == (str(before + now), jenis.replace("_", " "))
    assert str(words["dasar"]).startswith("Pasal")


def test_ten_working_days_without_break_point_to_dismissal(month: Month):
    """1 to 14 October 2022: ten working days."""
    history(month)
    attend(month, "llaaaaallaaaaa" + "h" * 3)
    row, findings = counted(month)
    assert (row["alpa_berturut"], row["jumlah"], row["ambang_tercapai"]) == (10, 10, "pemberhentian")
    assert (row["ambang_berikut"], row["sisa_hari"]) == (None, None)
    assert codes(findings) == ["P-601", "P-602", "P-603"]
    assert findings[-1].words["sampai"] == "2022-10-14"


# --- thresholds ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "reached", "following", "left"),
    [
        (0, None, "teguran_lisan", "3.0"),
        (2, None, "teguran_lisan", "1.0"),
        (3, "teguran_lisan", "teguran_tertulis", "1.0"),
        (6, "teguran_tertulis", "tidak_puas_tertulis", "1.0"),
        (10, "tidak_puas_tertulis", "potongan_6_bulan", "1.0"),
        (27, "pembebasan_jabatan", "pemberhentian", "1.0"),
        (28, "pemberhentian", None, None),
        (40, "pemberhentian", None, None),
    ],
)
def test_what_is_reached_and_what_comes_next(
    month: Month, days: int, reached: str | None, following: str | None, left: str | None
):
    history(month, days)
    attend(month, "h" * 5)
    row, _ = counted(month)
    assert (row["ambang_tercapai"], row["ambang_berikut"]) == (reached, following)
    assert row["sisa_hari"] == (Decimal(left) if left else None)


def test_half_a_day_is_not_yet_the_next_day(month: Month):
    history(month, "2.5")
    attend(month, "h" * 5)
    row, findings = counted(month)
    assert (row["ambang_tercapai"], row["sisa_hari"]) == (None, Decimal("0.5"))
    assert codes(findings) == ["P-602"]
    assert "2,5" in findings[0].message().pesan
    assert "2.5" in findings[0].message("en").pesan


def test_half_days_of_the_summary_count(month: Month):
    history(month, 2)
    attend(month, "h" * 5)
    month.add("disiplin", nip(1), 5, 4, Decimal("0.5"), None, None)
    assert counted(month)[0]["jumlah"] == Decimal("2.5")


def test_a_threshold_is_told_in_the_month_that_reaches_it_only(month: Month):
    history(month, 8)
    attend(month, "h" * 5)
    assert codes(counted(month)[1]) == []


def test_one_more_day_is_warned_of_in_every_month(month: Month):
    history(month, 6)
    attend(month, "h" * 5)
    [finding] = counted(month)[1]
    assert finding.kode == "P-602"
    assert (finding.words["sisa"], finding.words["batas"], finding.words["bulan"]) == ("1", 7, "2022-01 6")


def test_nobody_is_warned_who_was_never_absent(month: Month):
    history(month)
    attend(month, "h" * 5)
    assert codes(counted(month, CounterRules(ALL, near_days=3))[1]) == []


def test_how_early_one_warns_is_a_parameter(month: Month):
    history(month, 4)
    attend(month, "h" * 5)
    assert codes(counted(month)[1]) == []
    assert codes(counted(month, CounterRules(THRESHOLDS, near_days=3))[1]) == ["P-602"]


def test_the_months_behind_the_sum_are_named(month: Month):
    for masa, days in {"2022-02": 1, "2022-05": 2, "2022-03": 0}.items():
        month.add("riwayat", nip(1), masa, days, 0, 0)
    attend(month, "ahhaa")
    [reached] = [item for item in counted(month)[1] if item.kode == "P-601"]
    assert reached.words["bulan"] == "2022-02 1; 2022-05 2; 2022-10 3"


def test_the_order_in_which_thresholds_are_given_does_not_matter(month: Month):
    history(month, 5)
    attend(month, "aahhh")
    assert counted(month) == counted(month, CounterRules(ALL[::-1]))


def test_without_thresholds_days_are_only_counted(month: Month):
    history(month, 5)
    attend(month, "aah")
    row, findings = counted(month, CounterRules(()))
    assert (row["jumlah"], row["ambang_tercapai"], row["sisa_hari"], findings) == (7, None, None, [])


# --- the year --------------------------------------------------------------------------------------------------------


def test_last_year_and_this_month_itself_are_not_read_from_the_history(month: Month):
    history(month, 1)
    month.add("riwayat", nip(1), "2021-12", 9, 0, 0)
    month.add("riwayat", nip(1), "2022-10", 9, 0, 0)
    month.add("riwayat", nip(1), "2022-11", 9, 0, 0)
    attend(month, "ah")
    assert counted(month)[0]["hari_alpa_tahun_ini"] == 2


def test_january_begins_at_nothing_and_lacks_nothing(month: Month):
    january = Masa(2022, 1)
    month.add("riwayat", nip(1), "2021-12", 20, 0, 0)
    attend(month, "ah", masa=january)
    row, findings = counted(month, masa=january)
    assert (row["jumlah"], row["bulan_kurang"], codes(findings)) == (1, None, [])


def test_a_month_that_nobody_has_is_told_once(month: Month):
    history(month, months=EARLIER[2:])
    attend(month, "h")
    row, [finding] = counted(month)
    assert (finding.kode, finding.nip, finding.words["bulan"]) == ("P-605", "", "2022-01, 2022-02")
    assert row["bulan_kurang"] == "2022-01, 2022-02"


def test_a_history_that_does_not_say_the_days_is_a_month_that_is_missing(month: Month):
    history(month, months=EARLIER[1:])
    month.add("riwayat", nip(1), "2022-01", None, 0, 0)
    attend(month, "h")
    assert counted(month)[0]["bulan_kurang"] == "2022-01"


def test_a_newcomer_with_absences_is_told_what_is_missing(month: Month):
    history(month, number=2)
    month.add("riwayat", nip(1), "2022-09", 1, 0, 0)
    attend(month, "ah")
    [finding] = [item for item in counted(month)[1] if item.kode == "P-606"]
    assert finding.nip == nip(1)
    assert finding.words["bulan"] == ", ".join(EARLIER[:-1])


def test_a_newcomer_without_absences_is_left_in_peace(month: Month):
    history(month, number=2)
    attend(month, "hh")
    assert codes(counted(month)[1]) == []


# --- minutes ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("minutes", "days"), [(449, 0), (450, 1), (899, 1), (900, 2)])
def test_seven_and_a_half_hours_are_a_day_where_the_region_says_so(month: Month, minutes: int, days: int):
    history(month, months=EARLIER[:-1])
    month.add("riwayat", nip(1), "2022-09", 2, minutes, 0)
    attend(month, "h")
    row, _ = counted(month, CounterRules(ALL, minutes_of_absence=450))
    assert (row["hari_dari_menit"], row["jumlah"]) == (days, 2 + days)


def test_minutes_of_two_months_make_a_day_together_and_are_named(month: Month):
    history(month, months=EARLIER[:-1])
    month.add("riwayat", nip(1), "2022-09", 2, 400, 0)
    begin = date(2022, 10, 3)
    month.work("depan", 1, begin, late=30 * 60, stay=-20 * 60)
    row, findings = counted(month, CounterRules(ALL, minutes_of_absence=450))
    assert (row["menit_kurang_bulan_ini"], row["menit_kurang_tahun_ini"], row["hari_dari_menit"]) == (50, 450, 1)
    assert codes(findings) == ["P-601", "P-602"]
    assert findings[0].words["bulan"] == "2022-09 2; 450 menit = 1"


def test_minutes_make_no_day_where_the_region_does_not_say_so(month: Month):
    history(month, menit=10_000)
    attend(month, "h")
    row, findings = counted(month)
    assert (row["hari_dari_menit"], row["jumlah"], codes(findings)) == (None, 0, [])


# --- in a row --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("states", "longest", "end"),
    [
        ("aahaaah", 3, 0),
        ("aallaah", 4, 0),
        ("aabaa", 4, 4),
        ("aacaa", 2, 2),
        ("aagaaa", 3, 3),
        ("hhh", 0, 0),
        ("aaall", 3, 3),
    ],
)
def test_holidays_do_not_break_a_row_and_leave_does(month: Month, states: str, longest: int, end: int):
    history(month)
    attend(month, states)
    row, _ = counted(month)
    assert (row["alpa_berturut"], row["alpa_berturut_akhir"]) == (longest, end)


@pytest.mark.parametrize(("states", "longest", "end"), [("aah", 8, 0), ("haa", 2, 2), ("lla", 7, 7), ("ll", 6, 6)])
def test_a_row_goes_on_over_the_end_of_a_month(month: Month, states: str, longest: int, end: int):
    history(month, 6, berturut=6)
    attend(month, states)
    row, _ = counted(month)
    assert (row["alpa_berturut"], row["alpa_berturut_akhir"]) == (longest, end)


def test_a_row_goes_on_over_new_year_though_the_days_begin_anew(month: Month):
    january = Masa(2022, 1)
    month.add("riwayat", nip(1), "2021-12", 9, 0, 9)
    attend(month, "lah", masa=january)
    row, findings = counted(month, masa=january)
    assert (row["alpa_berturut"], row["jumlah"], codes(findings)) == (10, 1, ["P-603"])


def longest_and_last(states: str, before: int) -> tuple[int, int]:
    """The same, day by day: the longest row that reaches into the month, and the one at its end."""
    longest, run, seen = 0, before, False
    for state in states.replace("l", ""):
        run = run + 1 if state == "a" else 0
        longest, seen = max(longest, run), True
    return (longest, run) if seen else (before, before)


def test_every_month_of_five_days_is_counted_as_day_by_day(month: Month):
    cases = ["".join(states) for states in product("ahl", repeat=5)]
    for number, states in enumerate(cases):
        month.add("pegawai", nip(number), "PEGAWAI CONTOH", "DIN-1")
        month.add("riwayat", nip(number), "2022-09", 0, 0, number % 3)
        attend(month, states, number)
    count_year(month.tables(), OKTOBER, RULES)
    found = {row[0]: row[1:] for row in month.rows("SELECT nip, alpa_berturut, alpa_berturut_akhir FROM pencacah")}
    assert found == {nip(number): longest_and_last(states, number % 3) for number, states in enumerate(cases)}


def test_a_row_before_the_last_month_does_not_go_on(month: Month):
    history(month, months=EARLIER[:-1], berturut=5)
    attend(month, "ah")
    assert counted(month)[0]["alpa_berturut"] == 1


def test_a_row_that_stands_one_day_before_the_end_is_warned_of(month: Month):
    history(month, 5, berturut=5)
    attend(month, "aaaa")
    assert codes(counted(month)[1]) == ["P-601", "P-604"]


def test_a_row_that_was_broken_is_not_warned_of(month: Month):
    history(month, 5, berturut=5)
    attend(month, "aaaah")
    assert "P-604" not in codes(counted(month)[1])


# --- whose thresholds they are ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "aturan", "reached", "told"),
    [
        ("PNS", "pp_94_2021", "teguran_lisan", ["P-601", "P-602"]),
        ("CPNS", "pp_94_2021", "teguran_lisan", ["P-601", "P-602"]),
        ("PPPK", "kontrak", None, ["P-607"]),
        (None, "tidak_diketahui", "teguran_lisan", ["P-601", "P-602"]),
    ],
)
def test_contract_staff_are_counted_but_have_no_thresholds_here(
    month: Month, status: str | None, aturan: str, reached: str | None, told: list[str]
):
    history(month)
    attend(month, "aaah")
    month.tables().execute("ALTER TABLE pegawai ADD COLUMN status_pegawai VARCHAR")
    month.connection.execute("UPDATE pegawai SET status_pegawai = ?", [status])
    row, findings = counted(month)
    assert (row["jumlah"], row["aturan"], row["ambang_tercapai"]) == (3, aturan, reached)
    assert codes(findings) == told


def test_without_the_column_the_status_is_not_known(month: Month):
    history(month)
    attend(month, "aaah")
    assert counted(month)[0]["aturan"] == "tidak_diketahui"


def test_a_person_without_any_duty_has_a_row_too(month: Month):
    history(month)
    row, findings = counted(month)
    assert (row["jumlah"], row["alpa_berturut"], findings) == (0, 0, [])


# --- what is handed on -----------------------------------------------------------------------------------------------


def test_a_month_hands_its_counts_to_the_next(month: Month):
    history(month, 1, berturut=1)
    attend(month, "haa")
    counted(month)
    new = month.rows("SELECT * FROM riwayat_baru")
    assert new == [(nip(1), "2022-10", Decimal(2), 0, Decimal(2))]
    month.add("riwayat", *new[0])
    month.tables().execute("DELETE FROM harian")
    attend(month, "aah", masa=Masa(2022, 11))
    row, _ = counted(month, masa=Masa(2022, 11))
    assert (row["jumlah"], row["alpa_berturut"]) == (5, 4)


def test_counting_twice_gives_the_same(month: Month):
    history(month, 1)
    attend(month, "haa")
    assert counted(month) == counted(month)


def test_every_finding_fills_its_sentence(month: Month):
    history(month, 9, berturut=9, number=2)
    history(month, 9, berturut=9, months=EARLIER[1:])
    attend(month, "aaaa")
    findings = counted(month)[1]
    assert set(codes(findings)) == {"P-601", "P-602", "P-603", "P-606"}
    for item in findings:
        for bahasa in ("id", "en"):
            assert "{" not in item.message(bahasa).pesan
