"""Command lines that cannot be understood: what is wrong and what to write instead.

Typer raises its own exceptions with English sentences. They are recognised here by what they publicly carry, and told
as problems of the catalogue, like everything else.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import typer

from tepat.cli.face import limits
from tepat.cli.words import near, say
from tepat.lang.errors import Place, Problem, UsageError


def unknown_command(word: str, known: Iterable[str], ctx: Any) -> UsageError:
    """There is no such command."""
    words = {"perintah": word, "saran": near(word, list(known)), "program": ctx.command_path}
    return UsageError(Problem("U-101", Place(), words))


def too_many_words(rest: list[str], ctx: Any) -> UsageError:
    """Words that belong to no option and no argument."""
    return UsageError(Problem("U-105", Place(), {"kata": " ".join(rest), "program": ctx.command_path}))


def complaint(error: typer.TyperException) -> UsageError:
    """What Typer complains of."""
    ctx = getattr(error, "ctx", None)
    if ctx is None:
        return UsageError(Problem("U-107", Place(), {"rincian": error.format_message(), "program": "tepat"}))
    return UsageError(_problem(error, ctx))


def _problem(error: Any, ctx: Any) -> Problem:
    program = ctx.command_path
    if hasattr(error, "possibilities"):
        known = [name for item in ctx.command.params for name in item.opts if name.startswith("-")]
        words = {"opsi": error.option_name, "saran": near(error.option_name, [*known, "--help"])}
        return Problem("U-102", Place(), {**words, "program": program})
    if hasattr(error, "param_type"):
        return Problem("U-103", Place(), {"nama": ", ".join(_missing(ctx)), "program": program})
    if isinstance(error, typer.BadParameter) and error.param is not None:
        return Problem("U-104", Place(), _bad_value(error, error.param) | {"program": program})
    if hasattr(error, "option_name"):
        return Problem("U-106", Place(), {"opsi": error.option_name, "program": program} | _use(error, ctx))
    return Problem("U-107", Place(), {"rincian": error.format_message(), "program": program})


def _name(item: Any) -> str:
    return str(item.opts[0] if item.param_type_name == "option" else item.metavar or item.name.upper())


def _missing(ctx: Any) -> list[str]:
    """Everything that must be given and is not: what was given is read first, so the rest is what is not read yet."""
    return [_name(item) for item in ctx.command.params if item.required and item.name not in ctx.params]


def _bad_value(error: Any, item: Any) -> dict[str, str]:
    cause = error.__cause__
    told = cause.errors()[0].get("input", "") if hasattr(cause, "errors") else ""
    return {"opsi": _name(item), "nilai": str(told), "harapan": _expected(item)}


def _expected(item: Any) -> str:
    """What may stand there."""
    shape = item.metavar or ""
    if "|" in shape:
        return say("salah satu dari {0}", "one of {0}").format(", ".join(shape.split("|")))
    if bounds := limits(item):
        return say("bilangan bulat {0}", "a whole number {0}").format(bounds)
    return item.help or shape


def _use(error: Any, ctx: Any) -> dict[str, str]:
    """How the option is written: with a value, or alone."""
    (item, *_) = [item for item in ctx.command.params if error.option_name in item.opts]
    shape = "" if item.is_flag else f" {item.metavar or item.name.upper()}"
    return {"bentuk": f"{error.option_name}{shape}"}
