"""Undoing a batch: what was there before is put back exactly, or the reasons why not are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from tepat.ingest.upload import MACHINES
from tepat.web.apps.audit.services import batch_changes, later_changes, record_reversal
from tepat.web.apps.impor.models import Kumpulan
from tepat.web.apps.impor.services import Outcome, decide, expect, hold, need_reason
from tepat.web.apps.tpp.selectors import locked_results
from tepat.web.common.intake import Done, is_as_left, one_at_a_time, resting_on, revert, standing
from tepat.web.common.labels import kind_text

ALWAYS = "9999-12"
MOST_TOLD = 20


@dataclass(frozen=True)
class Obstacle:
    """Why a batch cannot be undone: the record, and what stands against it."""

    what: str
    why: str


def undo(kumpulan: Kumpulan, user: Any, alasan: str) -> Outcome:
    """Put back what a batch changed, in one transaction; pressed twice it is done once.

    Raises `ValidationError`, with the list, where something later rests on what would go.
    """
    need_reason(alasan)
    try:
        with transaction.atomic():
            one_at_a_time()
            held = hold(kumpulan)
            if held.status == Kumpulan.Status.DIBATALKAN:
                return Outcome(held, is_news=False)
            expect(held, Kumpulan.Status.DITERIMA)
            found = obstacles(held)
            if found:
                raise ValidationError([f"{item.what}: {item.why}" for item in found[:MOST_TOLD]], code="tertahan")
            revert(done_by(held))
            record_reversal(held, user, alasan)
            decide(held, Kumpulan.Status.DIBATALKAN, user, alasan)
    except DatabaseError as error:
        raise ValidationError(
            _("Masih ada catatan lain yang bergantung pada kumpulan ini. Tidak ada yang berubah.")
        ) from error
    return Outcome(held, is_news=True)


def done_by(kumpulan: Kumpulan) -> list[Done]:
    """What a batch did, in the order in which it was written."""
    return [Done(row.catatan, int(row.kunci), row.lama, row.baru) for row in batch_changes(kumpulan)]


def obstacles(kumpulan: Kumpulan) -> list[Obstacle]:
    """Everything that stands against undoing a batch."""
    if kumpulan.jenis == MACHINES:
        return _locked_months([(None, kumpulan.masa, kumpulan.masa)])
    rows = batch_changes(kumpulan)
    done = [Done(row.catatan, int(row.kunci), row.lama, row.baru) for row in rows]
    spans = [(row.pegawai_id, *span) for row in rows if (span := effect(row.lama, row.baru))]
    return [*_changed_since(kumpulan, done), *_resting(done), *_locked_months(spans)]


# -- changed since, or in use -----------------------------------------------------------------------------------


def _by_model(done: Iterable[Done]) -> dict[str, list[Done]]:
    found: dict[str, list[Done]] = {}
    for item in done:
        found.setdefault(item.model, []).append(item)
    return found


def _changed_since(kumpulan: Kumpulan, done: Sequence[Done]) -> list[Obstacle]:
    """Records that somebody changed after the batch, by the log and by what they hold now."""
    later = later_changes(kumpulan)
    found: list[Obstacle] = []
    for model, items in _by_model(done).items():
        present = standing(model, [item.key for item in items if item.baru is not None])
        for item in items:
            change = later.get((model, str(item.key)))
            if change is not None:
                words = {"waktu": f"{change.waktu:%Y-%m-%d %H:%M}", "siapa": change.pengguna or "–"}
                found.append(Obstacle(_title(item), _("diubah lagi pada %(waktu)s oleh %(siapa)s") % words))
            elif item.baru is not None and not _is_untouched(item, present):
                found.append(Obstacle(_title(item), _("sudah berubah sejak itu")))
    return found


def _is_untouched(item: Done, present: Mapping[int, Mapping[str, Any]]) -> bool:
    return item.key in present and is_as_left(item, present[item.key])


def _resting(done: Sequence[Done]) -> list[Obstacle]:
    """Records outside the batch that name something the batch added."""
    models = _by_model(done)
    own = {model: {item.key for item in items} for model, items in models.items()}
    found: list[Obstacle] = []
    for model, items in models.items():
        added = [item.key for item in items if item.lama is None]
        for record in resting_on(model, added, own) if added else ():
            title = f"{kind_text(record)} {record}"
            found.append(Obstacle(title, _("memakai catatan yang ditambahkan kumpulan ini")))
    return found


def _title(item: Done) -> str:
    columns = item.baru or item.lama or {}
    name = next((columns[key] for key in ("nama", "nip", "kode_unit", "kode_jabatan") if columns.get(key)), "")
    return f"{item.model.split('.')[1]} {name or item.key}"


# -- locked months ----------------------------------------------------------------------------------------------

# Whose months: the person (None: everybody), the first and the last month.
Span = tuple[int | None, str, str]


def _locked_months(spans: Sequence[Span]) -> list[Obstacle]:
    if not spans:
        return []
    locked = locked_results(min(span[1] for span in spans), max(span[2] for span in spans))
    ranges: dict[int | None, list[tuple[str, str]]] = {}
    for pegawai, dari, sampai in spans:
        ranges.setdefault(pegawai, []).append((dari, sampai))
    months: dict[str, set[int]] = {}
    for pegawai, masa in locked:
        touching = (*ranges.get(pegawai, ()), *ranges.get(None, ()))
        if any(dari <= masa <= sampai for dari, sampai in touching):
            months.setdefault(masa, set()).add(pegawai)
    return [
        Obstacle(
            _("Masa %(masa)s") % {"masa": masa},
            _("sudah terkunci dengan hasil %(banyak)s pegawai yang bertumpu pada kumpulan ini")
            % {"banyak": len(people)},
        )
        for masa, people in sorted(months.items())
    ]


def effect(lama: Mapping[str, Any] | None, baru: Mapping[str, Any] | None) -> tuple[str, str] | None:
    """The months in which a change counts; None where it is of no month (a name).

    >>> effect({"mulai": "2024-01-01", "selesai": None}, {"mulai": "2024-01-01", "selesai": "2026-02-28"})
    ('2026-03', '9999-12')
    >>> effect(None, {"masa": "2026-03"}), effect(None, {"nama": "A"})
    (('2026-03', '2026-03'), None)
    """
    spans = [span for columns in (lama, baru) if columns is not None and (span := _months(columns))]
    if not spans:
        return None
    if lama is not None and baru is not None and _only_end_moved(lama, baru):
        ends = sorted(str(columns["selesai"] or "9999-12-30") for columns in (lama, baru))
        return f"{date.fromisoformat(ends[0][:10]) + timedelta(days=1):%Y-%m}", ends[1][:7]
    return min(span[0] for span in spans), max(span[1] for span in spans)


def _only_end_moved(lama: Mapping[str, Any], baru: Mapping[str, Any]) -> bool:
    differing = {name for name in lama if lama[name] != baru.get(name)} - {"kumpulan_id", "baris"}
    return differing == {"selesai"}


def _months(columns: Mapping[str, Any]) -> tuple[str, str] | None:
    if columns.get("masa") or columns.get("periode"):
        text = str(columns.get("masa") or columns["periode"])
        # A quarter or a year counts in any of its months.
        return (text, text) if text[5:].isdigit() else (f"{text[:4]}-01", f"{text[:4]}-12")
    if columns.get("tanggal"):
        return str(columns["tanggal"])[:7], str(columns["tanggal"])[:7]
    if "mulai" in columns:
        return str(columns["mulai"] or "0001-01")[:7], str(columns["selesai"] or ALWAYS)[:7]
    return None
