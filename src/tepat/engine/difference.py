"""The difference between two computations of a month, attributed to instruments and facts, exactly.

From the old packet to the new one in steps: one instrument after the other, then one fact file after the other; every
step is a full computation. What a person's amount moves by in a step is that step's share, and the shares add up to the
whole difference. The sum is exact; how it is split depends on the order of the steps (docs/decisions/0007).
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from tepat.engine.compute import Progress, Resources, Run, compute, connect
from tepat.engine.publish import FACTS, RESULT, RULES
from tepat.engine.receipt import Receipt, run_order
from tepat.engine.rows import FactChange, changed_cells
from tepat.engine.statement import COMPUTED, STATUS
from tepat.engine.verify import open_packet, read_book
from tepat.lang.calendar import Masa
from tepat.lang.errors import InternalError, PacketError, Place, Problem, RegulationError, UsageError
from tepat.lang.scope import suggestion
from tepat.lang.sql.duckdb import identifier
from tepat.lang.types import Unit
from tepat.law.bound import BoundBook
from tepat.law.compare import Change, compare_books
from tepat.law.load import hash_folder, load_package
from tepat.law.reads import leads_to
from tepat.law.rulebook import REGULAR
from tepat.law.shelf import seniority
from tepat.law.stored import open_stored, stored_folders

LAW, FACT = "instrumen", "fakta"
HELD, NOT_APPLICABLE, ABSENT = "tertahan", "tidak_berlaku", "tidak_ada"

# An amount, or why there is none.
Cell = int | Fraction | str


@dataclass(frozen=True)
class Cause:
    """One step: the instruments or the fact file that were exchanged in it.

    ``what``: each of them with what became of it (``ditambah``, ``dihapus``, ``diubah``); ``changes``: what that
    changed in the rule book; ``cells``: what it changed in the facts of the person asked about.
    """

    order: int
    kind: str
    what: tuple[tuple[str, str], ...]
    changes: tuple[Change, ...] = ()
    leads: Mapping[str, frozenset[str]] | None = None
    cells: tuple[FactChange, ...] = ()

    @property
    def name(self) -> str:
        """The instruments or the file, as people name them."""
        return " + ".join(name for name, _ in self.what)

    def reasons(self, moved: Contribution) -> Iterator[Change]:
        """The changed pieces of the rule book that an amount is computed from; of one withheld, the conditions too."""
        leads = (self.leads or {}).get(moved.variable, frozenset())
        held = HELD in (moved.before, moved.after)
        for item in self.changes:
            if (item.kind == "syarat" and held) or (item.kind not in ("syarat", "pasal") and item.name in leads):
                yield item


@dataclass(frozen=True)
class Contribution:
    """What one step does to one amount of one person. No amount counts as nothing paid, and is never told as zero."""

    nip: str
    variable: str
    order: int
    before: Cell
    after: Cell

    @property
    def amount(self) -> int | Fraction:
        """Rupiah by which the step moves it."""
        return paid(self.after) - paid(self.before)


def paid(cell: Cell) -> int | Fraction:
    """What is paid: nothing where there is no amount."""
    return 0 if isinstance(cell, str) else cell


@dataclass(frozen=True)
class Difference:
    """Everything that tells two packets of a month apart. ``variables``: every amount, in the order of the books."""

    region: str
    masa: str
    variables: tuple[str, ...]
    causes: tuple[Cause, ...]
    contributions: tuple[Contribution, ...]

    def of(self, cause: Cause) -> list[Contribution]:
        """What one step does."""
        return [item for item in self.contributions if item.order == cause.order]


@dataclass(frozen=True)
class _Packet:
    """A result packet with what it was computed from."""

    folder: Path
    receipt: Receipt

    @property
    def instruments(self) -> dict[str, Path]:
        return stored_folders(self.folder / RULES / "instrumen")

    @property
    def facts(self) -> dict[str, tuple[Path, str]]:
        """Path and hash of every fact file, by its name in the contract."""
        recorded: Mapping[str, Mapping[str, object]] = self.receipt["fakta"]
        found = {name: (self.folder / FACTS / name, str(item.get("sidik"))) for name, item in recorded.items()}
        return {Path(name).stem.lower(): item for name, item in found.items()}


@dataclass(frozen=True)
class _Amounts:
    """Every rupiah amount of every person at one step."""

    variables: tuple[str, ...]
    rows: Mapping[str, tuple[Cell, ...]]

    def cell(self, nip: str, variable: str) -> Cell:
        row = self.rows.get(nip)
        if row is None or variable not in self.variables:
            return ABSENT
        return row[self.variables.index(variable)]


def compare_packets(
    old_folder: Path,
    new_folder: Path,
    nip: str | None = None,
    resources: Resources | None = None,
    progress: Progress = lambda step: None,
) -> Difference:
    """Attribute the difference between two packets of the same region and month.

    Parameters
    ----------
    old_folder, new_folder : result packets
    nip : the person whose changed facts are wanted too

    Raises
    ------
    UsageError : the packets are of another region or month; the person is in neither
    PacketError : one is not a result packet, or does not come out again from its own facts and instruments
    InternalError : the shares do not add up to the whole difference
    """
    old, new = (_Packet(folder, open_packet(folder)) for folder in (old_folder, new_folder))
    for part, usual in (("daerah", ""), ("masa", ""), ("jenis_run", REGULAR), ("urutan", 1)):
        was, now = old.receipt.get(part, usual), new.receipt.get(part, usual)
        if was != now:
            words = {"bagian": part, "lama": was, "baru": now}
            raise UsageError(Problem("U-007", Place(), words))
    with TemporaryDirectory(prefix="tepat-") as scratch:
        walk_ = _Walk(old, new, nip, Path(scratch), resources or Resources(), progress)
        return walk_.run()


class _Walk:
    """The way from the old packet to the new one."""

    def __init__(
        self, old: _Packet, new: _Packet, nip: str | None, scratch: Path, resources: Resources, progress: Progress
    ) -> None:
        self.old, self.new, self.nip, self.scratch = old, new, nip, scratch
        self.resources, self.progress = resources, progress
        self.law = dict(old.instruments)
        self.contract = {**read_book(old.folder).packet, **read_book(new.folder).packet}
        self.taken: set[str] = set()
        self.facts = {name: path for name, (path, _) in old.facts.items()}
        self.causes: list[Cause] = []
        self.contributions: list[Contribution] = []
        self.variables: dict[str, None] = {}

    def run(self) -> Difference:
        """All steps, and the proof that they come from the one packet to the other."""
        self.bound = self._open()
        self.current = self._compute(self.bound)
        self.amounts = self._read(self.current)
        first = self._checked(self.amounts, self.old)
        self._walk_law()
        self._walk_facts()
        last = self._checked(self.amounts, self.new)
        self.current.connection.close()
        check_sum(self.contributions, first, last)
        if self.nip is not None and self.nip not in {*first.rows, *last.rows}:
            saran = suggestion(self.nip, [*first.rows, *last.rows])
            raise UsageError(Problem("T-010", Place(), {"nip": self.nip, "saran": saran}))
        masa, region = str(self.new.receipt["masa"]), str(self.new.receipt["daerah"])
        order = {name: place for place, name in enumerate(self.variables)}
        ordered = sorted(self.contributions, key=lambda item: (item.nip, item.order, order[item.variable]))
        return Difference(region, masa, tuple(self.variables), tuple(self.causes), tuple(ordered))

    # -- steps --------------------------------------------------------------------------------------------------

    def _walk_law(self) -> None:
        """Instrument by instrument; one that makes no rule book alone is joined with the next."""
        waiting: list[tuple[str, str]] = []
        changes = law_changes(self.old.instruments, self.new.instruments)
        for position, (key, what) in enumerate(changes, start=1):
            waiting.append((key, what))
            self._exchange(key)
            last = position == len(changes)
            try:
                self._step_law(self._open(), tuple(waiting))
            except (RegulationError, InternalError):  # parts of a half-exchanged law need not add up
                if last:
                    raise
            else:
                waiting = []

    def _exchange(self, key: str) -> None:
        new = self.new.instruments
        if key in new:
            self.law[key] = new[key]
        else:
            del self.law[key]

    def _step_law(self, bound: BoundBook, what: tuple[tuple[str, str], ...]) -> None:
        same = bound.book.fingerprints == self.bound.book.fingerprints
        what = (*what, *self._exchange_contracts(bound))
        run = self.current if same else self._compute(bound)
        changes = tuple(compare_books(self.bound.book, bound.book))
        leads = {name: leads_to(self.bound, name) | leads_to(bound, name) for name in rupiah_names(run)}
        self.bound = bound
        self._note(Cause(len(self.causes) + 1, LAW, what, changes, leads), run)

    def _exchange_contracts(self, bound: BoundBook) -> tuple[tuple[str, str], ...]:
        """Files whose columns the law itself changes come with it: the old ones would not be what it asks for."""
        changed = [name for name in self.contract if self.bound.packet.get(name) != bound.packet.get(name)]
        moved = [name for name in changed if name in self.new.facts and self._differs(name)]
        self.facts.update({name: self.new.facts[name][0] for name in moved})
        self.taken |= set(moved)
        return tuple((name, "diubah" if name in self.old.facts else "ditambah") for name in moved)

    def _differs(self, name: str) -> bool:
        before, after = self.old.facts.get(name), self.new.facts.get(name)
        return (before and before[1]) != (after and after[1])

    def _walk_facts(self) -> None:
        """File by file in the order of the contract."""
        old, new = self.old.facts, self.new.facts
        for name in self.contract:
            before, after = old.get(name), new.get(name)
            if name in self.taken or not self._differs(name):
                continue
            what = "diubah" if before and after else "ditambah" if after else "dihapus"
            if after is not None:
                self.facts[name] = after[0]
            else:
                del self.facts[name]
            run = self._compute(self.bound)
            paths = (before[0] if before else None, after[0] if after else None)
            cells = changed_cells(run.connection, self.contract[name], paths, self._keys(name, run)) if self.nip else ()
            self._note(Cause(len(self.causes) + 1, FACT, ((name, what),), cells=tuple(cells)), run)

    def _keys(self, file: str, run: Run) -> frozenset[str]:
        """What leads from the person to rows of a file: the nip, or the codes of the person before and after."""
        if self.nip is None or "nip" in self.contract[file].names:
            return frozenset({self.nip or ""})
        key = self.contract[file].key[0]
        known = self.bound.packet
        sources = [name for name, item in known.items() if key in item.names and "nip" in item.names]
        queries = " UNION ".join(f"SELECT {key} FROM {name} WHERE nip = $nip" for name in sources)
        rows = (step.connection.execute(queries, {"nip": self.nip}).fetchall() for step in (self.current, run))
        return frozenset(str(code) for found in rows for (code,) in found if code is not None)

    def _note(self, cause: Cause, run: Run) -> None:
        """Record a step and go on from it."""
        amounts = self._read(run)
        self.causes.append(cause)
        self.contributions += differences(cause.order, self.amounts, amounts)
        if run is not self.current:
            self.current.connection.close()
        self.current, self.amounts = run, amounts

    # -- computing and reading ----------------------------------------------------------------------------------

    def _open(self) -> BoundBook:
        receipt = self.new.receipt
        run = str(receipt.get("jenis_run", REGULAR))
        return open_stored(receipt["daerah"], Masa.parse(receipt["masa"]), self.law, run)

    def _compute(self, bound: BoundBook) -> Run:
        """A full computation of the facts as they are exchanged so far."""
        with TemporaryDirectory(dir=self.scratch) as folder:
            for path in self.facts.values():
                shutil.copyfile(path, Path(folder) / path.name)
            return compute(Path(folder), bound, self.resources, self.progress, run_order(self.new.receipt))

    def _read(self, run: Run) -> _Amounts:
        names = rupiah_names(run)
        self.variables.update(dict.fromkeys(names))
        return read_amounts(run.connection, RESULT, names)

    def _checked(self, amounts: _Amounts, packet: _Packet) -> _Amounts:
        """The stored amounts of a packet, which the computation must have come to."""
        path = packet.folder / f"{RESULT}.parquet"
        try:
            with connect(self.resources) as connection:
                connection.execute("CREATE TABLE tersimpan AS SELECT * FROM read_parquet(?)", [str(path)])
                stored = read_amounts(connection, "tersimpan", amounts.variables)
        except duckdb.Error as error:
            words = {"berkas": path.name, "rincian": str(error).splitlines()[0]}
            raise PacketError(Problem("T-003", Place(path.name), words)) from None
        if stored != amounts:
            raise PacketError(Problem("T-110", Place(path.name), {"folder": str(packet.folder)}))
        return stored


def rupiah_names(run: Run) -> tuple[str, ...]:
    """The amounts of a month, in the order of its book."""
    return tuple(item.name for item in run.statement.result if item.definition.unit is Unit.RUPIAH)


def read_amounts(connection: duckdb.DuckDBPyConnection, table: str, names: Sequence[str]) -> _Amounts:
    """The amounts of a table of results; where there is none, why."""
    columns = ", ".join(("nip", STATUS, *(identifier(name) for name in names)))
    found = connection.execute(f"SELECT {columns} FROM {table} ORDER BY nip").fetchall()
    return _Amounts(
        tuple(names), {str(nip): tuple(_cell(value, status) for value in values) for nip, status, *values in found}
    )


def _cell(value: object, status: str) -> Cell:
    if value is None:
        return NOT_APPLICABLE if status == COMPUTED else HELD
    return value if isinstance(value, int) else Fraction(str(value))


def differences(order: int, before: _Amounts, after: _Amounts) -> Iterator[Contribution]:
    """Every amount that a step moves, or gives, or takes; person by person."""
    same = before.variables == after.variables
    names = tuple(dict.fromkeys((*before.variables, *after.variables)))
    for nip in sorted({*before.rows, *after.rows}):
        if same and before.rows.get(nip) == after.rows.get(nip):
            continue
        for name in names:
            was, now = before.cell(nip, name), after.cell(nip, name)
            if was != now:
                yield Contribution(nip, name, order, was, now)


def check_sum(contributions: Iterable[Contribution], first: _Amounts, last: _Amounts) -> None:
    """Every person's shares add up to the difference of the stored amounts, to the rupiah; `InternalError` if not."""
    sums: dict[tuple[str, str], int | Fraction] = defaultdict(int)
    for item in contributions:
        sums[(item.nip, item.variable)] += item.amount
    whole = {(item.nip, item.variable): item.amount for item in differences(0, first, last)}
    for nip, name in {*sums, *whole}:
        if sums.get((nip, name), 0) != whole.get((nip, name), 0):
            raise InternalError(f"the shares of {nip} {name} do not add up to the difference")


def law_changes(old: Mapping[str, Path], new: Mapping[str, Path]) -> list[tuple[str, str]]:
    """Instruments that were added or edited by seniority, then those that are gone: they go when nothing needs them."""
    found = []
    for key in {*old, *new}:
        if key in old and key in new:
            if hash_folder(old[key]) != hash_folder(new[key]):
                found.append((key, "diubah"))
        else:
            found.append((key, "ditambah" if key in new else "dihapus"))
    return sorted(
        found, key=lambda item: (item[0] not in new, _seniority(item[0], new.get(item[0]) or old[item[0]]), item)
    )


def _seniority(key: str, folder: Path) -> tuple[str, str, str]:
    package = load_package(folder, key, [])
    return seniority(package) if package is not None else ("", "", key)
