"""A real web server that accepts one batch and is killed at a query of that request: the power fails right there.

`python -m tests.web.accidents.mortal_server BATCH SESSION QUERY` serves on a free port, and presses "accept" itself,
because the tests' own process may not use the network. It prints the answer's status and the queries that the request
took, unless it was killed. QUERY 0: it lives.
"""

from __future__ import annotations

import http.client
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from waitress import create_server  # type: ignore[import-untyped]

TOKEN = "t" * 32


class Death:
    """Counts the queries of the request, and kills the process at one of them."""

    def __init__(self, moment: int) -> None:
        self.moment, self.counted = moment, 0

    def __call__(self, execute: Callable[..., Any], *asked: Any) -> Any:
        """A query."""
        self.counted += 1
        if self.counted == self.moment:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*asked)


def main(batch: str, session: str, moment: str) -> None:
    """Serve, press, tell."""
    from tepat.web.config.wsgi import application

    death = Death(int(moment))

    def counted(environ: Any, start: Any) -> Any:
        from django.db import connection

        with connection.execute_wrapper(death):
            return application(environ, start)

    server = create_server(counted, host="127.0.0.1", port=0, threads=2)
    threading.Thread(target=server.run, daemon=True).start()
    client = http.client.HTTPConnection("127.0.0.1", server.effective_port, timeout=120)
    form = urlencode({"alasan": "Daftar gaji", "csrfmiddlewaretoken": TOKEN})
    cookies = f"sessionid={session}; csrftoken={TOKEN}"
    told = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies}
    client.request("POST", f"/impor/{batch}/terima/", form, told)
    sys.stdout.write(f"{client.getresponse().status} {death.counted}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
