"""The golden month: 300 invented people of March 2024 under Balangan's rules, and what came of it.

``hasil.csv`` holds every amount of every person. ``bulan.json`` holds what a reader looks at first: how many people,
the control totals, how often each finding occurs, and hashes of the facts and of the results.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.unit.cli.command import compute, tepat

PEOPLE, MASA, SEED = 300, "2024-03", 2024
STORED = Path(__file__).parent
RESULT, SUMMARY = "hasil.csv", "bulan.json"

Rows = Mapping[str, Mapping[str, str]]


def make_month(folder: Path) -> Path:
    """Make the region, compute its month, and lay the two files of the golden month into ``folder``."""
    made = tepat("contoh", folder / "daerah", "--pegawai", PEOPLE, "--masa", MASA, "--benih", SEED)
    computed = compute(folder / "daerah", folder / "hasil", MASA)
    if made.code != 0 or computed.code != 1:
        raise RuntimeError(f"the golden month cannot be computed: {made.err}{computed.err}")
    result = (folder / "hasil" / RESULT).read_bytes()
    (folder / RESULT).write_bytes(result)
    summary = render_summary(folder / "hasil/tanda_terima.json", folder / "daerah/fakta", result)
    (folder / SUMMARY).write_text(summary, "utf-8")
    return folder


def render_summary(receipt_path: Path, facts_folder: Path, result: bytes) -> str:
    """What a reader looks at first; nothing in it depends on the wording of the law."""
    receipt: dict[str, Any] = json.loads(receipt_path.read_text("utf-8"))
    summary = {
        "masa": receipt["masa"],
        "orang": receipt["status"],
        "kendali": receipt["kendali"],
        "temuan": receipt["temuan"]["jumlah"],
        "fakta": {path.name: f"sha256:{_hash(path.read_bytes())}" for path in facts_folder.iterdir()},
        "hasil": f"sha256:{_hash(result)}",
    }
    return json.dumps(summary, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def read_result(path: Path) -> Rows:
    """Rows by nip."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["nip"]: row for row in csv.DictReader(file)}


def differences(golden: Rows, now: Rows) -> Iterator[str]:
    """Each cell that is not what it was, as a sentence: whose, which column, what it was, what it is."""
    for nip in sorted({*golden, *now}):
        if nip not in now or nip not in golden:
            yield f"{nip}: {'is gone' if nip in golden else 'is new'}"
            continue
        for column in dict.fromkeys([*golden[nip], *now[nip]]):
            before, after = golden[nip].get(column, "no such column"), now[nip].get(column, "no such column")
            if before != after:
                yield f"{nip} {column}: {before or 'empty'} → {after or 'empty'}"
