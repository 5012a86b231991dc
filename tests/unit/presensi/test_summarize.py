"""The summary alone, of punches that stream by, is that of the whole way."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest

from tepat.ingest.folder import read_folder
from tepat.lang.calendar import Masa
from tepat.law.presensi import AttendanceSettings
from tepat.presensi.month import AttendanceMonth
from tepat.presensi.process import process, summarize

MASA = Masa.parse("2026-10")
FIRST = datetime.fromisoformat("2026-10-01")
MONTH = AttendanceMonth(MASA, AttendanceSettings(240, 480, True, {}, None, Fraction(1), Fraction(1, 2)))
NIPS = [f"19000101201001{1:d}{number:03d}" for number in range(1, 13)]
# Two units in two zones; the last three people work nights; PIN 7 is of all devices, PIN 9 of two people, PIN 5 changes
# hands, and nobody owns PIN 77.
LISTS = {
    "pegawai": ["nip,nama,kode_unit", *(f"{nip},,{'DINAS' if n < 8 else 'RSUD'}" for n, nip in enumerate(NIPS))],
    "perangkat": ["perangkat,nomor_seri,kode_unit,zona", "Lobi,SN001,DINAS,WIB", "IGD,SN002,RSUD,WITA"],
    "pin": [
        "perangkat,pin,nip,mulai,selesai",
        *(f"{'Lobi' if n < 8 else 'SN002'},{n},{nip},," for n, nip in enumerate(NIPS) if n not in (5, 7)),
        f",7,{NIPS[7]},,",
        f"Lobi,9,{NIPS[6]},,",
        f"SN002,9,{NIPS[8]},2026-10-20,",
        f"Lobi,5,{NIPS[4]},,2026-10-09",
        f"Lobi,5,{NIPS[5]},2026-10-10,",
    ],
    "pola": ["kode_pola,hari,masuk,pulang,lewat_tengah_malam", "H,1-5,07:30,16:00,tidak", "M,,20:00,08:00,ya", "L,,,,"],
    "jadwal": ["kode_unit,nip,kode_pola,mulai,selesai", "DINAS,,H,,", "RSUD,,H,,"],
    "roster": [
        "nip,tanggal,kode_pola",
        *(f"{nip},2026-10-{day:02d},{'MLL'[(day + n) % 3]}" for n, nip in enumerate(NIPS[9:]) for day in range(1, 32)),
    ],
    "izin": ["nip,jenis,mulai,selesai", f"{NIPS[0]},cuti_sakit,2026-10-05,2026-10-07"],
    "koreksi": ["nip,tanggal,masuk,pulang,disetujui_oleh", f"{NIPS[1]},2026-10-08,07:20,16:05,KEPALA DINAS"],
    "gangguan": ["perangkat,kode_unit,mulai,selesai", ",DINAS,2026-10-12,2026-10-12"],
}
CHANGES = ("izin", "koreksi", "gangguan", "roster")


def device_file(serial: str, first: int, last: int) -> str:
    """Everybody's month: one in seven without arrival, one in five without departure, every line twice on odd days."""
    lines = []
    for pin in [*range(first, last), 7, 77]:
        for day in range(31):
            if (pin * 31 + day) % 11 == 0 or (pin < 2 and day in (4, 5, 6, 7)) or day == 11:
                continue
            night = pin > 8 and serial == "SN002"
            begin = FIRST + timedelta(day, hours=20 if night else 7, minutes=(pin * 7 + day * 3) % 40)
            moments = [begin, begin + timedelta(hours=2), begin + timedelta(hours=12 if night else 9, seconds=pin)]
            kept = [moments[0]] * ((pin + day) % 7 > 0) + [moments[1]] * (day % 4 == 0) + [moments[2]] * (day % 5 > 0)
            lines += [f"{pin:>9}\t{moment:%Y-%m-%d %H:%M:%S}\t1\t255\t1\t0" for moment in kept] * (1 + day % 2)
    return "\n".join(lines) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mesin").mkdir()
    for name, lines in LISTS.items():
        (tmp_path / f"{name}.csv").write_text("\n".join(lines) + "\n", "utf-8")
    for serial, first, last in (("SN001", 0, 9), ("SN002", 8, 12)):
        (tmp_path / "mesin" / f"{serial}_attlog.dat").write_text(device_file(serial, first, last), "utf-8")
    return tmp_path


def whole(folder: Path) -> list[tuple[object, ...]]:
    with closing(duckdb.connect()) as connection:
        read_folder(folder, connection, MASA)
        process(connection, MONTH)
        return connection.execute("FROM disiplin ORDER BY nip").fetchall()


def alone(folder: Path, punches: str = "ketukan_dibaca") -> list[tuple[object, ...]]:
    with closing(duckdb.connect()) as connection:
        read_folder(folder, connection, MASA)
        connection.execute(f"COPY ketukan_dibaca TO '{folder / 'ketukan.parquet'}' (FORMAT parquet)")
        summarize(connection, MONTH, punches.format(folder=folder))
        return connection.execute("FROM disiplin ORDER BY nip").fetchall()


def test_the_summary_alone_is_that_of_the_whole_way(folder: Path):
    found = alone(folder)
    assert found == whole(folder)
    assert len(found) == len(NIPS)
    assert len({row[2] for row in found}) > 4


@pytest.mark.parametrize("name", CHANGES)
def test_the_summary_alone_heeds_every_list(name: str, folder: Path):
    before = alone(folder)
    (folder / f"{name}.csv").unlink()
    assert alone(folder) != before
    assert alone(folder) == whole(folder)


def test_punches_may_stand_in_a_file(folder: Path):
    assert alone(folder, "'{folder}/ketukan.parquet'") == whole(folder)


def test_the_order_of_punches_is_of_no_importance(folder: Path):
    backwards = "(FROM ketukan_dibaca ORDER BY id DESC)"
    assert alone(folder, backwards) == whole(folder)


def test_people_with_equal_rosters_and_schedules_share_their_windows(folder: Path):
    rows = [f"{NIPS[0]},2026-10-{day:02d},M" for day in (3, 17)]
    rows += [f"{NIPS[3]},2026-10-{day:02d},M" for day in (17, 3, 3)]
    rows += [f"{NIPS[4]},2026-10-{day:02d},M" for day in (3, 18)]
    with (folder / "roster.csv").open("a", encoding="utf-8") as file:
        file.write("\n".join(rows) + "\n")
    with closing(duckdb.connect()) as connection:
        read_folder(folder, connection, MASA)
        summarize(connection, MONTH)
        kelas = dict(connection.execute("SELECT nip, kelas FROM orang").fetchall())
    assert kelas[NIPS[0]] == kelas[NIPS[3]]
    assert kelas[NIPS[4]] != kelas[NIPS[0]]
    # Offices of one schedule are one class, in whatever unit.
    assert kelas[NIPS[1]] == kelas[NIPS[8]]
