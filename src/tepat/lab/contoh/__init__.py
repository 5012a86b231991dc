"""A synthetic region: the fictional Kabupaten Tanjung Contoh, as large and as irregular as one asks for."""

from tepat.lab.contoh.dirt import Level
from tepat.lab.contoh.generate import MOST_PEOPLE, Options, Summary, generate
from tepat.lab.contoh.series import Series, write_series

__all__ = ["MOST_PEOPLE", "Level", "Options", "Series", "Summary", "generate", "write_series"]
