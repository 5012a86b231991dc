"""What one row does to the records of its key: nothing, a change, an addition, or it is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from tepat.web.common.intake.book import Held, Ledger, until
from tepat.web.common.intake.declare import Manner
from tepat.web.common.intake.refusal import Refusal

Key = tuple[Any, ...]
# The place of the row in its batch, and the day from which a list of current values holds.
Context = tuple[int, date]


@dataclass(frozen=True)
class Decision:
    """What a row does. ``old`` and ``new``: the columns it is about, before and after."""

    nasib: str
    old: Mapping[str, Any] = field(default_factory=dict)
    new: Mapping[str, Any] = field(default_factory=dict)
    carry_out: Callable[[], None] = lambda: None


SAME = Decision("sama")


def decide(ledger: Ledger, key: Key, given: Mapping[str, Any], context: Context) -> Decision | Refusal:
    """What a row with these values does to the records of its key."""
    return _DECIDERS[ledger.part.manner](ledger, key, dict(given), context)


# -- one record for a key ---------------------------------------------------------------------------------------


def _single(ledger: Ledger, key: Key, given: dict[str, Any], context: Context) -> Decision | Refusal:
    found = ledger.of(key)
    return _change(found[0], given, context) if found else _add(ledger, key, given, context)


def _add(ledger: Ledger, key: Key, given: dict[str, Any], context: Context) -> Decision | Refusal:
    record = {**_defaults(ledger), **given}
    lacking = _lacking(ledger, record)
    if lacking:
        return Refusal("NILAI", lacking, "", _("Tidak boleh kosong pada catatan baru."))
    held = Held(None, None, record, context[0])
    return Decision("baru", {}, given, lambda: ledger.add(key, held))


def _change(held: Held, given: Mapping[str, Any], context: Context) -> Decision | Refusal:
    differing = {name: value for name, value in given.items() if held.now[name] != value}
    if not differing:
        return SAME
    if held.line is not None and held.line != context[0]:
        return _contradiction()

    def carry_out() -> None:
        held.now.update(differing)
        held.line = context[0]

    return Decision("ubah", {name: held.now[name] for name in differing}, differing, carry_out)


def _contradiction() -> Refusal:
    return Refusal(
        "GANDA",
        pesan=_("Baris lain dalam kumpulan ini menyatakan hal yang berbeda untuk kunci yang sama."),
        perbaikan=_("Sisakan satu baris yang benar, lalu unggah lagi."),
    )


# -- one record at a time, followed by the next -----------------------------------------------------------------


def _state(ledger: Ledger, key: Key, given: dict[str, Any], context: Context) -> Decision | Refusal:
    if given.get("mulai") is None and given.get("selesai") is None:
        said = {name: value for name, value in given.items() if name not in {"mulai", "selesai"}}
        return _current(ledger, key, said, context)
    given["mulai"] = given.get("mulai") or context[1]
    if given.get("selesai") is None and ("selesai" in given or not _begins_on(ledger, key, given["mulai"])):
        # Lists of dates of appointment name no end: each holds until the next one begins.
        given["selesai"] = _day_before_next(ledger, key, given["mulai"])
        running = ledger.on(key, given["mulai"])
        if running is not None and running.now["mulai"] < given["mulai"]:
            return _succeed(ledger, key, running, given, context)
    return _dated(ledger, key, given, context)


def _begins_on(ledger: Ledger, key: Key, day: date) -> Held | None:
    return next((held for held in ledger.of(key) if held.now["mulai"] == day), None)


def _day_before_next(ledger: Ledger, key: Key, day: date) -> date | None:
    following = ledger.after(key, day)
    return following.now["mulai"] - timedelta(days=1) if following else None


def _current(ledger: Ledger, key: Key, given: dict[str, Any], context: Context) -> Decision | Refusal:
    """A list of what holds now: where something differs, the running record ends and another begins."""
    day = context[1]
    running = ledger.on(key, day)
    if running is None:
        return _add(ledger, key, {**given, "mulai": day, "selesai": _day_before_next(ledger, key, day)}, context)
    if running.now["mulai"] == day or all(running.now[name] == value for name, value in given.items()):
        return _change(running, given, context)
    return _succeed(ledger, key, running, {**given, "mulai": day, "selesai": running.now["selesai"]}, context)


def _succeed(ledger: Ledger, key: Key, running: Held, given: dict[str, Any], context: Context) -> Decision | Refusal:
    """The running record ends the day before. What the row does not say, it leaves as it was."""
    record = {**running.now, **given}
    old = {name: running.now[name] for name in given if name != "selesai"}
    new = {name: value for name, value in given.items() if name != "selesai"}

    def carry_out() -> None:
        running.now["selesai"] = given["mulai"] - timedelta(days=1)
        ledger.add(key, Held(None, None, record, context[0]))

    return Decision("ubah", old, new, carry_out)


# -- records of their own dates ---------------------------------------------------------------------------------


def _event(ledger: Ledger, key: Key, given: dict[str, Any], context: Context) -> Decision | Refusal:
    given["mulai"] = given.get("mulai") or context[1]
    return _dated(ledger, key, given, context)


def _dated(ledger: Ledger, key: Key, given: dict[str, Any], context: Context) -> Decision | Refusal:
    same_day = _begins_on(ledger, key, given["mulai"])
    if same_day is not None:
        return _redated(ledger, key, same_day, given, context)
    others = ledger.sharing(key, given["mulai"], given.get("selesai"))
    return _overlap(others[0]) if others else _add(ledger, key, {"selesai": None, **given}, context)


def _redated(ledger: Ledger, key: Key, held: Held, given: dict[str, Any], context: Context) -> Decision | Refusal:
    """The record that begins on that very day, changed; its end may have moved."""
    last = given.get("selesai", held.now["selesai"])
    others = [other for other in ledger.sharing(key, given["mulai"], last) if other is not held]
    return _overlap(others[0]) if others else _change(held, given, context)


def _overlap(other: Held) -> Refusal:
    last = until(other)
    days = {
        "mulai": other.now["mulai"].isoformat(),
        "selesai": _("seterusnya") if last == date.max else last.isoformat(),
    }
    return Refusal(
        "TUMPANG",
        "mulai",
        "",
        _("Bertumpuk dengan catatan %(mulai)s s.d. %(selesai)s.") % days,
        _("Perbaiki tanggalnya, atau akhiri dahulu catatan yang lama."),
    )


# -- all rows of a key together ---------------------------------------------------------------------------------


def _set(ledger: Ledger, key: Key, given: dict[str, Any], context: Context) -> Decision | Refusal:
    """The rows of a key take the place of what was there: what none of them says goes away with the first row."""
    members = [held for held in ledger.of(key) if held.before is not None and held.line is None]
    twins = [held for held in ledger.of(key) if all(held.now[name] == value for name, value in given.items())]
    if twins:
        return Decision("sama", carry_out=lambda: _stays(twins[0], context))
    record = {**_defaults(ledger), **given}
    old = {name: members[0].now[name] for name in given} if members else {}
    held = Held(None, None, record, context[0])
    return Decision("ubah" if members else "baru", old, given, lambda: ledger.add(key, held))


def _stays(held: Held, context: Context) -> None:
    held.line = context[0]


def close_sets(ledger: Ledger) -> None:
    """Records in force of a key that rows spoke of, and that none of them says, are removed."""
    if ledger.part.manner is not Manner.SET:
        return
    for records in ledger.by_key.values():
        if any(held.line is not None for held in records):
            for held in records:
                held.removed = held.line is None


def _defaults(ledger: Ledger) -> dict[str, Any]:
    return {name: _default(ledger.part.table._meta.get_field(name)) for name in ledger.columns}


def _default(column: Any) -> Any:
    value = column.get_default()
    return "" if value is None and not column.null and column.empty_strings_allowed else value


def _lacking(ledger: Ledger, record: Mapping[str, Any]) -> str:
    """The first cell that a new record may not lack."""
    table = ledger.part.table
    for column in ledger.part.columns:
        target: Any = table._meta.get_field(column.name)
        value = record.get(column.attname)
        if (value is None and not target.null) or (value == "" and not target.blank):
            return column.cell
    return ""


_DECIDERS: Mapping[Manner, Callable[[Ledger, Key, dict[str, Any], Context], Decision | Refusal]] = {
    Manner.SINGLE: _single,
    Manner.STATE: _state,
    Manner.EVENT: _event,
    Manner.SET: _set,
}
