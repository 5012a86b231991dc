"""What other apps may do with ratings."""

from tepat.web.apps.kinerja.intake import INTAKE
from tepat.web.apps.kinerja.standing import rated_people

__all__ = ["INTAKE", "rated_people"]
