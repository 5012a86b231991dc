"""Packets kept in the database: a folder as a ZIP, and back."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

_COMPRESSED = frozenset((".parquet", ".xlsx"))


def zip_folder(folder: Path) -> bytes:
    """A folder as a ZIP whose bytes depend on its content alone."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = zipfile.ZipInfo(path.relative_to(folder).as_posix(), date_time=(1980, 1, 1, 0, 0, 0))
            name.compress_type = zipfile.ZIP_STORED if path.suffix in _COMPRESSED else zipfile.ZIP_DEFLATED
            archive.writestr(name, path.read_bytes())
    return buffer.getvalue()


def unzip(content: Any, folder: Path) -> None:
    """A stored packet as files again."""
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        archive.extractall(folder)
