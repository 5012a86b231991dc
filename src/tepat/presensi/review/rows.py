"""What a review starts from and where it writes: its limits, the scans measured against their duty, its table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

import duckdb

from tepat.lang.errors import Place
from tepat.lang.findings import Finding

Connection = duckdb.DuckDBPyConnection


@dataclass(frozen=True)
class ReviewLimits:
    """From when on something is listed. Every limit only decides what somebody looks at, never a cut.

    Parameters
    ----------
    device_people
        A device's day is measured only with that many people: the median of fewer is one person's habit.
    base_days
        A device's first days, against which it is compared: one working week.
    block_days
        Days whose median makes one step of a drift: a week, so that one odd Monday is no step.
    drift_steps
        That many steps in one direction: the three weeks that remain of a month after the first.
    drift_seconds
        A device's clock usually runs off by 2 to 9 seconds a day, 1 to 4 minutes a month; less than 2 minutes is lost
        in the habits of the people.
    jump_tolerance
        Seconds around whole hours: a time zone or a daylight setting moves a clock by whole hours exactly, people's
        own mornings differ by some minutes.
    constant_minutes
        Arrivals and departures of the whole month off in the same direction: under an hour, which a wrong zone makes;
        more than people who start late and stay late usually differ.
    odd_days
        Days around the month that its night duties and early deliveries may bear.
    odd_years
        Years before the month, from which on a date is that of a clock that was reset (2000-01-01, 1970-01-01).
    distant_minutes
        Between two devices of different units; offices that share a building are further apart than a walk seldom is.
    crowd_people, crowd_seconds
        A queue at a face terminal passes one person in 1 to 2 seconds, and there are terminals that know five faces at
        once; eight different people within five seconds are more than both.
    password_codes
        How ZKTeco writes a password: 0, in older devices 3.
    habit_scans
        Measured scans from which on a person has a usual device, if more than half of them are on it.
    outage_people
        People whose missing scans make an outage: in a small school three are everybody.
    outage_share
        A device recorded almost nobody: at most one in so many of its usual people.
    """

    device_people: int = 5
    base_days: int = 5
    block_days: int = 5
    drift_steps: int = 3
    drift_seconds: int = 120
    jump_tolerance: int = 600
    constant_minutes: int = 45
    odd_days: int = 2
    odd_years: int = 10
    distant_minutes: int = 10
    crowd_people: int = 8
    crowd_seconds: int = 5
    password_codes: tuple[str, ...] = ("0", "3")
    habit_scans: int = 4
    outage_people: int = 3
    outage_share: int = 5


TINJAUAN = """
    kode VARCHAR, perangkat VARCHAR, nip VARCHAR, tanggal DATE, mulai TIMESTAMP, selesai TIMESTAMP, banyak INTEGER,
    rincian VARCHAR
"""
_NAMES = [part.split()[0] for part in TINJAUAN.split(",")]
# How many places or dates a row spells out; the tables have the others.
SPELT_OUT = 5


def prepare(connection: Connection) -> None:
    """Make ``tinjauan``, empty, and ``ukuran``: the scans that became an arrival or a departure.

    ``ukuran``: one row per duty, end of it (``masuk``, ``pulang``) and punch: perangkat, nip, tanggal, ujung, detik
    (whole seconds after the moment that was due; negative: before it). An arrival or departure that was corrected by
    hand has no punch of its second and is not measured.
    """
    connection.execute(f"CREATE OR REPLACE TABLE tinjauan ({TINJAUAN})")
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE ukuran AS
        SELECT k.perangkat, u.nip, u.tanggal, u.ujung, date_diff('second', u.wajib, u.saat) AS detik
        FROM ({ends("nip, tanggal")}) AS u
        JOIN ketukan AS k ON k.nip = u.nip AND k.waktu_unit = u.saat AND k.nasib = 'dipakai'
        """
    )


def ends(columns: str) -> str:
    """The two ends of every duty of ``harian``, with what was due and what was recorded."""
    return " UNION ALL ".join(
        f"SELECT {columns}, '{end}' AS ujung, jam_{end}_wajib AS wajib, {end} AS saat "
        f"FROM harian WHERE jam_{end}_wajib IS NOT NULL"
        for end in ("masuk", "pulang")
    )


def record(connection: Connection, kode: str, rows: str) -> list[Finding]:
    """Write the rows of a query to ``tinjauan`` under a code; the findings they are, in the order of their cells.

    The query gives any of the table's columns by name; the others are empty.
    """
    connection.execute(f"INSERT INTO tinjauan BY NAME SELECT '{kode}' AS kode, * FROM ({rows}) ORDER BY ALL")
    query = f"SELECT {', '.join(_NAMES)} FROM tinjauan WHERE kode = ? ORDER BY ALL"
    return [as_finding(dict(zip(_NAMES, row, strict=True))) for row in connection.execute(query, [kode]).fetchall()]


def as_finding(row: dict[str, object]) -> Finding:
    """A row of ``tinjauan`` as a finding; its cells fill the sentence of its code."""
    words = {name: _word(cell) for name, cell in row.items() if name not in {"kode", "nip"}}
    return Finding(str(row["kode"]), str(row["nip"] or ""), "", Place(name=str(words["perangkat"])), words)


def _word(cell: object) -> str:
    match cell:
        case None:
            return ""
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime():
            return cell.isoformat(" ", "seconds")
        case date():
            return cell.isoformat()
    return str(cell)
