"""``rekap.xlsx``: a month's totals per unit and criterion, its findings and its control totals."""

from tepat.outputs.rekap.collect import collect
from tepat.outputs.rekap.model import (
    ControlTotal,
    CriterionRow,
    FindingCount,
    FindingRow,
    Heading,
    Instrument,
    Recap,
    RupiahColumn,
    UnitRow,
)
from tepat.outputs.rekap.workbook import write_rekap

__all__ = [
    "ControlTotal",
    "CriterionRow",
    "FindingCount",
    "FindingRow",
    "Heading",
    "Instrument",
    "Recap",
    "RupiahColumn",
    "UnitRow",
    "collect",
    "write_rekap",
]
