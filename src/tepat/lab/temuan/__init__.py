"""Examples of the findings catalogue: for each code the smallest change to a base that makes a command say it.

``dasar/`` is the base (two small regions under one nation, and a month's facts of three invented people), ``contoh/``
says by code what is changed in it and which command is typed. The sentences of the codes stand in
``tepat.lang.catalogue``.
"""

from tepat.lab.temuan.examples import BASES, Change, Example, base_texts, examples, read_examples, write_base
from tepat.lab.temuan.shown import changed_after, changed_before

__all__ = [
    "BASES",
    "Change",
    "Example",
    "base_texts",
    "changed_after",
    "changed_before",
    "examples",
    "read_examples",
    "write_base",
]
