"""The rows of one person after the other, before anything damages them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tepat.lab.contoh.attendance import OUTAGE, Attendance, AttendanceMonths, Roster
from tepat.lab.contoh.ledger import Ledger, LedgerDay
from tepat.lab.contoh.months import TEAMS, WorkMonth
from tepat.lab.contoh.people import People, Person
from tepat.lab.contoh.periods import LEAVE_KINDS, LeaveKind, Periods, Span
from tepat.lab.contoh.plan import UNRATED_UNIT, Acting, Plan
from tepat.lab.contoh.ratings import Ratings
from tepat.lab.contoh.region import Seat
from tepat.lab.contoh.salary import Grade, Salary, make_payroll
from tepat.lab.contoh.spoil import Rows
from tepat.lab.contoh.tariff import Tariff, percent_text

HALVES = tuple(f"{halves // 2}.5" if halves % 2 else str(halves // 2) for halves in range(2 * 31 + 1))
# Dirt that needs a leave of its own, or a rating at the last hour.
_WITH_LEAVE = ("tanggal_indonesia", "tanggal_excel", "tanggal_terbalik", "sehari_lebih_awal")
_ON_LEAVE = dict.fromkeys(_WITH_LEAVE, "cuti_tahunan")
_UNRATED = "belum_tanpa_baris"


@dataclass(frozen=True)
class Month:
    """What a person's month was made of: what further columns and files are drawn from.

    ``days``: its duties with their clock times, where the day ledger is drawn.
    """

    ordinal: int
    seat: Seat
    person: Person
    event: str
    salary: Salary
    attendance: Attendance | None
    moved: date | None
    rows: Rows
    days: tuple[LedgerDay, ...] = ()


@dataclass(frozen=True)
class Settings:
    """What every person's rows depend on.

    ``hours``: how far the region's clocks are before UTC. ``regulasi``: whose further columns there are.
    """

    benih: int
    tariff: Tariff
    hours: int
    ledger: bool = False
    regulasi: str = ""


@dataclass(frozen=True)
class Dated:
    """What holds for a person from a day to a day; punishments and acting posts as rows of the packet."""

    leave: Span | None = None
    moved: date | None = None
    hukdis: Sequence[list[str]] = ()
    plt: Sequence[list[str]] = ()


def leave_kind(event: str) -> LeaveKind | None:
    """The leave that an event is, or is planted in; None where it is none."""
    return LEAVE_KINDS.get(_ON_LEAVE.get(event, event))


class FactRows:
    """Draws the rows of every person of a plan, in the order of the seats."""

    def __init__(self, plan: Plan, settings: Settings) -> None:
        self._plan, self._settings = plan, settings
        benih, self._month = settings.benih, WorkMonth(plan.masa)
        self._people = People(benih, plan.masa)
        self._payroll = make_payroll(plan.masa)
        self._ratings = Ratings(benih, plan.masa, settings.hours)
        self._attendance = AttendanceMonths(benih, self._month)
        self._periods = Periods(benih, plan.masa)
        self._ledger = Ledger(benih, self._month)

    def draw(self, ordinal: int, seat: Seat) -> Month:
        """Everything of the person of this ordinal."""
        event = self._plan.event.get(ordinal, "")
        person = self._people.draw(ordinal, self._plan.status.get(ordinal, "PNS"), seat.title.kelas)
        return self.month(ordinal, seat, person, event, self.dated(ordinal, person, event))

    def dated(self, ordinal: int, person: Person, event: str) -> Dated:
        """What holds for days or months: leave, a move, punishments and acting posts."""
        kind = leave_kind(event)
        return Dated(
            leave=self._periods.leave(kind) if kind else None,
            moved=self._periods.move() if event in ("mutasi", "promosi", "masuk", "keluar") else None,
            hukdis=self._punishment(person, event, ordinal),
            plt=[self._acting(person, item) for item in self._plan.acting.get(ordinal, ())],
        )

    def month(self, ordinal: int, seat: Seat, person: Person, event: str, dated: Dated) -> Month:
        """The month of somebody of whom the rest is known."""
        kind, leave, moved = leave_kind(event), dated.leave, dated.moved
        salary = self._payroll.salary(
            Grade(person.status, person.golongan, person.tahun, person.ptkp, seat.title.kelas)
        )
        attendance = self._attend(ordinal, seat, event, leave, moved) if kind is None or kind.rows else None
        rows: Rows = {"pegawai": [_pegawai(person, seat)], "gaji": [[person.nip, *map(str, salary[:5])]]}
        rows["cuti"] = [[person.nip, kind.jenis, *_dates(leave)]] if kind and leave else []
        rows["kinerja"] = self._rating(person, event, ordinal) if attendance else []
        rows["disiplin"] = [self._discipline(person, attendance, ordinal)] if attendance else []
        rows["hukdis"], rows["plt"] = list(dated.hukdis), list(dated.plt)
        days: tuple[LedgerDay, ...] = ()
        if self._settings.ledger and attendance:
            days = tuple(self._ledger.days(seat.pola, attendance))
            rows["harian"] = [day.row(person.nip) for day in days]
        return Month(ordinal, seat, person, event, salary, attendance, moved, rows, days)

    def stranger(self, ordinal: int) -> list[str]:
        """The rating of somebody who is not in the list of employees."""
        return self.rating_of(self.stranger_person(ordinal), ordinal)

    def stranger_person(self, ordinal: int) -> Person:
        """Somebody who is not in the list of employees."""
        return self._people.draw(ordinal, "PNS", 7)

    def rating_of(self, person: Person, ordinal: int) -> list[str]:
        """A rating as it is usual."""
        return self._rating(person, "", ordinal)[0]

    def _attend(self, ordinal: int, seat: Seat, event: str, leave: Span | None, moved: date | None) -> Attendance:
        roster = Roster(seat.pola, ordinal % TEAMS, seat.unit.kind.jenis)
        if event == "alpa_sebulan":
            return self._attendance.absent_all_month(roster)
        if event == "hadir_kurang_7":
            return self._attendance.few_days(roster)
        month = self._attendance.ordinary(roster)
        if leave is not None:
            month.mark(_duties_within(month, leave), LEAVE_KINDS[_ON_LEAVE.get(event, event)].jenis)
        lost = self._plan.outages.get(seat.unit.kode)
        if lost is not None:
            day = self._plan.masa.first.replace(day=lost)
            month.mark((at for at in _duties_within(month, (day, day)) if at not in month.status), OUTAGE)
        if moved is not None and event in ("masuk", "keluar"):
            first, last = self._plan.masa.first, self._plan.masa.last
            month = month.within(moved, last) if event == "masuk" else month.within(first, moved)
        return month

    def _rating(self, person: Person, event: str, ordinal: int) -> list[list[str]]:
        kind = "menjelang_batas" if event == "waktu_bergeser" else self._plan.rating.get(ordinal, "baik")
        row = self._ratings.row(person.nip, _UNRATED if kind == UNRATED_UNIT else kind, ordinal)
        return [] if row is None else [row]

    def _discipline(self, person: Person, month: Attendance, ordinal: int) -> list[str]:
        present, absent = HALVES[month.present_halves], HALVES[month.absent_halves]
        potongan = percent_text(month.deduction(self._settings.tariff))
        manual = "ya" if ordinal % 100 == 7 else "tidak"
        return [person.nip, str(len(month.duties)), present, absent, potongan, manual]

    def _punishment(self, person: Person, event: str, ordinal: int) -> list[list[str]]:
        if not event.startswith("hukdis_"):
            return []
        tingkat = event.removeprefix("hukdis_")
        if tingkat in ("lampau", "tengah"):
            tingkat = ("ringan", "sedang", "berat")[ordinal % 3]
        return [[person.nip, tingkat, *_dates(self._periods.punishment(event))]]

    def _acting(self, person: Person, acting: Acting) -> list[str]:
        return [person.nip, acting.kode_jabatan, acting.jenis, *_dates(self._periods.acting(acting.kind))]


def _pegawai(person: Person, seat: Seat) -> list[str]:
    place = [seat.unit.kode, seat.kode_jabatan]
    return [person.nip, person.nama, person.status, person.skema, person.golongan, *place, person.ptkp, person.npwp]


def _duties_within(month: Attendance, span: Span) -> list[int]:
    begin, end = span
    return [
        at for at, duty in enumerate(month.duties) if begin <= duty.tanggal and (end is None or duty.tanggal <= end)
    ]


def _dates(span: Span) -> tuple[str, str]:
    begin, end = span
    return begin.isoformat(), end.isoformat() if end else ""
