"""What other apps may do with salaries and payments."""

from tepat.web.apps.pembayaran.intake import INTAKE
from tepat.web.apps.pembayaran.standing import salaried_people

__all__ = ["INTAKE", "salaried_people"]
