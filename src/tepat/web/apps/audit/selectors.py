"""Questions about recomputations."""

from tepat.web.apps.audit.recomputing import (
    Recomputation,
    failed_recomputations,
    latest_by_run,
    recomputations,
    result_line,
)

__all__ = ["Recomputation", "failed_recomputations", "latest_by_run", "recomputations", "result_line"]
