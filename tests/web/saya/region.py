"""A small region in the database: people, positions, ratings that arrive day by day, and attendance up to any day."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from tepat.cli.sample import sample_tariff
from tepat.engine.forecast import PersonRows, Rules, with_summary
from tepat.lab.contoh import Options, generate
from tepat.lab.contoh.dirt import Level
from tepat.lang.calendar import Masa
from tepat.law.consolidate import open_book
from tepat.law.shelf import open_shelf
from tepat.web.apps.kepegawaian import models as kepegawaian
from tepat.web.apps.kinerja.models import Penilaian
from tepat.web.apps.pembayaran.models import Gaji
from tepat.web.apps.presensi.models import Disiplin, Harian, HariKalender, OlahPresensi
from tepat.workflow.attendance import AttendanceRequest, process_attendance

MASA = Masa(2024, 3)
SINCE = date(2020, 1, 1)
ZONE = ZoneInfo("Asia/Makassar")
_MONEY = ("gaji_kotor", "potongan_gaji", "pph_gaji", "iwp_gaji", "bpjs_gaji")
_DAY = ("tanggal", "pola", "jam_masuk_wajib", "jam_pulang_wajib", "masuk", "pulang", "catatan", "status", "bukti")
_MINUTES = ("menit_terlambat", "menit_pulang_cepat")
SUMMED = ("hari_kerja", "hari_hadir", "hari_alpa", "potongan_persen")
Row = dict[str, str]


@dataclass
class Region:
    """The region's files, and what of them stands in the database."""

    folder: Path
    ledger: list[Row] = field(default_factory=list)
    people: dict[str, kepegawaian.Pegawai] = field(default_factory=dict)

    def facts(self, name: str) -> list[Row]:
        """A file of the packet."""
        return read(self.folder / "fakta" / f"{name}.csv")

    @property
    def days(self) -> list[date]:
        """Every day of the month."""
        return [MASA.first + timedelta(number) for number in range((MASA.last - MASA.first).days + 1)]


def read(path: Path) -> list[Row]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def write_region(folder: Path, people: int = 14) -> Region:
    """Make the region's files, and process its attendance of the whole month."""
    book = open_book(open_shelf("balangan"), MASA)
    options = Options(Level.BIASA, sumber=True, book=book, regulasi="balangan")
    generate(folder, pegawai=people, masa=str(MASA), benih=3, tarif=sample_tariff(), options=options)
    return Region(folder, attendance_to(folder, None)["harian"])


def attendance_to(folder: Path, hingga: date | None) -> Mapping[str, list[Row]]:
    """What the processing makes of the punches, as ``--hingga`` says."""
    target = folder / f"presensi-{hingga}"
    request = AttendanceRequest(folder / "sumber", MASA, target, "balangan", sample_tariff(), until=hingga)
    process_attendance(request).attendance.connection.close()
    return {name: read(target / f"{name}.csv") for name in ("harian", "disiplin")}


# -- the records ------------------------------------------------------------------------------------------------------


def fill(region: Region) -> None:
    """Write the records; of ratings and attendance nothing yet."""
    units = _units(region)
    positions = _positions(region)
    for row in region.facts("pegawai"):
        person = kepegawaian.Pegawai.objects.create(nip=row["nip"], nama=row["nama"], npwp=row["npwp"])
        region.people[row["nip"]] = person
        kepegawaian.Penempatan.objects.create(
            pegawai=person, unit=units[row["kode_unit"]], jabatan=positions[row["kode_jabatan"]], mulai=SINCE
        )
        kepegawaian.StatusPegawai.objects.create(
            pegawai=person, mulai=SINCE, **{key: row[key] for key in ("status_pegawai", "skema_golongan", "golongan")}
        )
        if row["ptkp"]:
            kepegawaian.Ptkp.objects.create(pegawai=person, mulai=SINCE, ptkp=row["ptkp"])
    _events(region, positions)
    _salaries(region)
    HariKalender.objects.bulk_create(
        HariKalender(tanggal=row["tanggal"], jenis=row["jenis"]) for row in read(region.folder / "sumber/kalender.csv")
    )


def _units(region: Region) -> dict[str, kepegawaian.Unit]:
    rows = region.facts("unit")
    units = {row["kode_unit"]: kepegawaian.Unit.objects.create(kode_unit=row["kode_unit"]) for row in rows}
    for row in rows:
        names = {"nama_unit": row["nama_unit"], "jenis_unit": row["jenis_unit"], "induk": units.get(row["induk"])}
        kepegawaian.RiwayatUnit.objects.create(unit=units[row["kode_unit"]], mulai=SINCE, **names)
    return units


def _positions(region: Region) -> dict[str, kepegawaian.Jabatan]:
    positions = {}
    for row in region.facts("jabatan"):
        position = kepegawaian.Jabatan.objects.create(kode_jabatan=row["kode_jabatan"])
        positions[row["kode_jabatan"]] = position
        worth = {name: int(row[name] or 0) for name in kepegawaian.CRITERIA}
        kepegawaian.NilaiJabatan.objects.create(
            jabatan=position, nama_jabatan=row["nama_jabatan"], kelas_jabatan=row["kelas_jabatan"], mulai=SINCE, **worth
        )
    return positions


def _events(region: Region, positions: Mapping[str, Any]) -> None:
    models: dict[str, Any] = {"plt": kepegawaian.Plt, "cuti": kepegawaian.Cuti, "hukdis": kepegawaian.Hukdis}
    for name, model in models.items():
        for found in region.facts(name):
            row: dict[str, Any] = {**found, "selesai": found["selesai"] or None}
            row["pegawai"] = region.people[row.pop("nip")]
            if "kode_jabatan" in row:
                row["jabatan"] = positions[row.pop("kode_jabatan")]
            model.objects.create(**row)


def _salaries(region: Region) -> None:
    """Of everybody but the last, whose month cannot be known."""
    for row in region.facts("gaji")[:-1]:
        cells = {name: int(row[name]) if row[name] else None for name in _MONEY}
        Gaji.objects.create(pegawai=region.people[row["nip"]], masa=str(MASA), **cells)


# -- what comes day by day --------------------------------------------------------------------------------------------


def end_of(day: date) -> datetime:
    """The last second of a day."""
    return datetime.combine(day, time(23, 59, 59), ZONE)


def ratings(region: Region) -> list[tuple[datetime, Penilaian]]:
    """The ratings with the moment of each: all the month through, and up to after the limit."""
    found = []
    for number, row in enumerate(region.facts("kinerja")):
        if row["periode"] in ("", str(MASA)) and row["waktu_dinilai"]:
            moment = end_of(MASA.first + timedelta(number * 3)) - timedelta(hours=5)
            rated = {name: row[name] for name in ("hasil_kerja", "perilaku_kerja", "predikat")}
            person = region.people[row["nip"]]
            found.append((moment, Penilaian(pegawai=person, periode=str(MASA), waktu_dinilai=moment, **rated)))
    return found


def rate_until(region: Region, day: date) -> None:
    """The ratings that were made by the end of a day, and no other."""
    Penilaian.objects.all().delete()
    Penilaian.objects.bulk_create(rating for moment, rating in ratings(region) if moment <= end_of(day))
    for _, rating in ratings(region):
        rating.pk = None


def attend_until(region: Region, rules: Rules, day: date) -> None:
    """Attendance processed up to a day: the ledger to it, and the summary that the processing makes of it."""
    run = OlahPresensi.objects.create(masa=str(MASA), hingga=day, keadaan="selesai", selesai_at=timezone.now())
    ledger = [row for row in region.ledger if row["tanggal"] <= day.isoformat()]
    Harian.objects.bulk_create(_day(run, region, row) for row in ledger)
    Disiplin.objects.bulk_create(
        Disiplin(
            olahan=run,
            pegawai=region.people[nip],
            masa=str(MASA),
            **{name: cell or None for name, cell in cells.items()},
        )
        for nip, cells in summaries(region, rules, ledger).items()
    )


def summaries(region: Region, rules: Rules, ledger: Sequence[Row]) -> dict[str, Row]:
    """The month summary of everybody who has a duty in a ledger."""
    people = {row["nip"]: row for row in region.facts("pegawai")}
    found = {}
    for nip, person in people.items():
        facts: PersonRows = {"pegawai": [person], "harian": [row for row in ledger if row["nip"] == nip]}
        made = with_summary(rules, facts).get("disiplin", ())
        found.update((nip, {name: row[name] for name in SUMMED}) for row in made)
    return found


def _day(run: OlahPresensi, region: Region, row: Row) -> Harian:
    minutes = {name: int(row[name]) if row[name] else None for name in _MINUTES}
    return Harian(olahan=run, pegawai=region.people[row["nip"]], **{name: row[name] for name in _DAY}, **minutes)


def renamed(rows: PersonRows, nip: str) -> Iterator[tuple[str, list[Row]]]:
    """A person's rows under another nip."""
    for name, found in rows.items():
        yield name, [{**row, "nip": nip} if "nip" in row else dict(row) for row in found]
