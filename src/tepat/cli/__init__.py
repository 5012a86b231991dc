"""The ``tepat`` command."""
