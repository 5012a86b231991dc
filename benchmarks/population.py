"""A synthetic region of any size as the typed tables that the entrance makes, written by SQL from a seed.

Everything here is invented. `tepat contoh` writes a region as files, person by person; a benchmark of a million people
needs the tables only, in a few seconds. Rates are those of an ordinary month, and every branch of Balangan's rules is
taken by somebody: the rarest happens to about one person in ten thousand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from string import Template

import duckdb

from tepat.engine.entrance.cells import cell_rule
from tepat.engine.entrance.sheets import ROW
from tepat.law.packet import PACKET, FactFile

ZONE = "Asia/Makassar"
# A day of birth has 999 numbers of men and 999 of women; nobody alive was born from 1900 to 1909, so that none is real.
BORN_A_DAY = 1_998
MOST_PEOPLE = BORN_A_DAY * (date(1910, 1, 1) - date(1900, 1, 1)).days
# Whatever number of people: a larger prime, so that stepping by it visits everybody once.
STRIDE = 2_654_435_761


@dataclass(frozen=True)
class Plan:
    """How many of what, and the seed of the dice."""

    people: int
    positions: int = 4_000
    units: int = 120
    seed: int = 20_240_301


@dataclass(frozen=True)
class Source:
    """How the rows of a file are thrown: ``rows`` of them in SQL, the columns for the row ``i``, and which are kept."""

    select: str
    rows: str = "$people"
    kept: str = "TRUE"


def create_population(connection: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    """Create every table of the fact packet and an empty ``rusak``.

    Grain: one row per person in `pegawai`; at most one in `kinerja`, `disiplin` and `gaji`; any number in the others.
    The same plan gives the same rows in the same version of DuckDB, whose ``hash`` is the die.
    """
    if plan.people > MOST_PEOPLE:
        raise ValueError(f"there are numbers for {MOST_PEOPLE:,} people")
    create_dice(connection, plan.seed)
    for name, file in PACKET.items():
        select = _typed(file, _SOURCES[name], plan) if name in _SOURCES else _empty(file)
        connection.execute(f"CREATE TABLE {name} AS\n{select}")
    connection.execute("CREATE TABLE rusak (nip VARCHAR, kode VARCHAR, berkas VARCHAR, baris BIGINT, kolom VARCHAR)")


def create_dice(connection: duckdb.DuckDBPyConnection, seed: int) -> None:
    """``dadu(i, what, n)``: 0 to n - 1, always the same for the same i and what; and the names of things."""
    for macro in (
        f"dadu(i, what, n) AS CAST(hash(i, what, {seed}) % n AS BIGINT)",
        f"lahir(i) AS strftime(DATE '1900-01-01' + CAST(i // {BORN_A_DAY} AS INTEGER), '%Y%m%d')",
        f"jenis_kelamin(i) AS CASE WHEN i % {BORN_A_DAY} < 999 THEN '1' ELSE '2' END",
        "nomor(i) AS lahir(i) || '201001' || jenis_kelamin(i) || lpad(CAST(i % 999 + 1 AS VARCHAR), 3, '0')",
        "jabatan_ke(i) AS 'JAB' || lpad(CAST(i AS VARCHAR), 6, '0')",
        "unit_ke(i) AS 'UNIT' || lpad(CAST(i AS VARCHAR), 4, '0')",
    ):
        connection.execute(f"CREATE OR REPLACE TEMP MACRO {macro}")


def _typed(file: FactFile, source: Source, plan: Plan) -> str:
    """The columns of the contract in its order, with the types of the entrance's tables, in the order of ``baris``."""
    types = {column.name: cell_rule(column, "''", ZONE).duck_type for column in file.columns}
    columns = ",\n  ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in types.items())
    rows = _filled(source.rows, plan)
    thrown = f"SELECT baris, (baris * {STRIDE}) % ({rows}) AS i FROM range({rows}) AS deret(baris)"
    inner = f"{_filled(source.select, plan)}\n  FROM ({thrown})\n  WHERE {source.kept}"
    return f"SELECT\n  {columns},\n  baris + 2 AS {ROW}\nFROM ({inner})"


def _empty(file: FactFile) -> str:
    """A file of which this population has no rows."""
    types = {column.name: cell_rule(column, "''", ZONE).duck_type for column in file.columns}
    columns = ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, kind in types.items())
    return f"SELECT {columns}, CAST(NULL AS BIGINT) AS {ROW} WHERE FALSE"


def _filled(text: str, plan: Plan) -> str:
    """``$people``, ``$positions`` and ``$units`` as numbers: a macro takes no parameters of a statement."""
    return Template(text).substitute(people=plan.people, positions=plan.positions, units=plan.units)


_PEGAWAI = """
  SELECT baris, nomor(i) AS nip, 'Pegawai ' || i AS nama,
    CASE WHEN dadu(i, 1, 10000) < 2 THEN NULL WHEN dadu(i, 2, 100) < 3 THEN 'CPNS' WHEN dadu(i, 2, 100) < 25 THEN 'PPPK'
      ELSE 'PNS' END AS status_pegawai,
    CASE WHEN dadu(i, 2, 100) BETWEEN 3 AND 24 THEN 'PPPK' ELSE 'PNS' END AS skema_golongan,
    CASE WHEN dadu(i, 2, 100) BETWEEN 3 AND 24 THEN 'IX' ELSE 'III/' || chr(97 + CAST(dadu(i, 3, 4) AS INTEGER)) END
      AS golongan,
    unit_ke(dadu(i, 4, $units)) AS kode_unit,
    CASE WHEN dadu(i, 5, 10000) >= 5 THEN jabatan_ke(dadu(i, 6, $positions)) END AS kode_jabatan,
    CASE WHEN dadu(i, 7, 1000) >= 1
      THEN ['TK/0', 'K/0', 'K/1', 'K/2', 'K/3', 'TK/1', 'K/1', 'K/2', 'TK/2', 'TK/3'][1 + dadu(i, 8, 10)] END AS ptkp,
    CASE WHEN dadu(i, 9, 100) >= 4 THEN '99' || lpad(CAST(dadu(i, 10, 9999999999999) AS VARCHAR), 13, '0') END
      AS npwp"""

# Balangan pays four criteria; the other two are given to a few positions.
_JABATAN = """
  SELECT baris, jabatan_ke(i) AS kode_jabatan, 'Jabatan ' || i AS nama_jabatan, 1 + dadu(i, 20, 17) AS kelas_jabatan,
    300000 + dadu(i, 20, 17) * 260000 + dadu(i, 21, 250000) AS beban_kerja,
    400000 + dadu(i, 20, 17) * 390000 + dadu(i, 22, 380000) AS prestasi_kerja,
    CASE WHEN dadu(i, 23, 10) < 4 THEN 150000 + dadu(i, 24, 900000) ELSE 0 END AS kondisi_kerja,
    CASE WHEN dadu(i, 25, 100) < 4 THEN 100000 + dadu(i, 26, 700000) ELSE 0 END AS tempat_bertugas,
    CASE WHEN dadu(i, 27, 100) < 15 THEN 250000 + dadu(i, 28, 20000000) ELSE 0 END AS kelangkaan_profesi,
    CASE WHEN dadu(i, 29, 100) < 2 THEN 100000 + dadu(i, 30, 2000000) ELSE 0 END AS pertimbangan_objektif"""

_UNIT = """
  SELECT baris, unit_ke(i) AS kode_unit, 'Unit ' || i AS nama_unit, NULL AS jenis_unit, NULL AS induk"""

# 98.5 % rated; 0.5 % with a row but no rating; 2 % approved after the fifth (UTC: 15:59:59). Two in a hundred ratings
# were written by somebody who did not look at the matrix.
_KINERJA = """
  SELECT baris, nomor(i) AS nip, '2024-03' AS periode,
    ['di_atas_ekspektasi', 'sesuai_ekspektasi', 'sesuai_ekspektasi', 'sesuai_ekspektasi', 'di_bawah_ekspektasi']
      [1 + dadu(i, 41, 5)] AS hasil_kerja,
    ['di_atas_ekspektasi', 'sesuai_ekspektasi', 'di_bawah_ekspektasi'][1 + dadu(i, 42, 3)] AS perilaku_kerja,
    CASE WHEN dadu(i, 43, 1000) < 5 THEN NULL
      WHEN dadu(i, 44, 100) < 2 THEN 'sangat_baik'
      WHEN hasil_kerja = 'di_bawah_ekspektasi'
        THEN CASE perilaku_kerja WHEN 'di_bawah_ekspektasi' THEN 'sangat_kurang' ELSE 'butuh_perbaikan' END
      WHEN perilaku_kerja = 'di_bawah_ekspektasi' THEN 'kurang'
      WHEN hasil_kerja = 'di_atas_ekspektasi' AND perilaku_kerja = 'di_atas_ekspektasi' THEN 'sangat_baik'
      ELSE 'baik' END AS predikat,
    CASE WHEN predikat IS NULL THEN NULL
      WHEN dadu(i, 45, 100) < 2 THEN TIMESTAMP '2024-04-05 16:00:00' + to_seconds(dadu(i, 46, 900000))
      ELSE TIMESTAMP '2024-04-05 15:59:59' - to_seconds(dadu(i, 46, 700000)) END AS waktu_dinilai,
    NULL AS capaian_persen"""

_DISIPLIN = """
  SELECT baris, nomor(i) AS nip,
    CASE WHEN dadu(i, 60, 10000) < 2 THEN 0 WHEN dadu(i, 61, 20) = 0 THEN 19.5 ELSE 20 END AS hari_kerja,
    CASE WHEN dadu(i, 62, 1000) < 1 THEN hari_kerja WHEN dadu(i, 63, 100) < 4 THEN 1 + dadu(i, 64, 3) ELSE 0 END
      AS hari_alpa,
    CASE WHEN dadu(i, 65, 10000) < 3 THEN NULL WHEN dadu(i, 66, 100) < 1 THEN dadu(i, 67, 14) / 2.0
      ELSE hari_kerja - hari_alpa END AS hari_hadir,
    CASE WHEN dadu(i, 68, 10000) < 3 THEN NULL WHEN dadu(i, 69, 10000) < 2 THEN 100 + dadu(i, 70, 20)
      WHEN dadu(i, 71, 100) < 55 THEN 0 ELSE dadu(i, 72, 140) * 0.25 + dadu(i, 73, 4) * 0.0125 END AS potongan_persen,
    dadu(i, 74, 100) < 2 AS presensi_manual"""

_GAJI = """
  SELECT baris, nomor(i) AS nip, 1900000 + dadu(i, 80, 5600000) AS gaji_kotor,
    gaji_kotor // 12 AS potongan_gaji,
    CASE WHEN dadu(i, 81, 10) = 0 THEN dadu(i, 82, 150000) ELSE 0 END AS pph_gaji,
    CASE WHEN dadu(i, 83, 1000) < 2 THEN 120000 + dadu(i, 84, 500) ELSE (gaji_kotor + 50) // 100 END AS iwp_gaji,
    CASE WHEN dadu(i, 85, 10000) < 3 THEN NULL ELSE (gaji_kotor + 12) // 25 END AS bpjs_gaji"""

_PLT = """
  SELECT baris, nomor(dadu(i, 110, $people)) AS nip, jabatan_ke(dadu(i, 100, $positions)) AS kode_jabatan,
    CASE WHEN dadu(i, 101, 10) < 3 THEN 'naik' ELSE 'setara' END AS jenis,
    CASE WHEN dadu(i, 102, 10) < 2 THEN DATE '2024-03-04' ELSE DATE '2024-03-01' - CAST(dadu(i, 103, 90) AS INTEGER) END
      AS mulai,
    CASE WHEN dadu(i, 104, 10) >= 3 THEN DATE '2024-03-22' + CAST(dadu(i, 105, 90) AS INTEGER) END AS selesai"""

# From days to two years, begun within the last three months or, the longer ones, before.
_CUTI = """
  SELECT baris, nomor(dadu(i, 130, $people)) AS nip,
    ['cuti_besar', 'cuti_sakit', 'cuti_sakit', 'cuti_sakit', 'cltn', 'mpp', 'titipan', 'cuti_tahunan', 'cuti_tahunan']
      [1 + dadu(i, 121, 9)] AS jenis,
    DATE '2024-03-08' - CAST(dadu(i, 122, 90) AS INTEGER) AS mulai,
    CASE WHEN dadu(i, 123, 20) = 0 THEN NULL
      WHEN dadu(i, 124, 10) < 4 THEN mulai + CAST(dadu(i, 125, 45) AS INTEGER)
      ELSE mulai + CAST(dadu(i, 125, 500) AS INTEGER) END AS selesai"""

_HUKDIS = """
  SELECT baris, nomor(dadu(i, 150, $people)) AS nip, ['ringan', 'sedang', 'berat'][1 + dadu(i, 140, 3)] AS tingkat,
    DATE '2024-03-20' - CAST(dadu(i, 141, 400) AS INTEGER) AS mulai,
    CASE WHEN dadu(i, 142, 10) < 3 THEN NULL ELSE mulai + 180 END AS selesai"""


_SOURCES: Mapping[str, Source] = {
    "pegawai": Source(_PEGAWAI),
    "jabatan": Source(_JABATAN, "$positions"),
    "unit": Source(_UNIT, "$units"),
    "kinerja": Source(_KINERJA, kept="dadu(i, 50, 1000) < 985"),
    "disiplin": Source(_DISIPLIN, kept="dadu(i, 75, 10000) < 9990"),
    "gaji": Source(_GAJI, kept="dadu(i, 86, 10000) < 9990"),
    # Thrown for people at random, so that a few have two rows.
    "plt": Source(_PLT, "1 + $people // 40"),
    "cuti": Source(_CUTI, "1 + $people // 25"),
    "hukdis": Source(_HUKDIS, "1 + $people // 250"),
}
