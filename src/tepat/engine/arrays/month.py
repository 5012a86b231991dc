"""Every variable of a rule book over arrays of facts: the counterpart of the statement's ``hitung``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

import numpy as np

from tepat.engine.arrays.columns import Column, Data, Known, Mask, UnsupportedError, all_known, both, chosen, type_dtype
from tepat.engine.arrays.program import Program
from tepat.engine.statement import COMPUTED, STATUS, WITHHELD, condition_column
from tepat.lang.typed import Reference
from tepat.lang.types import BOOLEAN, Number, Type, Unit
from tepat.law.bound import Bound, BoundBook, BoundCondition
from tepat.law.rulebook import MEMBER

# Columns of so many people stay in the processor's cache from one step to the next. Several threads take turns at
# Python's lock, and steps that last longer wait less for it (measured, docs/decisions/0012).
CHUNK, CHUNK_OF_SEVERAL = 65_536, 262_144

_STATUS_TEXTS = (COMPUTED, WITHHELD)


@dataclass
class ArrayMonth:
    """A rule book compiled for arrays.

    Raises
    ------
    UnsupportedError : a variable waits for rows that wait for variables, or a node has no operation; the statement
        computes such a book
    """

    bound: BoundBook
    program: Program = field(init=False)
    places: dict[str, int] = field(init=False, default_factory=dict)
    types: dict[str, Type] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        if max(self.bound.layer_rounds, default=0) > 0:
            raise UnsupportedError("rows wait for variables of their person")
        self.program = Program()
        self._keep("rusak", BOOLEAN, self.program.place(Reference(BOOLEAN, False, "rusak")))
        for item in self.bound.bound:
            self._add(item)
        for tested in self._conditions:
            place = self._condition(tested)
            self._keep(condition_column(tested.condition.name), BOOLEAN, place)
        self.places[STATUS] = self._status()

    @property
    def inputs(self) -> tuple[str, ...]:
        """The columns of ``fakta`` that are read."""
        return tuple(self.program.inputs)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The columns that are computed, in the order of ``hitung``."""
        return tuple(self.places)

    @property
    def _conditions(self) -> list[BoundCondition]:
        return [item for item in self.bound.conditions if not item.condition.file]

    def _keep(self, name: str, kind: Type, place: int) -> None:
        self.places[name], self.types[name] = place, kind

    def _add(self, item: Bound) -> None:
        place = self.program.place(item.typed)
        if item.applies is not None:
            place = self.program.step(_applying, (place, self.program.place(item.applies)))
        self.program.named[item.name] = place
        self._keep(item.name, item.type, place)

    def _condition(self, item: BoundCondition) -> int:
        place = self.program.place(item.test)
        if item.applies is None:
            return place
        return self.program.step(_holding, (place, self.program.place(item.applies)))

    def _status(self) -> int:
        """A bad row, an unknown amount that applies, or a withholding condition not known to hold."""
        reads = [self.places["rusak"], *(place for place in self._unknown())]
        if MEMBER in self.bound.book.definitions:
            reads.append(self.program.step(_is_unknown, (self.places[MEMBER],)))
        holding = (item.condition for item in self._conditions if item.condition.effect == "tahan")
        reads += [self.program.step(_not_holding, (self.places[condition_column(item.name)],)) for item in holding]
        return self.program.step(_status_of, tuple(reads))

    def _unknown(self) -> Iterator[int]:
        amounts = [item for item in self.bound.bound if item.definition.unit is Unit.RUPIAH and item.reference.nullable]
        always = tuple(self.places[item.name] for item in amounts if item.applies is None)
        yield self.program.step(_any_unknown, always)
        for item in amounts:
            if item.applies is not None:
                yield self.program.step(_is_unknown, (self.places[item.name], self.program.place(item.applies)))

    def compute(self, facts: Mapping[str, Column], people: int, threads: int = 1) -> dict[str, Column]:
        """Every variable of every person.

        Parameters
        ----------
        facts : the columns named by `inputs`, each of ``people`` values
        threads : how many chunks are computed at a time

        Returns
        -------
        columns of ``people`` values, by the names of `names`
        """
        results = _Results(self, people)
        size = CHUNK if threads == 1 else min(CHUNK_OF_SEVERAL, -(-people // threads) or 1)
        chunks = [(start, min(start + size, people)) for start in range(0, max(people, 1), size)]

        def compute_chunk(chunk: tuple[int, int]) -> None:
            cut = _Slices(*chunk)
            given = {name: cut(facts[name]) for name in self.inputs}
            found = self.program.compute(given, tuple(self.places.values()))
            results.put(chunk, dict(zip(self.places, found, strict=True)))

        with ThreadPoolExecutor(threads) as pool:
            for _ in pool.map(compute_chunk, chunks):
                pass
        return results.columns()


def _applying(columns: Sequence[Column]) -> Column:
    """A variable where it applies, unknown elsewhere."""
    value, applies = columns
    there = (
        Mask(applies.data) if value.known is None else value.known.kept(lambda: applies.data, "applies", applies.data)
    )
    return Column(value.data, both(both(value.known, there), applies.known), value.texts)


def _holding(columns: Sequence[Column]) -> Column:
    """A condition's test where it applies, and true where it does not."""
    test, applies = columns
    known = chosen(applies.data, test.known, None)
    return Column(test.data | ~applies.data, both(known, applies.known))


def _is_unknown(columns: Sequence[Column]) -> Column:
    """Whether an amount is unknown although it applies, as far as is known."""
    value, *applies = columns
    if value.known is None:
        return Column(np.bool_(False))
    unknown = ~value.known.array
    for test in applies:
        unknown = unknown & (test.data if test.known is None else test.data | ~test.known.array)
    return Column(unknown)


def _not_holding(columns: Sequence[Column]) -> Column:
    (test,) = columns
    return Column(~test.data if test.known is None else ~(test.data & test.known.array))


def _any_unknown(columns: Sequence[Column]) -> Column:
    """Whether one of these is unknown; those that are known together are asked once."""
    known = all_known(tuple({id(column.known): column for column in columns}.values()))
    return Column(np.bool_(False) if known is None else ~known.array)


def _status_of(columns: Sequence[Column]) -> Column:
    held: Data = np.bool_(False)
    for column in columns:
        held = held | column.data
    return Column(np.asarray(held).astype(np.int32), None, _STATUS_TEXTS)


class _Slices:
    """One chunk of columns; a mask that several columns share is cut once."""

    def __init__(self, start: int, end: int) -> None:
        self.start, self.end = start, end
        self.masks: dict[int, Known] = {}

    def __call__(self, column: Column) -> Column:
        return Column(self._cut(column.data), self._mask(column.known), column.texts)

    def _cut(self, data: Data) -> Data:
        return data[self.start : self.end] if np.ndim(data) else data

    def _mask(self, known: Known) -> Known:
        if known is None:
            return None
        if id(known) not in self.masks:
            array = self._cut(known.array)
            self.masks[id(known)] = None if np.all(array) else Mask(array)
        return self.masks[id(known)]


class _Results:
    """Columns for everybody, filled chunk by chunk; what is the same for everybody stays one value."""

    def __init__(self, month: ArrayMonth, people: int) -> None:
        self.people, self.types = people, month.types
        self.same = {name for name, place in month.places.items() if place not in month.program.varying}
        self.data: dict[str, Data] = {}
        self.known: dict[str, Data] = {}
        self.texts: dict[str, tuple[str, ...]] = {}
        self.lock = Lock()

    def put(self, chunk: tuple[int, int], found: Mapping[str, Column]) -> None:
        start, end = chunk
        for name, column in found.items():
            if self.texts.setdefault(name, column.texts) != column.texts:
                raise UnsupportedError(f"{name} has other texts in another chunk")
            if name in self.same:
                self.data[name] = np.broadcast_to(column.data, (self.people,))
            else:
                self._array(self.data, name, _kept_dtype(self.types.get(name)))[start:end] = column.data
            if column.known is not None:
                self._array(self.known, name, np.dtype(np.bool_))[start:end] = column.known.array

    def _array(self, arrays: dict[str, Data], name: str, dtype: np.dtype[np.generic]) -> Data:
        with self.lock:
            if name not in arrays:
                arrays[name] = np.ones(self.people, dtype) if dtype == np.bool_ else np.empty(self.people, dtype)
            return arrays[name]

    def columns(self) -> dict[str, Column]:
        known = {name: Mask(array) for name, array in self.known.items()}
        return {name: Column(data, known.get(name), self.texts[name]) for name, data in self.data.items()}


def _kept_dtype(kind: Type | None) -> np.dtype[np.generic]:
    """Numbers take the smaller integers where those hold them: memory costs time. An open list of codes may be long."""
    if kind is None or kind.unit in (Unit.KATEGORI, Unit.TEKS):
        return np.dtype(np.int32)
    if isinstance(kind, Number) and kind.lo >= -(2**31) and kind.hi < 2**31:
        return np.dtype(np.int32)
    return type_dtype(kind)
