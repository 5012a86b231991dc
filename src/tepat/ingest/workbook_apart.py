"""Reads one workbook in a process of its own: bytes on standard input, rows on standard output.

``python -m tepat.ingest.workbook_apart satu [SHEET]`` or ``semua``, started by `tepat.ingest.workbook` for formats
whose damage could end the process that reads them.
"""

from __future__ import annotations

import sys

from tepat.ingest.workbook import packed

MOST_MEMORY = 6 << 30


def main() -> None:
    """Read, and tell."""
    try:
        import resource
    except ImportError:  # Windows has none
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.buffer.write(packed(sys.stdin.buffer.read(), sys.argv[1:]))


if __name__ == "__main__":
    main()
