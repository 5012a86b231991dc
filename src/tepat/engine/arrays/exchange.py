"""Columns from a table of DuckDB, and back into one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tepat.engine.arrays.columns import Column, Known, Mask
from tepat.engine.arrays.month import ArrayMonth
from tepat.lang.sql.duckdb import identifier, sql_type
from tepat.lang.types import MAX_NUMERATOR, Unit

# People whose columns are held at a time.
SLICE = 1_000_000


def columns_of(table: pa.Table, masks: dict[bytes, Mask] | None = None) -> dict[str, Column]:
    """The columns of an Arrow table; ``masks``: those of columns read before, to be shared."""
    masks = {} if masks is None else masks
    return {name: column_of(table.column(name), masks) for name in table.column_names}


def column_of(values: pa.ChunkedArray, masks: dict[bytes, Mask]) -> Column:
    """An Arrow column as integers, codes or yes and no; columns that are known together share their mask."""
    kind = values.type
    known = None
    if values.null_count:
        array = values.is_valid().to_numpy()
        known = masks.setdefault(sha256(array).digest(), Mask(array))
    if pa.types.is_dictionary(kind) or pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return _texts(values, known)
    return Column(_integers(values), known)


def _texts(values: pa.ChunkedArray, known: Known) -> Column:
    coded = values if pa.types.is_dictionary(values.type) else values.dictionary_encode()
    whole = coded.unify_dictionaries().combine_chunks()
    array = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
    indices = pc.fill_null(array.indices, 0).to_numpy(zero_copy_only=False).astype(np.int32, copy=False)
    return Column(indices, known, tuple(array.dictionary.to_pylist()) or ("",))


def _integers(values: pa.ChunkedArray) -> NDArray[Any]:
    kind = values.type
    if pa.types.is_date(kind):
        return _filled(values.cast(pa.int32()), 0).astype(np.int64)
    if pa.types.is_timestamp(kind):
        return _filled(values.cast(pa.timestamp("s")).cast(pa.int64()), 0)
    if pa.types.is_decimal(kind):
        return np.array([0 if value is None else int(value) for value in values.to_pylist()], dtype=object)
    return _filled(values, False if pa.types.is_boolean(kind) else 0)


def _filled(values: pa.ChunkedArray, empty: object) -> NDArray[Any]:
    filled = values if values.null_count == 0 else pc.fill_null(values, pa.scalar(empty, values.type))
    return np.asarray(filled.to_numpy())


def arrow_array(column: Column) -> pa.Array:
    """A column of values for each person as Arrow."""
    missing = None if column.known is None else ~column.known.array
    if column.texts:
        indices = pa.array(column.data, mask=missing)
        return pa.DictionaryArray.from_arrays(indices, pa.array(column.texts, pa.string()))
    if column.data.dtype == object:
        return pa.array([_decimal(value) for value in column.data], pa.decimal128(38, 0), mask=missing)
    return pa.array(column.data, mask=missing)


def create_computed(connection: duckdb.DuckDBPyConnection, month: ArrayMonth, threads: int) -> None:
    """``hitung`` from ``fakta``, as the statement would make it, some hundred thousand people at a time.

    Raises
    ------
    UnsupportedError : the facts hold what the arrays cannot compute
    """
    people = connection.execute("SELECT count(*) FROM fakta").fetchall()[0][0]
    columns = ", ".join(("nip", *map(identifier, month.inputs)))
    for start in range(0, max(people, 1), SLICE):
        relation = connection.sql(f"SELECT {columns} FROM fakta WHERE rowid >= {start} AND rowid < {start + SLICE}")
        table = relation.to_arrow_table()
        computed = month.compute(columns_of(table), table.num_rows, threads)
        found = pa.table({"nip": table.column("nip"), **{name: arrow_array(computed[name]) for name in month.names}})
        verb = "INSERT INTO hitung" if start else "CREATE TABLE hitung AS"
        connection.register(_SLICE_VIEW, found)
        connection.execute(f"{verb} SELECT nip, {', '.join(_as_stated(month))} FROM {_SLICE_VIEW}")
        connection.unregister(_SLICE_VIEW)


_SLICE_VIEW = "larik_hitung"


def _as_stated(month: ArrayMonth) -> Iterator[str]:
    """Every column in the type the statement gives it."""
    for name in month.names:
        kind = month.types.get(name)
        if kind is None:
            yield f"CAST({name} AS VARCHAR) AS {name}"
        elif kind.unit is Unit.TANGGAL:
            yield f"CAST(DATE '1970-01-01' + CAST({name} AS INTEGER) AS DATE) AS {name}"
        elif kind.unit is Unit.WAKTU:
            yield f"make_timestamp({name} * 1000000) AS {name}"
        else:
            yield f"CAST({name} AS {sql_type(kind)}) AS {name}"


def _decimal(value: int) -> Decimal:
    """What stands at an unknown place may be longer than 38 digits."""
    return Decimal(value) if abs(value) <= MAX_NUMERATOR else Decimal(0)
