"""What the attendance workbook is made from."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from tepat.lang.calendar import Masa
from tepat.presensi.accounts import FileCount

# A clerk looks at no more rows; harian.csv, temuan.csv and karantina.csv have all of them.
MOST_ROWS = 100_000


@dataclass(frozen=True)
class Say:
    """Which of an Indonesian and an English wording is said: ``id`` or ``en``."""

    bahasa: str

    def __call__(self, indonesian: str, english: str) -> str:
        """The one of this language."""
        return {"id": indonesian, "en": english}[self.bahasa]


@dataclass(frozen=True)
class PresensiTables:
    """A month of attendance that was processed.

    ``connection`` has ``ketukan``, ``harian``, ``disiplin``, ``pegawai``, ``tanpa_pemilik`` and ``karantina``; and as
    far as they are there ``koreksi``, ``temuan`` (kode, tingkat, nip, pesan, perbaikan), ``tinjauan`` with
    ``usul_gangguan`` and ``usul_gangguan_orang``, and ``pencacah``. A quarantine that has the columns ``pesan`` and
    ``perbaikan`` is told in their words, else in those of the catalogue.
    """

    connection: duckdb.DuckDBPyConnection
    daerah: str
    masa: Masa
    regulasi: tuple[str, ...] = ()
    berkas: tuple[FileCount, ...] = ()

    def has(self, table: str, column: str | None = None) -> bool:
        """Whether the connection has that table, and that column of it."""
        query = "SELECT count(*) FROM duckdb_columns() WHERE table_name = ? AND column_name = coalesce(?, column_name)"
        return self.connection.execute(query, [table, column]).fetchall() != [(0,)]
