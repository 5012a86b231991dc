"""Synthetic regions and, later, simulation and survey statistics."""
