"""What is installed from a wheel is what the repository holds: the program, and the regulations inside it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel_files(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Names of the files in a wheel built from this tree, its metadata left out."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.iterdir()
    return {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}


def files_below(folder: Path, prefix: str) -> set[str]:
    files = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    return {f"{prefix}{file.as_posix()}" for file in files if "__pycache__" not in file.parts}


def test_the_wheel_holds_program_and_regulations(wheel_files: set[str]):
    program, regulations = files_below(ROOT / "src/tepat", "tepat/"), files_below(ROOT / "regulasi", "tepat/regulasi/")
    assert regulations, "no regulation was found to compare"
    assert wheel_files == program | regulations
