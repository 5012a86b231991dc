"""The values that Calc has left, as amounts like everybody's."""

from __future__ import annotations

from pathlib import Path

from benchmarks.contenders import connect
from benchmarks.names import AMOUNTS

# A truth is shown as a word or as a number, as its cell happens to be formatted.
_TRUE = "('TRUE', '1')"


def save_values(values: Path, target: Path) -> None:
    """Amounts as the sheet holds them; an error (#N/A, #VALUE!) is no amount."""
    amounts = ", ".join(f"TRY_CAST({name} AS DOUBLE) AS {name}" for name in AMOUNTS)
    select = f"SELECT nip, {amounts}, tertahan NOT IN {_TRUE} AS dihitung FROM read_csv('{values}', all_varchar = true)"
    with connect() as connection:
        connection.execute(f"COPY ({select}) TO '{target}' (FORMAT parquet)")
