"""What likely outages cost people as long as nobody marks them: the month computed as it is, and as it would be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from tepat.engine.compute import Resources, compute
from tepat.lang.errors import Place
from tepat.lang.findings import Finding
from tepat.lang.prose import value_text
from tepat.lang.types import Unit
from tepat.law.bound import BoundBook
from tepat.presensi.process import Attendance, reckon_days
from tepat.workflow.cutting import spilling_into

_PAID = "tpp_diterima"
# Writes the packet of the month into a folder: the region's facts with this attendance.
WritePacket = Callable[[Path], None]


def find_stakes(
    attendance: Attendance,
    bound: BoundBook,
    write_packet: WritePacket,
    cut: Callable[[], object],
    bahasa: str = "id",
    resources: Resources | None = None,
) -> list[Finding]:
    """Findings P-510: of every proposed outage the people and the rupiah that its marking would give back.

    The month is computed twice by the engine, once with the proposals in `gangguan`; nothing of it stays.

    Parameters
    ----------
    bound : the rule book of the month's payment
    write_packet : writes the month's packet, as the tables stand, into the folder it is given
    cut : fills `disiplin.potongan_persen` by the region's rules, as the ledger stands
    bahasa : how the rupiah are written
    resources : what each of the two computations may use
    """
    connection = attendance.connection
    proposed = connection.execute("SELECT count(*) FROM usul_gangguan").fetchall()
    if not proposed[0][0] or _PAID not in bound.book.definitions:
        return []
    before = _amounts(write_packet, bound, resources)
    with _marked(attendance):
        cut()
        after = _amounts(write_packet, bound, resources)
    return list(_told(connection, before, after, bahasa))


@contextmanager
def _marked(attendance: Attendance) -> Iterator[None]:
    """The days as if every proposal were marked; undone at the end."""
    connection = attendance.connection
    connection.execute("BEGIN")
    try:
        connection.execute(
            """INSERT INTO gangguan BY NAME
SELECT perangkat, kode_unit, CAST(mulai AS VARCHAR) AS mulai, CAST(selesai AS VARCHAR) AS selesai, alasan, 0 AS baris
FROM usul_gangguan"""
        )
        reckon_days(attendance)
        yield
    finally:
        connection.execute("ROLLBACK")


def _amounts(write_packet: WritePacket, bound: BoundBook, resources: Resources | None) -> Mapping[str, int | None]:
    with TemporaryDirectory(prefix="tepat-taruhan-") as scratch:
        write_packet(Path(scratch))
        run = compute(Path(scratch), bound, spilling_into(Path(scratch), resources))
        return dict(run.connection.execute(f"SELECT nip, {_PAID} FROM hasil").fetchall())


def _told(
    connection: duckdb.DuckDBPyConnection,
    before: Mapping[str, int | None],
    after: Mapping[str, int | None],
    bahasa: str,
) -> Iterator[Finding]:
    query = """SELECT u.nomor, u.perangkat, min(u.mulai) AS mulai, list(DISTINCT o.nip ORDER BY o.nip) AS orang
FROM usul_gangguan u JOIN usul_gangguan_orang o USING (nomor) GROUP BY u.nomor, u.perangkat ORDER BY u.nomor"""
    for _, perangkat, mulai, people in connection.execute(query).fetchall():
        differences = [(after.get(nip), before.get(nip)) for nip in people]
        known = [new - old for new, old in differences if new is not None and old is not None]
        words = {
            "perangkat": perangkat,
            "mulai": mulai,
            "banyak": len(people),
            "rupiah": value_text(Fraction(sum(known)), Unit.RUPIAH, bahasa),
            "tertahan": len(people) - len(known),
        }
        yield Finding("P-510", "", "gangguan", Place(name=str(perangkat)), words)
