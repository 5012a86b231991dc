"""A run, as a worker does it: database → packet → engine in a child process → packet → database.

DuckDB never runs in this process. The result is written in one transaction by whoever still holds the lease of the
attempt (`tepat.web.common.job`): killed at any moment, nothing is half written and nothing is written twice.
"""

from __future__ import annotations

import hashlib
import json
import logging
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tepat.lang.calendar import Masa
from tepat.lang.errors import TepatError
from tepat.web.apps.kepegawaian import selectors as kepegawaian
from tepat.web.apps.regulasi.selectors import book_of, supplement
from tepat.web.apps.tpp.hitung.facts import Rows, fact_sheets, rows_by_person, write_packet
from tepat.web.apps.tpp.hitung.results import Computed, store
from tepat.web.apps.tpp.models import Perhitungan
from tepat.web.apps.tpp.services import left_alone
from tepat.web.common.child import ChildError, run_child
from tepat.web.common.heart import beating
from tepat.web.common.job import LostLeaseError
from tepat.web.common.packed import zip_folder


class NobodyError(Exception):
    """There is nobody left to compute; the text says why."""


log = logging.getLogger(__name__)


def work_on(run_id: int) -> None:
    """Compute a run that waits; nothing happens where another worker has taken it."""
    run = Perhitungan.objects.defer("paket").get(pk=run_id)
    if not run.claim():
        return
    try:
        with beating(run), tempfile.TemporaryDirectory(prefix="tepat-hitung-") as scratch:
            computed = _compute(run, Path(scratch))
            run.beat("simpan", 80)
            with transaction.atomic():
                run.hold()
                run.finish(store(run, computed))
    except LostLeaseError:
        log.warning("run %s was taken over by another attempt", run_id)
    except (TepatError, ChildError, NobodyError) as error:
        run.fail(str(error))
    except Exception:
        log.exception("run %s failed", run_id)
        run.fail(_("Terjadi kesalahan tak terduga. Tidak ada yang berubah; administrator dapat melihat catatannya."))


def _compute(run: Perhitungan, scratch: Path) -> Computed:
    masa = Masa.parse(run.masa)
    bound = book_of(masa, run.jenis_run)
    run.beat("fakta", 5)
    people = _people(run, masa)
    if people is not None and not people:
        raise NobodyError(_("Tidak ada yang dihitung: setiap lembar yang diminta sudah diperiksa atau terkunci."))
    # A whole region is asked for without naming each person.
    sheets = fact_sheets(masa, bound, people)
    facts, target = scratch / "fakta", scratch / "hasil"
    facts.mkdir()
    write_packet(facts, sheets, bound)
    outcome = run_child(
        {
            "kerja": "hitung",
            "regulasi": settings.TEPAT_REGULASI,
            "pelengkap": None if (extra := supplement()) is None else str(extra),
            "masa": run.masa,
            "fakta": str(facts),
            "keluaran": str(target),
            "jenis": run.jenis_run,
            "urutan": run.urutan,
            "muat": str(scratch / "muat"),
            "scratch": str(scratch),
        },
        lambda step: run.beat(step, _PROGRESS.get(step, 40)),
    )
    receipt = json.loads((target / "tanda_terima.json").read_text("utf-8"))
    packed = zip_folder(target)
    rows: dict[str, Rows] = rows_by_person(sheets)
    return Computed(
        muat=scratch / "muat" / "hasil.csv",
        rows=rows,
        units=kepegawaian.placed_in(masa, people),
        receipt=receipt,
        packet=packed,
        digest=hashlib.sha256(packed).hexdigest(),
        outcome=outcome,
    )


_PROGRESS = {"fakta": 20, "hitung": 40, "periksa": 60, "tulis": 70}


def _people(run: Perhitungan, masa: Masa) -> list[int] | None:
    """Who is computed: everybody, or one SKPD; never who stands on a sheet that is left alone."""
    left = {item.unit_id for item in left_alone(masa, run.jenis_run, run.urutan, run.unit_id)}
    if run.unit_id is None and not left:
        return None
    placed = kepegawaian.placed_in(masa)
    tree = kepegawaian.tree_on(masa.last)
    return [
        person
        for person, unit in placed.items()
        if (skpd := tree.skpd(unit)) not in left and run.unit_id in {None, skpd}
    ]
