"""Solution X100-C and ZK "Attendance Management": the daily detail report in Excel, or the same as CSV.

Contract: the header in row 1 or 2 (found by its names), columns in any order, many of them optional. ``No. ID`` is the
PIN. A row is a person's duty of a day: ``Scan Masuk`` and ``Scan Pulang`` become punches, the program's own sums
(late, early, overtime) are not used. A departure earlier than the arrival is on the next day; so is one without
arrival where the duty itself ends on the next day. The same minute in both columns is one punch.

``Tanggal`` is written in one of several ways. ``tanggal`` of ``sumber.toml`` names it: ``"d/m/y"``, ``"m/d/y"``,
``"d-mon-y"`` or ``"y/m/d"``. Without it only that way is taken by which every date lies in the month that is read.
"""

from tepat.ingest.format import Format
from tepat.ingest.x100c.reader import read_x100c, recognise_x100c

FORMAT = Format(
    "x100c",
    ("Solution X100-C, laporan harian", "Solution X100-C, daily report"),
    recognise_x100c,
    read_x100c,
)

__all__ = ["FORMAT"]
