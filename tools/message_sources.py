"""Every text of the web application that is marked for translation: in Python, and in templates.

GNU gettext is not needed: Python is read by its own syntax tree, templates by Django's own extraction.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

_CALL = re.compile(r"(?<![\w.])(?:_|n?p?gettext)\(")
# Which arguments of each function are the context, the text and its plural.
_SHAPES: Mapping[str, tuple[str, ...]] = {
    "gettext": ("text",),
    "ngettext": ("text", "plural"),
    "pgettext": ("context", "text"),
    "npgettext": ("context", "text", "plural"),
}
_SOURCE_OF_MARKS = "django.utils.translation"


@dataclass(frozen=True)
class Message:
    """A text as the program has it."""

    text: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What a translation is looked up by."""
        return (self.context, self.text)


class MessageError(ValueError):
    """A marked text that cannot be looked up, or one that two places write differently."""


def collect(folder: Path, root: Path) -> dict[Message, tuple[str, ...]]:
    """The messages of all files below `folder`, each with the files that have it, named from `root`."""
    places: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    messages: dict[tuple[str, str], Message] = {}
    for path in sorted((*folder.rglob("*.py"), *folder.rglob("*.html"), *folder.rglob("*.txt"))):
        for message in messages_of(path):
            messages[message.key] = _one_of(messages.get(message.key, message), message, path)
            places[message.key][path.relative_to(root).as_posix()] = None
    return {message: tuple(places[key]) for key, message in messages.items()}


def _one_of(known: Message, new: Message, path: Path) -> Message:
    if known.plural and new.plural and known.plural != new.plural:
        raise MessageError(f"{path}: {new.text!r} has another plural elsewhere: {known.plural!r}")
    return known if known.plural else new


def messages_of(path: Path) -> Iterator[Message]:
    """The marked texts of one file, in order."""
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        yield from _of_python(ast.parse(text), path)
    else:
        yield from _of_template(templatize(text, str(path)), path)


def _of_python(tree: ast.Module, path: Path) -> Iterator[Message]:
    names = marks_of(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            message = _message(names[node.func.id], node, path)
            if message:
                yield message


def marks_of(tree: ast.Module) -> dict[str, str]:
    """The names under which a module has the functions of translation, each with its plain form.

    >>> marks_of(ast.parse("from django.utils.translation import gettext_lazy as _, ngettext"))
    {'_': 'gettext', 'ngettext': 'ngettext'}
    """
    return {
        alias.asname or alias.name: plain
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == _SOURCE_OF_MARKS
        for alias in node.names
        if (plain := alias.name.removesuffix("_lazy").removesuffix("_noop")) in _SHAPES
    }


def _message(function: str, call: ast.Call, path: Path) -> Message | None:
    shape = _SHAPES[function]
    arguments = call.args[: len(shape)]
    if any(isinstance(argument, ast.JoinedStr | ast.BinOp) for argument in arguments):
        raise MessageError(f"{path}:{call.lineno}: a text to translate is put together before it is looked up")
    texts = [argument.value for argument in arguments if isinstance(argument, ast.Constant)]
    # `_(name)` looks up what another place has marked.
    return Message(**dict(zip(shape, map(str, texts), strict=True))) if len(texts) == len(shape) else None


def _of_template(source: str, path: Path) -> Iterator[Message]:
    for found in _CALL.finditer(source):
        call = _call_at(source, found.start())
        if call is None or not isinstance(call.func, ast.Name):
            raise MessageError(f"{path}: a marked text that cannot be read: {source[found.start() :][:60]!r}")
        message = _message("gettext" if call.func.id == "_" else call.func.id, call, path)
        if message:
            yield message


def _call_at(source: str, start: int) -> ast.Call | None:
    """The call that begins there: up to the first closing bracket that makes it whole."""
    for end in re.finditer(r"\)", source[start:]):
        try:
            body = ast.parse(source[start : start + end.end()], mode="eval").body
        except SyntaxError:
            continue
        return body if isinstance(body, ast.Call) else None
    return None
