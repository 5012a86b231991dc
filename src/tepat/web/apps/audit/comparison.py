"""The database's rows of a run compared with the packet that the engine wrote, value by value."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow.parquet
from django.utils.translation import gettext_noop

DATABASE, PACKET = "basis_data", "paket"
_RESULTS, _DERIVATIONS = "hasil.csv", "derivasi.parquet"
_STATUS = "status_hitung"
# Kept in Indonesian, shown in the language of whoever reads.
_NOTHING = gettext_noop("kosong")
_ROW, _NO_ROW = gettext_noop("ada barisnya"), gettext_noop("tidak ada barisnya")


@dataclass(frozen=True)
class Difference:
    """One value that is not what it should be.

    ``asal``: where it was found, the database or the packet. ``tersimpan``: what is stored; ``dihitung``: what the
    packet, or the recomputation, says; ``pesan``: the sentence of a finding, where it has one.
    """

    asal: str
    nip: str
    nama: str
    variabel: str
    tersimpan: str
    dihitung: str
    pesan: str = ""

    def as_plain(self) -> dict[str, str]:
        """As the job keeps it."""
        return asdict(self)


def compare_database(stored: Iterable[Any], folder: Path) -> Iterator[Difference]:
    """Every value of a run's rows in the database that the packet in ``folder`` contradicts.

    ``stored``: `tepat.web.apps.tpp.hitung.runs.StoredResult`, one per person.
    """
    wanted, derived = _results(folder), _derivations(folder)
    for row in stored:
        own = wanted.pop(row.nip, None)
        if own is None:
            yield Difference(DATABASE, row.nip, row.nama, "", _ROW, _NO_ROW)
            continue
        pairs = chain(_value_pairs(row, own), _derivation_pairs(row, derived.get(row.nip, {})))
        for name, kept, right in pairs:
            if kept != right:
                yield Difference(DATABASE, row.nip, row.nama, name, kept or _NOTHING, right or _NOTHING)
    for nip in wanted:
        yield Difference(DATABASE, nip, "", "", _NO_ROW, _ROW)


def _results(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / _RESULTS).open(encoding="utf-8", newline="") as lines:
        return {row["nip"]: row for row in csv.DictReader(lines)}


def _derivations(folder: Path) -> dict[str, dict[str, Any]]:
    """The stored derivations by nip; a packet of an older engine has none."""
    path = folder / _DERIVATIONS
    if not path.is_file():
        return {}
    return {row["nip"]: row for row in pyarrow.parquet.read_table(path).to_pylist()}


_Pairs = Iterator[tuple[str, str, str]]


def _value_pairs(row: Any, own: Mapping[str, str]) -> _Pairs:
    """Name, stored and computed value of everything that a row says."""
    yield _STATUS, row.status_hitung, own[_STATUS]
    for name in dict.fromkeys((*row.nilai, *own)):
        if name not in {"nip", "jenis_run", "urutan", _STATUS}:
            yield name, _text(row.nilai.get(name)), own.get(name, "")
    gross, net = own.get("tpp_bruto", ""), own.get("tpp_diterima", "")
    # Lists and sums read these columns, so they are compared beside the values they were taken from.
    yield "tpp_bruto (kolom)", _text(row.tpp_bruto), gross
    yield "tpp_diterima (kolom)", _text(row.tpp_diterima), net
    yield "potongan (kolom)", _text(row.potongan), str(int(gross) - int(net)) if gross and net else ""


def _derivation_pairs(row: Any, own: Mapping[str, Any]) -> _Pairs:
    for name in dict.fromkeys((*row.derivasi, *own)) if own else ():
        yield f"derivasi {name}", _text(row.derivasi.get(name)), _text(own.get(name))


def _text(value: Any) -> str:
    return "" if value is None else str(value)
