"""Ratings of people's work."""
