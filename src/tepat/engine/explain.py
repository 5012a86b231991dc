"""Why a person got an amount: the derivation, from the interpreter on the stored facts.

Every node says what it is, its formula in words and with the person's numbers, its value, the article it rests on
word for word, the table row that was hit, why this version of the rule applies, and which branches were not taken.
The values are compared with the stored amounts: an explanation of something else would be worse than none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path

import duckdb

from tepat.engine.compute import Run, compute
from tepat.engine.derivation import DERIVATIONS, holds_all, read_derivations, stored_nips
from tepat.engine.entrance.sources import locate
from tepat.engine.explanation import Case, Explanation, find_mismatches, make_explanation
from tepat.engine.own_rows import own_packet
from tepat.engine.person_rows import fetch_rows, joined_row
from tepat.engine.places import find_records
from tepat.engine.publish import FACTS
from tepat.engine.receipt import Receipt, book_digest, hash_file, run_order
from tepat.engine.statement import STATUS, result_variables
from tepat.engine.stored import StoredFacts, stored_findings
from tepat.engine.verify import open_packet, read_book
from tepat.lang.errors import PacketError, Place, Problem, UsageError
from tepat.lang.scope import suggestion
from tepat.law.bind import bind
from tepat.law.bound import BoundBook
from tepat.law.person import Person


def explain(folder: Path, nip: str, bahasa: str = "id") -> Explanation:
    """Explain one person's month from a result packet.

    Raises
    ------
    PacketError : the folder is not a result packet
    UsageError : nobody has that nip; near ones are named
    """
    (found,) = explain_many(folder, [nip], bahasa)
    return found


def explain_many(folder: Path, nips: Sequence[str], bahasa: str = "id") -> Iterator[Explanation]:
    """Explain people's months from a result packet, in the order asked; the packet is opened once.

    Each is told from the person's row of ``derivasi.parquet`` where that file and the rule book are as the receipt
    records them; otherwise the month is computed again. Raises as `explain`.
    """
    receipt = open_packet(folder)
    if not (folder / "hasil.csv").is_file():
        raise PacketError(Problem("T-001", Place(), {"folder": str(folder), "berkas": "hasil.csv"}))
    bound = bind(read_book(folder))
    if is_stored(folder, receipt, bound):
        yield from _explain_stored(folder, bound, nips, bahasa)
        return
    run = compute(folder / FACTS, bound, order=run_order(receipt))
    for nip in nips:
        yield explain_person(run, nip, bahasa, stored=folder / "hasil.csv")


def is_stored(folder: Path, receipt: Receipt, bound: BoundBook) -> bool:
    """Whether the packet's derivations and rules are what its receipt records, and hold all that is read today."""
    recorded, path = receipt["berkas"].get(DERIVATIONS), folder / DERIVATIONS
    if recorded is None or not path.is_file() or receipt["aturan"].get("sidik") != book_digest(bound.book):
        return False
    return recorded == hash_file(path) and holds_all(path, bound)


def _explain_stored(folder: Path, bound: BoundBook, nips: Sequence[str], bahasa: str) -> Iterator[Explanation]:
    path = folder / DERIVATIONS
    rows = read_derivations(path, nips)
    unknown = next((nip for nip in nips if nip not in rows), None)
    if unknown is not None:
        raise _nobody(unknown, stored_nips(path, unknown[:_NEAR], _NEAREST))
    records = find_records(folder / FACTS, nips, bound)
    written = _written(folder / "hasil.csv", nips)
    result = [item.name for item in result_variables(bound)]
    files = {name: found.name for name, found in locate(folder / FACTS, bound.packet).paths.items()}
    for nip in nips:
        person = StoredFacts(bound, row=rows[nip])
        own = records[nip]
        lines = {file: record.line for file, record in own.items() if person.is_there(file)}
        name = own["pegawai"].cells.get("nama", "") if "pegawai" in own else ""
        findings = stored_findings(rows[nip])
        with_rows = cache(partial(_from_facts, folder / FACTS, bound, nip))
        case = Case(nip, name, person.status, findings, lines, files, with_rows)
        cells: list[Mapping[str, object]] = [person.stored(result), written.get(nip, {})]
        yield make_explanation(bound, person, case, bahasa, find_mismatches(result, person, case.status, cells))


def explain_person(run: Run, nip: str, bahasa: str = "id", stored: Path | None = None) -> Explanation:
    """The derivation of one person of a computed month, from the rows of the packet."""
    cells = _row(run.connection, "SELECT * FROM hasil WHERE nip = ?", [nip])
    if not cells:
        near = run.connection.execute(
            f"SELECT nip FROM hasil WHERE nip LIKE ? ORDER BY nip LIMIT {_NEAREST}", [f"{nip[:_NEAR]}%"]
        )
        raise _nobody(nip, [str(row[0]) for row in near.fetchall()])
    rows, lines = fetch_rows(run, nip)
    person = Person(run.bound, rows)
    case = Case(
        nip,
        str(rows["pegawai"][0].get("nama") or ""),
        str(cells[STATUS]),
        tuple(item for item in run.findings if item.nip == nip),
        {
            file: lines[(file, index)]
            for file in run.bound.single_files
            if (index := joined_row(run, rows, file)) is not None
        },
        {name: path.name for name, path in run.admission.files.items()},
        lambda: person,
    )
    compared: list[Mapping[str, object]] = [cells]
    if stored is not None and stored.is_file():
        compared.append(_written(stored, [nip]).get(nip, {}))
    result = [item.name for item in run.statement.result]
    return make_explanation(run.bound, person, case, bahasa, find_mismatches(result, person, case.status, compared))


def _from_facts(facts_folder: Path, bound: BoundBook, nip: str) -> Person:
    """The person on the packet's own rows, admitted as the month's were."""
    with own_packet(facts_folder, bound, nip) as own_folder:
        rows, _ = fetch_rows(compute(Path(own_folder), bound), nip)
    return Person(bound, rows)


_NEAR, _NEAREST = 4, 50


def _nobody(nip: str, near: Sequence[str]) -> UsageError:
    return UsageError(Problem("T-010", Place(), {"nip": nip, "saran": suggestion(nip, near)}))


def _written(path: Path, nips: Sequence[str]) -> dict[str, dict[str, object]]:
    """The rows of ``hasil.csv`` of these people, as texts."""
    marks = ", ".join("?" for _ in nips) or "NULL"
    query = f"SELECT * FROM read_csv(?, all_varchar = true, header = true) WHERE nip IN ({marks})"
    with duckdb.connect() as connection:
        cursor = connection.execute(query, [str(path), *nips])
        names = [str(column[0]) for column in cursor.description or ()]
        return {str(row[names.index("nip")]): dict(zip(names, row, strict=True)) for row in cursor.fetchall()}


def _row(connection: duckdb.DuckDBPyConnection, query: str, parameters: list[str]) -> dict[str, object]:
    cursor = connection.execute(query, parameters)
    names = [str(column[0]) for column in cursor.description or ()]
    row = cursor.fetchone()
    return dict(zip(names, row, strict=True)) if row is not None else {}
