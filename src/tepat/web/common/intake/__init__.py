"""Lists of an office taken into the records: declared once by the app that owns the records, done by one machinery.

- ``declare``: what a list is: which cells become which columns of which records, and how a record holds in time
- ``values``: a cell as a value of its column, and back
- ``book``: the records in force, held in memory while a batch is planned
- ``plan``: what accepting the rows would do, row by row, and what is refused
- ``write``: doing it in bulk, and undoing it
"""

from tepat.web.common.intake.declare import JABATAN, PEGAWAI, PERANGKAT, UNIT, Column, Intake, Manner, Part, Ref
from tepat.web.common.intake.plan import Batch, Plan, Row, Verdict, make_plan
from tepat.web.common.intake.write import (
    Change,
    Done,
    is_as_left,
    one_at_a_time,
    resting_on,
    revert,
    standing,
    write_plan,
)

__all__ = [
    "JABATAN",
    "PEGAWAI",
    "PERANGKAT",
    "UNIT",
    "Batch",
    "Change",
    "Column",
    "Done",
    "Intake",
    "Manner",
    "Part",
    "Plan",
    "Ref",
    "Row",
    "Verdict",
    "is_as_left",
    "make_plan",
    "one_at_a_time",
    "resting_on",
    "revert",
    "standing",
    "write_plan",
]
