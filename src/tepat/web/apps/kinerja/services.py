"""What other apps may do with ratings."""

from tepat.web.apps.kinerja.intake import INTAKE

__all__ = ["INTAKE"]
