"""The heartbeat of a job: a thread that keeps its lease while the work goes on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import OperationalError, close_old_connections, connection

from tepat.web.common.job import LEASE, Job, LostLeaseError


@contextmanager
def beating(job: Job) -> Iterator[None]:
    """Keep a claimed job's lease alive inside the block.

    A lease that was lost is found out by the worker itself when it next tells its progress or writes its result.
    """
    over = threading.Event()
    every = LEASE.total_seconds() / 4

    def beat() -> None:
        try:
            while not over.wait(every):
                close_old_connections()
                # On SQLite the worker itself holds the one writer's place while it stores: the next beat will do.
                with suppress(OperationalError):
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
