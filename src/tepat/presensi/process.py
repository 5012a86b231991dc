"""A month of attendance, from the tables of the source folder to the day ledger and the summary."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import duckdb

from tepat.lang.findings import Finding
from tepat.presensi.excuses import create_excuses
from tepat.presensi.fates import create_distinct_punches, create_fates, create_names_of_devices
from tepat.presensi.feeds import contradictions, create_feeds
from tepat.presensi.identity import create_identity
from tepat.presensi.ledger import create_duties_of_people, create_ledger
from tepat.presensi.month import AttendanceMonth, create
from tepat.presensi.pairing import Pairing, pair
from tepat.presensi.patterns import create_patterns
from tepat.presensi.schedule import create_schedule
from tepat.presensi.summary import create_summary
from tepat.presensi.workdays import create_calendar

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Attendance:
    """A processed month: its tables stay in ``connection`` (`ketukan`, `harian`, `disiplin`, `tanpa_pemilik`)."""

    month: AttendanceMonth
    connection: duckdb.DuckDBPyConnection
    findings: tuple[Finding, ...]


def process(
    connection: duckdb.DuckDBPyConnection, month: AttendanceMonth, progress: Progress = lambda step: None
) -> Attendance:
    """Make the day ledger and the summary of a month.

    Parameters
    ----------
    connection : with a table for every file of `tepat.presensi.contract.SOURCES` (``baris``: the line of each row),
        `ketukan_dibaca` and `nama_dibaca`
    month : the month, and how its attendance is read
    progress : told the name of each step as it begins
    """
    progress("jadwal")
    findings = prepare(connection, month)
    create_distinct_punches(connection)
    findings += create_identity(connection)
    findings += create_excuses(connection, month)
    progress("pasangan")
    pairing = pair(connection, month)
    keep_pairs(connection, pairing)
    create_duties_of_people(connection, month, "pasangan")
    progress("buku harian")
    findings += create_fates(connection, month, pairing)
    findings += create_ledger(connection, month) + contradictions(connection)
    create_summary(connection, month)
    return Attendance(month, connection, tuple(findings))


def reckon_days(attendance: Attendance) -> None:
    """Make the ledger and the summary anew, after leave, corrections or outages have changed."""
    connection, month = attendance.connection, attendance.month
    create_excuses(connection, month)
    create_duties_of_people(connection, month, "pasangan")
    create_ledger(connection, month)
    create_summary(connection, month)


def summarize(
    connection: duckdb.DuckDBPyConnection, month: AttendanceMonth, punches: str = "ketukan_dibaca"
) -> list[Finding]:
    """Make the summary `disiplin` of a month alone, by the rules of `process`, for punches of any number.

    Parameters
    ----------
    connection : with a table for every file of `tepat.presensi.contract.SOURCES`
    month : the month, and how its attendance is read
    punches : as for `pair_streaming`

    Returns
    -------
    Findings about the lists; those about single punches and days come from `process`.
    """
    pairing, findings = pair_streaming(connection, month, punches)
    pairs = pairing.table()
    # Of millions of people the arrays that the pairs were found in take as much as half of the pairs.
    del pairing
    connection.register("pasangan_lepas", pairs)
    create_duties_of_people(connection, month, "pasangan_lepas")
    create_summary(connection, month)
    connection.execute("DROP VIEW tugas_orang")
    connection.execute("DROP VIEW tugas_bernomor")
    connection.unregister("pasangan_lepas")
    return findings


def pair_streaming(
    connection: duckdb.DuckDBPyConnection, month: AttendanceMonth, punches: str
) -> tuple[Pairing, list[Finding]]:
    """Pair punches that are read once, as they stream by, and of which nothing else is kept.

    Duplicates are not looked for: the earliest and the latest of a duty are the same with them. Nor is a PIN taken for
    a NIP: every PIN needs its row of ``pin.csv``.

    Parameters
    ----------
    punches : a table, view or file (as SQL) with perangkat, pin and waktu, in which every punch is told to the second:
        of one told to the minute it is not known whether another tells its seconds
    """
    findings = prepare(connection, month)
    create_names_of_devices(connection)
    create(
        connection,
        "ketukan_masuk",
        f"""SELECT coalesce(n.perangkat, k.perangkat) AS perangkat, k.pin, k.waktu
FROM {punches} k LEFT JOIN nama_alat n ON n.sumber = k.perangkat""",
        view=True,
    )
    findings += create_identity(connection, known_by_nip=False)
    findings += create_excuses(connection, month)
    return pair(connection, month, punches, _NAMES_OF_SOURCES), findings


# A device that ``perangkat.csv`` does not know keeps the name its punches bear.
_NAMES_OF_SOURCES = """SELECT sumber, perangkat FROM nama_alat
UNION ALL
SELECT DISTINCT perangkat, perangkat FROM pemilik WHERE perangkat NOT IN (SELECT sumber FROM nama_alat)"""


def prepare(connection: duckdb.DuckDBPyConnection, month: AttendanceMonth) -> list[Finding]:
    """Who has which duty: patterns, calendar and schedules."""
    findings = create_feeds(connection, month) + create_patterns(connection)
    create_calendar(connection, month)
    return findings + create_schedule(connection, month)


def keep_pairs(connection: duckdb.DuckDBPyConnection, pairing: Pairing) -> None:
    """Make the table `pasangan`."""
    connection.register("pasangan_baru", pairing.table())
    connection.execute("CREATE OR REPLACE TABLE pasangan AS FROM pasangan_baru")
    connection.unregister("pasangan_baru")
