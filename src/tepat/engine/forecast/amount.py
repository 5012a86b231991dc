"""What one person receives on given facts: the attendance summary first, then the month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from tepat.engine.forecast.rows import Fault, PersonRows, TextRow, Texts
from tepat.engine.forecast.rules import Rules
from tepat.lang.errors import InternalError
from tepat.lang.exact import Value
from tepat.lang.prose import plain_number
from tepat.law.packet import DISIPLIN, HARIAN, PEGAWAI
from tepat.law.person import Person
from tepat.law.presensi import CUTS, DUTIES, PRESENCE

ABSENT = "alpa"


@dataclass(frozen=True)
class Missing:
    """Why an amount is not known.

    ``jenis``: ``sel`` (a cell is not of its type; ``nama`` is ``file.column``), ``syarat`` (a condition of the law that
    withholds; ``pesan`` is its message), ``fakta`` (a fact that is not there, or what the law does not say), ``tarif``
    (the region's attendance tariff is not known), ``nilai`` (the amount does not apply).
    """

    jenis: str
    nama: str
    pesan: str = ""
    pesan_en: str = ""


@dataclass(frozen=True)
class Amount:
    """Rupiah received, or why they are not known; ``potongan``: the attendance cuts they were computed with."""

    rupiah: int | None
    missing: tuple[Missing, ...] = ()
    potongan: Fraction | None = None

    @property
    def paid(self) -> int:
        """What is paid: nothing where there is no amount."""
        return self.rupiah or 0


def amount(rules: Rules, facts: PersonRows) -> Amount:
    """What the person receives on facts whose `disiplin` is as it should be (see `with_summary`)."""
    return _amount(rules, rules.readers.month.texts(facts))


# One forecast asks for the same facts several times; what is remembered is a few forecasts' worth.
_MOST = 256


@lru_cache(maxsize=_MOST)
def _amount(rules: Rules, texts: Texts) -> Amount:
    read = rules.readers.month.typed(texts)
    if not read.rows[PEGAWAI.name]:
        return Amount(None, (Missing("fakta", PEGAWAI.name),))
    person = Person(rules.month, read.rows)
    missing = (*map(_of_fault, read.faults), *(_of_cause(rules, cause) for cause in person.withheld))
    cuts = _cuts_in(read.rows.get(DISIPLIN.name, ()))
    if missing:
        return Amount(None, missing, cuts)
    value = person.outcome(rules.root).value
    if not isinstance(value, Fraction):
        return Amount(None, (Missing("nilai", rules.root),), cuts)
    return Amount(int(value), (), cuts)


def _cuts_in(rows: object) -> Fraction | None:
    found = rows[0].get("potongan_persen") if isinstance(rows, list) and rows else None
    return found if isinstance(found, Fraction) else None


def _of_fault(fault: Fault) -> Missing:
    return Missing("sel", f"{fault.berkas}.{fault.kolom}", fault.nilai)


def _of_cause(rules: Rules, cause: str) -> Missing:
    condition = next((item.condition for item in rules.month.conditions if item.condition.name == cause), None)
    if condition is not None:
        return Missing("syarat", cause, *condition.message)
    if cause == "disiplin.potongan_persen" and rules.cuts is None:
        return Missing("tarif", cause)
    return Missing("fakta", cause)


# -- the summary of attendance ------------------------------------------------------------------------------------


def is_duty(row: TextRow) -> bool:
    """Whether a row of the ledger is a duty: days off, and punches on them, have no hours that bind."""
    return bool(row.get("jam_masuk_wajib"))


def with_summary(rules: Rules, facts: PersonRows) -> PersonRows:
    """The facts with the `disiplin` that presensi would make of their ledger.

    Without a ledger the summary came from elsewhere and stays as it is; who has no duty in the month has none. Where no
    tariff is known the cuts are those of a summary that is there already, else empty. Not made where no rule reads it.
    """
    if DISIPLIN.name not in rules.month.reads:
        return facts
    nips = [row.get("nip", "") for row in facts.get(PEGAWAI.name, ())]
    if not facts.get(HARIAN.name) or not nips:
        return facts
    given = next(iter(facts.get(DISIPLIN.name, ())), {})
    made = summary(rules, facts, given)
    return {**facts, DISIPLIN.name: [{**given, "nip": nips[0], **made}] if made else []}


def summary(rules: Rules, facts: PersonRows, given: TextRow) -> Mapping[str, str]:
    """The cells of `disiplin` that a ledger comes to; none where it has no duty of the month."""
    month = str(rules.masa)
    duties = [row for row in facts[HARIAN.name] if is_duty(row) and row.get("tanggal", "").startswith(month)]
    if not duties:
        return {}
    there = {PEGAWAI.name: facts[PEGAWAI.name], HARIAN.name: duties}
    days, present = _presence(rules, rules.readers.presence.texts(there))
    taken = cuts(rules, facts)
    return {
        "hari_kerja": _text(days),
        "hari_hadir": _text(present),
        "hari_alpa": str(sum(row.get("status") == ABSENT for row in duties)),
        "potongan_persen": given.get("potongan_persen", "") if rules.cuts is None else _text(taken, 100),
    }


def cuts(rules: Rules, facts: PersonRows) -> Value:
    """The attendance cuts of a ledger, as a ratio; what the summary will say is not known yet. None: no tariff."""
    if rules.cuts is None or rules.readers.cuts is None:
        return None
    known = {name: rows for name, rows in facts.items() if name != DISIPLIN.name}
    return _cuts(rules, rules.readers.cuts.texts(known))


@lru_cache(maxsize=_MOST)
def _presence(rules: Rules, texts: Texts) -> tuple[Value, Value]:
    """Days of duty and of presence."""
    person = Person(rules.presence, rules.readers.presence.typed(texts).rows)
    return person.outcome(DUTIES).value, person.outcome(PRESENCE).value


@lru_cache(maxsize=_MOST)
def _cuts(rules: Rules, texts: Texts) -> Value:
    if rules.cuts is None or rules.readers.cuts is None:
        raise InternalError("cuts without a tariff")
    return Person(rules.cuts, rules.readers.cuts.typed(texts).rows).outcome(CUTS).value


def _text(value: Value, factor: int = 1) -> str:
    """A number as a cell; empty where it is unknown."""
    return plain_number(value * factor) if isinstance(value, Fraction) else ""
