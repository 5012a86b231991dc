"""Salary lists and what was paid."""
