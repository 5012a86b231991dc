"""``presensi.xlsx``: a month of attendance that a clerk can check, from the day ledger to what could not be read."""

from tepat.outputs.presensi.model import PresensiTables
from tepat.outputs.presensi.workbook import write_presensi
from tepat.presensi.accounts import FileCount

__all__ = ["FileCount", "PresensiTables", "write_presensi"]
