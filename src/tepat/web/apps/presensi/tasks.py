"""What a worker is asked to do."""

from __future__ import annotations

from django_tasks import task


@task()
def process_attendance(job_id: int) -> None:
    """Process a requested month of attendance."""
    from tepat.web.apps.presensi.worker import work_on

    work_on(job_id)
