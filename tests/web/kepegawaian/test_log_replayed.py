"""Whatever is done to records in whatever order: replayed from the log alone, the same records stand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tepat.web.apps.audit.models import Perubahan
from tepat.web.apps.audit.services import snapshot
from tepat.web.apps.kepegawaian import changes
from tepat.web.apps.kepegawaian.kinds import KINDS, Kind
from tests.web.kepegawaian.office import Office, sample

FIRST = date(2023, 1, 1)
SLUGS = ("status", "penempatan", "cuti", "ptkp", "rekening", "atasan", "jabatan")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(("tambah", "ganti", "perbaiki", "akhiri", "hapus", "batalkan")),
        st.sampled_from(SLUGS),
        st.integers(0, 40),  # which record, and on which day
        st.integers(0, 40),
    ),
    min_size=4,
    max_size=24,
)


def states(kind: Kind) -> dict[str, Any]:
    return {str(row.pk): snapshot(row) for row in kind.model.objects.all()}


def replayed(kind: Kind, start: dict[str, Any]) -> dict[str, Any]:
    """What the log makes of the records that stood before; every row must begin where the one before ended."""
    found = dict(start)
    for row in Perubahan.objects.filter(catatan=kind.record).order_by("pk"):
        assert found.get(row.kunci) == row.lama
        found[row.kunci] = row.baru
    return {key: cells for key, cells in found.items() if cells is not None}


def step(action: str, slug: str, which: int, ahead: int, office: Office) -> None:
    """Do one thing; what the service refuses must leave no trace."""
    kind, user = KINDS[slug], office.users["bkpsdm"]
    rows = list(kind.model.objects.order_by("pk"))
    day = FIRST + timedelta(days=30 * ahead)
    try:
        with transaction.atomic():
            _do(action, kind, rows[which % len(rows)] if rows else None, day, office, user)
    except ValidationError:
        pass


def _do(action: str, kind: Kind, record: Any, day: date, office: Office, user: Any) -> None:
    if action in {"tambah", "ganti"} or record is None:
        made = sample(kind.slug, office)
        made.mulai, made.selesai = day, None if action == "ganti" else day + timedelta(days=20)
        changes.write_record(kind, made, user, action, succeeds=action == "ganti")
    elif action == "perbaiki":
        record.mulai = day
        changes.write_record(kind, record, user, action)
    elif action == "akhiri":
        changes.end_record(kind, record, user, day, action)
    elif action == "hapus":
        changes.remove_record(kind, record, user, action)
    else:
        changes.undo_change(kind, record.pk, user, action)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_the_log_says_what_happened(steps: list[tuple[str, str, int, int]], office: Office):
    with transaction.atomic():
        start = {slug: states(KINDS[slug]) for slug in SLUGS}
        for one in steps:
            step(*one, office)
        for slug in SLUGS:
            assert replayed(KINDS[slug], start[slug]) == states(KINDS[slug])
        assert not Perubahan.objects.filter(alasan="").exists()
        transaction.set_rollback(True)
