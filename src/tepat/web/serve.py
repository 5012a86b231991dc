"""``python -m tepat.web.serve HOST PORT``: the web server, for as long as whoever started it lives."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from waitress import serve  # type: ignore[import-untyped]

from tepat.workflow.child import end_with_parent

# Pages wait for the database, not for each other.
THREADS = 8


def proxy(is_behind_one: bool) -> dict[str, Any]:
    """Whose word on scheme and address counts: a proxy's on this machine, where the office says that there is one.

    Everybody else's ``X-Forwarded-*`` is thrown away.
    """
    if not is_behind_one:
        return {"clear_untrusted_proxy_headers": True}
    return {
        "trusted_proxy": "127.0.0.1",
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        "clear_untrusted_proxy_headers": True,
    }


def main(host: str, port: str) -> None:
    """Serve until told to stop."""
    end_with_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tepat.web.config.settings")
    from django.conf import settings

    # Where style sheets would be collected; they are served from where they are.
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    from tepat.web.config.wsgi import application

    serve(application, host=host, port=int(port), threads=THREADS, ident="Tepat", **proxy(settings.TEPAT_BEHIND_PROXY))


if __name__ == "__main__":
    main(*sys.argv[1:])
