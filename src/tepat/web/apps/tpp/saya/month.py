"""One person's month as the database knows it at a moment: facts, attendance, the result in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from django.db.models import F
from django.utils import timezone

from tepat.engine.forecast import Amount, Forecast, PersonRows, Rules, TextRow, amount, forecast
from tepat.lang.calendar import Masa
from tepat.law.packet import DISIPLIN, HARIAN
from tepat.web.apps.presensi.selectors import Attendance, attendance_ask
from tepat.web.apps.tpp.hitung.facts import gathered, rows_by_person, sheet_asks
from tepat.web.apps.tpp.models import Hasil, Lembar
from tepat.web.apps.tpp.saya.origins import Origins, of_ledger, origins_ask
from tepat.web.apps.tpp.saya.planned import settled, whole_month
from tepat.web.apps.tpp.saya.rules import rules_of
from tepat.web.common.together import answer_together

COMPUTED = "dihitung"
_REGULAR = "reguler"


@dataclass(frozen=True)
class Month:
    """A person's month at a moment.

    ``rows``: what the database knows, as the engine would be given it, and the day ledger; empty of somebody who has
    no place in the month. ``result``: the result in force, ``before``: that of the month before; None: there is none.
    """

    pegawai: Any
    rules: Rules
    moment: datetime
    rows: PersonRows
    attendance: Attendance
    origins: Origins
    result: Hasil | None
    before: Hasil | None

    @property
    def masa(self) -> Masa:
        """The month."""
        return self.rules.masa

    @property
    def today(self) -> date:
        """The day of the moment, by the office's clock."""
        return timezone.localtime(self.moment).date()

    @property
    def is_computed(self) -> bool:
        """Whether there is a result with an amount."""
        return self.result is not None and self.result.status_hitung == COMPUTED

    # -- attendance ---------------------------------------------------------------------------------------------------

    @property
    def punched(self) -> Sequence[TextRow]:
        """The day ledger as it was processed, where the month is summed from it."""
        return self.rows.get(HARIAN.name, ()) if self.attendance.summarized else ()

    @cached_property
    def ledger(self) -> list[TextRow]:
        """The same with the duties that were not over when its punches ended stayed at to their end."""
        return settled(self.punched, self._limit)

    @property
    def covered_to(self) -> date:
        """The last day that the ledger has duties of."""
        return min(self.attendance.hingga or self.masa.last, self.masa.last)

    @property
    def known_to(self) -> date | None:
        """The last day whose attendance is known; None: of no day."""
        if not self.attendance.summarized or self.attendance.processed_at is None:
            return None
        return min(self.covered_to, timezone.localtime(self.attendance.processed_at).date())

    @property
    def _limit(self) -> str:
        """The last moment whose punches are in the ledger, by the clock of the units."""
        end = datetime.combine(self.covered_to, time(23, 59, 59))
        made = self.attendance.processed_at
        return (end if made is None else min(end, timezone.localtime(made).replace(tzinfo=None))).isoformat()

    # -- what is foreseen ---------------------------------------------------------------------------------------------

    @cached_property
    def facts(self) -> PersonRows:
        """The facts of the whole month: what is known, and the days behind it without fault."""
        known = {name: rows for name, rows in self.rows.items() if name != HARIAN.name}
        if self.known_to is None:
            return known
        ledger = whole_month(self.ledger, self.masa, self.covered_to, self.attendance.calendar)
        return {**known, HARIAN.name: ledger}

    @cached_property
    def foreseen(self) -> Forecast | None:
        """The forecast at the moment; None of somebody without a place."""
        return forecast(self.rules, self.facts, self.today, now=self.moment) if self.rows else None

    @cached_property
    def as_it_stands(self) -> Amount:
        """What the engine would compute at this moment of what the database knows, and nothing assumed."""
        return amount(self.rules, self.rows)

    # -- the result ---------------------------------------------------------------------------------------------------

    @cached_property
    def changed(self) -> tuple[str, ...]:
        """The files in which the database knows something else now than the result was computed with."""
        if self.result is None:
            return ()
        read = self.rules.month.reads
        return tuple(name for name in read if _cells(self.result.fakta, name) != _cells(self.rows, name))

    @cached_property
    def told(self) -> Forecast | None:
        """What the page tells: the forecast, or the result's facts told day by day.

        Of a result None where its days are not those of the ledger any more, or do not come to its amount.
        """
        if not self.is_computed or self.result is None:
            return self.foreseen
        found = forecast(self.rules, self._computed_facts, _long_after(self.masa))
        return found if found.perkiraan == self.result.tpp_diterima else None

    @property
    def _computed_facts(self) -> PersonRows:
        facts: PersonRows = {} if self.result is None else self.result.fakta
        same = DISIPLIN.name not in self.changed and self.attendance.summarized
        return {**facts, HARIAN.name: self.rows.get(HARIAN.name, ())} if same else facts


def _cells(rows: PersonRows, name: str) -> list[dict[str, str]]:
    return sorted(({key: cell for key, cell in row.items() if cell} for row in rows.get(name, ())), key=str)


def _long_after(masa: Masa) -> date:
    """A day on which nothing of the month is open any more."""
    return masa.plus(2).last


def month_of(pegawai: Any, masa: Masa, moment: datetime) -> Month:
    """Read a person's month: two round trips to the database.

    Raises `RegulationError` or `UsageError` where there is no law of that month.
    """
    rules = rules_of(masa)
    asks = sheet_asks(masa, rules.month, [pegawai.pk], [HARIAN.name])
    answers = answer_together([*asks.values(), attendance_ask(masa, pegawai.pk), origins_ask(masa, pegawai.pk)])
    attendance, origins = answers[-2:]
    if attendance.summarized:
        origins = {**origins, **of_ledger(attendance.processed_at)}
    sheets = gathered(rules.month, dict(zip(asks, answers, strict=False)))
    results = {found.masa: found for found in results_of(pegawai.pk, [str(masa), str(masa.plus(-1))])}
    return Month(
        pegawai,
        rules,
        moment,
        rows_by_person(sheets).get(pegawai.nip, {}),
        attendance,
        origins,
        results.get(str(masa)),
        results.get(str(masa.plus(-1))),
    )


def results_of(pegawai_id: int, months: list[str]) -> Any:
    """The regular results in force of a person in some months, with their sheet and run."""
    found = Hasil.objects.filter(
        lembar__hitungan=F("hitungan"),
        lembar__jenis_run=_REGULAR,
        lembar__urutan=1,
        pegawai=pegawai_id,
        masa__in=months,
    )
    return found.select_related("lembar", "hitungan").defer("hitungan__paket", "hitungan__tanda_terima")


def is_final(result: Hasil) -> bool:
    """Whether nothing of a result can change any more."""
    return bool(
        result.lembar and result.lembar.status in (Lembar.Status.TERKUNCI, Lembar.Status.DIKIRIM, Lembar.Status.DIBAYAR)
    )
