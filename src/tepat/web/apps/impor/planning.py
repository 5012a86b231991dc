"""From the files of a batch to its preview: read, compared with the records in force, kept row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tepat.ingest.upload import MACHINES
from tepat.lang.calendar import Masa
from tepat.web.apps.impor.kinds import INTAKE
from tepat.web.apps.impor.models import BarisMasuk, BerkasMasuk, Kumpulan, TemuanImpor
from tepat.web.apps.impor.reader import FileReading, Found, read_files
from tepat.web.apps.kepegawaian import selectors as kepegawaian
from tepat.web.apps.presensi import selectors as presensi
from tepat.web.common.intake import PEGAWAI, PERANGKAT, UNIT, Batch, Plan, Ref, Row, Verdict, make_plan
from tepat.web.common.intake.refusal import Refusal
from tepat.web.common.today import this_masa, today

CHUNK = 2000
# Findings kept of one batch; all are counted.
MOST_FINDINGS = 2000
# What names a row, for whoever looks for it.
_NAMING = ("nip", "kode_unit", "kode_jabatan", "perangkat", "pin", "kode_pola", "periode", "tanggal", "mulai", "masa")


@dataclass
class Preview:
    """What a preview keeps."""

    rows: list[BarisMasuk] = field(default_factory=list)
    findings: list[TemuanImpor] = field(default_factory=list)
    counts: dict[str, Any] = field(default_factory=dict)


def make_preview(kumpulan: Kumpulan) -> Preview:
    """Read the files of a batch and compare their rows with the records in force. Writes nothing."""
    files = list(BerkasMasuk.objects.filter(kumpulan=kumpulan).order_by("pk"))
    contents = [(item.nama, bytes(item.isi)) for item in files]
    if kumpulan.jenis == MACHINES:
        settings = [item.setelan for item in files]
        readings = read_files(MACHINES, contents, kumpulan.masa, presensi.device_names(), settings)
        return _machines(kumpulan, files, readings)
    return _lists(kumpulan, files, read_files(kumpulan.jenis, contents, kumpulan.masa))


# -- lists ------------------------------------------------------------------------------------------------------


def _lists(kumpulan: Kumpulan, files: Sequence[BerkasMasuk], readings: Sequence[FileReading]) -> Preview:
    found = Preview()
    for berkas, reading in zip(files, readings, strict=True):
        found.findings += [_finding(kumpulan, berkas, item) for item in reading.found]
        found.rows += [BarisMasuk(berkas=berkas, baris=line, nasib="ditolak") for line in reading.refused]
    taken = [
        BarisMasuk(berkas=berkas, lembar=row.lembar[:80], baris=row.baris, kunci=_name(row.cells), sel=dict(row.cells))
        for berkas, reading in zip(files, readings, strict=True)
        for row in reading.rows
    ]
    plan = plan_rows(kumpulan, taken)
    for row, verdict in zip(taken, plan.verdicts, strict=True):
        row.nasib, row.beda = verdict.nasib, verdict.beda
        found.findings += [_refused(kumpulan, row, item) for item in verdict.refusals]
    found.rows += taken
    fates = Counter(row.nasib for row in found.rows)
    found.counts = {"dibaca": len(found.rows), **{nasib: fates[nasib] for nasib in BarisMasuk.Nasib.values}}
    return _bounded(found)


def plan_rows(kumpulan: Kumpulan, rows: Sequence[BarisMasuk]) -> Plan:
    """What accepting rows would do to the records as they are now."""
    intake = INTAKE[kumpulan.jenis]
    told = [Row(row.berkas_id, row.baris, row.sel) for row in rows]
    batch = batch_of(kumpulan)
    if intake.region_only and batch.allowed is not None:
        return Plan(tuple(_region_only() for _row in told), ())
    return make_plan(intake, told, batch)


def _region_only() -> Verdict:
    verdict = Verdict()
    verdict.refuse(
        Refusal(
            "UNITLAIN",
            pesan=_("Daftar ini berlaku untuk seluruh daerah."),
            perbaikan=_("Minta BKPSDM mengunggahnya."),
        )
    )
    return verdict


def batch_of(kumpulan: Kumpulan) -> Batch:
    """What holds for all rows of a batch. A batch of a unit is about the unit and its people only."""
    masa = kumpulan.masa or str(this_masa())
    month = Masa.parse(masa)
    return Batch(masa, month.first, _allowed(kumpulan.unit_id, min(month.last, today())))


def _allowed(unit_id: int | None, day: date) -> dict[Ref, frozenset[int]] | None:
    if unit_id is None:
        return None
    units = kepegawaian.tree_on(day).below(unit_id)
    people = kepegawaian.pegawai_of_units(units, day).values_list("pk", flat=True)
    return {UNIT: units, PEGAWAI: frozenset(people), PERANGKAT: presensi.devices_of_units(units)}


def _name(cells: Any) -> str:
    """What names a row."""
    return " · ".join(cells[name] for name in _NAMING if cells.get(name))[:120]


# -- files of machines ------------------------------------------------------------------------------------------


def _machines(kumpulan: Kumpulan, files: Sequence[BerkasMasuk], readings: Sequence[FileReading]) -> Preview:
    """Punches are not kept as rows: the files themselves become sources of the month. Quarantine is shown."""
    found = Preview()
    for berkas, reading in zip(files, readings, strict=True):
        found.findings += [_finding(kumpulan, berkas, item) for item in reading.found]
        found.rows += [
            BarisMasuk(
                berkas=berkas,
                baris=item.baris or 0,
                nasib="ditolak",
                sel={"isi": item.mentah, "kode": item.kode, "pesan": item.pesan},
            )
            for item in reading.quarantine
        ]
    counts = [reading.counts for reading in readings]
    names = {"dibaca": "dibaca", "baru": "diterima", "sama": "berulang", "ditolak": "karantina"}
    totals = {shown: sum(item[name] for item in counts) for shown, name in names.items()}
    told = [{"nama": item.nama, **reading.counts} for item, reading in zip(files, readings, strict=True)]
    found.counts = {**totals, "ubah": 0, "berkas": told}
    return _bounded(found)


# -- findings ---------------------------------------------------------------------------------------------------


def _finding(kumpulan: Kumpulan, berkas: BerkasMasuk, item: Found) -> TemuanImpor:
    return TemuanImpor(
        kumpulan=kumpulan,
        berkas=berkas,
        kode=item.kode,
        tingkat=item.tingkat,
        baris=item.baris,
        kolom=item.kolom[:80],
        isi_sel=item.sel[:200],
        pesan=item.pesan,
        perbaikan=item.perbaikan,
    )


def _refused(kumpulan: Kumpulan, row: BarisMasuk, refusal: Refusal) -> TemuanImpor:
    return TemuanImpor(
        kumpulan=kumpulan,
        berkas=row.berkas,
        kode=refusal.kode,
        tingkat="gagal",
        baris=row.baris,
        kolom=refusal.cell[:80],
        isi_sel=refusal.text[:200],
        pesan=refusal.pesan,
        perbaikan=refusal.perbaikan,
    )


def _bounded(found: Preview) -> Preview:
    """All findings are counted; the gravest are kept."""
    order = {"gagal": 0, "peringatan": 1, "info": 2}
    found.counts["temuan"] = len(found.findings)
    found.findings = sorted(found.findings, key=lambda item: order[item.tingkat])[:MOST_FINDINGS]
    return found


def keep_preview(kumpulan: Kumpulan, found: Preview) -> None:
    """Put a preview in the place of the one before; the caller holds the transaction and the batch."""
    BarisMasuk.objects.filter(berkas__kumpulan=kumpulan).delete()
    TemuanImpor.objects.filter(kumpulan=kumpulan).delete()
    BarisMasuk.objects.bulk_create(found.rows, batch_size=CHUNK)
    TemuanImpor.objects.bulk_create(found.findings, batch_size=CHUNK)
    kumpulan.hitungan, kumpulan.status = found.counts, Kumpulan.Status.PRATINJAU
    kumpulan.save(update_fields=["hitungan", "status"])
