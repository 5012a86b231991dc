"""What a reader is given and what it gives back: records with the place they stood in, and what it could not read.

A *record* is one line of a text file, one row of a sheet or one element of a JSON list. Every record is accepted or
rejected, and the lines that belong to the format itself (headers, checksums) are counted apart::

    lines that are not blank = accepted + rejected + control

Whether an accepted punch is a duplicate is found later, over all files (see `tepat.ingest.batches`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from pathlib import PurePath
from typing import Any

import pyarrow as pa

from tepat.lang.calendar import Masa
from tepat.lang.errors import Place, Problem

# Which line of which file, delivered by which copy of it. ``batch`` and ``sidik`` are SHA-256 in hexadecimal, of the
# file and (shortened) of the record as it stood.
PROVENANCE = (
    pa.field("berkas", pa.string()),
    pa.field("baris", pa.int32()),
    pa.field("sidik", pa.string()),
    pa.field("batch", pa.string()),
)
# One punch. ``perangkat``: serial number, or what the source calls itself; ``waktu``: on the clock of the device;
# ``selisih_utc``: minutes, where the source says; ``verifikasi``: how, as the source writes it; ``tanpa_detik``: the
# source tells the minute only, so the same punch told with seconds elsewhere is the same punch; ``mentah``: the record
# as it stood, without pictures, passwords and places on the map.
KETUKAN = pa.schema(
    [
        pa.field("perangkat", pa.string()),
        pa.field("pin", pa.string()),
        pa.field("waktu", pa.timestamp("s")),
        pa.field("selisih_utc", pa.int16()),
        pa.field("status", pa.string()),
        pa.field("verifikasi", pa.string()),
        pa.field("tanpa_detik", pa.bool_()),
        pa.field("mentah", pa.string()),
        *PROVENANCE,
    ]
)
# What an application says of a person's day beside the punches: its own code of presence or leave.
HARI = pa.schema(
    [
        pa.field("perangkat", pa.string()),
        pa.field("pin", pa.string()),
        pa.field("tanggal", pa.date32()),
        pa.field("kode", pa.string()),
        pa.field("keterangan", pa.string()),
        *PROVENANCE,
    ]
)
# A month that is summed up already. Days may be halves; ``potongan_persen`` is percent as written; null: not said.
_COUNTS = "hari_kerja hari_hadir hari_alpa izin sakit cuti dinas_luar tugas_belajar terlambat pulang_cepat"
BULAN = pa.schema(
    [
        pa.field("nip", pa.string()),
        pa.field("masa", pa.string()),
        *(pa.field(name, pa.decimal128(9, 4)) for name in (*_COUNTS.split(), "potongan_persen")),
        *PROVENANCE,
    ]
)
# A name that a device or an operator gives a PIN: it helps to find the person, and decides nothing.
NAMA = pa.schema(
    [
        pa.field("perangkat", pa.string()),
        pa.field("pin", pa.string()),
        pa.field("nama", pa.string()),
        pa.field("nip", pa.string()),
        *PROVENANCE,
    ]
)
# What could not be read: the record as it stood (at most 4,000 characters), and why.
KARANTINA = pa.schema(
    [
        pa.field("kode", pa.string()),
        pa.field("kolom", pa.string()),
        pa.field("mentah", pa.string()),
        *PROVENANCE,
    ]
)
LONGEST_RAW = 4_000
FINGERPRINT = 32


@dataclass(frozen=True)
class Source:
    """One delivered file.

    ``name``: as it lies in its folder; ``serial``: of the device, where its name or the operator says; ``settings``:
    what the operator wrote about it in ``sumber.toml``; ``masa``: the month it is read for, against which a format of
    dates is checked.
    """

    name: str
    content: bytes
    serial: str | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    masa: Masa | None = None

    @property
    def batch(self) -> str:
        """SHA-256 of the file: the same file delivered twice is the same batch."""
        return sha256(self.content).hexdigest()

    @property
    def suffix(self) -> str:
        """The end of the file's name, in small letters, with its dot."""
        return PurePath(self.name).suffix.lower()


class Reading:
    """Collects what a reader finds in one source."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.batch = source.batch
        # A serial number that stands inside the file, where its name tells none.
        self.serial = source.serial
        self.problems: list[Problem] = []
        self._rows: dict[str, list[tuple[Any, ...]]] = {}
        self._rejected_words: list[Mapping[str, object]] = []
        self._accepted: set[int] = set()
        self._rejected: set[int] = set()
        self._control: set[int] = set()

    @property
    def device(self) -> str:
        """The device that a record without its own serial number is of; the file itself where nobody says."""
        return self.serial or self.source.name

    # -- what a reader tells ------------------------------------------------------------------------------------

    def accept(self, line: int) -> None:
        """The record of that line was understood, though it may say nothing (a day without punches)."""
        self._accepted.add(line)

    def punch(  # noqa: PLR0913 -- a punch is all of these
        self,
        line: int,
        raw: str,
        pin: str,
        waktu: datetime,
        *,
        device: str | None = None,
        status: str | None = None,
        verify: str | None = None,
        offset: int | None = None,
        without_seconds: bool = False,
    ) -> None:
        """A punch; ``waktu`` without zone, on the clock of the device, ``offset`` its minutes from UTC."""
        values = (device or self.device, pin, waktu, offset, status, verify, without_seconds, raw[:LONGEST_RAW])
        self._add("ketukan", line, raw, values)

    def day(  # noqa: PLR0913 -- a day is all of these
        self,
        line: int,
        raw: str,
        pin: str,
        tanggal: date,
        kode: str,
        keterangan: str = "",
        *,
        device: str | None = None,
    ) -> None:
        """What the source says of a day."""
        self._add("hari", line, raw, (device or self.device, pin, tanggal, kode, keterangan))

    def month(self, line: int, raw: str, values: Mapping[str, Any]) -> None:
        """A month summed up: values by the names of `BULAN`; what is not named is not said."""
        names = [name for name in BULAN.names if name not in _PROVENANCE_NAMES]
        if unknown := values.keys() - set(names):
            raise KeyError(*sorted(unknown))
        self._add("bulan", line, raw, tuple(values.get(name) for name in names))

    def name(self, line: int, raw: str, pin: str, nama: str, nip: str = "", *, device: str | None = None) -> None:
        """The name behind a PIN."""
        self._add("nama", line, raw, (device or self.device, pin, nama, nip))

    def reject(self, line: int, raw: str, kode: str, kolom: str = "", **words: object) -> None:
        """A record that cannot be read: the reason is a code of the catalogue, ``words`` fill its sentence."""
        self._accepted.discard(line)
        self._rejected.add(line)
        self._keep("karantina", line, raw, (kode, kolom, raw[:LONGEST_RAW]))
        self._rejected_words.append(words)

    def control(self, line: int) -> None:
        """A line of the format itself: header, serial number, checksum, total."""
        self._control.add(line)

    def problem(self, kode: str, line: int | None = None, column: str | None = None, **words: object) -> None:
        """Something about the whole file that the operator should know."""
        self.problems.append(Problem(kode, Place(self.source.name, line, column), words))

    # -- what was read ------------------------------------------------------------------------------------------

    @property
    def accepted(self) -> int:
        """Records understood."""
        return len(self._accepted)

    @property
    def rejected(self) -> int:
        """Records in quarantine."""
        return len(self._rejected)

    @property
    def controls(self) -> int:
        """Lines of the format itself."""
        return len(self._control)

    @property
    def read(self) -> int:
        """Records met."""
        return self.accepted + self.rejected

    @property
    def punches(self) -> pa.Table:
        """`KETUKAN`."""
        return self._table("ketukan", KETUKAN)

    @property
    def days(self) -> pa.Table:
        """`HARI`."""
        return self._table("hari", HARI)

    @property
    def months(self) -> pa.Table:
        """`BULAN`."""
        return self._table("bulan", BULAN)

    @property
    def names(self) -> pa.Table:
        """`NAMA`."""
        return self._table("nama", NAMA)

    @property
    def quarantine(self) -> pa.Table:
        """`KARANTINA`."""
        return self._table("karantina", KARANTINA)

    def quarantined(self) -> list[Problem]:
        """Why each record is in quarantine, in the order of `quarantine`."""
        rows = self.quarantine.select(["kode", "kolom", "baris"]).to_pylist()
        return [
            Problem(row["kode"], Place(self.source.name, row["baris"], row["kolom"] or None), words)
            for row, words in zip(rows, self._rejected_words, strict=True)
        ]

    def _add(self, table: str, line: int, raw: str, values: tuple[Any, ...]) -> None:
        self._accepted.add(line)
        self._keep(table, line, raw, values)

    def _keep(self, table: str, line: int, raw: str, values: tuple[Any, ...]) -> None:
        row = (*values, self.source.name, line, fingerprint(raw))
        self._rows.setdefault(table, []).append(row)

    def _table(self, table: str, schema: pa.Schema) -> pa.Table:
        """The rows of a table by the places of its schema; the batch, which all have in common, comes last."""
        rows = self._rows.get(table)
        if not rows:
            return schema.empty_table()
        columns = zip(*rows, strict=True)
        arrays = [_array(values, schema.field(place).type) for place, values in enumerate(columns)]
        return pa.Table.from_arrays([*arrays, pa.repeat(self.batch, len(rows))], schema=schema)


def _array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """A column; half a surrogate pair, which JSON can write and no text may hold, stays visible as an escape."""
    try:
        return pa.array(values, kind)
    except UnicodeEncodeError:
        return pa.array([value and value.encode("utf-8", "backslashreplace").decode("utf-8") for value in values], kind)


_PROVENANCE_NAMES = {item.name for item in PROVENANCE}


def fingerprint(raw: str) -> str:
    r"""The hash of a record as it stood.

    >>> fingerprint("12\t2026-01-05 07:21:44\t1\t0\t1\t0")[:8]
    'b3272388'
    """
    return sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()[:FINGERPRINT]
