"""Runs: from the database to the packet, through the engine, and back."""
