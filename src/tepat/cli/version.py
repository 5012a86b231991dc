"""``tepat --version``: which program this is, to the commit where that is known."""

from __future__ import annotations

import json
import shutil
import subprocess
from importlib.metadata import Distribution, PackageNotFoundError
from pathlib import Path

from tepat import __version__

_SHORT = 9


def version_text() -> str:
    """``tepat 0.1.0 (0123abcde)``, or without the commit where nobody recorded it."""
    commit = _installed_commit() or _checked_out_commit(Path(__file__).resolve().parents[3])
    return f"tepat {__version__}" + (f" ({commit})" if commit else "")


def _installed_commit() -> str:
    """The commit that an installer recorded, as it does for what it fetched from a repository."""
    try:
        record = Distribution.from_name("tepat").read_text("direct_url.json")
    except PackageNotFoundError:
        return ""
    return str(json.loads(record or "{}").get("vcs_info", {}).get("commit_id", ""))[:_SHORT]


def _checked_out_commit(root: Path) -> str:
    """The commit of a working copy."""
    git = shutil.which("git")
    if git is None or not (root / ".git").exists():
        return ""
    asked = [git, "-C", str(root), "rev-parse", f"--short={_SHORT}", "HEAD"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603 -- git by its full path
    return done.stdout.strip() if done.returncode == 0 else ""
