"""The slip: one person's month on one sheet, from its amounts to a PDF."""

from tepat.outputs.slip.build import Details, slip_from_values
from tepat.outputs.slip.model import Achievement, Holder, Instrument, Line, Reason, Slip, Totals
from tepat.outputs.slip.write import render_slip, render_slips

__all__ = [
    "Achievement",
    "Details",
    "Holder",
    "Instrument",
    "Line",
    "Reason",
    "Slip",
    "Totals",
    "render_slip",
    "render_slips",
    "slip_from_values",
]
