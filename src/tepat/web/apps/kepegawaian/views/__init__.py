"""Pages of people, units and positions."""
