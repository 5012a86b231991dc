"""What every page must carry and must not hold; and what a request writes."""

from __future__ import annotations

from typing import Any

from tests.web.ui.test_templates import faults_in

# Nobody's knowledge: sessions are moved on, attempts are counted.
OWN_BOOKS = ("django_session", "tepat_cache")
POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'", "manifest-src 'self'",
}  # fmt: skip
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store, private",
}


def missing_headers(response: Any) -> list[str]:
    """What a response lacks."""
    told = {part.strip() for part in response.get("Content-Security-Policy", "").split(";")}
    found = [f"{name}: {response.get(name)!r}" for name, value in HEADERS.items() if response.get(name) != value]
    found += [f"policy: {told ^ POLICY}"] if told != POLICY else []
    return found + ([] if "camera=()" in response.get("Permissions-Policy", "") else ["Permissions-Policy"])


def inline_faults(response: Any) -> list[str]:
    """What the content policy would refuse in a page."""
    if not response.get("Content-Type", "").startswith("text/html"):
        return []
    return [fault for fault in faults_in(response.content.decode()) if fault not in {"unsafe", "other host"}]


class Writes:
    """The statements that write, as they pass; those of sessions and counted attempts do not count."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        words = sql.split(None, 1)[0].upper()
        if words in {"INSERT", "UPDATE", "DELETE", "COPY"} and not any(f'"{name}"' in sql for name in OWN_BOOKS):
            self.found.append(sql)
        return execute(sql, params, many, context)
