"""What other apps may do with attendance."""

from tepat.web.apps.presensi.intake import INTAKE

__all__ = ["INTAKE"]
