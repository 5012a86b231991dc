"""Who changed what, when and why; and the month computed again."""
