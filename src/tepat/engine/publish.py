"""The result packet on disk: written whole beside its place, then put there in one step."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from tepat.engine.compute import Run
from tepat.engine.derivation import DERIVATIONS, write_derivations
from tepat.engine.receipt import RECEIPT, dump_receipt, hash_file, make_receipt
from tepat.lang.errors import Place, Problem, UsageError
from tepat.lang.findings import Finding
from tepat.lang.sql.duckdb import identifier
from tepat.lang.types import Number
from tepat.law.rulebook import to_json

RESULT = "hasil"
FACTS = "fakta"
RULES = "aturan"
BOOK = "buku_aturan.json"
FINDINGS = "temuan.csv"
FINDING_COLUMNS = ("kode", "tingkat", "nip", "variabel", "pesan", "perbaikan")

ExtraFiles = Callable[[Path], None]


def publish(
    run: Run,
    target_folder: Path,
    instruments: Iterable[tuple[str, Path]],
    *,
    bahasa: str = "id",
    previous: str | None = None,
    extra: ExtraFiles = lambda folder: None,
) -> None:
    """Write a result packet.

    Parameters
    ----------
    run : the computed month
    target_folder : where the packet shall stand; an earlier packet there is replaced, anything else refused
    instruments : key and folder of every instrument, copied beside the result
    bahasa : language of the findings' sentences
    previous : hash of the receipt before this one
    extra : writes further product files into the folder it is given; the receipt records their hashes

    Raises
    ------
    UsageError : the target holds something that is not a result packet
    OSError : the disk fails; an earlier packet stays as it was
    """
    put_packet(target_folder, lambda folder: _write_all(run, folder, instruments, bahasa, previous, extra))


def put_packet(target_folder: Path, write: ExtraFiles, receipt: str = RECEIPT) -> None:
    """Have a packet written beside its place, then put it there in one step.

    Parameters
    ----------
    target_folder : where it shall stand; an earlier packet of its kind there is replaced, anything else refused
    write : writes its files into the folder it is given, ``receipt`` among them
    """
    target_folder = target_folder.resolve()
    check_target(target_folder, receipt)
    target_folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".tepat-", dir=target_folder.parent) as scratch:
        draft_folder = Path(scratch) / "paket"
        draft_folder.mkdir()
        write(draft_folder)
        _exchange(draft_folder, target_folder)


def _exchange(draft_folder: Path, target_folder: Path) -> None:
    """Put the draft where the target is. The earlier packet stays beside it until the new one stands."""
    earlier_folder = target_folder.with_name(f"{target_folder.name}.sebelumnya")
    if earlier_folder.exists():
        shutil.rmtree(earlier_folder)
    if target_folder.exists():
        target_folder.rename(earlier_folder)
    try:
        draft_folder.rename(target_folder)
    except OSError:
        if earlier_folder.exists():
            earlier_folder.rename(target_folder)
        raise
    if earlier_folder.exists():
        shutil.rmtree(earlier_folder)


def check_target(target_folder: Path, receipt: str = RECEIPT) -> None:
    """Refuse a target that holds anything but an earlier packet, which is known by its receipt."""
    if target_folder.is_file() or (
        target_folder.is_dir() and any(target_folder.iterdir()) and not (target_folder / receipt).exists()
    ):
        raise UsageError(Problem("T-002", Place(), {"folder": str(target_folder)}))


def _write_all(
    run: Run,
    folder: Path,
    instruments: Iterable[tuple[str, Path]],
    bahasa: str,
    previous: str | None,
    extra: ExtraFiles,
) -> None:
    write_results(run, folder)
    write_findings(run.findings, folder / FINDINGS, bahasa)
    _copy_facts(run, folder / FACTS)
    _write_rules(run, folder / RULES, instruments)
    own = {path.name for path in folder.iterdir()}
    write_derivations(run, folder / DERIVATIONS)
    extra(folder)
    files = {path.name: hash_file(path) for path in folder.iterdir() if path.name not in own}
    (folder / RECEIPT).write_text(dump_receipt(make_receipt(run, previous, files)), "utf-8")


def write_results(run: Run, folder: Path) -> None:
    """``hasil.csv`` and ``hasil.parquet``, one row per nip in the order of nip."""
    csv_path, parquet_path = (str(folder / f"{RESULT}.{form}") for form in ("csv", "parquet"))
    run.connection.execute(f"COPY ({plain_query(run)}) TO '{_escaped(csv_path)}' (FORMAT csv, HEADER)")
    run.connection.execute(f"COPY (FROM {RESULT} ORDER BY nip) TO '{_escaped(parquet_path)}' (FORMAT parquet)")


def plain_query(run: Run) -> str:
    """The results as text: exact decimals without trailing zeros, empty where there is no amount."""
    columns = [*run.key]
    for bound in run.statement.result:
        fine = isinstance(bound.type, Number) and bound.type.scale > 0
        text = f"CAST({bound.name} AS VARCHAR)"
        columns.append(f"{f'rtrim(rtrim({text}, {ZERO}), {POINT})' if fine else text} AS {identifier(bound.name)}")
    return f"SELECT {', '.join(columns)}, status_hitung FROM {RESULT} ORDER BY nip"


ZERO, POINT = "'0'", "'.'"


def _escaped(path: str) -> str:
    return path.replace("'", "''")


def write_findings(findings: Iterable[Finding], path: Path, bahasa: str) -> None:
    """``temuan.csv`` in the order of the run."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FINDING_COLUMNS)
        writer.writerows(finding_row(finding, bahasa) for finding in findings)


def finding_row(finding: Finding, bahasa: str) -> tuple[str, ...]:
    """A finding as ``temuan.csv`` holds it: the sentence begins with the place."""
    message = finding.message(bahasa)
    where = f"{finding.place}: " if str(finding.place) else ""
    return finding.kode, finding.tingkat, finding.nip, finding.variabel, where + message.pesan, message.perbaikan


def _copy_facts(run: Run, folder: Path) -> None:
    folder.mkdir()
    for path in run.admission.files.values():
        shutil.copyfile(path, folder / path.name)


def _write_rules(run: Run, folder: Path, instruments: Iterable[tuple[str, Path]]) -> None:
    folder.mkdir()
    (folder / BOOK).write_text(to_json(run.bound.book), "utf-8")
    for key, source_folder in instruments:
        shutil.copytree(source_folder, folder / "instrumen" / key)
