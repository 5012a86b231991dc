"""People, units, positions and what happens to them, each with the days it holds."""
