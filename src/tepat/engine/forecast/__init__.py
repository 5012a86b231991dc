"""One person's month, foreseen: pure, by the exact interpreter, in milliseconds. No database, no clock."""

from tepat.engine.forecast.amount import Amount, Missing, amount, with_summary
from tepat.engine.forecast.known import assume_absent, assume_attended, assume_stays
from tepat.engine.forecast.month import (
    Cause,
    Dependence,
    Forecast,
    Loss,
    facts_at_best,
    facts_for_sure,
    facts_on,
    forecast,
)
from tepat.engine.forecast.rows import PersonRows, RowReader, TextRow, typed_rows
from tepat.engine.forecast.rules import Article, Rules, open_rules

__all__ = [
    "Amount",
    "Article",
    "Cause",
    "Dependence",
    "Forecast",
    "Loss",
    "Missing",
    "PersonRows",
    "RowReader",
    "Rules",
    "TextRow",
    "amount",
    "assume_absent",
    "assume_attended",
    "assume_stays",
    "facts_at_best",
    "facts_for_sure",
    "facts_on",
    "forecast",
    "open_rules",
    "typed_rows",
    "with_summary",
]
