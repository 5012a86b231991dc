"""What is logged, and how: one line an event, JSON for machines or coloured for people, never a personal number.

Whatever reaches a log, from this application, from Django or from a library, passes `mask_event` last, when nothing can
be added any more: numbers that may be a NIP, NPWP, NIK or a bank account, and what stands in fields of secret names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

HIDDEN = "•••"
# Nine digits and more in a row are never needed to understand a log. A NIP is also written in groups, an NPWP with
# dots. Thirty-two hexadecimal digits are the secret of a link or a session.
_NUMBERS = re.compile(
    r"[0-9a-f]{32,}|\d{8}[ ._-]\d{6}[ ._-]\d[ ._-]\d{3}|\d{2}\.\d{3}\.\d{3}\.\d[-.]\d{3}\.\d{3}|\d{9,}"
)
_SECRET = r"nip|nik|npwp|rekening|sandi|password|passwd|secret|token|cookie|sessionid|csrf\w*|authorization|otp"  # noqa: S105 -- names, not secrets
_NAMED = re.compile(rf"(?i)\b(\w*(?:{_SECRET})\w*)(['\"]?\s*[=:]\s*)(['\"]?)[^\s,;&'\")}}\]]+")
_SECRET_NAME = re.compile(rf"(?i)(?:{_SECRET})")


def mask_text(text: str) -> str:
    """A text without personal numbers and secrets.

    >>> mask_text("GET /cari/?q=190001011920011001")
    'GET /cari/?q=•••'
    >>> mask_text("Key (nip)=(x) exists, password=rahasia")
    'Key (nip)=(x) exists, password=•••'
    """
    return _NUMBERS.sub(HIDDEN, _NAMED.sub(rf"\1\2\3{HIDDEN}", text))


def mask(value: Any) -> Any:
    """Any value of an event, its parts included."""
    match value:
        case None | bool() | float():
            return value
        case int():
            return HIDDEN if abs(value) >= 10**8 else value
        case Mapping():
            return {
                mask_text(str(key)): HIDDEN if _SECRET_NAME.search(str(key)) else mask(part)
                for key, part in value.items()
            }
        case list() | tuple() | set() | frozenset():
            return [mask(part) for part in value]
        case _:
            return mask_text(str(value))


def mask_event(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """The last step before an event is written."""
    return {key: value if key in {"timestamp", "level"} else mask({key: value})[key] for key, value in event.items()}


def _drop_records(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """Whole requests and the like, which libraries attach to their records, are not for the log."""
    return {key: value for key, value in event.items() if key not in {"request", "server_time"}}


_BEFORE = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.processors.format_exc_info,
)


def log_settings(*, readable: bool) -> dict[str, Any]:
    """Settings for `logging`; this module's own loggers are set up with them."""
    structlog.configure(
        processors=[*_BEFORE, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    writer: Any = (
        structlog.dev.ConsoleRenderer(colors=False)
        if readable
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    remove_meta = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "tepat": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [*_BEFORE, structlog.stdlib.ExtraAdder()],
                "processors": [remove_meta, _drop_records, mask_event, writer],
            }
        },
        "handlers": {"layar": {"class": "logging.StreamHandler", "formatter": "tepat"}},
        "root": {"handlers": ["layar"], "level": "INFO"},
        "loggers": {
            # Each request has one line of ours; the answers 4xx are not told again.
            "django.request": {"level": "ERROR"},
            "django.server": {"level": "WARNING", "propagate": True},
            "waitress.queue": {"level": "ERROR"},
        },
    }
