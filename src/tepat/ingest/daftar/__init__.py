"""Everything that people upload beside device files: master lists, salaries, records with dates, BKN's ratings.

A list is known by the titles of its columns; its contract is that of the fact packet or of the attendance sources, so
that what is accepted here is accepted there. Nothing is repaired by guessing, no row is lost without a word, and one
bad row does not stop the others.

- ``kinds``, ``contracts``, ``aliases``: which lists there are, their columns, and what offices call them
- ``opening``: from bytes to sheets; ``recognition``, ``header``: which list it is, and where its columns stand
- ``shape``: which rows are data; ``stated``: the month that a file says it is of
- ``values``, ``numbers``, ``days``: what a cell says in the packet's own form
- ``rows``, ``reader``, ``reading``: all of it in order, and what comes out
"""

from tepat.ingest.daftar.kinds import ListKind, find_kind, list_kinds
from tepat.ingest.daftar.reader import NOTES_SHEET, read_list
from tepat.ingest.daftar.reading import ListProblem, ListReading, ListRow
from tepat.ingest.daftar.recognition import recognise

__all__ = [
    "NOTES_SHEET",
    "ListKind",
    "ListProblem",
    "ListReading",
    "ListRow",
    "find_kind",
    "list_kinds",
    "read_list",
    "recognise",
]
