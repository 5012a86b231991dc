"""``python -m tests.golden.update``: store the golden month as it is computed now, after saying what changes."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.golden.month import RESULT, STORED, SUMMARY, differences, make_month, read_result

LISTED = 30


def main() -> None:
    """Compare, tell, store."""
    with TemporaryDirectory() as scratch:
        folder = make_month(Path(scratch))
        before = read_result(STORED / RESULT) if (STORED / RESULT).exists() else {}
        changed = list(differences(before, read_result(folder / RESULT)))
        for name in (RESULT, SUMMARY):
            (STORED / name).write_bytes((folder / name).read_bytes())
    more = [f"… and {len(changed) - LISTED} more"] if len(changed) > LISTED else []
    sys.stdout.write("\n".join([*changed[:LISTED], *more, f"{len(changed)} differences stored"]) + "\n")


if __name__ == "__main__":
    main()
