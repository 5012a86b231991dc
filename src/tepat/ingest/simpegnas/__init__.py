"""SIMPEGNAS Absensi, the national application of presence by telephone: its three answers.

Contract: ``rekap-by-kantor`` gives ``data[]{nip, presensi[]{tgl, pagi, siang, sore, jam_pagi, jam_siang, jam_sore,
keterangan}}``; ``rekap-bulanan-by-kantor`` ``data[]{nip, nama, tahun, bulan, presensi[]{day, checkIn, checkRest,
checkOut, status}}`` with ``{time, time_with_timezone, timezone, status, source}`` for each check; ``riwayat`` the same
of one person, whose NIP, year and month come from the answer, from the request kept beside it (``{"request": {…},
"response": {…}}``), or from ``nip``, ``tahun`` and ``bulan`` in ``sumber.toml``.

The NIP is the PIN. ``time`` is UTC: what counts is the clock where the person stood, ``time_with_timezone``. The times
of a day are ``jam_pagi``, ``jam_siang`` and ``jam_sore``; ``pagi``, ``siang`` and ``sore`` are codes. Codes of presence
(``HN``), of lateness (``TM…``) and of leaving early (``PC…``) are passed over: how late somebody came is computed, and
what it costs is law. Every other code (``CT``, ``DL``, ``IZIN``, ``TK``, ``LN``, …) is what the application says of
that day. Photographs and places on the map are dropped.
"""

from tepat.ingest.format import Format
from tepat.ingest.simpegnas.reader import read_simpegnas, recognise_simpegnas

FORMAT = Format(
    "simpegnas", ("SIMPEGNAS Absensi (JSON)", "SIMPEGNAS Absensi (JSON)"), recognise_simpegnas, read_simpegnas
)

__all__ = ["FORMAT"]
