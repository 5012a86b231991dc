"""What somebody should look at before a month of attendance is believed: a list, never a cut.

Nothing here changes a punch, a day or a percentage. Each kind says by which exact rule it lists something, so that a
clerk can tell why a name stands there, and why another does not.
"""

from __future__ import annotations

from tepat.lang.calendar import Masa
from tepat.lang.findings import Finding
from tepat.presensi.review.clock import find_constant_offset, find_drift, find_jumps, find_odd_dates
from tepat.presensi.review.outage import find_outages
from tepat.presensi.review.people import find_crowds, find_distant, find_off_roster, find_passwords
from tepat.presensi.review.rows import Connection, ReviewLimits, as_finding, prepare

__all__ = ["ReviewLimits", "as_finding", "review"]


def review(connection: Connection, masa: Masa, limits: ReviewLimits | None = None) -> list[Finding]:
    """List what is odd about a month of attendance.

    Grain of ``tinjauan``: one row per thing to look at.

    Parameters
    ----------
    connection : with the tables ``ketukan`` (with ``nip`` and ``nasib``), ``harian``, ``perangkat``, ``gangguan``
    masa : the month
    limits : from when on something is listed; None: as `ReviewLimits` says

    Returns
    -------
    the findings, in the order of their codes and of the rows

    Tables written
    --------------
    ``tinjauan``: kode, perangkat, nip, tanggal, mulai, selesai, banyak, rincian (each may be empty but kode and banyak)
    ``usul_gangguan``, ``usul_gangguan_orang``: see `find_outages`

    Findings
    --------
    P-501 … P-504 : a device's clock; P-505 … P-508 : people's punches; P-509 : a likely outage
    """
    limits = limits or ReviewLimits()
    prepare(connection)
    found = [
        *find_drift(connection, limits),
        *find_jumps(connection, limits),
        *find_constant_offset(connection, limits),
        *find_odd_dates(connection, masa, limits),
        *find_distant(connection, limits),
        *find_crowds(connection, limits),
        *find_passwords(connection, limits),
        *find_off_roster(connection),
        *find_outages(connection, limits),
    ]
    connection.execute("DROP TABLE ukuran")
    return found
