"""The months of a person: what was received in each, and how that compares."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tepat.web.apps.tpp.hitung.results import in_force
from tepat.web.apps.tpp.models import Hasil
from tepat.web.common.labels import code_text
from tepat.web.ui.formats import masa_text
from tepat.web.ui.parts import Cell, Column, Table, row
from tepat.web.ui.templatetags.tepat import bahasa

_REGULAR, _WITHHELD = "reguler", "tertahan"
# Two years: what somebody compares with.
_MONTHS = 24


def results_in_force(pegawai: Any) -> list[Hasil]:
    """The results of a person that count, the latest first."""
    found = in_force().filter(pegawai=pegawai).select_related("lembar").defer("derivasi", "fakta", "nilai", "temuan")
    return list(found.order_by("-masa", "lembar__jenis_run", "lembar__urutan")[:_MONTHS])


def history_table(results: list[Hasil]) -> Table:
    """Each result with its status and the difference from the month before."""
    columns = (
        Column(_("Masa"), primary=True),
        Column(_("Sebelum potongan"), "rupiah"),
        Column(_("Diterima"), "rupiah"),
        Column(_("Dari bulan sebelumnya"), "rupiah"),
        Column(_("Status"), "status"),
    )
    return Table(_("TPP tiap bulan"), columns, tuple(_row(item) for item in results))


def _row(item: Hasil) -> Any:
    kind = item.lembar.jenis_run if item.lembar else _REGULAR
    is_regular = kind == _REGULAR
    known = is_regular and None not in (item.tpp_diterima, item.sebelumnya)
    status = item.lembar.status if item.lembar and item.status_hitung != _WITHHELD else _WITHHELD
    address = reverse("tpp_saya", args=[item.masa]) if is_regular else reverse("tpp_penjelasan", args=[item.pk])
    return row(
        Cell(masa_text(item.masa, bahasa()), note="" if is_regular else code_text(kind)),
        item.tpp_bruto,
        item.tpp_diterima,
        (item.tpp_diterima or 0) - (item.sebelumnya or 0) if known else None,
        status,
        url=address,
    )


def history_chart(results: list[Hasil]) -> Table | None:
    """What was received, month by month; None where there is nothing to draw."""
    regular = [item for item in reversed(results) if item.tpp_diterima is not None and _is_regular(item)]
    if len(regular) < 2:
        return None
    columns = (Column(_("Masa"), primary=True), Column(_("Diterima"), "rupiah"))
    return Table(
        _("TPP yang diterima tiap bulan"),
        columns,
        tuple(row(masa_text(item.masa, bahasa()), item.tpp_diterima) for item in regular),
    )


def _is_regular(item: Hasil) -> bool:
    return item.lembar is not None and item.lembar.jenis_run == _REGULAR
