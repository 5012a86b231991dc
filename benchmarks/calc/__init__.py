"""The month as a spreadsheet: facts and formulas on one row per person, recalculated by LibreOffice Calc."""
