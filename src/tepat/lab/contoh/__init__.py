"""A synthetic region: the fictional Kabupaten Tanjung Contoh, as large and as irregular as one asks for."""

from tepat.lab.contoh.generate import MOST_PEOPLE, Summary, generate

__all__ = ["MOST_PEOPLE", "Summary", "generate"]
