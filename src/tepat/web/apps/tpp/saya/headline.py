"""The month in one sentence: how much, out of how much, what took some of it, what still depends on somebody."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from tepat.engine.forecast import Dependence, Forecast
from tepat.engine.stored import stored_findings
from tepat.lang.messages import render
from tepat.web.apps.tpp.models import Hasil
from tepat.web.apps.tpp.saya.month import Month
from tepat.web.apps.tpp.saya.words import happened, missing_text, moment_text
from tepat.web.ui.parts import FindingItem, Share
from tepat.web.ui.templatetags.tepat import bahasa

_RATING = "penilaian"
GRAVE = ("tahan", "gagal")
# What a page shows of a month, by name: its template asks for it.
RESULT, FORECAST, WITHHELD, UNKNOWN, NO_PLACE = "hasil", "perkiraan", "tertahan", "tidak_diketahui", "tanpa_tempat"


@dataclass(frozen=True)
class Waiting:
    """Rupiah that depend on a rating: how much, until when; ``tertahan``: without it nothing is paid at all."""

    rupiah: int
    batas: str
    tertahan: bool


@dataclass(frozen=True)
class Headline:
    """What the page says first.

    ``kind``: one of the names above. ``most``, ``lost``, ``share`` are None where they cannot be told. ``known_to``:
    the last day of attendance in it, where that is not the whole month. ``so_far``: what would be paid if the month
    were computed now. ``missing``: what is not known, and whose turn it is.
    """

    kind: str
    amount: int | None = None
    most: int | None = None
    lost: int | None = None
    reason: str = ""
    known_to: date | None = None
    waiting: Waiting | None = None
    share: Share | None = None
    so_far: int | None = None
    missing: tuple[tuple[str, str], ...] = ()
    findings: tuple[FindingItem, ...] = ()


def headline(month: Month) -> Headline:
    """What the page says first of a month."""
    if month.result is not None:
        return _of_result(month)
    found = month.foreseen
    if found is None:
        return Headline(NO_PLACE)
    if found.perkiraan is None:
        return Headline(UNKNOWN, missing=_missing(found), findings=_why_attendance_waits(month))
    return _of_forecast(month, found)


def _of_result(month: Month) -> Headline:
    result, found = month.result, month.told
    if result is None or not month.is_computed or result.tpp_diterima is None:
        return Headline(WITHHELD, findings=() if result is None else result_findings(result))
    if found is None or found.paling_banyak is None:
        return Headline(RESULT, result.tpp_diterima)
    return Headline(
        RESULT,
        result.tpp_diterima,
        found.paling_banyak,
        found.hilang,
        happened(found.losses),
        share=_share(result.tpp_diterima, found.hilang or 0, 0),
    )


def _of_forecast(month: Month, found: Forecast) -> Headline:
    amount, lost = found.perkiraan or 0, found.hilang or 0
    rating = next((item for item in found.depends if item.jenis == _RATING), None)
    open_amount = 0 if rating is None else rating.rupiah
    return Headline(
        FORECAST,
        amount,
        found.paling_banyak,
        lost,
        happened(found.losses),
        month.known_to if month.known_to != month.masa.last else None,
        None if rating is None else _waiting(month, rating),
        _share(amount - open_amount, lost, open_amount),
        month.as_it_stands.rupiah,
    )


def _waiting(month: Month, item: Dependence) -> Waiting:
    batas = "" if item.batas is None else moment_text(item.batas, month.rules.zone)
    return Waiting(item.rupiah, batas, item.tertahan)


def _share(received: int, lost: int, depends: int) -> Share | None:
    """None where a part is less than nothing, as after a correction that takes more than it gives."""
    return Share(received, lost, depends) if min(received, lost, depends) >= 0 else None


def _missing(found: Forecast) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys(missing_text(item) for item in found.unknown))


def _why_attendance_waits(month: Month) -> tuple[FindingItem, ...]:
    found = () if month.attendance.summarized else month.attendance.findings
    told = ((kode, render(kode, words, bahasa())) for kode, words in found)
    return tuple(FindingItem(kode, "tahan", message.pesan, message.perbaikan) for kode, message in told)


def result_findings(result: Hasil, levels: Collection[str] = GRAVE) -> tuple[FindingItem, ...]:
    """What a run found of the person, of these levels; the gravest unless told."""
    found = [item for item in stored_findings({"nip": "", **result.derivasi}) if item.tingkat in levels]
    told = ((item, item.message(bahasa())) for item in found)
    return tuple(FindingItem(item.kode, item.tingkat, words.pesan, words.perbaikan) for item, words in told)
