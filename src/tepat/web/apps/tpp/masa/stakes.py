"""What ratings that are not made yet put at stake, person by person."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from tepat.engine.forecast import Rules, forecast
from tepat.lang.calendar import Masa
from tepat.web.apps.kepegawaian import selectors as kepegawaian
from tepat.web.apps.tpp.hitung.facts import Rows, person_rows
from tepat.web.apps.tpp.hitung.runs import results_in_force
from tepat.web.apps.tpp.saya.rules import rules_of
from tepat.web.common.today import today

# What a running month may lack still: until it is there, last month's stands for it.
_NOT_YET = ("disiplin", "gaji")


@dataclass(frozen=True)
class Stakes:
    """What depends on ratings of a month.

    ``rupiah``: None where nobody's can be foreseen; ``perkiraan``: some of it stands on last month's attendance or
    salary; ``batas``: the last second at which a rating counts, as the law has it.
    """

    rupiah: int | None
    batas: datetime | None
    perkiraan: bool
    per_orang: Mapping[int, int]


def rating_stakes(masa: Masa, people: Collection[int]) -> Stakes:
    """What these people would lose without a rating of a month. The number of queries does not grow with theirs."""
    rules = rules_of(masa)
    rows = person_rows(masa, rules.month, people)
    earlier = dict(
        results_in_force()
        .filter(masa=str(masa.plus(-1)), pegawai__in=people, lembar__jenis_run="reguler")
        .order_by("lembar__urutan", "pk")  # of two the later counts
        .values_list("pegawai__nip", "fakta")
    )
    ids = kepegawaian.ids_by_nip(people)
    found: dict[int, int] = {}
    batas, estimated = None, False
    for nip, own in rows.items():
        facts, is_estimate = _completed(own, earlier.get(nip, {}), nip, masa)
        stake = _stake(rules, facts)
        if stake is not None:
            found[ids[nip]], limit = stake
            batas = batas or limit
            estimated = estimated or is_estimate
    return Stakes(sum(found.values()) if found else None, batas, estimated, found)


def _completed(own: Rows, earlier: Mapping[str, Any], nip: str, masa: Masa) -> tuple[Rows, bool]:
    """A person's rows without a rating of the month, with last month's where this month's are not there yet."""
    lacking = [name for name in _NOT_YET if not own.get(name) and earlier.get(name)]
    ratings = [row for row in own.get("kinerja", []) if row.get("periode") not in {"", str(masa)}]
    unrated = {"nip": nip, "periode": str(masa), "hasil_kerja": "", "perilaku_kerja": "", "predikat": ""}
    unrated |= {"waktu_dinilai": "", "capaian_persen": ""}
    facts = {**own, **{name: earlier[name] for name in lacking}, "kinerja": [*ratings, unrated]}
    return facts, bool(lacking)


def _stake(rules: Rules, facts: Rows) -> tuple[int, datetime | None] | None:
    """Rupiah and deadline of one person."""
    return _foreseen(rules, today(), json.dumps(facts, sort_keys=True))


@lru_cache(maxsize=512)
def _foreseen(rules: Rules, day: date, facts: str) -> tuple[int, datetime | None] | None:
    """Kept, since the same facts always come to the same: some twentieths of a second for each person."""
    seen = forecast(rules, json.loads(facts), day)
    return next(((item.rupiah, item.batas) for item in seen.depends if item.jenis == "penilaian"), None)
