"""Balangan's e-Office: one month of one person, summed up by the region's own application.

Contract: ``{"text": "success", "data": {"jumlah_hari_kerja", "absen_pegawai": {"absenStatusPegawai": {"terlambat", "H",
"A", "I", "S", "C", "TL", "IT", "IPC", "totalPotongan"}}}}``. An answer names neither person nor month: they come from
the request kept beside it, as ``{"pegawai_nip", "year", "month", "data": …}`` or ``{"request": {…}, "response": {…}}``,
or from ``nip``, ``tahun`` and ``bulan`` in ``sumber.toml``.

H is present, A absent, I leave of absence, S sick, C leave, TL duty elsewhere; IT and IPC (allowed to come late or to
leave early) have no place in the month and are passed over. Absent on every working day makes the deduction 100
percent, whatever the answer says. No working day at all is an answer without data, never a month of zero; so is a
failure.
"""

from tepat.ingest.e_office.reader import read_e_office, recognise_e_office
from tepat.ingest.format import Format

FORMAT = Format(
    "e_office", ("e-Office Balangan (JSON)", "Balangan's e-Office (JSON)"), recognise_e_office, read_e_office
)

__all__ = ["FORMAT"]
