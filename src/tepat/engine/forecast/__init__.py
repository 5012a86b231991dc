"""One person's month, foreseen: pure, by the exact interpreter, in milliseconds. No database, no clock."""

from tepat.engine.forecast.amount import Amount, Missing, amount, with_summary
from tepat.engine.forecast.compare import CellChange, Comparison, MonthCause, PersonMonth, compare
from tepat.engine.forecast.known import assume_absent, assume_attended, assume_stays
from tepat.engine.forecast.month import (
    Cause,
    Dependence,
    Forecast,
    Loss,
    facts_on,
    forecast,
)
from tepat.engine.forecast.rows import PersonRows, RowReader, TextRow, typed_rows
from tepat.engine.forecast.rules import Article, Rules, open_rules

__all__ = [
    "Amount",
    "Article",
    "Cause",
    "CellChange",
    "Comparison",
    "Dependence",
    "Forecast",
    "Loss",
    "Missing",
    "MonthCause",
    "PersonMonth",
    "PersonRows",
    "RowReader",
    "Rules",
    "TextRow",
    "amount",
    "assume_absent",
    "assume_attended",
    "assume_stays",
    "compare",
    "facts_on",
    "forecast",
    "open_rules",
    "typed_rows",
    "with_summary",
]
