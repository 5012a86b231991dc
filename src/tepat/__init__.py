"""Tepat: the performance allowance (TPP) of Indonesia's regional civil servants, exact and explained."""

__version__ = "0.1.0"
