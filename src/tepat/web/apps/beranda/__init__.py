"""The first page of every role: what to do next."""
