"""The tables that an office keeps beside the devices: `tepat.presensi.contract` says what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta, timezone
from itertools import chain

from tepat.lab.contoh.holidays import ramadan_of
from tepat.lab.contoh.ledger import FIVE_DAYS, FIVE_DAYS_FASTING, SHIFT_HOURS, SIX_DAYS, SIX_DAYS_FASTING
from tepat.lab.contoh.months import Pola, school_holidays
from tepat.lab.contoh.region import DAERAH
from tepat.lab.contoh.sumber import kinds
from tepat.lab.contoh.sumber.draw import RAMADAN, Sources, spans
from tepat.lab.contoh.sumber.machines import ZONES
from tepat.lab.contoh.sumber.planting import ROUND_THE_CLOCK, second_sunday

Row = Iterable[object]
Hours = tuple[tuple[time, time], tuple[time, time]]

HEADS: Mapping[str, tuple[str, ...]] = {
    "pegawai": ("nip", "nama", "kode_unit"),
    "perangkat": ("perangkat", "nomor_seri", "kode_unit", "zona"),
    "pin": ("perangkat", "pin", "nip", "mulai", "selesai"),
    "pola": ("kode_pola", "hari", "masuk", "pulang", "lewat_tengah_malam"),
    "jadwal": ("kode_unit", "nip", "kode_pola", "mulai", "selesai"),
    "roster": ("nip", "tanggal", "kode_pola"),
    "kalender": ("tanggal", "jenis", "keterangan"),
    "izin": ("nip", "jenis", "mulai", "selesai"),
    "koreksi": ("nip", "tanggal", "masuk", "pulang", "alasan", "disetujui_oleh"),
    "gangguan": ("perangkat", "kode_unit", "mulai", "selesai", "alasan"),
    "apel": ("tanggal", "jenis", "nip", "hadir"),
}
# A day on which somebody has no duty.
_FREE = "bebas"
_DAY = timedelta(1)
_SHIFTS_BEGIN = 7


def office_tables(sources: Sources) -> Mapping[str, Iterator[Row]]:
    """The rows of every table, by its name."""
    return {
        "pegawai": ((item.nip, item.nama, item.unit) for item in sources.employees),
        "perangkat": _devices(sources),
        "pin": _pins(sources),
        "pola": _patterns(),
        "jadwal": chain(_units_schedule(sources), _own_schedule(sources)),
        "roster": _roster(sources),
        "kalender": _calendar(sources),
        "izin": _leave(sources),
        "koreksi": (tuple(item) for item in sources.corrections),
        "gangguan": _outages(sources),
        "apel": ((call.tanggal, "apel", call.nip, _yes(call.hadir)) for call in sources.roll_calls),
    }


def _yes(is_so: bool) -> str:
    return "ya" if is_so else "tidak"


def _devices(sources: Sources) -> Iterator[Row]:
    zone = ZONES[sources.settings.hours]
    for device in sources.every_device():
        yield device.nama, device.serial, device.unit.kode, zone


def _pins(sources: Sources) -> Iterator[Row]:
    for employee in sources.employees:
        if employee.kind != kinds.UNMAPPED.kind:
            for card in sources.cards.of(employee.nip):
                yield card.device.nama, card.pin, employee.nip, card.mulai or "", card.selesai or ""


# -- when whose duties are ----------------------------------------------------------------------------------------


def _patterns() -> Iterator[Row]:
    weeks = ((Pola.KANTOR, FIVE_DAYS, FIVE_DAYS_FASTING), (Pola.ENAM_HARI, SIX_DAYS, SIX_DAYS_FASTING))
    for pola, usual, fasting in (*weeks, (Pola.SEKOLAH, SIX_DAYS, SIX_DAYS_FASTING)):
        yield from _week(str(pola), usual, six_days=pola is not Pola.KANTOR)
        yield from _week(pola + RAMADAN, fasting, six_days=pola is not Pola.KANTOR)
    for shift, (hour, length) in SHIFT_HOURS.items():
        begin, end = time(hour), time((hour + length) % 24)
        yield f"{Pola.JAGA}_{shift}", "", f"{begin:%H:%M}", f"{end:%H:%M}", _yes(end <= begin)
    yield ROUND_THE_CLOCK, "", "08:00", "08:00", "ya"
    yield _FREE, "", "", "", "tidak"


def _week(code: str, hours: Hours, *, six_days: bool) -> Iterator[Row]:
    usual, friday = hours
    for days, (begin, end) in (("1-4", usual), ("5", friday), *((("6", usual),) if six_days else ())):
        yield code, days, f"{begin:%H:%M}", f"{end:%H:%M}", "tidak"


def _units_schedule(sources: Sources) -> Iterator[Row]:
    masa = sources.plan.masa
    near = range((masa.first - _DAY).year, (masa.last + _DAY).year + 2)
    fasted = {day for year in near for day in ramadan_of(year)}
    closed = [span for year in near for span in school_holidays(year)]
    # What begins later counts: a school's fast is only of the days on which it is open.
    open_days = {day for day in fasted if not any(begin <= day <= end for begin, end in closed)}
    for code, devices in sources.devices.items():
        pola = devices[0].unit.kind.pola
        is_school = pola is Pola.SEKOLAH
        yield code, "", pola, "", ""
        for begin, end in _touching(sources, spans(open_days if is_school else fasted)):
            yield code, "", pola + RAMADAN, begin, end
        for begin, end in _touching(sources, closed if is_school else ()):
            yield code, "", _FREE, begin, end


def _touching(sources: Sources, spans_of_days: Iterable[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    """Those within which the month, or a day beside it, lies."""
    for begin, end in spans_of_days:
        if begin <= sources.plan.masa.last + _DAY and end >= sources.plan.masa.first - _DAY:
            yield begin, end


def _own_schedule(sources: Sources) -> Iterator[Row]:
    """Duties by roster only; none before somebody came, after they left, or after a leave nobody knows the end of."""
    for employee in sources.employees:
        moved = employee.moved
        if employee.is_rostered:
            yield "", employee.nip, _FREE, "", ""
        elif employee.event == "masuk" and moved:
            yield "", employee.nip, _FREE, "", moved - _DAY
        elif employee.event == "keluar" and moved:
            yield "", employee.nip, _FREE, moved + _DAY, ""
        elif employee.is_unlisted:
            end = employee.leave[0][2]
            if end is not None and end < sources.plan.masa.last:
                yield "", employee.nip, _FREE, end + _DAY, ""


def _roster(sources: Sources) -> Iterator[Row]:
    for employee in sources.employees:
        if employee.is_rostered:
            for day in sorted((*employee.beyond, *employee.days), key=lambda day: day.tanggal):
                yield employee.nip, day.tanggal, day.pola


def _calendar(sources: Sources) -> Iterator[Row]:
    """A day of the region's own, on a Sunday: nobody's duties change."""
    yield second_sunday(sources.plan.masa), "libur", f"Hari Jadi {DAERAH}"


# -- what excuses -------------------------------------------------------------------------------------------------


def _leave(sources: Sources) -> Iterator[Row]:
    for employee in sources.employees:
        for jenis, begin, end in employee.leave:
            yield employee.nip, jenis, begin, end or ""


def _outages(sources: Sources) -> Iterator[Row]:
    """From midnight to midnight; where shifts are worked, from the morning until the night's duty has ended."""
    on_shifts = {employee.unit for employee in sources.employees if employee.is_rostered}
    for code, day in sources.plan.outages.items():
        if code in sources.devices:
            hours = (_SHIFTS_BEGIN, 24 + 8) if code in on_shifts else (0, 24)
            yield "", code, *_span(sources, sources.plan.masa.first.replace(day=day), hours), "mesin presensi mati"
    for device, lost in sources.stopped:
        yield device.nama, "", *_span(sources, lost, (0, 24)), "mesin presensi rusak"


def _span(sources: Sources, day: date, hours: tuple[int, int]) -> Iterator[str]:
    """Instants of a day, so many hours after its midnight."""
    zone = timezone(timedelta(hours=sources.settings.hours))
    midnight = datetime.combine(day, time(0), zone)
    return ((midnight + timedelta(hours=hour)).isoformat() for hour in hours)
