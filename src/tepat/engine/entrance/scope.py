"""What this month's computation reads, and under which parameters the entrance stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tepat.engine.entrance.sheets import Sheet
from tepat.engine.entrance.sql import literal
from tepat.lang.sql.duckdb import identifier
from tepat.law.packet import PACKET, PERIODE, Column, Empty, FactFile
from tepat.law.reads import STRUCTURE

_MONTH = "[0-9]{4}-(0[1-9]|1[0-2])"


@dataclass(frozen=True)
class Contract:
    """The contract of every file; of those in ``whole`` rows of other periods than this month's are read too."""

    packet: Mapping[str, FactFile] = field(default_factory=lambda: PACKET)
    whole: frozenset[str] = frozenset()


PLAIN = Contract()


@dataclass(frozen=True)
class Scope:
    """The month, and of every file the columns that its amounts read; of ``whole`` ones rows of any period count."""

    masa: str
    read: Mapping[str, frozenset[str]]
    whole: frozenset[str] = frozenset()

    def reads_file(self, sheet: Sheet) -> bool:
        """Whether anything of the file is read; people always are."""
        return sheet.lists_people or sheet.file.name in self.read

    def reads(self, sheet: Sheet, column: str) -> bool:
        """Whether a bad cell of that column keeps people waiting."""
        named = column in self.read.get(sheet.file.name, frozenset())
        return named or (self.reads_file(sheet) and column in STRUCTURE.union(sheet.file.key))

    def in_masa(self, sheet: Sheet) -> str:
        """SQL: the row is not of another month; one whose period is a quarter, empty or unreadable is not."""
        for column in sheet.file.columns:
            if column.type == PERIODE and sheet.file.name not in self.whole:
                name = identifier(column.name)
                return f"coalesce({name} = {literal(self.masa)} OR NOT regexp_full_match({name}, '{_MONTH}'), TRUE)"
        return "TRUE"

    def key(self, sheet: Sheet) -> tuple[str, ...]:
        """SQL of the key of a row; an empty period is this month's, and what may be empty is alike where it is."""
        return tuple(self._key_part(sheet.file.column(name)) for name in sheet.file.key)

    def _key_part(self, column: Column) -> str:
        name = identifier(column.name)
        if column.type == PERIODE:
            return f"coalesce({name}, {literal(self.masa)})"
        return f"coalesce({name}::VARCHAR, '')" if column.empty is Empty.ABSENT else name
