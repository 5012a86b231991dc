"""The derivation of one person's month as data: every variable told, what was found, and what does not agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from fractions import Fraction

from tepat.engine.statement import COMPUTED
from tepat.engine.telling import Step, Teller
from tepat.lang.exact import Value
from tepat.lang.findings import Finding
from tepat.lang.types import Unit
from tepat.law.bound import BoundBook
from tepat.law.person import Person


@dataclass(frozen=True)
class Explanation:
    """The derivation of one person's month.

    ``roots``: the variables nothing else reads, the amount received first. ``mismatches``: variables whose stored
    amount is not the explained one; empty unless somebody changed the results.
    """

    nip: str
    nama: str
    daerah: str
    masa: str
    status: str
    roots: tuple[str, ...]
    steps: Mapping[str, Step]
    findings: tuple[Finding, ...]
    mismatches: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Case:
    """Who is explained, and what stands beside the derivation: findings, and the line of each fact file's row.

    ``with_rows``: the person with all rows, read only when a sum over rows is to be told; None: its rows are not
    told.
    """

    nip: str
    nama: str
    status: str
    findings: tuple[Finding, ...]
    lines: Mapping[str, int]
    files: Mapping[str, str]
    with_rows: Callable[[], Person] | None


def make_explanation(
    bound: BoundBook, person: Person, case: Case, bahasa: str, mismatches: Iterable[str]
) -> Explanation:
    """Every variable of a person told, in one language."""
    teller = Teller(bound, person, case.lines, case.files, bahasa, case.with_rows)
    steps = {name: teller.step(outcome) for name, outcome in person.compute().items()}
    return Explanation(
        nip=case.nip,
        nama=case.nama,
        daerah=bound.book.region,
        masa=str(bound.book.masa),
        status=case.status,
        roots=_roots(steps),
        steps=steps,
        findings=case.findings,
        mismatches=tuple(mismatches),
    )


def _roots(steps: Mapping[str, Step]) -> tuple[str, ...]:
    """Variables nothing else reads; the amount received first."""
    read = {child for step in steps.values() for child in step.anak}
    unread = [name for name in steps if name not in read]
    roots = [name for name in unread if steps[name].tipe == Unit.RUPIAH]
    # A book without amounts, as that of the attendance cuts, ends in percentages.
    roots = roots or [name for name in unread if steps[name].tipe == Unit.PERSEN] or unread
    return tuple(sorted(roots, key=lambda name: name != "tpp_diterima"))


def find_mismatches(
    result: Iterable[str], person: Person, status: str, stored: Sequence[Mapping[str, object]]
) -> Iterator[str]:
    """Result variables of which some computed or stored value is not the interpreter's."""
    if status != COMPUTED:
        return
    for name in result:
        value = person.outcome(name).value
        if any(not _same(row.get(name), value) for row in stored):
            yield name


def _same(cell: object, value: Value) -> bool:
    """Whether a stored cell says what the interpreter says."""
    if cell is None or not isinstance(value, Fraction):
        return cell == value
    try:
        return Fraction(str(cell)) == value
    except ValueError:
        return False


def nested(explanation: Explanation, name: str, seen: set[str] | None = None) -> dict[str, object]:
    """The derivation under one variable as a tree of plain data; what was told above is only named again."""
    seen = set() if seen is None else seen
    step = explanation.steps[name]
    if name in seen:
        return {"variabel": name, "label": step.label, "tampil": step.tampil, "lihat_di_atas": True}
    seen.add(name)
    plain = asdict(step)
    plain["anak"] = [nested(explanation, child, seen) for child in step.anak]
    return plain
