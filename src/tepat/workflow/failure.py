"""What a failing disk says, in the reader's language where it is one of the usual causes."""

from __future__ import annotations

import errno
import re
import shutil
import sys

from tepat.lang.errors import Place, Problem

_CAUSES = {
    errno.ENOSPC: ("tidak ada tempat lagi pada disk", "no space left on the disk"),
    errno.EDQUOT: ("jatah disk habis", "the disk quota is used up"),
    errno.EFBIG: ("berkas melebihi batas ukuran", "the file exceeds the size limit"),
    errno.EACCES: ("tidak ada hak akses", "permission denied"),
    errno.EPERM: ("tidak diizinkan", "not permitted"),
    errno.EROFS: ("disk hanya dapat dibaca", "the disk is read-only"),
    errno.ENOTDIR: ("bagian dari jalurnya bukan folder", "a part of the path is not a folder"),
    errno.EISDIR: ("itu folder, bukan berkas", "it is a folder, not a file"),
    errno.ENOENT: ("tidak ada", "not there"),
    errno.ENAMETOOLONG: ("namanya terlalu panjang", "the name is too long"),
}


def disk_problem(error: BaseException, bahasa: str = "id") -> Problem | None:
    """The problem (U-009) that a failing disk is; None where the error is not a disk's."""
    if isinstance(error, OSError):
        return Problem("U-009", Place(), {"rincian": disk_text(error, bahasa)})
    if _of_database(error):
        return Problem("U-009", Place(), {"rincian": str(error).splitlines()[0]})
    return None


def disk_text(error: OSError, bahasa: str = "id") -> str:
    """What the system says of a file or a folder."""
    if isinstance(error, shutil.Error):  # of a whole folder: its first reason speaks for all
        told = str(error.args[0][0][-1])
        number = int(found[1]) if (found := re.search(r"\[Errno (\d+)\]", told)) else 0
        return _cause(number, bahasa) if number in _CAUSES else told
    if error.errno not in _CAUSES:
        return str(error)
    cause = _cause(error.errno, bahasa)
    return f"{error.filename}: {cause}" if error.filename else cause


def _cause(number: int, bahasa: str) -> str:
    return _CAUSES[number][bahasa == "en"]


def _of_database(error: BaseException) -> bool:
    """Whether DuckDB could not read or write a file; it has an exception of its own for that."""
    duckdb = sys.modules.get("duckdb")
    return duckdb is not None and isinstance(error, duckdb.IOException)
