"""The month as a calendar: what each day was, and what it cost."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from tepat.engine.forecast import Forecast, Loss, TextRow
from tepat.law.packet import HARIAN
from tepat.presensi.calendar import national_days
from tepat.web.apps.tpp.saya.lines import article_lines
from tepat.web.apps.tpp.saya.month import Month
from tepat.web.apps.tpp.saya.words import capital, day_status, evidence_text
from tepat.web.ui.parts import Day, Derivation
from tepat.web.ui.templatetags.tepat import bahasa

_OFF = ("libur", "luar_jadwal", "cuti_bersama")


@dataclass(frozen=True)
class _Row:
    """A row of the ledger as it was punched, and as it counts: to a duty that is not over the departure is to come."""

    punched: TextRow
    counted: TextRow

    @property
    def is_open(self) -> bool:
        """Whether the duty was not over when the punches ended."""
        return self.punched != self.counted


def losses_by_day(found: Forecast | None) -> dict[date, list[Loss]]:
    """The losses of each day; one of several days stands with the first."""
    days: dict[date, list[Loss]] = {}
    for loss in () if found is None else found.losses:
        if loss.cause.jenis == "hari" and loss.cause.tanggal is not None:
            days.setdefault(loss.cause.tanggal, []).append(loss)
    return days


def calendar_days(month: Month, found: Forecast | None, *, linked: bool = True) -> list[Day]:
    """Every day of the month; without a ledger none."""
    if month.known_to is None:
        return []
    rows, lost = _duties_by_day(month), losses_by_day(found)
    planned = frozenset(map(_date_of, month.facts[HARIAN.name]))
    count = (month.masa.last - month.masa.first).days + 1
    days = (month.masa.first + timedelta(number) for number in range(count))
    return [_day(month, day, rows.get(day, []), lost.get(day, []), planned, linked) for day in days]


def _duties_by_day(month: Month) -> dict[date, list[_Row]]:
    found: dict[date, list[_Row]] = {}
    for row, settled in zip(month.punched, month.ledger, strict=True):
        day = _date_of(row)
        if month.known_to is not None and day <= month.known_to:
            found.setdefault(day, []).append(_Row(row, settled))
    return found


def _date_of(row: TextRow) -> date:
    return date.fromisoformat(row["tanggal"][:10])


def _day(month: Month, day: date, rows: list[_Row], losses: list[Loss], planned: Collection[date], linked: bool) -> Day:
    if not rows:
        return Day(day, "nanti" if day in planned else "libur", note=_holiday(day))
    return Day(
        day,
        state_of(rows),
        tuple(clock for row in rows for clock in _punches(row.punched))[:4],
        sum(_minutes(row.counted) for row in rows),
        sum(loss.rupiah for loss in losses),
        note_of(rows),
        reverse("tpp_saya_hari", args=[str(month.masa), day.day]) if linked else "",
    )


def _holiday(day: date) -> str:
    return national_days(day.year)[day][1] if day in national_days(day.year) else ""


def state_of(rows: list[_Row]) -> str:
    """The state of a day of the calendar: the worst of its duties."""
    found = {_state(row.counted) for row in rows}
    return next(state for state in ("alpa", "kurang", "izin", "hadir", "libur") if state in found)


def _state(row: TextRow) -> str:
    status = row["status"]
    if status in _OFF:
        return "libur"
    if status == "alpa":
        return "alpa"
    if status != "hadir":
        return "izin"
    whole = row["menit_terlambat"] == "0" and row["menit_pulang_cepat"] == "0"
    return "hadir" if whole else "kurang"


def _punches(row: TextRow) -> Iterator[str]:
    """Arrival and departure as clock times; a dash for the one that is missing beside the other."""
    times = (row.get("masuk", ""), row.get("pulang", ""))
    if any(times):
        yield from (clock(text) or "–" for text in times)


def clock(text: str) -> str:
    """``2024-03-12T07:44:00`` as ``07.44``; empty stays empty."""
    sign = ":" if bahasa() == "en" else "."
    return text[11:16].replace(":", sign)


def _minutes(row: TextRow) -> int:
    return int(row["menit_terlambat"] or 0) + int(row["menit_pulang_cepat"] or 0)


def note_of(rows: list[_Row]) -> str:
    """What the day was, where it was not simply attended."""
    told = [capital(day_status(row.punched["status"])) for row in rows if row.counted["status"] != "hadir"]
    return ", ".join(dict.fromkeys(told))


# -- one day ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Duty:
    """A duty of a day, its times as people read them."""

    pola: str
    wajib: str
    masuk: str
    pulang: str
    terlambat: int | None
    pulang_cepat: int | None
    status: str
    catatan: str
    bukti: tuple[str, ...]


@dataclass(frozen=True)
class DayPage:
    """One day: its state, its duties, what it cost and by which articles; ``lost`` None: that is not known."""

    tanggal: date
    state: str
    duties: tuple[Duty, ...]
    lost: int | None
    percent: object
    articles: tuple[Derivation, ...]


def day_page(month: Month, day: date) -> DayPage | None:
    """What there is to say of a day; None where the ledger has nothing of it."""
    rows = _duties_by_day(month).get(day) if month.known_to else None
    if not rows:
        return None
    found = month.told
    losses = losses_by_day(found).get(day, [])
    articles = tuple(dict.fromkeys(item for loss in losses for item in loss.articles))
    percents = [loss.percent for loss in losses if loss.percent is not None]
    known = found is not None and found.perkiraan is not None
    return DayPage(
        day,
        state_of(rows),
        tuple(_duty(row) for row in rows),
        sum(loss.rupiah for loss in losses) if known else None,
        sum(percents) if percents else None,
        article_lines(articles, bahasa() == "en"),
    )


def _duty(found: _Row) -> Duty:
    row, counted = found.punched, found.counted
    begin, end = (clock(row.get(name, "")) for name in ("jam_masuk_wajib", "jam_pulang_wajib"))
    late, early = (counted.get(name, "") for name in ("menit_terlambat", "menit_pulang_cepat"))
    return Duty(
        row.get("pola", ""),
        f"{begin}–{end}" if begin else "",
        clock(row.get("masuk", "")),
        clock(row.get("pulang", "")),
        int(late) if late else None,
        int(early) if early else None,
        capital(day_status(counted["status"])),
        _("tugas ini belum selesai ketika presensi diolah") if found.is_open else row.get("catatan", ""),
        tuple(evidence_text(part.strip()) for part in row.get("bukti", "").split(";") if part.strip()),
    )
