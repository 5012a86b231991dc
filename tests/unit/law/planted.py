"""What is wrong, planted: codes of a formula or an instrument, each once, in a region that is otherwise valid.

They are the examples of the findings catalogue that change one thing in the region's files.
"""

from __future__ import annotations

from pathlib import Path

from tepat.lab.temuan import Change, examples
from tepat.lang.errors import Problem
from tests.unit.law.packages import AMENDMENT, BASE, Break, problems_of

BASE_RULES, BASE_FACE = (f"{BASE}/{name}" for name in ("aturan.toml", "instrumen.toml"))
NEW_RULES, NEW_FACE = (f"{AMENDMENT}/{name}" for name in ("aturan.toml", "instrumen.toml"))
OLD_FORMULA = 'rumus = "kelas_jabatan * 2"'
# Said beside the validation, by how old its comparisons with the source are.
BESIDE = {"R-067", "R-068"}


def formula(text: str) -> Break:
    """The formula of `lama`, a plain number, reads ``text``."""
    return Break(BASE_RULES, OLD_FORMULA, f'rumus = """\n{text}"""')


def _break(change: Change) -> Break:
    return Break(change.berkas, change.dari, None if change.hapus else change.menjadi)


PLANTED: dict[str, Break] = {
    code: _break(example.ubah[0])
    for code, example in examples().items()
    if example.dasar == "peraturan" and code not in BESIDE
}


def said(code: str, root: Path) -> list[Problem]:
    """What is said with that code where it is planted, in a region written into ``root``."""
    return [problem for problem in problems_of(root, [PLANTED[code]]) if problem.code == code]
