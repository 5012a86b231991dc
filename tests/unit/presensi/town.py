"""A town whose people come and go past devices, told in sentences.

::

    town = Town("2026-01")
    town.office("RSUD", zona="WITA")
    town.pattern("MALAM", "20:00", "08:00", overnight=True)
    nurse = town.person("RSUD")
    town.duty(nurse, "2026-01-05", "MALAM")
    town.punch(nurse, "2026-01-05 19:58", "2026-01-06 08:03")
    assert town.process().day(nurse, "2026-01-05").status == "hadir"

A town is processed from tables in memory (`process`), or written as a source folder (`write`) and read from there.
Times are texts as a clerk writes them; a punch is on the clock of its device.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pyarrow as pa

from tepat.ingest.folder import Intake, read_folder
from tepat.ingest.reading import KETUKAN, NAMA, fingerprint
from tepat.lang.calendar import Masa
from tepat.lang.findings import Finding
from tepat.lang.types import BOOLEAN, DATE, Category, Number, Type, Unit
from tepat.law.presensi import AttendanceSettings
from tepat.presensi.contract import SOURCES
from tepat.presensi.month import AttendanceMonth
from tepat.presensi.process import process
from tests.packets import nip

Row = dict[str, str]
OFFICE_WEEK = (("1-4", "07:30", "16:00"), ("5", "07:30", "16:30"))


@dataclass(frozen=True)
class Punch:
    """One punch; ``alat``: serial number or name of the device, ``detik``: whether the source tells seconds."""

    alat: str
    pin: str
    waktu: datetime
    detik: bool = True

    @property
    def line(self) -> str:
        """As ``attlog.dat`` has it."""
        return f"{self.pin:>9}\t{self.waktu:%Y-%m-%d %H:%M:%S}\t1\t255\t1\t0"


@dataclass(repr=False)
class Town:
    """The lists of a source folder (rows in the order of their lines), and the punches of its devices."""

    masa: str = "2026-01"
    lists: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in SOURCES})
    punches: list[Punch] = field(default_factory=list)
    names: list[tuple[str, str, str, str]] = field(default_factory=list)
    kredit: Mapping[str, Fraction] = field(default_factory=dict)

    # -- who and what there is --------------------------------------------------------------------------------

    def add(self, file: str, **cells: str) -> Row:
        """A row of a list, cells that are not told empty."""
        row = dict.fromkeys(SOURCES[file].names, "") | cells
        self.lists[file].append(row)
        return row

    def office(self, unit: str = "DINAS", zona: str = "WITA", device: str = "", serial: str = "") -> str:
        """A unit with a device, named after it unless told; the name of the device."""
        device = device or f"Mesin {unit}"
        self.add("perangkat", perangkat=device, nomor_seri=serial or f"SN-{unit}", kode_unit=unit, zona=zona)
        return device

    def person(self, unit: str = "DINAS", *, pin: bool = True, nama: str = "") -> str:
        """Somebody new of a unit, with the PIN ``101``, ``102``, … on all devices; the NIP."""
        number = len(self.lists["pegawai"])
        self.add("pegawai", nip=nip(number), nama=nama or f"PEGAWAI CONTOH {number + 1}", kode_unit=unit)
        if pin:
            self.add("pin", pin=self.pin_of(nip(number)), nip=nip(number))
        return nip(number)

    def pin_of(self, who: str) -> str:
        """The PIN that `person` gives."""
        return str(101 + [row["nip"] for row in self.lists["pegawai"]].index(who))

    def device_of(self, who: str) -> str:
        """The first device of the person's unit."""
        unit = next(row["kode_unit"] for row in self.lists["pegawai"] if row["nip"] == who)
        return next(row["perangkat"] for row in self.lists["perangkat"] if row["kode_unit"] == unit)

    # -- what is due ------------------------------------------------------------------------------------------

    def pattern(
        self, code: str, masuk: str, pulang: str, *, hari: str = "", overnight: bool = False, flexible: int = 0
    ) -> str:
        """Hours of a pattern on some days of the week; of all days unless told."""
        over, loose = "ya" if overnight else "tidak", str(flexible or "")
        self.add(
            "pola", kode_pola=code, hari=hari, masuk=masuk, pulang=pulang, lewat_tengah_malam=over, fleksibel=loose
        )
        return code

    def office_hours(self, unit: str = "DINAS", code: str = "LIMA") -> str:
        """The unit works five days, 07:30 to 16:00 and on Friday to 16:30."""
        for hari, masuk, pulang in OFFICE_WEEK:
            self.pattern(code, masuk, pulang, hari=hari)
        self.schedule(code, unit=unit)
        return code

    def schedule(self, code: str, *, unit: str = "", who: str = "", since: str = "", until: str = "") -> None:
        """A unit or a person works by a pattern."""
        self.add("jadwal", kode_unit=unit, nip=who, kode_pola=code, mulai=since, selesai=until)

    def duty(self, who: str, tanggal: str, code: str) -> None:
        """A row of the roster."""
        self.add("roster", nip=who, tanggal=tanggal, kode_pola=code)

    def holiday(self, tanggal: str, jenis: str = "libur", name: str = "Hari jadi daerah") -> None:
        """A day of the region's own calendar."""
        self.add("kalender", tanggal=tanggal, jenis=jenis, keterangan=name)

    # -- what happened ----------------------------------------------------------------------------------------

    def punch(self, who: str, *times: str, at: str = "", seconds: bool = True) -> None:
        """Somebody punches, on the device of the own unit unless told."""
        self.punch_pin(at or self.device_of(who), self.pin_of(who), *times, seconds=seconds)

    def punch_pin(self, device: str, pin: str, *times: str, seconds: bool = True) -> None:
        """A PIN is punched on a device."""
        self.punches += [Punch(device, pin, datetime.fromisoformat(time), seconds) for time in times]

    def works(self, who: str, *days: str, masuk: str = "07:25", pulang: str = "16:35") -> None:
        """Somebody comes and goes at these hours."""
        for day in days:
            self.punch(who, f"{day} {masuk}", f"{day} {pulang}")

    def leave(self, who: str, jenis: str, since: str, until: str = "") -> None:
        """Leave or duty from a day to a day (without: still running)."""
        self.add("izin", nip=who, jenis=jenis, mulai=since, selesai=until)

    def correct(self, who: str, tanggal: str, masuk: str = "", pulang: str = "", by: str = "KEPALA CONTOH") -> None:
        """A correction of a duty, approved unless told."""
        self.add(
            "koreksi", nip=who, tanggal=tanggal, masuk=masuk, pulang=pulang, alasan="mesin tidak membaca",
            disetujui_oleh=by,
        )  # fmt: skip

    def outage(self, since: str, until: str, *, device: str = "", unit: str = "", why: str = "listrik padam") -> None:
        """A device or unit is marked as out."""
        self.add("gangguan", perangkat=device, kode_unit=unit, mulai=since, selesai=until, alasan=why)

    # -- what it comes to -------------------------------------------------------------------------------------

    def __repr__(self) -> str:
        """Short enough to be printed with a failure: what is not empty, pattern hours left out."""
        lists = {
            name: [{cell: text for cell, text in row.items() if text} for row in rows]
            for name, rows in self.lists.items()
            if rows and name != "pola"
        }
        punches = [f"{item.alat} {item.pin} {item.waktu}" for item in self.punches]
        return f"Town({self.masa}, {lists}, {punches})"[:8_000]

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))

    def copy(self) -> Town:
        """Another town that is the same."""
        return deepcopy(self)

    @property
    def month(self) -> AttendanceMonth:
        """The month, read as the issue says unless a regulation says otherwise."""
        return AttendanceMonth(
            Masa.parse(self.masa), AttendanceSettings(240, 480, True, self.kredit, None, Fraction(1), Fraction(1, 2))
        )

    def process(self, connection: duckdb.DuckDBPyConnection | None = None) -> Month:
        """The month, from tables in memory."""
        connection = connection or connect()
        for name in SOURCES:
            _load_list(connection, name, self.lists[name])
        _load_punches(connection, self.punches)
        _load(connection, "nama_dibaca", NAMA, [(*item, "nama.csv", 1, "", "") for item in self.names])
        return _processed(connection, self.month)

    def write(self, folder: Path) -> Path:
        """The town as a source folder, every device one ``attlog.dat`` named by the serial number."""
        for name, rows in self.lists.items():
            if rows:
                _write_list(folder / f"{name}.csv", SOURCES[name].names, rows)
        serials = {row["perangkat"]: row["nomor_seri"] or row["perangkat"] for row in self.lists["perangkat"]}
        (folder / "mesin").mkdir(parents=True, exist_ok=True)
        for serial in {serials.get(punch.alat, punch.alat) for punch in self.punches}:
            lines = [punch.line for punch in self.punches if serials.get(punch.alat, punch.alat) == serial]
            write_attlog(folder / "mesin" / f"{serial}_attlog.dat", lines)
        return folder


class Month:
    """A processed month: rows by name, and short ways to the one a test is about."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, findings: Sequence[Finding], intake: Intake | None
    ) -> None:
        self.findings = list(findings)
        self.intake = intake
        self.harian = rows_of(connection, "harian")
        self.disiplin = {row["nip"]: row for row in rows_of(connection, "disiplin")}
        self.ketukan = rows_of(connection, "ketukan")
        self.worklist = rows_of(connection, "tanpa_pemilik")

    def days(self, who: str, tanggal: str | None = None) -> list[SimpleNamespace]:
        """The rows of somebody's ledger (of one day)."""
        return [
            SimpleNamespace(**row)
            for row in self.harian
            if row["nip"] == who and tanggal in {None, row["tanggal"].isoformat()}
        ]

    def day(self, who: str, tanggal: str) -> SimpleNamespace:
        """The only row of somebody's day."""
        (found,) = self.days(who, tanggal)
        return found

    def clock(self, who: str, tanggal: str) -> tuple[str | None, str | None]:
        """Arrival and departure of the only row of a day, as ``HH:MM:SS`` (with the date where it is another)."""
        row = self.day(who, tanggal)
        return _clock(row.masuk, row.tanggal), _clock(row.pulang, row.tanggal)

    def minutes(self, who: str, tanggal: str) -> tuple[int | None, int | None]:
        """Minutes late and minutes left early, of the only row of a day."""
        row = self.day(who, tanggal)
        return row.menit_terlambat, row.menit_pulang_cepat

    def summary(self, who: str) -> tuple[int, Decimal, int]:
        """Days of duty, presence and absence."""
        row = self.disiplin[who]
        return row["hari_kerja"], row["hari_hadir"], row["hari_alpa"]

    def found(self, kode: str) -> list[Finding]:
        """The findings of a code."""
        return [item for item in self.findings if item.kode == kode]

    @property
    def codes(self) -> list[str]:
        """The codes of all findings."""
        return sorted(item.kode for item in self.findings)

    @property
    def fates(self) -> Counter[str]:
        """How many punches ended how."""
        return Counter(row["nasib"] for row in self.ketukan)

    @property
    def outcome(self) -> tuple[Any, ...]:
        """All that people see of it, evidence included."""
        return self.harian, self.disiplin, self.worklist, sorted(map(repr, self.findings))


def connect() -> duckdb.DuckDBPyConnection:
    """A database in memory."""
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    return connection


def process_folder(folder: Path, town: Town, connection: duckdb.DuckDBPyConnection | None = None) -> Month:
    """The month of a source folder."""
    connection = connection or connect()
    intake = read_folder(folder, connection, Masa.parse(town.masa))
    return _processed(connection, town.month, intake)


def write_attlog(path: Path, lines: Iterable[str]) -> None:
    """A device's file with these lines."""
    path.write_bytes("".join(f"{line}\r\n" for line in lines).encode())


def each_day(first: str, last: str) -> Iterator[str]:
    """The days from one to another."""
    day, end = date.fromisoformat(first), date.fromisoformat(last)
    while day <= end:
        yield day.isoformat()
        day += timedelta(1)


def rows_of(connection: duckdb.DuckDBPyConnection, table: str) -> list[dict[str, Any]]:
    """The rows of a table by the names of its columns."""
    found = connection.execute(f"FROM {table}")
    names = [item[0] for item in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _processed(connection: duckdb.DuckDBPyConnection, month: AttendanceMonth, intake: Intake | None = None) -> Month:
    return Month(connection, process(connection, month).findings, intake)


def _clock(moment: datetime | None, day: date) -> str | None:
    if moment is None:
        return None
    return f"{moment:%H:%M:%S}" if moment.date() == day else f"{moment:%Y-%m-%d %H:%M:%S}"


# -- tables as the entrance makes them --------------------------------------------------------------------------


def _load_list(connection: duckdb.DuckDBPyConnection, name: str, rows: Sequence[Row]) -> None:
    columns = [f'"{column.name}" {_type_of(column.type)}' for column in SOURCES[name].columns]
    connection.execute(f"CREATE OR REPLACE TABLE {name} ({', '.join(columns)}, baris BIGINT)")
    values = [
        [*(_value(row[column.name], column.type) for column in SOURCES[name].columns), line]
        for line, row in enumerate(rows, 1)
    ]
    if values:
        connection.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * (len(columns) + 1))})", values)


def _type_of(kind: Type) -> str:
    match kind:
        case Number(unit=Unit.HARI):
            return "DECIMAL(5, 1)"
        case Number():
            return "BIGINT"
        case Category(codes=codes) if codes:
            return f"ENUM ({', '.join(repr(code) for code in codes)})"
        case _:
            return {DATE: "DATE", BOOLEAN: "BOOLEAN"}.get(kind, "VARCHAR")


def _value(text: str, kind: Type) -> Any:
    if isinstance(kind, Number):
        return text or 0
    return text == "ya" if kind == BOOLEAN and text else text or None


def _load_punches(connection: duckdb.DuckDBPyConnection, punches: Sequence[Punch]) -> None:
    """`ketukan_dibaca`, its ids in an order that depends on the punches alone."""
    values = [
        (punch.alat, punch.pin, punch.waktu, None, "255", "1", not punch.detik, punch.line, f"{punch.alat}_attlog.dat",
         line, fingerprint(punch.line), sha256(punch.alat.encode()).hexdigest())
        for line, punch in enumerate(punches, 1)
    ]  # fmt: skip
    _load(connection, "ketukan_terbaca", KETUKAN, values)
    connection.execute(
        """CREATE OR REPLACE TABLE ketukan_dibaca AS SELECT row_number() OVER (
  ORDER BY perangkat, pin, waktu, sidik, batch, berkas, baris) AS id, * FROM ketukan_terbaca"""
    )


def _load(connection: duckdb.DuckDBPyConnection, name: str, schema: pa.Schema, values: Sequence[Sequence[Any]]) -> None:
    columns = [*zip(*values, strict=True)] if values else [()] * len(schema)
    arrays = [pa.array(column, schema.field(place).type) for place, column in enumerate(columns)]
    connection.register("masukan", pa.Table.from_arrays(arrays, schema=schema))
    connection.execute(f"CREATE OR REPLACE TABLE {name} AS FROM masukan")
    connection.unregister("masukan")


def _write_list(path: Path, names: Sequence[str], rows: Sequence[Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
