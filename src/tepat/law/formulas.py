"""Formula text to tree, with families expanded.

``{kriteria}`` in a formula stands for the member of the family it is repeated over; in
``JUMLAH_KELUARGA(kriteria, …)`` it runs over all members. Both are expanded on the tree, so that positions in messages
stay those of the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import reduce

from tepat.lang.errors import Place, Problem, RegulationError
from tepat.lang.parse import parse
from tepat.lang.tree import Binary, Call, Literal, Name, Node, transform
from tepat.law.rulebook import Condition, Family

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def placeholders(text: str) -> frozenset[str]:
    """Families a text is repeated over."""
    return frozenset(_PLACEHOLDER.findall(text))


def substitute(text: str, family: str, member: str) -> str:
    """The text for one member, for display.

    >>> substitute("jabatan.{kriteria} * 2", "kriteria", "beban_kerja")
    'jabatan.beban_kerja * 2'
    """
    return text.replace("{" + family + "}", member) if family else text


def named_in(condition: Condition) -> frozenset[str]:
    """Variables whose value the message or the remedy of a condition tells."""
    return placeholders(" ".join((*condition.message, *condition.remedy)))


def filled(text: str, values: Mapping[str, str]) -> str:
    """A message with what it names put in.

    >>> filled("belum ada predikat {periode_penilaian}", {"periode_penilaian": "2023-Q4"})
    'belum ada predikat 2023-Q4'
    """
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def tree_of(text: str, families: Mapping[str, Family], family: tuple[str, str] = ("", "")) -> Node:
    """The tree of a formula, for one member of a family where it is repeated over one.

    Raises `RegulationError` with the position inside the text.
    """
    marked = _PLACEHOLDER.sub(r"_\1_", text)
    tree = transform(parse(marked), lambda node: _expand(node, families))
    name, member = family
    return _rename(tree, name, member) if name else tree


def _expand(node: Node, families: Mapping[str, Family]) -> Node:
    if not isinstance(node, Call) or node.function != "JUMLAH_KELUARGA" or len(node.arguments) != 2:
        return node
    target, body = node.arguments
    family = families.get(str(target))
    if family is None:
        place = Place(line=node.at.line, column=node.at.column)
        raise RegulationError(Problem("R-022", place, {"keluarga": str(target)}))
    parts = [_rename(body, family.name, member) for member in family.members]
    return reduce(lambda left, right: Binary(node.at, "+", left, right), parts)


def _rename(tree: Node, family: str, member: str) -> Node:
    mark = f"_{family}_"

    def change(node: Node) -> Node:
        if isinstance(node, Name):
            return Name(node.at, tuple(part.replace(mark, member) for part in node.parts))
        if isinstance(node, Literal) and isinstance(node.value, str):
            return Literal(node.at, node.value.replace(mark, member))
        return node

    return transform(tree, change)
