"""Writes the fact packet of a plan, person by person: nothing is held but the plan."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from tepat.lab.contoh.attendance import Attendance, AttendanceMonths
from tepat.lab.contoh.months import count_workdays
from tepat.lab.contoh.people import People, Person, Salary, compute_salary
from tepat.lab.contoh.periods import LEAVE_KINDS, Periods, Span
from tepat.lab.contoh.plan import Acting, Plan
from tepat.lab.contoh.ratings import Ratings
from tepat.lab.contoh.region import Seat
from tepat.lab.contoh.tariff import Tariff, percent_text
from tepat.lang.calendar import Masa
from tepat.law.packet import PACKET

Progress = Callable[[str, int, int], None]
Row = Iterable[object]

_PROGRESS_EVERY = 10_000
_STAGE = "menulis pegawai"
_HALVES = tuple(f"{halves // 2}.5" if halves % 2 else str(halves // 2) for halves in range(2 * 31 + 1))
_MISSPELT = "baek"


def write_packet(
    folder: Path, plan: Plan, *, masa: Masa, benih: int, tariff: Tariff, progress: Progress | None = None
) -> None:
    """Write every file of the packet into the existing ``folder``."""
    with _open_files(folder) as files:
        _write_units(plan, files)
        facts = _FactRows(plan, masa, benih, tariff, files)
        total = len(plan.seats)
        for ordinal, seat in enumerate(plan.seats):
            facts.write(ordinal, seat)
            if progress and (ordinal + 1) % _PROGRESS_EVERY == 0:
                progress(_STAGE, ordinal + 1, total)
        if progress:
            progress(_STAGE, total, total)


Write = Callable[[Row], Any]

# The synthetic region has a monthly summary of attendance and no payments before.
_FILES = tuple(name for name in PACKET if name not in ("harian", "pembayaran"))


@contextmanager
def _open_files(folder: Path) -> Iterator[Mapping[str, Write]]:
    """A row writer for each file of the contract, its header written."""
    with ExitStack() as stack:
        writers = {}
        for name in _FILES:
            contract = PACKET[name]
            file = stack.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8", newline=""))
            writers[name] = csv.writer(file, lineterminator="\n").writerow
            writers[name](contract.names)
        yield writers


def _write_units(plan: Plan, files: Mapping[str, Write]) -> None:
    for unit in plan.units:
        files["unit"]((unit.kode, unit.nama, unit.kind.jenis, unit.induk))
        for which, title in enumerate(unit.kind.titles):
            files["jabatan"]((unit.position(which), title.nama, title.kelas, *title.amounts(unit.kind.kondisi)))


class _FactRows:
    """The rows of one person after the other."""

    def __init__(self, plan: Plan, masa: Masa, benih: int, tariff: Tariff, files: Mapping[str, Write]) -> None:
        self._plan, self._masa, self._tariff, self._files = plan, masa, tariff, files
        self._people = People(benih, masa)
        self._ratings = Ratings(benih, masa)
        self._attendance = AttendanceMonths(benih, count_workdays(masa))
        self._periods = Periods(benih, masa)
        self._workdays = _HALVES[2 * count_workdays(masa)]

    def write(self, ordinal: int, seat: Seat) -> None:
        """Every row of the person of this ordinal."""
        kelas = seat.title.kelas
        event = self._plan.event.get(ordinal, "")
        person = self._people.draw(ordinal, self._plan.status.get(ordinal, "PNS"), kelas)
        self._files["pegawai"](_person_row(person, seat, event))
        salary = compute_salary(person.golongan, person.tahun, person.ptkp, kelas)
        self._write_salary(person.nip, salary, event)
        leave = self._write_leave(person.nip, event)
        if leave is None or LEAVE_KINDS[event].rows:
            self._write_rating(person.nip, event, ordinal)
            self._write_attendance(person.nip, event, leave, ordinal)
        if event.startswith("hukdis"):
            self._write_punishment(person.nip, event, ordinal)
        for assignment in self._plan.acting.get(ordinal, ()):
            self._write_acting(person.nip, assignment)

    def _write_salary(self, nip: str, salary: Salary, event: str) -> None:
        if event == "gaji_tiada":
            return
        row: tuple[object, ...] = (nip, *salary)
        if event == "angka_indonesia":
            row = (nip, _indonesian(salary.gaji_kotor), *salary[1:])
        for _ in range(2 if event == "gaji_ganda" else 1):
            self._files["gaji"](row)

    def _write_leave(self, nip: str, event: str) -> Span | None:
        kind = LEAVE_KINDS.get(event)
        if kind is None:
            return None
        span = self._periods.leave(kind)
        self._files["cuti"]((nip, kind.jenis, *_dates(span)))
        return span

    def _write_rating(self, nip: str, event: str, ordinal: int) -> None:
        row = self._ratings.row(nip, self._plan.rating.get(ordinal, "baik"), ordinal)
        if row is None:
            return
        if event == "predikat_salah_eja":
            row = tuple(_MISSPELT if cell == "baik" else cell for cell in row)
        self._files["kinerja"](row)

    def _write_attendance(self, nip: str, event: str, leave: Span | None, ordinal: int) -> None:
        if event == "disiplin_tiada":
            return
        month = self._draw_attendance(event, leave)
        potongan = "" if event == "potongan_kosong" else percent_text(month.deduction(self._tariff))
        manual = "ya" if ordinal % 100 == 7 else "tidak"
        present, absent = _HALVES[month.present_halves], _HALVES[month.absent_halves]
        self._files["disiplin"]((nip, self._workdays, present, absent, potongan, manual))

    def _draw_attendance(self, event: str, leave: Span | None) -> Attendance:
        if event == "alpa_sebulan":
            return self._attendance.absent_all_month()
        if event == "hadir_kurang_7":
            return self._attendance.few_days()
        return self._attendance.ordinary(count_workdays(self._masa, *leave) if leave else 0)

    def _write_punishment(self, nip: str, event: str, ordinal: int) -> None:
        tingkat = event.removeprefix("hukdis_")
        if tingkat == "lampau":
            tingkat = ("ringan", "sedang", "berat")[ordinal % 3]
        self._files["hukdis"]((nip, tingkat, *_dates(self._periods.punishment(event))))

    def _write_acting(self, nip: str, acting: Acting) -> None:
        self._files["plt"]((nip, acting.kode_jabatan, acting.jenis, *_dates(self._periods.acting(acting.kind))))


def _person_row(person: Person, seat: Seat, event: str) -> Row:
    ptkp = "" if event == "ptkp_kosong" else person.ptkp
    return (
        person.nip,
        person.nama,
        person.status,
        person.skema,
        person.golongan,
        seat.unit.kode,
        seat.kode_jabatan,
        ptkp,
        person.npwp,
    )


def _dates(span: tuple[date, date | None]) -> tuple[str, str]:
    begin, end = span
    return begin.isoformat(), end.isoformat() if end else ""


def _indonesian(amount: int) -> str:
    """The amount as an Indonesian spreadsheet shows it: ``5.188.640,00``."""
    return f"{amount:,}".replace(",", ".") + ",00"
