"""The treasurer's month: what must be equal before money leaves, to the rupiah."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tepat.web.apps.tpp.selectors import FINAL, SheetLine, download_links, totals_of
from tepat.web.ui.parts import Check, Link
from tepat.web.ui.templatetags import tepat as written


@dataclass(frozen=True)
class RunChecks:
    """A run that fills locked sheets: its control totals, and its files."""

    label: str
    checks: tuple[Check, ...]
    links: tuple[Link, ...]


def run_checks(user: Any, runs: Sequence[Any], lines: Sequence[SheetLine]) -> list[RunChecks]:
    """Each run's stored rows against its receipt, and the locked sheets against the rows. One query for each run."""
    return [
        RunChecks(
            f"{run.jenis_run} · {run.unit.kode_unit if run.unit else _('seluruh daerah')}",
            (
                _state_check(own := [line for line in lines if line.hitungan_id == run.pk]),
                *_totals(run),
                _sheets(run, own),
            ),
            tuple(download_links(user, run)),
        )
        for run in runs
    ]


def _state_check(lines: Sequence[SheetLine]) -> Check:
    locked = sum(line.status in FINAL for line in lines)
    text = f"{locked}/{len(lines)}"
    if locked == len(lines):
        return Check("beres", _("Lembar terkunci"), text)
    return Check("tunggu", _("Lembar terkunci"), text, _("Hanya yang terkunci boleh dibayar."))


def _totals(run: Any) -> list[Check]:
    """Rows and receipt, total by total; the recap is written from what the receipt counts."""
    return [
        Check(
            "beres" if total.is_even else "gagal",
            _label(total.label),
            written.angka(total.baris),
            "" if total.is_even else _difference(total),
        )
        for total in totals_of(run)
    ]


def _label(name: str) -> str:
    return {"dihitung": _("Orang dihitung"), "tertahan": _("Orang tertahan")}.get(name, name)


def _difference(total: Any) -> str:
    if total.terima is None:
        return _("Tanda terima tidak menyebutnya.")
    words = {"terima": written.angka(total.terima), "selisih": written.angka(total.selisih)}
    return _("Tanda terima menyebut %(terima)s: selisih %(selisih)s. Jangan dibayar; laporkan kepada BKPSDM.") % words


def _sheets(run: Any, lines: Sequence[SheetLine]) -> Check:
    """The sheets that this run fills, against the receipt: where some keep an earlier run's results they are fewer."""
    net = sum(line.diterima for line in lines)
    stated = int((run.tanda_terima or {}).get("kendali", {}).get("tpp_diterima", 0))
    label = _("Diterima menurut lembar yang memakai hasil ini")
    if net == stated:
        return Check("beres", label, written.rupiah(net))
    note = _("%(beda)s lain ada di lembar yang sudah memakai hitungan lain.") % {"beda": written.rupiah(stated - net)}
    return Check("tunggu", label, written.rupiah(net), note)
