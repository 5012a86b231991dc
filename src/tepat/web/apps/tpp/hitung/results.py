"""Writing a run's results, and reading which of them are in force."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from tepat.lang.calendar import Masa
from tepat.web.apps.audit.services import change_of, record_changes
from tepat.web.apps.kepegawaian import selectors as kepegawaian
from tepat.web.apps.tpp.hitung.facts import Rows
from tepat.web.apps.tpp.hitung.paid import whole_rupiah
from tepat.web.apps.tpp.models import Hasil, Lembar, Peralihan, Perhitungan
from tepat.web.apps.tpp.states import EXAMINED
from tepat.web.common.bulk import insert_rows


@dataclass(frozen=True)
class Computed:
    """What the engine made of a run: the file to load, everybody's own facts, and the packet for the audit."""

    muat: Path
    rows: dict[str, Rows]
    units: dict[int, int]
    receipt: dict[str, Any]
    packet: bytes
    digest: str
    outcome: dict[str, Any]


_COLUMNS = (
    "hitungan",
    "lembar",
    "pegawai",
    "masa",
    "unit",
    "nama",
    "nama_jabatan",
    "status_hitung",
    "tpp_bruto",
    "potongan",
    "tpp_diterima",
    "sebelumnya",
    "nilai",
    "derivasi",
    "fakta",
    "temuan",
)


def in_force() -> QuerySet[Hasil]:
    """The results that count: of each sheet those of its run in force."""
    return Hasil.objects.filter(lembar__hitungan=F("hitungan"))


def store(run: Perhitungan, computed: Computed) -> dict[str, Any]:
    """Write a run's results and put them in force on every sheet that nobody has examined: the run's summary.

    Part of the transaction in which the run ends.
    """
    Perhitungan.objects.filter(pk=run.pk).update(
        paket=computed.packet,
        sidik_paket=computed.digest,
        tanda_terima=computed.receipt,
        sidik_aturan=computed.receipt.get("aturan", {}).get("sidik", ""),
    )
    masa = Masa.parse(run.masa)
    tree = kepegawaian.tree_on(masa.last)
    skpd = {person: tree.skpd(unit) for person, unit in computed.units.items()}
    sheets = _sheets(run, set(skpd.values()))
    insert_rows(Hasil, _COLUMNS, _rows(run, computed, skpd, sheets))
    skipped = _put_in_force(run, sheets)
    return {**computed.outcome, "dilewati": skipped}


def _sheets(run: Perhitungan, units: set[int]) -> dict[int, Lembar]:
    """The sheets of these SKPD, locked; made where there were none."""
    key = {"masa": run.masa, "jenis_run": run.jenis_run, "urutan": run.urutan}
    Lembar.objects.bulk_create([Lembar(unit_id=unit, **key) for unit in sorted(units)], ignore_conflicts=True)
    # In one order, so that two runs never wait for each other.
    found = Lembar.objects.select_for_update().filter(**key, unit__in=units).order_by("pk")
    return {sheet.unit_id: sheet for sheet in found}


def _rows(
    run: Perhitungan, computed: Computed, skpd: dict[int, int], sheets: dict[int, Lembar]
) -> Iterator[tuple[Any, ...]]:
    people = kepegawaian.ids_by_nip(computed.units)
    before = received_before(run)
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    with computed.muat.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            person = people[row["nip"]]
            own = computed.rows.get(row["nip"], {})
            values = json.loads(row["nilai"])
            gross, net = (whole_rupiah(values.get(name)) for name in ("tpp_bruto", "tpp_diterima"))
            yield (
                run.pk,
                sheets[skpd[person]].pk,
                person,
                run.masa,
                computed.units[person],
                _cell(own, "pegawai", "nama"),
                _cell(own, "jabatan", "nama_jabatan"),
                row["status_hitung"],
                gross,
                None if gross is None or net is None else gross - net,
                net,
                before.get(person),
                row["nilai"],
                row["derivasi"],
                json.dumps(own, ensure_ascii=False, separators=(",", ":")),
                row["temuan"] or "[]",
            )


def _cell(own: Rows, file: str, column: str) -> str:
    rows = own.get(file)
    return rows[0].get(column, "") if rows else ""


def received_before(run: Perhitungan) -> dict[int, int]:
    """What everybody received by the regular run of the month before."""
    rows = in_force().filter(masa=str(Masa.parse(run.masa).plus(-1)), lembar__jenis_run="reguler")
    return {person: net for person, net in rows.values_list("pegawai_id", "tpp_diterima") if net is not None}


def _put_in_force(run: Perhitungan, sheets: dict[int, Lembar]) -> list[int]:
    """The ids of SKPD whose sheet somebody has examined meanwhile: they keep the results that were examined."""
    free = [sheet for sheet in sheets.values() if sheet.status not in EXAMINED]
    moment = timezone.now()
    Lembar.objects.filter(pk__in=[sheet.pk for sheet in free]).update(
        hitungan=run, status=Lembar.Status.DIHITUNG, versi=F("versi") + 1
    )
    done = Lembar.Status.DIHITUNG
    Peralihan.objects.bulk_create(
        Peralihan(
            lembar=sheet,
            dari=sheet.status,
            ke=done,
            hitungan=run,
            pengguna_id=run.pemohon_id,
            waktu=moment,
            alasan=run.alasan,
        )
        for sheet in free
    )
    record_changes(
        [
            change_of(
                sheet,
                run.pemohon,
                "langkah",
                alasan=run.alasan,
                lama={"status": sheet.status, "hitungan": sheet.hitungan_id},
                baru={"status": str(done), "hitungan": run.pk},
            )
            for sheet in free
        ]
    )
    return sorted(sheet.unit_id for sheet in sheets.values() if sheet.status in EXAMINED)
