"""Fingerspot "Scan log": the log of punches that Fingerspot Personnel and Fingerspot.io write to Excel.

Contract: a blank or title row, the header in row 2 (found by its names), perhaps a second, empty header row. One punch
a row. Dates are day first, always: text ``dd-mm-yyyy HH:MM:SS``, or an Excel date after somebody saved the file again.
The device is the serial number of column SN. ``NIP`` and ``Nama`` are what an operator once typed: names, no identity.
``I/O`` is often the same for arrival and departure, so it is kept and decides nothing.
"""

from tepat.ingest.format import Format
from tepat.ingest.scanlog.reader import read_scanlog, recognise_scanlog

FORMAT = Format("scanlog", ("Fingerspot Scan log", "Fingerspot scan log"), recognise_scanlog, read_scanlog)

__all__ = ["FORMAT"]
