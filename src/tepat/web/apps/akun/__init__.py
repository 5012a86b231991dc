"""Who may sign in, in which role, for which part of the office."""
