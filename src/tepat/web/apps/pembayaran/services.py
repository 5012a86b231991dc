"""What other apps may do with salaries and payments."""

from tepat.web.apps.pembayaran.intake import INTAKE

__all__ = ["INTAKE"]
