"""The instruments of the region, read once: which there are, which apply in a month, and what each says."""

from __future__ import annotations

import re
from functools import lru_cache

from django.conf import settings

from tepat.lang.calendar import Masa
from tepat.lang.errors import Problem, TepatError
from tepat.law.bound import BoundBook
from tepat.law.load import Package, load_cases
from tepat.law.models import KasusModel
from tepat.law.rulebook import InstrumentInfo
from tepat.law.shelf import NATIONAL, open_shelf
from tepat.web.apps.regulasi.selectors import book_of

_NATIONAL_KEY = re.compile(rf"{NATIONAL}/[a-z0-9][a-z0-9-]*")
# The roles of the region's own regulations, which everybody computed by them should have read.
OWN_ROLES = frozenset({"dasar", "pengubah"})


@lru_cache(maxsize=4)
def _packages(regulasi: str) -> tuple[Package, ...]:
    problems: list[Problem] = []
    return tuple(open_shelf(regulasi).packages(problems))


def own_packages() -> tuple[Package, ...]:
    """The region's instruments, in the order of their first month."""
    return _packages(settings.TEPAT_REGULASI)


@lru_cache(maxsize=64)
def _national(regulasi: str, key: str) -> Package | None:
    problems: list[Problem] = []
    return open_shelf(regulasi).national_package(key, problems)


def instrument(key: str) -> Package | None:
    """The instrument of that key (``nasional/pp-58-2023``); None where there is none."""
    own = next((item for item in own_packages() if item.key == key), None)
    if own is not None or not _NATIONAL_KEY.fullmatch(key):
        return own
    return _national(settings.TEPAT_REGULASI, key)


def national_packages() -> list[Package]:
    """The national instruments that any of the region's refers to, or that apply by themselves, by their key."""
    keys = {key for item in own_packages() for key in item.instrumen.mengacu}
    keys |= {info.key for masa in turning_months() for info in infos(masa) if info.key.startswith(f"{NATIONAL}/")}
    found = (instrument(key) for key in sorted(keys))
    return [item for item in found if item is not None]


def turning_months() -> list[Masa]:
    """The first month of each of the region's regulations."""
    return sorted({Masa.parse(item.instrumen.masa_pertama) for item in own_packages()})


def infos(masa: Masa) -> tuple[InstrumentInfo, ...]:
    """The instruments that take part in a month; none where there is no law of it."""
    bound = law_of(masa)
    return () if bound is None else bound.book.instruments


def law_of(masa: Masa) -> BoundBook | None:
    """The rule book of a month; None where there is no law of it."""
    try:
        return book_of(masa)
    except TepatError:
        return None


def law_with(package: Package, masa: Masa) -> BoundBook | None:
    """A rule book that an instrument takes part in: of this month, else of its own first month; None: of neither."""
    for month in (masa, Masa.parse(package.instrumen.masa_pertama)):
        bound = law_of(month)
        if bound is not None and any(info.key == package.key for info in bound.book.instruments):
            return bound
    return None


def must_read(masa: Masa) -> list[InstrumentInfo]:
    """The regulations of the region itself that apply in a month."""
    return [info for info in infos(masa) if info.role in OWN_ROLES and not info.key.startswith(f"{NATIONAL}/")]


@lru_cache(maxsize=32)
def _cases(regulasi: str, key: str) -> tuple[KasusModel, ...]:
    package = instrument(key)
    problems: list[Problem] = []
    return () if package is None else tuple(model for model, _place in load_cases(package.folder, key, problems))


def cases_of(key: str) -> tuple[KasusModel, ...]:
    """The worked cases of an instrument."""
    return _cases(settings.TEPAT_REGULASI, key)
