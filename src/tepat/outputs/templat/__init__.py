"""Templates to fill in: a list with its titles and one example row of an invented person, and what each column is."""

from tepat.outputs.templat.workbook import Template, write_template

__all__ = ["Template", "write_template"]
