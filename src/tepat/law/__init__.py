"""The law as data: instruments, their consolidation for a month, and what proves them whole."""
