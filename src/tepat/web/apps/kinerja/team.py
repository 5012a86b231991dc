"""A superior's people in a month: who is rated, what is at stake, how they attend, what they may expect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from tepat.engine.forecast import Forecast, Missing, Rules, forecast
from tepat.lang.calendar import Masa
from tepat.lang.errors import TepatError
from tepat.law.packet import HARIAN, PREDIKAT
from tepat.law.presensi import presence_book
from tepat.web.apps.kepegawaian import selectors as kepegawaian
from tepat.web.apps.kinerja.models import Penilaian
from tepat.web.apps.presensi import selectors as presensi
from tepat.web.apps.regulasi.selectors import book_of, cuts_of, supplement
from tepat.web.apps.tpp import selectors as tpp
from tepat.web.common.labels import code_text
from tepat.web.common.sheet import fact_text
from tepat.web.ui.templatetags.tepat import bahasa

RATING = "penilaian"


@dataclass(frozen=True)
class Member:
    """One of a superior's people: the rating of the month, and the month as it is foreseen (None: not foreseeable)."""

    id: int
    nip: str
    nama: str
    predikat: str = ""
    waktu_dinilai: datetime | None = None
    is_rated: bool = False
    foreseen: Forecast | None = None

    @property
    def stake(self) -> int:
        """Rupiah that depend on the rating that has not come."""
        return sum(item.rupiah for item in self._waiting())

    @property
    def batas(self) -> datetime | None:
        """The last moment at which a rating counts; None: no rating is waited for, or without end."""
        return next((item.batas for item in self._waiting()), None)

    def _waiting(self) -> Iterable[Any]:
        return (item for item in (self.foreseen.depends if self.foreseen else ()) if item.jenis == RATING)


def missing_words(item: Missing) -> str:
    """What stands in the way of a forecast."""
    told = item.pesan_en if bahasa() == "en" else item.pesan
    return told or _("%(apa)s belum ada") % {"apa": ": ".join(map(code_text, item.nama.split(".")))}


@dataclass(frozen=True)
class Team:
    """The people of a superior in a month."""

    masa: Masa
    members: list[Member]
    mine: Counter[str] = field(default_factory=Counter)
    office: Counter[str] = field(default_factory=Counter)
    without_law: str = ""

    @property
    def unrated(self) -> list[Member]:
        """Who has no rating yet, those with most at stake first."""
        waiting = [member for member in self.members if not member.is_rated]
        return sorted(waiting, key=lambda member: (-member.stake, member.nama))

    @property
    def stake(self) -> int:
        """Rupiah of all that depend on ratings that have not come."""
        return sum(member.stake for member in self.members)

    @property
    def why_unknown(self) -> str:
        """Why it is not known what is at stake; empty where it is known of anybody."""
        if any(member.foreseen and member.foreseen.perkiraan is not None for member in self.unrated):
            return ""
        told = (missing_words(item) for member in self.unrated if member.foreseen for item in member.foreseen.unknown)
        return self.without_law or next(told, _("tidak seorang pun ditempatkan bulan itu"))

    @property
    def batas(self) -> datetime | None:
        """The nearest moment after which a rating counts no more."""
        return min((member.batas for member in self.members if member.batas), default=None)


@lru_cache(maxsize=6)
def _rules(regulasi: str, masa: Masa, _pelengkap: Path | None) -> Rules:
    month = book_of(masa)
    return Rules(month, cuts_of(masa), presence_book(regulasi, masa, book=month))


def rules_of(masa: Masa) -> Rules:
    """The rule books that a month is forecast by. Raises `TepatError` where there is no law of that month."""
    return _rules(settings.TEPAT_REGULASI, masa, supplement())


def team_of(pegawai_id: int, masa: Masa, day: date, now: datetime) -> Team:
    """A superior's people of a day and what is known of their month; the queries do not grow with the people."""
    people = {item.pk: item for item in kepegawaian.rated_by(pegawai_id, day).order_by("nama", "pk")}
    ratings = _ratings(people, masa)
    foreseen, problem = _forecasts(people, masa, day, now)
    members = [_member(item, ratings.get(pk), foreseen.get(item.nip)) for pk, item in people.items()]
    return Team(
        masa,
        members,
        Counter(item.predikat for item in members if item.is_rated),
        _office(pegawai_id, masa, day),
        problem,
    )


def _ratings(people: Collection[int], masa: Masa) -> dict[int, Penilaian]:
    rows = Penilaian.objects.filter(pegawai__in=people, periode=str(masa), waktu_dinilai__isnull=False)
    return {row.pegawai_id: row for row in rows}


def _member(item: Any, rating: Penilaian | None, foreseen: Forecast | None) -> Member:
    known = Member(item.pk, item.nip, str(item), foreseen=foreseen)
    if rating is None:
        return known
    return Member(item.pk, item.nip, str(item), rating.predikat, rating.waktu_dinilai, True, foreseen)


def _forecasts(people: Mapping[int, Any], masa: Masa, day: date, now: datetime) -> tuple[dict[str, Forecast], str]:
    """The forecast of each by nip; without law of the month none, and why."""
    if not people:
        return {}, ""
    try:
        rules = rules_of(masa)
    except TepatError as error:
        return {}, str(error)
    rows = tpp.person_rows(masa, rules.month, people)
    for nip, ledger in _ledgers(people, masa).items():
        if nip in rows:
            rows[nip]["harian"] = ledger
    return {nip: forecast(rules, own, day, now=now) for nip, own in rows.items()}, ""


def _ledgers(people: Mapping[int, Any], masa: Masa) -> dict[str, list[dict[str, str]]]:
    """The days of the month so far by nip: the forecast sums them up by itself."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in presensi.days_between(people, masa.first, masa.last):
        nip = people[row.pegawai_id].nip
        cells = {name: fact_text(getattr(row, name)) for name in HARIAN.names if name != "nip"}
        found.setdefault(nip, []).append({"nip": nip, **cells})
    return found


def _office(pegawai_id: int, masa: Masa, day: date) -> Counter[str]:
    """How the whole SKPD of the superior is rated in the month, by predicate."""
    place = kepegawaian.placement_on(pegawai_id, day)
    if place is None:
        return Counter()
    tree = kepegawaian.tree_on(day)
    people = kepegawaian.pegawai_of_units(tree.below(tree.skpd(place.unit_id)), day)
    rows = Penilaian.objects.filter(pegawai__in=people.values("pk"), periode=str(masa), waktu_dinilai__isnull=False)
    counted = rows.order_by().values("predikat").annotate(n=Count("pk"))
    return Counter({row["predikat"]: row["n"] for row in counted})


def predicates(*counts: Counter[str]) -> list[str]:
    """The predicates that occur, the best first as the contract lists them."""
    met = {name for count in counts for name in count}
    return [code for code in PREDIKAT.codes if code in met] + sorted(met - set(PREDIKAT.codes))


# -- the week ---------------------------------------------------------------------------------------------------------


def week_of(members: list[Member], day: date) -> dict[date, dict[int, list[Any]]]:
    """How people attended from Monday to a day: by day and person the duties of the ledger."""
    first = day - timedelta(days=day.weekday())
    parts = (
        [(first, day)]
        if first.month == day.month
        else [(first, day.replace(day=1) - timedelta(days=1)), (day.replace(day=1), day)]
    )
    people = [member.id for member in members]
    found: dict[date, dict[int, list[Any]]] = {}
    for begin, end in parts:
        for row in presensi.days_between(people, begin, end):
            found.setdefault(row.tanggal, {}).setdefault(row.pegawai_id, []).append(row)
    return found


def is_over(batas: datetime | None, now: datetime) -> bool:
    """Whether a deadline has passed."""
    return batas is not None and batas < now


def days_left(batas: datetime, now: datetime) -> int:
    """Whole days from today to the day of a deadline."""
    return (timezone.localtime(batas).date() - timezone.localtime(now).date()).days
