"""Monthly recaps of an attendance application in Excel: one row per person and month, summed up already.

Contract, by the names of the columns: ``NIP`` (or ``NIPPPK``), ``BULAN``, ``TAHUN``, and

- ``JUMLAH HARI``, ``HADIR``, ``TOTAL PENGURANG (%)``: days and the deduction in percent; or
- the older ``JUMLAH HARI, HADIR, IZIN, SAKIT, TERLAMBAT, PULANG CEPAT, TK, CUTI, TUDIN, TUBEL``; or
- ``persen_kehadiran``: the percentage that remains; the deduction is what is missing to 100.

The NIP is the only name of the person, so one that a spreadsheet destroyed cannot be used. An empty deduction is not
said, never 0. A deduction over 100 counts as 100.
"""

from tepat.ingest.format import Format
from tepat.ingest.rekap_bulanan.reader import read_rekap, recognise_rekap

FORMAT = Format("rekap_bulanan", ("Rekap bulanan", "Monthly recap"), recognise_rekap, read_rekap)

__all__ = ["FORMAT"]
