"""A worker that dies: ``python -m tests.web.tpp.killed_worker RUN MOMENT`` kills itself at its MOMENT-th query.

Moment 0: it lives, and prints how many queries a whole run takes.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any


class Death:
    """Counts the worker's queries, and is the last thing it sees."""

    def __init__(self, moment: int) -> None:
        self.moment, self.seen = moment, 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.seen += 1
        if self.seen == self.moment:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)


def main(run_id: int, moment: int) -> None:
    """Work on a run until the moment comes."""
    import django

    django.setup()
    from django.db import connection

    from tepat.web.apps.tpp.hitung.worker import work_on

    death = Death(moment)
    with connection.execute_wrapper(death):
        work_on(run_id)
    sys.stdout.write(f"{death.seen}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
