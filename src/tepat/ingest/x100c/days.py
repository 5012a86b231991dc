"""Which way of writing dates a column follows: the operator's word, or the only one that fits the month."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from tepat.ingest.cells import DATE_FORMS, in_window, read_date
from tepat.ingest.refusal import Refused
from tepat.lang.calendar import Masa


def choose_form(texts: Collection[str], masa: Masa | None, named: str | None) -> str:
    """One of `DATE_FORMS` for all the texts of a column; Refused where nobody can tell.

    Texts that are no date in any way do not count. Codes: M-035 several ways fit, M-036 none does, M-037 the named one
    does not fit and another does, M-039 the named one is not known.
    """
    if named is not None and named not in DATE_FORMS:
        raise Refused("M-039", nilai=named, dikenal=", ".join(DATE_FORMS))
    fitting = _fitting(texts, masa)
    if named is not None:
        if fitting and named not in fitting:
            raise Refused("M-037", disebut=named, cocok=", ".join(fitting))
        return named
    if not fitting:
        raise Refused("M-036", masa=str(masa or "–"))
    if len(set(fitting.values())) > 1:
        raise Refused("M-035", cocok=", ".join(fitting))
    return next(iter(fitting))


def _fitting(texts: Collection[str], masa: Masa | None) -> Mapping[str, tuple[object, ...]]:
    """The ways by which every date is one, and lies in or next to the month; with the days they give."""
    ways = {form: [read_date(text, form) for text in texts] for form in DATE_FORMS}
    dates = [index for index, _ in enumerate(texts) if any(days[index] for days in ways.values())]
    return {
        form: tuple(days[index] for index in dates)
        for form, days in ways.items()
        if all((day := days[index]) is not None and in_window(day, masa) for index in dates)
    }
