"""From the database to the source folder that attendance is processed from (`tepat.presensi.contract.SOURCES`)."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path, PurePath
from typing import Any

from django.db.models import Q, Sum

from tepat.lang.calendar import Masa
from tepat.presensi.contract import SOURCES
from tepat.web.apps.impor.selectors import device_files
from tepat.web.apps.kepegawaian.selectors import packet_sheets
from tepat.web.apps.presensi.models import (
    Apel,
    Disiplin,
    Gangguan,
    HariKalender,
    Izin,
    Jadwal,
    Koreksi,
    OlahPresensi,
    Perangkat,
    PinPerangkat,
    PolaKerja,
    Roster,
)
from tepat.web.common.sheet import FactSheet, make_sheet


def source_sheets(masa: Masa) -> Iterator[FactSheet]:
    """Every list of the source folder of a month."""
    first, last = masa.plus(-1).first, masa.plus(1).last
    touching = (Q(selesai__isnull=True) | Q(selesai__gte=first)) & (Q(mulai__isnull=True) | Q(mulai__lte=last))
    near = {"tanggal__range": (first, last)}
    yield _people(masa)
    yield _sheet("perangkat", Perangkat.objects.all(), "perangkat", "nomor_seri", "unit__kode_unit", "zona")
    pins = PinPerangkat.objects.filter(touching)
    yield _sheet("pin", pins, "perangkat__perangkat", "pin", "pegawai__nip", "mulai", "selesai")
    pattern = ("kode_pola", "hari", "masuk", "pulang", "lewat_tengah_malam", "fleksibel")
    yield _sheet("pola", PolaKerja.objects.all(), *pattern)
    planned = Jadwal.objects.filter(touching)
    yield _sheet("jadwal", planned, "unit__kode_unit", "pegawai__nip", "kode_pola", "mulai", "selesai")
    yield _sheet("roster", Roster.objects.filter(**near), "pegawai__nip", "tanggal", "kode_pola")
    yield _sheet("kalender", HariKalender.objects.filter(**near), "tanggal", "jenis", "keterangan")
    yield _sheet("izin", Izin.objects.filter(touching), "pegawai__nip", "jenis", "mulai", "selesai")
    mended = Koreksi.objects.filter(tanggal__range=(masa.first, masa.last))
    yield _sheet("koreksi", mended, "pegawai__nip", "tanggal", "masuk", "pulang", "alasan", "disetujui_oleh")
    outages = Gangguan.objects.filter(mulai__date__lte=last).filter(
        Q(selesai__isnull=True) | Q(selesai__date__gte=first)
    )
    yield _sheet("gangguan", outages, "perangkat__perangkat", "unit__kode_unit", "mulai", "selesai", "alasan")
    calls = Apel.objects.filter(tanggal__range=(masa.first, masa.last))
    yield _sheet("apel", calls, "pegawai__nip", "tanggal", "jenis", "hadir")
    yield _history(masa)


def _sheet(name: str, rows: Any, *columns: str) -> FactSheet:
    return make_sheet(name, SOURCES[name].names, rows.order_by("pk").values_list(*columns))


def _people(masa: Masa) -> FactSheet:
    sheet = next(sheet for sheet in packet_sheets(masa) if sheet.name == "pegawai")
    names = SOURCES["pegawai"].names
    return make_sheet("pegawai", names, ([row[name] for name in names] for row in sheet.as_dicts()))


def _history(masa: Masa) -> FactSheet:
    """The year's earlier months, for the counters of days of absence: what their processing gave."""
    latest = (
        OlahPresensi.objects.filter(
            masa__startswith=f"{masa.year}-", masa__lt=str(masa), keadaan=OlahPresensi.Keadaan.SELESAI
        )
        .order_by("masa", "-pk")
        .values_list("masa", "pk")
    )
    last: dict[str, int] = {}
    for month, pk in latest:
        last.setdefault(month, pk)
    rows = Disiplin.objects.filter(olahan__in=last.values()).order_by("pegawai__nip", "masa")
    absent: Iterable[tuple[str, str, Decimal]] = rows.values_list("pegawai__nip", "masa").annotate(n=Sum("hari_alpa"))
    names = SOURCES["riwayat"].names
    return make_sheet("riwayat", names, ((nip, month, days, None, None) for nip, month, days in absent))


def write_sources(folder: Path, masa: Masa) -> int:
    """The source folder as files, the accepted device files of the month in ``mesin/``: how many of these."""
    folder.mkdir(parents=True, exist_ok=True)
    for sheet in source_sheets(masa):
        if sheet.rows or SOURCES[sheet.name].required:
            with (folder / f"{sheet.name}.csv").open("w", encoding="utf-8", newline="") as lines:
                writer = csv.writer(lines, lineterminator="\n")
                writer.writerow(sheet.columns)
                writer.writerows(sheet.rows)
    return _write_machines(folder, masa)


def _write_machines(folder: Path, masa: Masa) -> int:
    machines = folder / "mesin"
    machines.mkdir(exist_ok=True)
    seen: Counter[str] = Counter()
    settings: list[str] = []
    for batch, given, content, stated in device_files(str(masa)):
        # An uploaded name is never a path.
        name = PurePath(given.replace("\\", "/")).name
        seen[name] += 1
        if seen[name] > 1:
            name = f"{PurePath(name).stem} (kumpulan {batch}){PurePath(name).suffix}"
        (machines / name).write_bytes(content)
        if stated:
            settings.append(_toml({"nama": name, **stated}))
    if settings:
        (folder / "sumber.toml").write_text("\n".join(settings), "utf-8")
    return seen.total()


def _toml(entry: dict[str, Any]) -> str:
    """One entry of ``sumber.toml``; a JSON string is a TOML string."""
    return "\n".join(["[[berkas]]", *(f"{key} = {json.dumps(str(value))}" for key, value in entry.items()), ""])
