"""What a worker is asked to do."""

from __future__ import annotations

from django_tasks import task


@task()
def compute_run(run_id: int) -> None:
    """Compute a requested run."""
    from tepat.web.apps.tpp.hitung.worker import work_on

    work_on(run_id)
