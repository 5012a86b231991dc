"""Questions about recomputations."""

from tepat.web.apps.audit.recomputing import Recomputation, latest_by_run, recomputations, result_line

__all__ = ["Recomputation", "latest_by_run", "recomputations", "result_line"]
