"""Completion as the shell drives it: through the variable of the program, and once through a real bash."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.packets import nip
from tests.unit.cli.command import PROGRAM, run_program, tepat
from tests.unit.cli.conftest import Month


def bash(line: str) -> list[str]:
    """What bash is given for the last word of a line."""
    words = line.split(" ")
    told = run_program(_TEPAT_COMPLETE="complete_bash", COMP_WORDS="\n".join(words), COMP_CWORD=str(len(words) - 1))
    assert told.err == ""
    return told.out.split()


def zsh(line: str) -> str:
    return run_program(_TEPAT_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS=line).out


def fish(line: str) -> list[str]:
    told = run_program(
        _TEPAT_COMPLETE="complete_fish", _TYPER_COMPLETE_ARGS=line, _TYPER_COMPLETE_FISH_ACTION="get-args"
    )
    return told.out.splitlines()


def test_commands_are_completed():
    assert bash("tepat ji") == []
    assert bash("tepat je") == ["jelaskan"]
    assert set(bash("tepat regulasi ")) == {"daftar", "tampil", "beda", "periksa", "baru", "uji", "bukti"}
    assert any(line.startswith("jelaskan\t") for line in fish("tepat je"))
    assert '"jelaskan"' in zsh("tepat je")


def test_options_are_completed():
    assert bash("tepat hitung --di") == ["--diketahui", "--diam"]


@pytest.mark.parametrize("line", ["tepat hitung --regulasi bal", "tepat regulasi tampil bal"])
def test_regions_are_completed(line: str):
    assert bash(line) == ["balangan"]


def test_samples_are_completed_too():
    assert "contoh/bayar-gerbang" in bash("tepat regulasi uji contoh/bayar")


def test_months_begin_with_the_regions_first_regulation():
    assert bash("tepat hitung --regulasi balangan --masa 2020-1") == ["2020-10", "2020-11", "2020-12"]
    assert bash("tepat hitung --regulasi balangan --masa 2019") == []
    assert bash("tepat regulasi tampil balangan --masa 2024-03") == ["2024-03"]


def test_months_are_those_of_the_region_named_before(tmp_path: Path):
    assert tepat("regulasi", "baru", tmp_path / "kota", "--nama", "perwali-1-2024", "--masa", "2024-11").code == 0
    assert bash(f"tepat regulasi tampil {tmp_path / 'kota'} --masa 2024") == ["2024-11", "2024-12"]


def test_kinds_are_those_of_the_regions_rule_book():
    line = "tepat hitung --regulasi balangan --masa 2024-03 --jenis "
    assert {"reguler", "thr", "gaji_13", "plt", "susulan"} <= set(bash(line))
    assert bash(line + "th") == ["thr"]


def test_people_are_those_of_the_result(four: Month):
    line = f"tepat jelaskan --keluaran {four.folder} --nip "
    assert bash(line) == sorted(nip(number) for number in range(4))
    assert [item for item in fish(line) if item.endswith("\ttertahan")] == [f"{nip(2)}\ttertahan"]


def test_people_of_a_comparison_are_those_of_the_new_result(four: Month, two: Month):
    line = f"tepat selisih {four.folder} {two.folder} --keluaran s.csv --nip "
    assert bash(line) == sorted(nip(number) for number in range(2))


@pytest.mark.parametrize(
    "line",
    [
        "tepat jelaskan --keluaran tiada --nip ",
        "tepat hitung --regulasi tiada --masa ",
        "tepat periksa ",
    ],
)
def test_where_there_is_nothing_to_offer_nothing_is_said(line: str):
    assert bash(line) == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_gets_its_script(shell: str):
    told = run_program(_TEPAT_COMPLETE=f"source_{shell}")
    assert (told.code, told.err) == (0, "")
    assert "_TEPAT_COMPLETE" in told.out


def test_bash_itself_completes():
    found = shutil.which("bash")
    assert found, "this test asks bash"
    script = 'eval "$(_TEPAT_COMPLETE=source_bash tepat)"; COMP_WORDS=(tepat regulasi ta); COMP_CWORD=2; '
    script += '_tepat_completion tepat; echo "${COMPREPLY[@]}"'
    path = f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [found, "--norc", "-c", script], env={"PATH": path}, capture_output=True, text=True, check=True
    )
    assert done.stdout == "tampil\n"


def test_installing_says_where_and_what_then(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr("typer.completion.install", lambda: ("bash", tmp_path / "tepat.sh"))
    told = tepat("--install-completion")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(f"Pelengkapan untuk bash dipasang: {tmp_path / 'tepat.sh'}\nBuka terminal baru")


def test_the_help_of_the_two_options_is_in_the_readers_language():
    told, in_english = run_program("--help").out, run_program("--help", TEPAT_BAHASA="en").out
    assert re.search(r"--install-completion +pasang pelengkapan", told)
    assert re.search(r"--show-completion +show completion", in_english)
