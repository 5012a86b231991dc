"""Texts of the web application that nobody marked for translation: in templates, and in Python.

In a template every text between tags, and every title, label and placeholder, stands in ``{% translate %}`` or
``{% blocktranslate %}``, and a text given to a component in ``_()``. In Python a text is taken for Indonesian when a
word of it is one that hardly a sentence does without.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tools.message_sources import marks_of

# Said the same in both languages.
NAMES = frozenset({"Tepat", "Rp", "ID", "EN", "English", "Bahasa Indonesia"})
_WORDS = frozenset(
    "yang tidak belum dan untuk dari pada dengan sudah ini itu atau oleh akan dapat bila harus semua hanya tanpa karena"
    " sebelum sesudah menurut agar bagi lihat buka pilih isi simpan hapus tambah ubah batal kembali cari".split()
)
_COMMENT = re.compile(r"\{#.*?#\}|\{% *comment.*?endcomment *%\}", re.DOTALL)
_TRANSLATED = re.compile(r"\{% *blocktrans(?:late)?\b.*?endblocktrans(?:late)? *%\}", re.DOTALL)
_TAG = re.compile(r"\{%(.*?)%\}|\{\{(.*?)\}\}", re.DOTALL)
# Their texts are translated, or are names of addresses, files, blocks and icons.
_PLAIN_TAGS = re.compile(r"\s*(?:trans|translate|url|include|load|extends|static|icon|with|if|elif|for|block|cycle)\b")
_MARKED = re.compile(r"""_\((?:"[^"]*"|'[^']*')\)""")
_QUOTED = re.compile(r""""([^"]*)"|'([^']*)'""")
_ATTRIBUTE = re.compile(r"""\b(?:title|alt|aria-label|placeholder)=(?:"([^"]*)"|'([^']*)')""")
_UNSEEN = re.compile(r"<(script|style|svg|code|kbd)\b.*?</\1>", re.DOTALL)
_LETTERS = re.compile(r"[^\W\d_]{2}")


def gaps_of_template(source: str) -> Iterator[str]:
    """The unmarked texts of a template."""
    text = _TRANSLATED.sub("", _COMMENT.sub("", source))
    for found in _TAG.finditer(text):
        inside = found[1] or found[2] or ""
        if not _PLAIN_TAGS.match(inside):
            yield from filter(_is_sentence, ("".join(pair) for pair in _QUOTED.findall(_MARKED.sub("", inside))))
    bare = _TAG.sub(" ", text)
    shown = re.sub(r"<[^>]*>", "\n", _UNSEEN.sub("", bare)).splitlines()
    attributes = ("".join(pair) for pair in _ATTRIBUTE.findall(bare))
    yield from (line for line in map(_trimmed, (*attributes, *shown)) if _LETTERS.search(line) and line not in NAMES)


def _trimmed(text: str) -> str:
    return text.strip(" ·:,.()#–—/&;")


def _is_sentence(text: str) -> bool:
    """Whether a quoted text is one to read: a code or a class has no capital and no space."""
    return bool(_LETTERS.search(text)) and (" " in text.strip() or text[:1].isupper()) and text not in NAMES


def gaps_of_python(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and text of what reads like Indonesian and is not marked."""
    marks = marks_of(tree)
    spared: set[int] = set()
    for node in ast.walk(tree):
        if _is_docstring_holder(node):
            spared.add(id(node.body[0].value))  # type: ignore[attr-defined]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in marks:
            spared |= {id(inner) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in spared and _reads_indonesian(node.value):
            yield node.lineno, str(node.value)


def _is_docstring_holder(node: ast.AST) -> bool:
    holders = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    return isinstance(node, holders) and ast.get_docstring(node, clean=False) is not None


def _reads_indonesian(text: object) -> bool:
    return (
        isinstance(text, str)
        and " " in text.strip()
        and any(word in _WORDS for word in re.findall(r"[a-z]+", text.lower()))
    )


def gaps_below(folder: Path, spared: frozenset[str]) -> list[str]:
    """The unmarked texts of all files below a folder, each with its place; ``spared``: parts of paths to let be."""
    found = []
    for path in sorted((*folder.rglob("*.html"), *folder.rglob("*.py"))):
        name = path.relative_to(folder).as_posix()
        if "migrations" in path.parts or any(f"/{start}" in f"/{name}" for start in spared):
            continue
        text = path.read_text("utf-8")
        if path.suffix == ".html":
            found += [f"{name}: {gap!r}" for gap in gaps_of_template(text)]
        else:
            found += [f"{name}:{line}: {gap!r}" for line, gap in gaps_of_python(ast.parse(text))]
    return found
