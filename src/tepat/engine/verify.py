"""``tepat periksa``: compute a month again from what stands beside its receipt, and name every difference."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

import duckdb

from tepat.engine.compute import Progress, Resources, Run, compute
from tepat.engine.derivation import DERIVATIONS, create_derivations, derivation_query
from tepat.engine.publish import (
    BOOK,
    FACTS,
    FINDING_COLUMNS,
    FINDINGS,
    RESULT,
    RULES,
    finding_row,
    plain_query,
)
from tepat.engine.receipt import (
    RECEIPT,
    Receipt,
    book_digest,
    fact_digests,
    hash_file,
    make_receipt,
    read_receipt,
    run_order,
)
from tepat.lang.errors import PacketError, Place, Problem, TepatError
from tepat.lang.findings import Finding
from tepat.lang.messages import LANGUAGES
from tepat.lang.sql.duckdb import identifier
from tepat.law.bind import bind
from tepat.law.load import hash_folder
from tepat.law.rulebook import RuleBook, from_json

_SHORT = 12


@dataclass(frozen=True)
class Verification:
    """What the recomputation found. Empty ``differences``: nothing moved since the receipt was written."""

    receipt: Receipt
    differences: tuple[Finding, ...]


def verify(folder: Path, resources: Resources | None = None, progress: Progress = lambda step: None) -> Verification:
    """Recompute a result packet and compare facts, rules, results, findings and totals with it.

    Raises
    ------
    PacketError : the folder is not a result packet, or its receipt or rule book cannot be read
    """
    receipt = open_packet(folder)
    book = read_book(folder)
    found = [*_compare_rules(receipt, book), *_compare_instruments(folder, receipt, book), *_strangers(folder, receipt)]
    try:
        run = compute(folder / FACTS, bind(book), resources, progress, run_order(receipt))
    except TepatError as error:
        found += [Finding("T-108", place=item.place, words=_recompute_words(item)) for item in error.problems]
        return Verification(receipt, tuple(found))
    found += _compare_facts(receipt, run)
    in_csv = [*_compare_results(run, folder, "csv")]
    told = {(item.kode, item.nip, item.variabel) for item in in_csv}
    in_parquet = _compare_results(run, folder, "parquet")
    found += [
        *in_csv,
        *(item for item in in_parquet if not item.nip or (item.kode, item.nip, item.variabel) not in told),
    ]
    found += _compare_findings(folder, run)
    found += _compare_derivations(receipt, run, folder)
    found += _compare_files(folder, receipt)
    found += _compare_receipt(receipt, run)
    return Verification(receipt, tuple(found))


def open_packet(folder: Path) -> Receipt:
    """The receipt of a result packet; `PacketError` where the folder is not one."""
    if not (folder / RECEIPT).is_file():
        raise PacketError(Problem("T-001", Place(), {"folder": str(folder), "berkas": RECEIPT}))
    return read_receipt(folder / RECEIPT)


def read_book(folder: Path) -> RuleBook:
    """The rule book stored beside a result."""
    path = folder / RULES / BOOK
    name = f"{RULES}/{BOOK}"
    if not path.is_file():
        raise PacketError(Problem("T-001", Place(), {"folder": str(folder), "berkas": name}))
    try:
        return from_json(path.read_text("utf-8"))
    except (ValueError, ZeroDivisionError) as error:
        words = {"berkas": name, "rincian": str(error).splitlines()[0]}
        raise PacketError(Problem("T-003", Place(name), words)) from None


def _recompute_words(problem: Problem) -> Mapping[str, object]:
    return {"berkas": problem.place.file or FACTS, "rincian": f"{problem.code} {problem.message().pesan}"}


def _short(sidik: object) -> str:
    return str(sidik)[:_SHORT]


def _compare_rules(receipt: Receipt, book: RuleBook) -> Iterator[Finding]:
    """Every piece of the rule book whose hash is not the recorded one."""
    recorded, found = receipt["aturan"]["bagian"], book.fingerprints
    for name in sorted({*recorded, *found}):
        if recorded.get(name) != found.get(name):
            words = {
                "bagian": name,
                "tercatat": _short(recorded.get(name, "—")),
                "ditemukan": _short(found.get(name, "—")),
            }
            yield Finding("T-102", place=Place(f"{RULES}/{BOOK}"), words=words)
    if recorded == dict(found) and receipt["aturan"]["sidik"] != book_digest(book):
        yield _receipt_finding("aturan.sidik", receipt["aturan"]["sidik"], book_digest(book))


def _strangers(folder: Path, receipt: Receipt) -> Iterator[Finding]:
    """Files that a result packet does not have."""
    known = {RECEIPT, FINDINGS, FACTS, RULES, f"{RESULT}.csv", f"{RESULT}.parquet", *receipt["berkas"]}
    for path in sorted(folder.iterdir()):
        if path.name not in known:
            yield Finding("T-109", place=Place(path.name), words={"berkas": path.name})


def _compare_instruments(folder: Path, receipt: Receipt, book: RuleBook) -> Iterator[Finding]:
    """The copied instruments are those of the rule book, each with the recorded hash."""
    shelf = folder / RULES / "instrumen"
    copied = {path.parent.relative_to(shelf).as_posix() for path in shelf.rglob("instrumen.toml")}
    wanted = {item.key: item.sha256 for item in book.instruments}
    for key in sorted(copied - wanted.keys()):
        yield Finding("T-109", place=Place(f"{RULES}/instrumen/{key}"), words={"berkas": f"{RULES}/instrumen/{key}"})
    if receipt["instrumen"] != wanted:
        yield _receipt_finding("instrumen", ", ".join(sorted(receipt["instrumen"])), ", ".join(sorted(wanted)))
    for key, recorded in wanted.items():
        found = hash_folder(folder / RULES / "instrumen" / key)
        if found != recorded:
            words = {"bagian": key, "tercatat": _short(recorded), "ditemukan": _short(found)}
            yield Finding("T-103", place=Place(f"{RULES}/instrumen/{key}"), words=words)


def _compare_facts(receipt: Receipt, run: Run) -> Iterator[Finding]:
    recorded, found = receipt["fakta"], fact_digests(run)
    for name in sorted({*recorded, *found}):
        if name not in found:
            yield Finding("T-107", place=Place(f"{FACTS}/{name}"), words={"berkas": f"{FACTS}/{name}"})
        elif recorded.get(name) != found[name]:
            words = {
                "berkas": name,
                "tercatat": _short(recorded.get(name, {}).get("sidik", "—")),
                "ditemukan": _short(found[name]["sidik"]),
            }
            yield Finding("T-101", place=Place(f"{FACTS}/{name}"), words=words)


def _compare_results(run: Run, folder: Path, form: str) -> Iterator[Finding]:
    """Every cell of a stored result that differs from the recomputed one, with its person and column."""
    name = f"{RESULT}.{form}"
    path = folder / name
    if not path.is_file():
        yield Finding("T-107", place=Place(name), words={"berkas": name})
        return
    columns = [*run.key, *(bound.name for bound in run.statement.result), "status_hitung"]
    try:
        yield from _header_differences(run, path, form, name)
        _load_stored(run, path, form, columns)
    except duckdb.Error as error:  # many kinds on a damaged file; all mean the same here
        yield Finding("T-108", place=Place(name), words={"berkas": name, "rincian": str(error).splitlines()[0]})
        return
    yield from _row_differences(run, name)
    for column in columns[1:]:
        yield from _cell_differences(run, name, column)


def _header_differences(run: Run, path: Path, form: str, name: str) -> Iterator[Finding]:
    """Columns and their types: a result has those of the rule book and no other."""
    stored = _described(run, f"SELECT * FROM {_SOURCES[form]}", [str(path)])
    wanted = _described(run, f"SELECT * FROM {RESULT}", [])
    if form == "csv":
        stored, wanted = ([column for column, _ in pairs] for pairs in (stored, wanted))
    if stored != wanted:
        yield _receipt_finding(f"{name}, kolom", _difference(stored, wanted), _difference(wanted, stored))


def _difference(these: Sequence[object], those: Sequence[object]) -> str:
    found = [item for item in these if item not in those]
    return ", ".join(" ".join(item) if isinstance(item, tuple) else str(item) for item in found) or "—"


def _described(run: Run, query: str, parameters: list[str]) -> list[Any]:
    rows = run.connection.execute(f"DESCRIBE {query}", parameters).fetchall()
    return [(str(row[0]), str(row[1])) for row in rows]


_SOURCES = {"csv": "read_csv(?, all_varchar = true, header = true)", "parquet": "read_parquet(?)"}


def _load_stored(run: Run, path: Path, form: str, columns: list[str]) -> None:
    """The stored and the recomputed results as text, side by side."""
    table = f"SELECT * FROM {_SOURCES[form]}"
    texts = ", ".join(f"CAST({identifier(column)} AS VARCHAR) AS {identifier(column)}" for column in columns)
    run.connection.execute(f"CREATE OR REPLACE TEMP TABLE tersimpan AS SELECT {texts} FROM ({table})", [str(path)])
    again = plain_query(run) if form == "csv" else f"SELECT {texts} FROM {RESULT}"
    run.connection.execute(f"CREATE OR REPLACE TEMP TABLE ulang AS {again}")


def _row_differences(run: Run, name: str) -> Iterator[Finding]:
    missing = run.connection.execute("SELECT nip FROM ulang EXCEPT SELECT nip FROM tersimpan ORDER BY 1").fetchall()
    surplus = run.connection.execute(
        "SELECT nip FROM tersimpan GROUP BY nip HAVING count(*) > 1 OR nip NOT IN (SELECT nip FROM ulang) ORDER BY 1"
    ).fetchall()
    for rows, state, state_en in (
        (missing, "tidak ada barisnya", "has no row"),
        (surplus, "barisnya berlebih", "has a surplus row"),
    ):
        for (nip,) in rows:
            words = {"berkas": name, "nip": nip, "keadaan": state, "keadaan_en": state_en}
            yield Finding("T-105", str(nip), place=Place(name), words=words)


def _cell_differences(run: Run, name: str, column: str) -> Iterator[Finding]:
    cell = identifier(column)
    query = (
        f"SELECT nip, tersimpan.{cell}, ulang.{cell} FROM tersimpan JOIN ulang USING (nip) "
        f"WHERE tersimpan.{cell} IS DISTINCT FROM ulang.{cell} ORDER BY nip"
    )
    for nip, stored, again in run.connection.execute(query).fetchall():
        words = {
            "berkas": name,
            "nip": nip,
            "kolom": column,
            "tercatat": "kosong" if stored is None else stored,
            "ditemukan": "kosong" if again is None else again,
        }
        yield Finding("T-104", str(nip), column, Place(name), words)


def _compare_derivations(receipt: Receipt, run: Run, folder: Path) -> Iterator[Finding]:
    """Every cell of the stored derivations that the recomputation contradicts; a packet may be older than they are."""
    path = folder / DERIVATIONS
    if DERIVATIONS not in receipt["berkas"] or not path.is_file():
        return  # a missing file is told with the files of the receipt
    create_derivations(run)
    again, stored = f"SELECT * FROM ({derivation_query(run)})", f"SELECT * FROM {_SOURCES['parquet']}"
    try:
        wanted, found = _described(run, again, []), _described(run, stored, [str(path)])
        if wanted != found:
            yield _receipt_finding(f"{DERIVATIONS}, kolom", _difference(found, wanted), _difference(wanted, found))
            return
        run.connection.execute(f"CREATE OR REPLACE TEMP TABLE tersimpan AS {stored}", [str(path)])
    except duckdb.Error as error:
        words = {"berkas": DERIVATIONS, "rincian": str(error).splitlines()[0]}
        yield Finding("T-108", place=Place(DERIVATIONS), words=words)
        return
    run.connection.execute(f"CREATE OR REPLACE TEMP TABLE ulang AS {again}")
    yield from _row_differences(run, DERIVATIONS)
    for column in _differing_columns(run, [column for column, _ in wanted[1:]]):
        yield from _cell_differences(run, DERIVATIONS, column)


def _differing_columns(run: Run, columns: Sequence[str]) -> Iterator[str]:
    """Columns of the two tables that differ for anybody, found in one pass."""
    tests = (f"bool_or(tersimpan.{identifier(name)} IS DISTINCT FROM ulang.{identifier(name)})" for name in columns)
    query = f"SELECT {', '.join(tests)} FROM tersimpan JOIN ulang USING (nip)"
    found = run.connection.execute(query).fetchone() or ()
    return (name for name, differs in zip(columns, found, strict=True) if differs)


def _compare_findings(folder: Path, run: Run) -> Iterator[Finding]:
    """The list of findings, row by row, in the language it was written in."""
    path = folder / FINDINGS
    if not path.is_file():
        yield Finding("T-107", place=Place(FINDINGS), words={"berkas": FINDINGS})
        return
    try:
        with path.open(encoding="utf-8", newline="") as file:
            stored = [tuple(row) for row in csv.reader(file)]
    except (UnicodeDecodeError, csv.Error) as error:
        yield Finding("T-108", place=Place(FINDINGS), words={"berkas": FINDINGS, "rincian": str(error)})
        return
    versions = [[FINDING_COLUMNS, *(finding_row(item, bahasa) for item in run.findings)] for bahasa in LANGUAGES]
    if stored not in versions:
        nearest = min(versions, key=lambda rows: len(set(rows) ^ set(stored)))
        yield from _finding_differences(stored, nearest)


_Rows = Sequence[tuple[str, ...]]


def _finding_differences(stored: _Rows, again: _Rows) -> Iterator[Finding]:
    """The first rows that only one side has; where there are none, only their order was changed."""
    ours = [row for row in stored if row not in set(again)]
    theirs = [row for row in again if row not in set(stored)]
    for was, now in zip_longest(ours[:_NAMED], theirs[:_NAMED]):
        nip = (now or was)[2] if len(now or was) > 2 else ""
        told = (" ".join(row[:3]) if row else "—" for row in (was, now))
        finding = _receipt_finding(FINDINGS, next(told), next(told))
        yield replace(finding, nip=nip)
    if not ours and not theirs:
        yield _receipt_finding(FINDINGS, f"{len(stored)} baris", f"{len(again)} baris")


_NAMED = 20


def _compare_files(folder: Path, receipt: Receipt) -> Iterator[Finding]:
    for name, recorded in receipt["berkas"].items():
        path = folder / name
        if not path.is_file():
            yield Finding("T-107", place=Place(name), words={"berkas": name})
        elif (found := hash_file(path)) != recorded:
            yield _receipt_finding(name, _short(recorded), _short(found))


def _compare_receipt(receipt: Receipt, run: Run) -> Iterator[Finding]:
    """Counts, totals and hashes that the receipt states about the results themselves."""
    again = make_receipt(run, receipt["sebelumnya"], receipt["berkas"])
    for part in ("daerah", "masa", "jenis_run", "urutan", "status"):
        if receipt.get(part, again[part]) != again[part]:
            yield _receipt_finding(part, receipt[part], again[part])
    for part in ("hasil", "temuan", "kendali"):
        for key in sorted({*receipt[part], *again[part]}):
            if receipt[part].get(key) != again[part].get(key):
                yield _receipt_finding(f"{part}.{key}", receipt[part].get(key), again[part].get(key))


def _receipt_finding(part: str, recorded: object, found: object) -> Finding:
    words = {"bagian": part, "tercatat": recorded, "ditemukan": found}
    return Finding("T-106", place=Place(RECEIPT), words=words)
