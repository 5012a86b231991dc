"""The joined fact layer as aligned arrays, in the order of the NIP: what engines outside the database begin from."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import numpy as np

from benchmarks.names import UNKNOWN
from tepat.law.packet import EKSPEKTASI, JENIS_PLT, PREDIKAT, PTKP, STATUS_PEGAWAI

Arrays = Mapping[str, np.ndarray]

_CATEGORIES = {
    "pegawai__status_pegawai": STATUS_PEGAWAI,
    "pegawai__ptkp": PTKP,
    "kinerja__hasil_kerja": EKSPEKTASI,
    "kinerja__perilaku_kerja": EKSPEKTASI,
    "kinerja__predikat": PREDIKAT,
    "plt_sebulan__jenis": JENIS_PLT,
}
_TEXTS = frozenset({"nip", "plt_sebulan__kode_jabatan"})


def read_facts(connection: duckdb.DuckDBPyConnection) -> Arrays:
    """Every column of ``fakta`` but texts, as int64 with `UNKNOWN` for NULL; an instant as seconds since 1970 (UTC)."""
    columns = [row[0] for row in connection.execute("DESCRIBE fakta").fetchall()]
    selected = ", ".join(f"{_integer(name)} AS {name}" for name in columns if name not in _TEXTS)
    return dict(connection.execute(f"SELECT {selected} FROM fakta ORDER BY nip").fetchnumpy())


def _integer(column: str) -> str:
    if column in _CATEGORIES:
        codes = ", ".join(f"'{code}'" for code in _CATEGORIES[column].codes)
        value = f"list_position([{codes}], {column}) - 1"
    elif column == "kinerja__waktu_dinilai":
        value = f"epoch({column})"
    else:
        value = column
    return f"coalesce(CAST({value} AS BIGINT), {UNKNOWN})"
