"""The dates of a month: its ends, the same day months later, the last second of a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tepat.lang.calendar import Masa, add_days, add_months, day_of_month, local_time, offset_seconds

END = time(23, 59, 59)

days = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize(
    ("masa", "last"),
    [
        ("2023-02", date(2023, 2, 28)),
        ("2024-02", date(2024, 2, 29)),
        ("1900-02", date(1900, 2, 28)),
        ("2000-02", date(2000, 2, 29)),
        ("2024-04", date(2024, 4, 30)),
        ("2024-12", date(2024, 12, 31)),
    ],
)
def test_a_month_ends_on_its_last_day(masa: str, last: date):
    assert Masa.parse(masa).last == last
    assert Masa.parse(masa).first == last.replace(day=1)


@given(days)
def test_the_day_after_the_last_is_the_first_of_another_month(day: date):
    masa = Masa(day.year, day.month)
    assert masa.first <= day <= masa.last
    assert (masa.last + timedelta(1)).day == 1
    assert add_months(masa.first, 1) == masa.last + timedelta(1)


@pytest.mark.parametrize("text", ["2024-13", "2024-00", "2024-1", "24-01", "2024-01-01", " 2024-01", "2024/01", ""])
def test_what_is_not_a_month_is_refused(text: str):
    with pytest.raises(ValueError, match="YYYY-MM"):
        Masa.parse(text)


def test_months_are_written_as_they_are_read_and_ordered():
    assert [str(Masa.parse(text)) for text in ("2024-01", "0999-12")] == ["2024-01", "0999-12"]
    assert Masa(2023, 12) < Masa(2024, 1) < Masa(2024, 2)


@pytest.mark.parametrize(
    ("day", "months", "moved"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2024, 8, 31), 1, date(2024, 9, 30)),
        (date(2024, 12, 5), 1, date(2025, 1, 5)),
        (date(2024, 12, 31), 2, date(2025, 2, 28)),
        (date(2024, 1, 15), -1, date(2023, 12, 15)),
        (date(2024, 1, 15), 0, date(2024, 1, 15)),
        (date(2024, 6, 30), -6, date(2023, 12, 30)),
    ],
)
def test_the_same_day_months_later_or_the_last_of_a_shorter_month(day: date, months: int, moved: date):
    assert add_months(day, months) == moved


@given(days, st.integers(-240, 240))
def test_months_later_is_in_the_right_month_and_never_a_later_day(day: date, months: int):
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day <= day.day
    assert moved.day == day.day or (moved + timedelta(1)).day == 1


@given(days, st.integers(-1000, 1000))
def test_days_later_and_back_is_the_same_day(day: date, count: int):
    assert add_days(add_days(day, count), -count) == day


def test_a_day_of_a_month():
    assert day_of_month(date(2024, 2, 29), 5) == date(2024, 2, 5)
    assert day_of_month(add_months(date(2024, 12, 1), 1), 5) == date(2025, 1, 5)
    with pytest.raises(ValueError, match="day"):
        day_of_month(date(2023, 2, 1), 29)


@pytest.mark.parametrize(
    ("zone", "instant"),
    [
        ("Asia/Jakarta", datetime(2024, 4, 5, 16, 59, 59)),  # noqa: DTZ001
        ("Asia/Makassar", datetime(2024, 4, 5, 15, 59, 59)),  # noqa: DTZ001
        ("Asia/Jayapura", datetime(2024, 4, 5, 14, 59, 59)),  # noqa: DTZ001
    ],
)
def test_a_day_ends_a_second_before_local_midnight(zone: str, instant: datetime):
    assert local_time(date(2024, 4, 5), END, zone) == instant


@given(
    st.dates(date(1970, 1, 1), date(2100, 12, 31)), st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])
)
def test_the_end_of_a_day_is_local_midnight_less_a_second(day: date, zone: str):
    local = local_time(day, END, zone).replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    assert (local.date(), f"{local:%H:%M:%S}") == (day, "23:59:59")
    midnight = (local_time(day, END, zone) + timedelta(seconds=1)).replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    assert (midnight.date(), midnight.hour) == (day + timedelta(1), 0)


def test_the_zones_of_the_country_are_seven_to_nine_hours_ahead():
    zones = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
    assert [offset_seconds(zone, date(2024, 1, 1)) for zone in zones] == [7 * 3600, 8 * 3600, 9 * 3600]
