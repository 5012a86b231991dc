"""Punches to duties: the earliest before a duty's midpoint is its arrival, the latest from it on its departure.

The in/out key of a machine decides nothing. Every class of schedules has its windows on one line of seconds, and a
punch falls between two bounds of that line. What is kept is one number per person, duty and side, so that the order in
which punches come is of no importance, twice the same changes nothing, and a month of a million people needs 200 MB.
(As one SQL statement with a join per punch and a grouping the same took twice as long: decision record 15.)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from tepat.presensi.month import SPAN, AttendanceMonth, create, exists, seconds

Array = Any
# No punch yet: less than any.
NO_PUNCH = np.int32(-(2**31))
OUTSIDE = np.int32(-1)
_BATCH = 1_000_000
_PEOPLE = 10_000
# A stretch of the line, in seconds: a divisor of `SPAN`, and a power of two, by which numpy divides faster.
_STRETCH_BITS = 12
_STRETCH = 1 << _STRETCH_BITS
PAIRS = pa.schema(
    [("nomor", pa.int32()), ("kelas", pa.int32()), ("urut", pa.int16()), ("masuk", pa.int32()), ("pulang", pa.int32())]
)


class Windows:
    """The windows of all classes on one line: class × `SPAN` + second.

    ``duties``: how many duties each class has.
    """

    def __init__(self, edges: Array, codes: Array, duties: Array) -> None:
        """``edges``: where something begins, ascending, -1 the first; ``codes``: what begins there.

        A code is twice the number of the duty, plus one from its midpoint on, or `OUTSIDE`.
        """
        self.duties = duties
        # Of what begins at the same second, the last prevails.
        last = np.append(edges[1:] != edges[:-1], True)
        self._edges, self._codes = np.append(edges[last], np.iinfo(np.int64).max), codes[last]
        # The last edge before each stretch of the line, and how many a stretch may hold at most: a search of the whole
        # line for every punch took half of the time of pairing.
        bounds = np.arange(len(duties) * SPAN // _STRETCH + 1) * _STRETCH
        self._before = np.searchsorted(edges[last], bounds, side="left") - 1
        self._most = int(np.diff(self._before, append=len(self._codes) - 1).max())

    def code(self, kelas: Array, second: Array) -> Array:
        """What each second of a class belongs to; seconds before and after the line's span are outside."""
        inside = (second >= 0) & (second < SPAN)
        place = np.where(inside, kelas * SPAN + second, 0)
        found = self._before[place >> _STRETCH_BITS]
        for _ in range(self._most):
            found += self._edges[found + 1] <= place
        return np.where(inside, self._codes[found], OUTSIDE)


def read_windows(connection: duckdb.DuckDBPyConnection) -> Windows:
    """The windows of the table `tugas`; a class of `kelas` may have none."""
    ((classes,),) = connection.execute("SELECT count(*) FROM kelas").fetchall()
    found = connection.execute("SELECT kelas, urut, buka, tengah, tutup FROM tugas ORDER BY kelas, urut").fetchnumpy()
    kelas, urut = found["kelas"].astype(np.int64), found["urut"].astype(np.int32)
    bounds = [np.clip(found[name].astype(np.int64), 0, SPAN - 1) for name in ("buka", "tengah", "tutup")]
    edges = np.concatenate([[-1], *(kelas * SPAN + bound for bound in bounds)])
    codes = np.concatenate([[OUTSIDE], 2 * urut, 2 * urut + 1, np.full(len(urut), OUTSIDE)]).astype(np.int32)
    # Where one window ends and the next begins, the beginning comes last and so prevails.
    opens = np.concatenate([[False], np.repeat([True, True, False], len(urut))])
    order = np.lexsort((codes, opens, edges))
    return Windows(edges[order], codes[order], np.bincount(kelas, minlength=classes))


class Pairing:
    """Arrival and departure of every person and duty, in seconds of the month's clock, as punches come in."""

    def __init__(self, windows: Windows, kelas: Array) -> None:
        self.windows = windows
        self.kelas = kelas
        # Where each person's duties begin: one person's crowded roster makes room for nobody else.
        self._first = np.concatenate([[0], np.cumsum(windows.duties[kelas])])
        # Of each duty the arrival, as a negative number, and the departure: of both the largest is what counts. The
        # last place is for what belongs nowhere.
        self._found = np.full(2 * self._first[-1] + 1, NO_PUNCH, np.int32)

    def take(self, nomor: Array, second: Array) -> None:
        """More punches: of which person, at which second."""
        code = self.windows.code(self.kelas[nomor], second)
        place = np.where(code == OUTSIDE, len(self._found) - 1, 2 * self._first[nomor] + code)
        np.maximum.at(self._found, place, np.where(code & 1, second, -second))

    def table(self) -> pa.Table:
        """`pasangan`: one row per person and duty: nomor, kelas, urut, masuk, pulang (null: no punch).

        A table and not a stream, of which DuckDB would guess that it is small and keep all of it for a join.
        """
        return pa.Table.from_batches(map(self._batch, range(0, len(self.kelas), _PEOPLE)), PAIRS)

    def _batch(self, begin: int) -> pa.RecordBatch:
        first = self._first[begin : begin + _PEOPLE + 1]
        duties, slots = np.diff(first), slice(first[0], first[-1])
        masuk, pulang = self._found[:-1].reshape(-1, 2)[slots].T
        columns = (
            np.repeat(np.arange(begin, begin + len(duties), dtype=np.int32), duties),
            np.repeat(self.kelas[begin : begin + _PEOPLE].astype(np.int32), duties),
            (np.arange(first[0], first[-1]) - np.repeat(first[:-1], duties)).astype(np.int16),
            pa.array(-masuk, mask=masuk == NO_PUNCH),
            pa.array(np.ascontiguousarray(pulang), mask=pulang == NO_PUNCH),
        )
        return pa.record_batch([pa.array(column) for column in columns], schema=PAIRS)


# What a device is called in the punches, and in `pemilik`.
OWN_NAMES = "SELECT DISTINCT perangkat AS sumber, perangkat FROM pemilik"


def pair(
    connection: duckdb.DuckDBPyConnection,
    month: AttendanceMonth,
    punches: str = "ketukan_masuk",
    names: str = OWN_NAMES,
) -> Pairing:
    """Pair every owned punch of a table with the duties of its owner.

    Parameters
    ----------
    connection : with `pemilik`, `orang` and `tugas`
    month : whose clock the seconds are of
    punches : a table with perangkat, pin and waktu (on the clock of the device)
    names : a query of ``sumber`` and ``perangkat``: what the punches call a device, and what `pemilik` calls it
    """
    kelas = connection.execute("SELECT kelas FROM orang ORDER BY nomor").fetchnumpy()["kelas"]
    pairing = Pairing(read_windows(connection), kelas.astype(np.int64))
    if pairing.windows.duties.any():
        _number_devices(connection, names)
        for batch in _owned(connection, month, punches):
            pairing.take(batch.column(0).to_numpy(), batch.column(1).to_numpy())
        for table in ("alat_bernomor", "pemilik_bernomor"):
            connection.execute(f"DROP TABLE {table}")
    return pairing


def _number_devices(connection: duckdb.DuckDBPyConnection, names: str) -> None:
    """`alat_bernomor` and `pemilik_bernomor`: a number is found faster for every punch than a name."""
    create(
        connection,
        "alat_bernomor",
        f"SELECT sumber, perangkat, CAST(dense_rank() OVER (ORDER BY perangkat) AS INTEGER) AS alat FROM ({names})",
    )
    create(
        connection,
        "pemilik_bernomor",
        """SELECT a.alat, p.pin, p.dari, p.sampai, p.nomor, p.geser
FROM pemilik p JOIN (SELECT DISTINCT perangkat, alat FROM alat_bernomor) a USING (perangkat)""",
    )


def _owned(connection: duckdb.DuckDBPyConnection, month: AttendanceMonth, punches: str) -> Iterator[pa.RecordBatch]:
    # Bounds in time are tested only where a PIN has any: most never change hands.
    dated = exists(connection, "FROM pemilik WHERE dari > '0001-01-01' OR sampai < '9999-12-31'")
    within = " AND k.waktu >= p.dari AND k.waktu < p.sampai" if dated else ""
    query = f"""SELECT p.nomor, {seconds("k.waktu", month)} + p.geser AS detik
FROM {punches} k JOIN alat_bernomor a ON a.sumber = k.perangkat
JOIN pemilik_bernomor p ON p.alat = a.alat AND p.pin = k.pin{within}"""
    yield from connection.sql(query).to_arrow_reader(_BATCH)


def codes_of(connection: duckdb.DuckDBPyConnection, pairing: Pairing, owned: str) -> pa.Table:
    """What every single punch belongs to: ``id`` and ``tempat``, twice the number of its duty plus its side, or -1.

    Parameters
    ----------
    owned : a table with id, nomor and detik
    """
    found = connection.execute(f"SELECT id, nomor, detik FROM {owned}").fetchnumpy()
    nomor, second = found["nomor"].astype(np.int64), found["detik"].astype(np.int64)
    if not pairing.windows.duties.any() or not len(nomor):
        code = np.full(len(nomor), OUTSIDE)
    else:
        code = pairing.windows.code(pairing.kelas[nomor], second)
    return pa.table({"id": found["id"], "tempat": code.astype(np.int32)})
