"""What a worker is asked to do."""

from __future__ import annotations

from django_tasks import task


@task()
def recompute(job_id: int) -> None:
    """Compute a run again."""
    from tepat.web.apps.audit.worker import work_on

    work_on(job_id)
