"""Writes the template of one list: ``python -m tepat.workflow.template KIND id|en``, the workbook on standard output.

A process of its own: the contracts of lists reach the engine, which a web server does not carry.
"""

from __future__ import annotations

import sys

from tepat.ingest.daftar import find_kind
from tepat.outputs.templat import Template, write_template


def template_of(name: str, bahasa: str) -> bytes:
    """The workbook of a list to fill in; KeyError where there is none of that name."""
    kind = find_kind(name)
    title = kind.label[bahasa == "en"]
    return write_template(Template(kind.name, title, kind.contract, kind.required, kind.example), bahasa)


if __name__ == "__main__":
    sys.stdout.buffer.write(template_of(sys.argv[1], sys.argv[2]))
