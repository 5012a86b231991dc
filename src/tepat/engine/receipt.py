"""The receipt of a month: what was computed from what, so that anybody can compute it again and compare.

No time, machine or path stands in it: the same facts and rules give the same bytes. The engine's version is reported
and not compared.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb

from tepat import __version__
from tepat.engine.compute import Run
from tepat.engine.digests import digest_query
from tepat.lang.errors import PacketError, Place, Problem
from tepat.lang.findings import Finding
from tepat.lang.types import Unit
from tepat.law.rulebook import RuleBook, canonical_json, digest

RECEIPT = "tanda_terima.json"
FORMAT = 1

Receipt = dict[str, Any]


def make_receipt(run: Run, previous: str | None, files: Mapping[str, str]) -> Receipt:
    """The receipt of a run. ``previous``: hash of the receipt before; ``files``: hashes of further product files."""
    book = run.bound.book
    return {
        "format": FORMAT,
        "mesin": f"tepat {__version__}",
        "daerah": book.region,
        "masa": str(book.masa),
        "jenis_run": book.run,
        "urutan": run.order,
        "instrumen": {item.key: item.sha256 for item in book.instruments},
        "aturan": {"sidik": book_digest(book), "bagian": dict(book.fingerprints)},
        "fakta": fact_digests(run),
        "hasil": result_digest(run.connection),
        "temuan": {"sidik": findings_digest(run.findings), "jumlah": count_codes(run.findings)},
        "status": run.counts,
        "kendali": control_totals(run),
        "berkas": dict(sorted(files.items())),
        "sebelumnya": previous,
    }


def book_digest(book: RuleBook) -> str:
    """One hash over every piece of the rule book."""
    return digest(dict(book.fingerprints))


def fact_digests(run: Run) -> dict[str, dict[str, object]]:
    """Rows and hash of every fact file, by its name in the packet."""
    return {
        path.name: {"baris": run.admission.rows[file], "sidik": run.admission.digests[file]}
        for file, path in sorted(run.admission.files.items())
    }


def result_digest(connection: duckdb.DuckDBPyConnection, table: str = "hasil") -> dict[str, object]:
    """Rows, columns and hash of the amounts."""
    columns = [str(row[0]) for row in connection.execute(f"DESCRIBE {table}").fetchall()]
    (rows,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone() or (0,)
    return {"baris": rows, "kolom": columns, "sidik": digest_query(connection, table, columns)}


def count_codes(findings: Iterable[Finding]) -> dict[str, int]:
    """How often each code occurs."""
    return dict(sorted(Counter(finding.kode for finding in findings).items()))


def findings_digest(findings: Iterable[Finding]) -> str:
    """One hash over code, person and variable of every finding: the words may be of any language."""
    lines = sorted(canonical_json([item.kode, item.nip, item.variabel, str(item.place)]) for item in findings)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def control_totals(run: Run) -> dict[str, str]:
    """The sum of every rupiah column over the people computed, exact."""
    amounts = [item.name for item in run.statement.result if item.definition.unit is Unit.RUPIAH and not item.constant]
    sums = ", ".join(f"coalesce(CAST(sum({name}) AS VARCHAR), '0')" for name in amounts)
    # Fetched whole: a result left open would refuse whoever works on the connection next.
    rows = run.connection.execute(f"SELECT {sums} FROM hasil").fetchall() if amounts else [()]
    return dict(zip(amounts, (_trimmed(str(value)) for value in rows[0]), strict=True))


def _trimmed(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number


def dump_receipt(receipt: Receipt) -> str:
    """The receipt as the file holds it."""
    return json.dumps(receipt, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def read_receipt(path: Path) -> Receipt:
    """A receipt from its file; `PacketError` where it is not one."""
    try:
        receipt = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        words = {"berkas": path.name, "rincian": str(error)}
        raise PacketError(Problem("T-003", Place(path.name), words)) from None
    wrong = _misshapen(receipt)
    if wrong:
        words = {"berkas": path.name, "rincian": f"isian '{wrong}'"}
        raise PacketError(Problem("T-003", Place(path.name), words))
    return dict(receipt)


_SHAPE: Mapping[str, type] = {
    **dict.fromkeys(("mesin", "daerah", "masa"), str),
    **dict.fromkeys(("instrumen", "aturan", "fakta", "hasil", "temuan", "status", "kendali", "berkas"), dict),
}


def _misshapen(receipt: Any) -> str:
    """The first part of a receipt that is missing or not of its kind; empty where all are."""
    if not isinstance(receipt, dict) or receipt.get("format") != FORMAT:
        return "format"
    for key, kind in _SHAPE.items():
        if not isinstance(receipt.get(key), kind):
            return key
    inner = {
        "aturan": isinstance(receipt["aturan"].get("bagian"), dict) and "sidik" in receipt["aturan"],
        "fakta": all(isinstance(item, dict) for item in receipt["fakta"].values()),
        "status": all(isinstance(count, int) for count in receipt["status"].values()),
        "sebelumnya": "sebelumnya" in receipt,
    }
    return next((key for key, sound in inner.items() if not sound), "")


def run_order(receipt: Receipt) -> int:
    """Which run of its kind a receipt is of."""
    order = receipt.get("urutan", 1)
    return order if isinstance(order, int) and order >= 1 else 1


def receipt_hash(path: Path) -> str:
    """The hash by which the next receipt refers to this one."""
    return digest(read_receipt(path))


def hash_file(path: Path) -> str:
    """sha256 of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
