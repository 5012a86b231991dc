"""``pekerja``: a worker that also sweeps up what other workers left behind."""

from __future__ import annotations

import logging
import threading
from typing import Any

from django.conf import settings
from django.db import close_old_connections, connection
from django.utils.module_loading import import_string
from django_tasks_db.management.commands import db_worker

from tepat.workflow.child import end_with_parent

log = logging.getLogger(__name__)
# A lease holds 20 seconds: whatever a killed worker left is taken up, or ended, half a minute later.
_EVERY = 5.0


class Command(db_worker.Command):
    """A worker. Killed at any moment, it leaves nothing that the next one does not repeat or end."""

    help = "Kerjakan antrean, dan ambil alih pekerjaan yang terputus."

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until told to stop."""
        end_with_parent()
        over = threading.Event()
        threading.Thread(target=keep_sweeping, args=(over,), daemon=True, name="penyapu").start()
        try:
            super().handle(*args, **options)
        finally:
            over.set()


def keep_sweeping(over: threading.Event) -> None:
    """Sweep now and again; a database that is away for a while is no reason to stop."""
    while not over.wait(_EVERY):
        close_old_connections()
        try:
            sweep_all()
        except Exception:
            log.exception("sweeping failed; it is tried again")
            connection.close()


def sweep_all() -> int:
    """Repeat or end every job that no worker keeps alive: how many."""
    return sum(import_string(name)() for name in settings.TEPAT_SWEEPS)
