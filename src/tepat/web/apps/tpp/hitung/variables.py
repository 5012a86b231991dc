"""Which variables of a month's rule book are amounts and criteria, as the recap and the slip find them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.translation import get_language

from tepat.engine.statement import result_variables
from tepat.lang.calendar import Masa
from tepat.lang.types import Number, Unit
from tepat.law.bound import Bound, BoundBook
from tepat.law.rulebook import REGULAR
from tepat.web.apps.regulasi.selectors import book_of


@dataclass(frozen=True)
class Amount:
    """A rupiah variable that everybody has in whole rupiah. ``is_criterion``: a part that the gross adds up."""

    name: str
    label: str
    is_criterion: bool = False


def in_english() -> bool:
    """Whether the page is in English."""
    return (get_language() or "id").startswith("en")


def whole_amounts(masa: Masa, jenis_run: str = REGULAR) -> tuple[Amount, ...]:
    """The amounts in whole rupiah, in the order of the rule book; no bases, no caps for all."""
    return _whole_amounts(settings.TEPAT_REGULASI, masa, jenis_run, in_english())


@lru_cache(maxsize=64)
def _whole_amounts(regulasi: str, masa: Masa, jenis_run: str, english: bool) -> tuple[Amount, ...]:
    bound = book_of(masa, jenis_run)
    return tuple(
        Amount(item.name, _label(item, english), _is_criterion(item, bound))
        for item in result_variables(bound)
        if item.definition.unit is Unit.RUPIAH and not item.constant and _is_whole(item)
    )


def _is_whole(item: Bound) -> bool:
    return isinstance(item.type, Number) and item.type.scale == 0


def _is_criterion(item: Bound, bound: BoundBook) -> bool:
    """What each member of a family is paid (`tepat.workflow.recap` has the same rule)."""
    return item.definition.family[0] in bound.book.families and item.name.startswith("tpp_")


def _label(item: Bound, english: bool) -> str:
    definition = item.definition
    return (definition.label_en if english else "") or definition.label


@dataclass(frozen=True)
class Kind:
    """A kind of run that a month knows."""

    code: str
    label: str


def run_kinds(masa: Masa) -> tuple[Kind, ...]:
    """The kinds of run of a month's rule book, the regular one first."""
    english = in_english()
    runs = book_of(masa).book.runs
    regular = Kind(REGULAR, "Regular" if english else "Reguler")
    return (regular, *(Kind(code, run.label_en if english else run.label) for code, run in runs.items()))


def kind_label(masa: Masa, code: str) -> str:
    """What a kind of run is called."""
    return next((kind.label for kind in run_kinds(masa) if kind.code == code), code)
