"""The heartbeat of a job: a thread that keeps its lease while the work goes on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import close_old_connections, connection

from tepat.web.common.job import LEASE, Job, LostLeaseError

_EVERY = LEASE.total_seconds() / 4


@contextmanager
def beating(job: Job) -> Iterator[None]:
    """Keep a claimed job's lease alive inside the block.

    A lease that was lost is found out by the worker itself when it next tells its progress or writes its result.
    """
    over = threading.Event()

    def beat() -> None:
        try:
            while not over.wait(_EVERY):
                close_old_connections()
                job.beat()
        except LostLeaseError:
            return
        finally:
            connection.close()

    heart = threading.Thread(target=beat, name=f"detak-{job.pk}", daemon=True)
    heart.start()
    try:
        yield
    finally:
        over.set()
        heart.join()
