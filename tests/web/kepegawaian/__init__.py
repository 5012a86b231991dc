"""Records with dates."""
