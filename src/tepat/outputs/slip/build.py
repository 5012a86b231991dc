"""From a rule book and one person's explained month to a slip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction

from tepat.engine.explanation import Explanation
from tepat.engine.statement import COMPUTED
from tepat.engine.telling import Step
from tepat.lang.calendar import Masa
from tepat.lang.errors import InternalError
from tepat.lang.prose import date_text
from tepat.lang.types import Unit
from tepat.law.bound import BoundBook
from tepat.law.rulebook import InstrumentInfo, RuleBook
from tepat.outputs.slip.model import Achievement, Holder, Instrument, Line, Reason, Slip, Totals
from tepat.outputs.slip.terms import Part, Split, Splitter, capital
from tepat.outputs.slip.words import REASONS, WORDS, month_text

_ACHIEVEMENTS = ("nilai_produktivitas", "nilai_disiplin", "capaian")
_TAX_AND_CONTRIBUTIONS = ("pph21", "iwp", "bpjs")
# Longer calculations are for the explanation, not for a line of the slip.
_LONGEST_NUMBERS = 60


@dataclass(frozen=True)
class Details:
    """What stands on a slip beside the amounts.

    ``bahasa`` is that of the explanation. ``daerah``: the region's full name (else the rule book's short one).
    ``status``: the state of the month in words (else whether it is computed or withheld). ``why``: reasons that the
    caller knows better; empty for those of the rule book.
    """

    printed_at: datetime
    bahasa: str = "id"
    daerah: str = ""
    status: str = ""
    receipt: str = ""
    url: str = ""
    mark: str = ""
    why: tuple[Reason, ...] = ()


def slip_from_values(bound: BoundBook, found: Explanation, holder: Holder, details: Details) -> Slip:
    """The slip of one person's month.

    What is earned and what is taken comes from the rule book's own formulas (see `terms`). The slip of a withheld
    month names what it waits for and no amount.

    Raises
    ------
    InternalError
        Another's explanation; a stored amount that is not the explained one; parts that do not add up.
    """
    if found.nip != holder.nip:
        raise InternalError(f"the explanation is of {found.nip}, the slip of {holder.nip}")
    if found.mismatches:
        raise InternalError(
            f"{found.nip}: stored amounts differ from the explained ones: {', '.join(found.mismatches)}"
        )
    book, words = bound.book, WORDS[details.bahasa]
    empty = Slip(
        daerah=details.daerah or _region_name(book),
        masa=book.masa,
        holder=holder,
        run=_run_label(book, details.bahasa),
        status=details.status or words["computed" if found.status == COMPUTED else "withheld"],
        earnings=(),
        deductions=(),
        totals=None,
        printed_at=details.printed_at,
        zone=book.zone,
        achievements=tuple(_achievements(found.steps)),
        instruments=tuple(_instruments(book, found, details.bahasa)),
        receipt=details.receipt,
        url=details.url,
        mark=details.mark,
        bahasa=details.bahasa,
        why=details.why or tuple(_findings(found, details.bahasa)),
    )
    splitter = Splitter(bound, found.steps, details.bahasa)
    if found.status != COMPUTED or not splitter.paid():
        return empty
    return _with_amounts(empty, splitter, details)


def _with_amounts(slip: Slip, splitter: Splitter, details: Details) -> Slip:
    paid = splitter.paid()
    split = splitter.split(paid)
    full = splitter.full_amounts(split.earned)
    earned = tuple(_earned(part, splitter, full.get(part.variable)) for part in split.earned)
    # A criterion that the position does not have is no news to anybody.
    earnings = tuple(line for line in earned if line.amount or line.before) or earned
    deductions = tuple(
        Line(part.label, part.amount, None, cite_short(splitter.steps[part.basis])) for part in split.taken
    )
    gross, taken = sum(line.amount for line in earnings), sum(line.amount for line in deductions)
    filled = replace(
        slip,
        earnings=earnings,
        deductions=deductions,
        borne=tuple(_borne(splitter, split)),
        totals=Totals(gross, taken, splitter.amount(paid)),
    )
    return filled if details.why else replace(filled, why=(*_shares(filled, splitter, split), *slip.why))


def _earned(part: Part, splitter: Splitter, before: int | None) -> Line:
    signed = None if before is None else part.sign * before
    return Line(part.label, part.sign * part.amount, signed, cite_short(splitter.steps[part.basis]))


def _taken(part: Part, splitter: Splitter) -> Line:
    return Line(part.label, part.amount, None, cite_short(splitter.steps[part.basis]))


def cite_short(step: Step) -> str:
    """Article and instrument as a line has room for them; what a basis adds after a colon is left out."""
    return f"{step.dasar.partition(':')[0].strip()} · {step.instrumen}"


def _borne(splitter: Splitter, split: Split) -> Iterator[Line]:
    """Tax and contributions of the month that the amount paid was not lessened by."""
    if not split.meets_gross:
        return
    taken = {part.variable for part in split.taken}
    for name in _TAX_AND_CONTRIBUTIONS:
        if name in splitter.steps and name not in taken and splitter.amount(name):
            step = splitter.steps[name]
            yield Line(step.label, splitter.amount(name), None, cite_short(step))


def _achievements(steps: Mapping[str, Step]) -> Iterator[Achievement]:
    for name in _ACHIEVEMENTS:
        step = steps.get(name)
        if step is not None and step.nilai is not None:
            yield Achievement(step.label, step.tampil, _numbers(step), cite_short(step))


def _numbers(step: Step) -> str:
    is_told = step.anak and step.rumus_angka != step.tampil and len(step.rumus_angka) <= _LONGEST_NUMBERS
    return step.rumus_angka if is_told else ""


# -- why --------------------------------------------------------------------------------------------------------


def _shares(slip: Slip, splitter: Splitter, split: Split) -> Iterator[Reason]:
    """What was lost against the full amount, and the percentages it was lost by."""
    if slip.totals is None or slip.most is None:
        return
    lost = slip.most - slip.totals.gross
    if not lost:
        yield Reason(REASONS[slip.bahasa]["whole"])
    elif lost > 0:
        causes = ", ".join(f"{step.label} {step.tampil}" for step in _causes(splitter.steps, split))
        yield Reason(REASONS[slip.bahasa]["share" if causes else "less"].format(causes=causes), -lost)


def _causes(steps: Mapping[str, Step], split: Split) -> list[Step]:
    """Productivity and discipline where they fell short; else the percentages that the lines are a share by."""
    paid = [part.variable for part in split.earned if part.variable and part.amount]
    behind = {step.variabel for step in _reached(steps, paid)}
    short = [steps[name] for name in _ACHIEVEMENTS[:2] if name in behind and _falls_short(steps[name])]
    shares = dict.fromkeys(child for name in paid for child in steps[name].anak)
    return short or [steps[name] for name in shares if _falls_short(steps[name])]


def _falls_short(step: Step) -> bool:
    return step.tipe == Unit.PERSEN and step.nilai is not None and Fraction(step.nilai) < 1


def _findings(found: Explanation, bahasa: str) -> Iterator[Reason]:
    """What was found of the person; the remedies are for those who mend the facts, not for a slip."""
    return (Reason(capital(f"{item.message(bahasa).pesan}.")) for item in found.findings)


# -- names ------------------------------------------------------------------------------------------------------


def _region_name(book: RuleBook) -> str:
    return book.region.rpartition("/")[2].replace("-", " ").title()


def _run_label(book: RuleBook, bahasa: str) -> str:
    kind = book.runs.get(book.run)
    if kind is None:
        return WORDS[bahasa]["regular"]
    return kind.label_en if bahasa == "en" else kind.label


def _instruments(book: RuleBook, found: Explanation, bahasa: str) -> Iterator[Instrument]:
    """The instruments that what leads to the amount rests on, in the order of the rule book."""
    used = {step.instrumen for step in _reached(found.steps, found.roots[:1])}
    for item in book.instruments:
        if item.short in used:
            yield Instrument(item.short, item.title, _dates(item, bahasa))


def _reached(steps: Mapping[str, Step], names: Iterable[str]) -> Iterator[Step]:
    """The steps that lead to these variables, they themselves included."""
    seen, waiting = set(), list(names)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(steps[name].anak)
            yield steps[name]


def _dates(item: InstrumentInfo, bahasa: str) -> str:
    words = WORDS[bahasa]
    known = [(words["enacted"], item.enacted), (words["in_force"], item.in_force)]
    texts = [f"{word} {date_text(date.fromisoformat(day), bahasa)}" for word, day in known if day]
    return "; ".join((*texts, f"{words['first_masa']} {month_text(Masa.parse(item.first_masa), bahasa)}"))
