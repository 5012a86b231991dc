"""Tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose first column is of words and whose others are of numbers."""
    lines = [_line(head), f"|---|{'---:|' * (len(head) - 1)}", *map(_line, rows)]
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def seconds(value: float) -> str:
    """Three figures are more than a measurement is good for."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.3f}"


class Notes:
    """Reasons under a table, each told once and named in the cells by a number."""

    def __init__(self) -> None:
        self._reasons: list[str] = []

    def mark(self, reason: str) -> str:
        """The cell of something that was not measured."""
        if reason not in self._reasons:
            self._reasons.append(reason)
        return f"not measured ({self._reasons.index(reason) + 1})"

    def text(self) -> str:
        """The reasons by their numbers."""
        return "; ".join(f"({number}) {reason}" for number, reason in enumerate(self._reasons, 1))
