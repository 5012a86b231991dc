"""Why something is not read, raised where it is found and told by whoever reads the file or the record."""

from __future__ import annotations

from typing import Any


class Refused(Exception):  # noqa: N818 -- of a record or a file, no defect of the program
    """A code of the catalogue, the column it is about, and the words of its sentence."""

    def __init__(self, code: str, column: str = "", **words: Any) -> None:
        super().__init__(code)
        self.code = code
        self.column = column
        self.words = words
