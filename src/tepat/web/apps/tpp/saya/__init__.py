"""My TPP: one person's month, told to that person."""
