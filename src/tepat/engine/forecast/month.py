"""The forecast of one person's month: what is expected, what is lost, what still depends on somebody.

Three amounts, each what the engine computes of facts that can be written down as a packet: at best (every duty attended
without fault, the rating that pays most, no leave and no punishment), as expected (what is known at an instant, the
rest assumed without fault), for sure (the rating never comes, nobody comes to a later duty).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from tepat.engine.forecast.amount import Missing, amount, is_duty, with_summary
from tepat.engine.forecast.known import Facts, as_known, assume_absent, assume_stays, end_of
from tepat.engine.forecast.rating import aware, deadline, full_rating
from tepat.engine.forecast.reasons import Reasons, summary_articles
from tepat.engine.forecast.rows import PersonRows, TextRow
from tepat.engine.forecast.rules import Article, Rules, relations_of
from tepat.engine.forecast.shares import Share, Shares, State, moved, share
from tepat.lang.calendar import Masa
from tepat.law.packet import APEL, CUTI, DISIPLIN, HARIAN, HUKDIS, KINERJA

DAY, RECAP, RATING, LEAVE, PUNISHMENT = "hari", "rekap", "penilaian", "cuti", "hukdis"
LATER_DUTIES = "sisa_tugas"
# What is assumed, as keys for the page's own words.
ASSUMES_DUTIES, ASSUMES_RATING = "sisa_tugas_tanpa_pelanggaran", "dinilai_penuh"


@dataclass(frozen=True)
class Cause:
    """One thing that happened.

    ``jenis``: ``hari`` (a duty, or a missed roll-call), ``rekap`` (a summary from elsewhere), ``penilaian``, ``cuti``
    or ``hukdis``. ``status``: the day's state, the rating (empty: none), the kind of leave, the level of punishment.
    """

    jenis: str
    tanggal: date | None = None
    status: str = ""
    menit_terlambat: int | None = None
    menit_pulang_cepat: int | None = None
    pola: str = ""


@dataclass(frozen=True)
class Loss:
    """Rupiah lost (negative: won) to one day or cause.

    ``percent``: of the attendance cuts, where they are known; several causes where they cannot be told apart.
    """

    causes: tuple[Cause, ...]
    rupiah: int
    percent: Fraction | None
    articles: tuple[Article, ...]

    @property
    def cause(self) -> Cause:
        """The first of the causes, mostly the only one."""
        return self.causes[0]


@dataclass(frozen=True)
class Dependence:
    """Rupiah that depend on what has not happened.

    ``jenis``: ``penilaian`` or ``sisa_tugas``; ``batas``: the last second at which it counts; ``banyak``: of ratings or
    duties; ``tertahan``: without it the law leaves no amount at all, and the month waits.
    """

    jenis: str
    rupiah: int
    banyak: int
    batas: datetime | None
    tertahan: bool
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class Forecast:
    """A month as it is foreseen at an instant. Where it cannot be known there are no amounts, and ``unknown`` says why.

    ``perkiraan`` is what the engine computes of ``facts``, ``paling_banyak`` of ``facts_at_best`` (where the law knows
    no amount for a month at its best: the nearest facts on the way to the expected ones for which it does), ``pasti``
    of ``facts_for_sure`` (zero where the law then leaves no amount: a dependence says so).
    """

    masa: Masa
    per_tanggal: date
    paling_banyak: int | None
    perkiraan: int | None
    pasti: int | None
    losses: tuple[Loss, ...]
    depends: tuple[Dependence, ...]
    unknown: tuple[Missing, ...]
    assumptions: tuple[str, ...]
    facts: PersonRows
    facts_at_best: PersonRows
    facts_for_sure: PersonRows

    @property
    def hilang(self) -> int | None:
        """What is lost; the losses add up to it."""
        if self.paling_banyak is None or self.perkiraan is None:
            return None
        return self.paling_banyak - self.perkiraan

    @property
    def bergantung(self) -> int | None:
        """What depends on what has not happened; the dependences add up to it."""
        return None if self.perkiraan is None or self.pasti is None else self.perkiraan - self.pasti


def forecast(rules: Rules, facts: PersonRows, per_tanggal: date, *, now: datetime | None = None) -> Forecast:
    """Foresee one person's month.

    Parameters
    ----------
    rules : the rule books of the month (`open_rules`)
    facts : the person's rows. The ledger covers the whole month: a later duty has its hours and any status, granted
        leave its own. `disiplin` is computed from it; where there is no ledger, `disiplin` is taken as it came.
    per_tanggal : the day up to whose end the month is known
    now : an instant with zone of that day; None: its last second
    """
    seen = _Seen.of(rules, facts, per_tanggal, now)
    reached = amount(rules, seen.expected.rows)
    if reached.rupiah is None:
        nothing = (None, None, None, (), ())
        rows = (seen.expected.rows, seen.ideal.rows, seen.for_sure.rows)
        return Forecast(rules.masa, per_tanggal, *nothing, reached.missing, seen.assumptions, *rows)
    walked = _lost(seen)
    losses = _losses(seen, walked)
    depends = tuple(_depends(seen))
    return Forecast(
        rules.masa,
        per_tanggal,
        walked.first.rupiah,
        reached.rupiah,
        reached.rupiah - sum(item.rupiah for item in depends),
        losses,
        depends,
        (),
        seen.assumptions,
        seen.expected.rows,
        walked.start,
        seen.for_sure.rows,
    )


def facts_on(rules: Rules, facts: PersonRows, per_tanggal: date, *, now: datetime | None = None) -> PersonRows:
    """The facts the month is expected to have: what is known, later duties without fault, the rating that pays most."""
    return _Seen.of(rules, facts, per_tanggal, now).expected.rows


# -- what is seen -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Seen:
    """The facts at an instant: as they are known, without fault, as expected; ``pending``: a rating may still come."""

    known: Facts
    ideal: Facts
    expected: Facts
    for_sure: Facts
    unrated: Facts
    batas: datetime | None
    pending: bool

    @classmethod
    def of(cls, rules: Rules, facts: PersonRows, per_tanggal: date, now: datetime | None) -> _Seen:
        """Look at the facts of a person at an instant."""
        moment = end_of(per_tanggal, rules.zone) if now is None else as_known(now)
        known = Facts(rules, facts, moment).known_days().known_ratings()
        clean = _summed(known.at_best())
        full, batas = full_rating(clean), deadline(clean)
        pending = known.waits_for_rating and (batas is None or moment <= batas)
        ideal = max(clean.rate(full, everything=True), clean.rate(full), key=lambda item: amount(rules, item.rows).paid)
        stays = known.assume_days(assume_stays, attended=True)
        return cls(
            known,
            ideal,
            _summed(stays.rate(full) if pending else stays),
            _summed(known.assume_days(assume_absent, attended=False)),
            _summed(stays),
            batas,
            pending,
        )

    @property
    def rules(self) -> Rules:
        """The rule books."""
        return self.known.rules

    @property
    def later(self) -> int:
        """How many duties and roll-calls are not over."""
        rows = (*self.known.of(HARIAN.name), *self.known.of(APEL.name))
        sure = (*self.for_sure.of(HARIAN.name), *self.for_sure.of(APEL.name))
        return sum(row != other for row, other in zip(rows, sure, strict=True))

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What is assumed."""
        found = {ASSUMES_DUTIES: self.later > 0, ASSUMES_RATING: self.pending}
        return tuple(key for key, holds in found.items() if holds)


def _summed(facts: Facts) -> Facts:
    """With the summary that the ledger comes to."""
    return Facts(facts.rules, with_summary(facts.rules, facts.rows), facts.moment)


# -- what is lost -------------------------------------------------------------------------------------------------


def _lost(seen: _Seen) -> Shares[_Step]:
    """The way from the month at its best to the expected one."""
    walked = _walk(seen, _fault_days(seen))
    if any(not step.what[0].causes and step.rupiah for step in walked.shares):
        walked = _walk(seen, _all_days(seen))  # a day without fault has its price too: tell every day by itself
    return walked


def _losses(seen: _Seen, walked: Shares[_Step]) -> tuple[Loss, ...]:
    reasons = Reasons(seen.rules, seen.ideal.rows, seen.expected.rows)
    return tuple(_loss(reasons, step) for step in moved(walked.shares))


@dataclass(frozen=True)
class _Step:
    """What is exchanged in a step, and for a day which."""

    jenis: str
    causes: tuple[Cause, ...] = ()
    day: str = ""


def _walk(seen: _Seen, days: Sequence[str]) -> Shares[_Step]:
    walked = share(_steps(seen, days))
    if walked is None:
        raise ValueError("the expected amount is not known")
    return walked


def _steps(seen: _Seen, days: Sequence[str]) -> Iterator[State[_Step]]:
    """From the month at its best to the expected one: leave, punishment, day by day, the rest, the rating."""
    rules, target, facts = seen.rules, seen.expected, seen.ideal
    yield State(_Step(""), rules, facts.rows)
    for file in (CUTI, HUKDIS):
        if target.of(file.name):
            facts = facts.with_rows(file.name, target.of(file.name))
            yield State(_Step(file.name, tuple(_of_file(file.name, facts))), rules, facts.rows)
    for day in days:
        facts = _summed(facts.with_days_of(target, (day,)))
        yield State(_Step(DAY, tuple(_of_day(target, day)), day), rules, facts.rows)
    facts = _summed(facts.with_days_of(target, _all_days(seen)))
    yield State(_Step(DAY), rules, facts.rows)
    facts = facts.with_rows(DISIPLIN.name, target.of(DISIPLIN.name))
    yield State(_Step(RECAP, (Cause(RECAP),)), rules, facts.rows)
    yield State(_Step(RATING, tuple(_of_rating(target))), rules, target.rows)


def _all_days(seen: _Seen) -> list[str]:
    rows = (*seen.expected.of(HARIAN.name), *seen.expected.of(APEL.name))
    return sorted({row["tanggal"][:10] for row in rows})


def _fault_days(seen: _Seen) -> list[str]:
    return [day for day in _all_days(seen) if any(True for _ in _of_day(seen.expected, day))]


def _of_day(facts: Facts, day: str) -> Iterator[Cause]:
    """The duties of a day that are not without fault, and its missed roll-calls."""
    tanggal = date.fromisoformat(day)
    for row in facts.of(HARIAN.name):
        if row["tanggal"][:10] == day and is_duty(row) and _is_faulty(row):
            late, early = (_minutes(row.get(name, "")) for name in ("menit_terlambat", "menit_pulang_cepat"))
            yield Cause(DAY, tanggal, row.get("status", ""), late, early, row.get("pola", ""))
    for row in facts.of(APEL.name):
        if row["tanggal"][:10] == day and row.get("hadir") not in ("ya", "true"):
            yield Cause(DAY, tanggal, row["jenis"])


def _is_faulty(row: TextRow) -> bool:
    punched = row.get("status") == "hadir" and row.get("masuk") and row.get("pulang")
    return not punched or any(row.get(name) != "0" for name in ("menit_terlambat", "menit_pulang_cepat"))


def _minutes(text: str) -> int | None:
    return int(text) if text else None


def _of_file(file: str, facts: Facts) -> Iterator[Cause]:
    for row in facts.of(file):
        begin = row.get("mulai", "")[:10]
        yield Cause(file, date.fromisoformat(begin) if begin else None, row.get("jenis") or row.get("tingkat", ""))


def _of_rating(facts: Facts) -> Iterator[Cause]:
    for row in facts.of(KINERJA.name):
        yield Cause(RATING, None, row.get("predikat") or row.get("capaian_persen", ""))


def _loss(reasons: Reasons, step: Share[_Step]) -> Loss:
    causes = tuple(cause for item in step.what for cause in item.causes)
    causes = causes or tuple(Cause(DAY, date.fromisoformat(item.day)) for item in step.what if item.day)
    articles = tuple(dict.fromkeys(found for item in step.what for found in _articles(reasons, item)))
    percent = step.percent if any(item.jenis in (DAY, RECAP) for item in step.what) else None
    return Loss(causes or (Cause(step.what[0].jenis),), -step.rupiah, percent, articles)


def _articles(reasons: Reasons, step: _Step) -> tuple[Article, ...]:
    if step.jenis in (LEAVE, PUNISHMENT):
        return tuple(relations_of(reasons.rules.month, step.jenis).values())
    if step.jenis == RATING:
        return reasons.rules.rating_articles
    return reasons.of_day(step.day) if step.day else tuple(summary_articles(reasons.rules))


# -- what depends on somebody -------------------------------------------------------------------------------------


def _depends(seen: _Seen) -> Iterator[Dependence]:
    """First the rating, with the later duties attended; then those."""
    rules = seen.rules
    unrated = amount(rules, seen.unrated.rows)
    if seen.pending:
        whole = amount(rules, seen.expected.rows).paid
        waiting = sum(not seen.known.is_rated(row) for row in seen.known.of(KINERJA.name))
        batas = None if seen.batas is None else aware(seen.batas)
        held = unrated.rupiah is None
        yield Dependence(RATING, whole - unrated.paid, waiting, batas, held, rules.rating_articles)
    if seen.later:
        sure = amount(rules, seen.for_sure.rows)
        held = sure.rupiah is None
        articles = tuple(summary_articles(rules))
        yield Dependence(LATER_DUTIES, unrated.paid - sure.paid, seen.later, None, held, articles)
