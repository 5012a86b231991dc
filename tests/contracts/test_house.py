"""Rules of the house that no other tool checks, each with a planted violation that it must catch.

Text of the repository: no paths of somebody's machine, no addresses of package registries, no real employee's number.
Code near money: no `float`, no `round`, no true division outside the places named in `EXACT`; no clock in rooms whose
result must depend on their arguments alone.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src/tepat"

# --- text --------------------------------------------------------------------------------------------------------

# Written in pieces, so that this file does not trip over itself.
MACHINE_PATH = re.compile(r"(?<![\w.~)}-])/(?:" + "|".join(["work", "root", "tmp", "home", "Users"]) + r")/[\w.]")
REGISTRY_HOSTS = ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("yarnpkg", "com")
REGISTRY = re.compile(
    "|".join([re.escape(".".join(host)) for host in REGISTRY_HOSTS] + ["/simple" + "/", "file:/" + "//"])
)
# 18 digits, or the 8 6 1 3 of print; synthetic people are born from 1900 to 1909. Other digits are not a birth date.
IDENTITY = re.compile(r"(?<!\d)(?:19[1-9]|20\d)\d{5} ?\d{6} ?\d ?\d{3}(?!\d)")
LOCK_HASH = re.compile(r"sha256:[0-9a-f]{64}")


def project_files(root: Path) -> list[Path]:
    """Every file that is tracked or could be: git's own answer, so that what it ignores is ignored here."""
    git = shutil.which("git")
    assert git, "these tests ask git which files belong to the project: install git"
    done = subprocess.run(
        [git, "-c", f"safe.directory={root}", "ls-files", "-coz", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [root / name for name in done.stdout.split("\0") if name and (root / name).is_file()]


def text_faults(root: Path) -> list[str]:
    """Each place where a file's text breaks a rule."""
    return [f"{path.relative_to(root)}:{fault}" for path in project_files(root) for fault in _faults_in(path)]


def _faults_in(path: Path) -> Iterator[str]:
    content = path.read_bytes()
    if b"\0" in content:
        return
    for number, line in enumerate(content.decode("utf-8").splitlines(), 1):
        for rule, pattern in {"machine path": MACHINE_PATH, "registry": REGISTRY, "identity": IDENTITY}.items():
            if found := pattern.search(LOCK_HASH.sub("", line)):
                yield f"{number}: {rule}: {found.group()}"


def test_the_text_of_the_project_is_clean():
    assert PACKAGE / "__init__.py" in project_files(ROOT), "the guard did not see the package"
    assert text_faults(ROOT) == []


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("see /{}/main/x.py".format("work"), "machine path"),
        ("path = '/{}/anna/x'".format("home"), "machine path"),
        ("--index-url https://{}.org/x".format("pypi"), "registry"),
        ("https://files.{}.org/a.whl".format("pythonhosted"), "registry"),
        ("https://registry.{}.org/a.tgz".format("npmjs"), "registry"),
        ("file:" + "///opt/x", "registry"),
        ("nip = '1985" + "01012010011001'", "identity"),
        ("NIP 1985" + "0101 201001 1 001", "identity"),
        ("2001" + "01012024211001,Nama", "identity"),
    ],
)
def test_planted_text_is_caught(tmp_path: Path, line: str, rule: str):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / "planted.md").write_text(f"baris satu\n{line}\n", "utf-8")
    assert [fault.split(": ")[:2] for fault in text_faults(tmp_path)] == [["planted.md:2", rule]]


@pytest.mark.parametrize(
    "line",
    ["src/work/x", "190501012010011001", "1905" + "0101 201001 1 001", "999999999999999999", "sha256:" + "1985" * 16],
)
def test_harmless_text_passes(tmp_path: Path, line: str):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / "planted.md").write_text(line, "utf-8")
    assert text_faults(tmp_path) == []


# --- code --------------------------------------------------------------------------------------------------------

MONEY_ROOMS = ("lang", "law", "engine", "presensi", "outputs")
CLOCKLESS_ROOMS = ("engine", "presensi")

# Modules that may divide or use binary numbers, and why. An entry that is not needed any more fails too.
EXACT: dict[str, str] = {}

# `folder / "name"` joins paths and is the only other use of the sign: one side is a text, or is called like a path.
# A path that is called otherwise is renamed (`national` → `national_folder`), not excepted.
PATH_NAME = re.compile(r"(?:^|_)(?:path|dir|folder|file|root|parent|package)s?$", re.IGNORECASE)

ADVICE = "divide by a named rounding of the language; let the name of a path end as PATH_NAME says"

Check = Callable[[ast.AST], str | None]


def inexact(node: ast.AST) -> str | None:
    """`float`, `round` (they lose rupiah), or a division that is not a path's."""
    match node:
        case ast.Name(id="float" | "round" as name) | ast.Attribute(attr="round" as name):
            return name
        case ast.BinOp(op=ast.Div(), left=left, right=right) if not (_is_path(left) or _is_path(right)):
            return "/"
        case ast.AugAssign(op=ast.Div()):
            return "/="
    return None


def _is_path(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=str()) | ast.JoinedStr():
            return True
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return bool(PATH_NAME.search(name))
        case ast.BinOp(op=ast.Div(), left=left, right=right):
            return _is_path(left) or _is_path(right)
    return False


def reads_clock(node: ast.AST) -> str | None:
    """The module `time`, or today's date and time by any of their names."""
    match node:
        case ast.Import(names=names) if any(name.name == "time" for name in names):
            return "import time"
        case ast.ImportFrom(module="time"):
            return "from time"
        case ast.Attribute(attr="now" | "today" | "utcnow" as name):
            return name
    return None


def code_faults(package: Path, rooms: tuple[str, ...], check: Check) -> dict[str, list[str]]:
    """Module (as ``room/module.py``) to its faults; a module without faults has an empty list."""
    files = [path for room in rooms for path in sorted((package / room).rglob("*.py"))]
    return {path.relative_to(package).as_posix(): _code_faults_in(path, check) for path in files}


def _code_faults_in(path: Path, check: Check) -> list[str]:
    nodes = ast.walk(ast.parse(path.read_text("utf-8"), str(path)))
    return [f"{getattr(node, 'lineno', 0)}: {fault}" for node in nodes if (fault := check(node))]


def test_money_is_exact():
    faults = code_faults(PACKAGE, MONEY_ROOMS, inexact)
    assert "lang/types.py" in faults, "the guard did not see the package"
    assert {module: found for module, found in faults.items() if found and module not in EXACT} == {}, ADVICE
    assert [module for module in EXACT if not faults.get(module)] == [], "exceptions that nothing needs"


def test_results_do_not_depend_on_the_clock():
    faults = code_faults(PACKAGE, CLOCKLESS_ROOMS, reads_clock)
    assert faults, "the guard did not see the package"
    assert {module: found for module, found in faults.items() if found} == {}


def planted(package: Path, room: str, statement: str, check: Check) -> list[str]:
    (package / room).mkdir()
    (package / room / "planted.py").write_text(statement, "utf-8")
    return code_faults(package, (room,), check)[f"{room}/planted.py"]


@pytest.mark.parametrize("room", MONEY_ROOMS)
@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("float('1.5')", "float"),
        ("def f(x: float): ...", "float"),
        ("round(x, 2)", "round"),
        ("list(map(round, xs))", "round"),
        ("frame.round(2)", "round"),
        ("a / b", "/"),
        ("Fraction(1) / 12", "/"),
        ("a.total / a.count()", "/"),
        ("profile / 2", "/"),
        ("x /= 2", "/="),
    ],
)
def test_planted_inexactness_is_caught(tmp_path: Path, room: str, statement: str, fault: str):
    assert planted(tmp_path, room, statement, inexact) == [f"1: {fault}"]


@pytest.mark.parametrize(
    "statement",
    [
        "a // b",
        "folder / 'x.csv'",
        "folder / name",
        "self.out_dir / name",
        "root / f'{x}.csv'",
        "here / 'a' / b",
        "tmp_path() / b",
    ],
)
def test_whole_division_and_paths_pass(tmp_path: Path, statement: str):
    assert planted(tmp_path, "lang", statement, inexact) == []


@pytest.mark.parametrize("room", CLOCKLESS_ROOMS)
@pytest.mark.parametrize(
    "statement",
    [
        "import time",
        "from time import monotonic",
        "datetime.now(UTC)",
        "date.today()",
        "datetime.datetime.utcnow()",
        "f = date.today",
    ],
)
def test_a_planted_clock_is_caught(tmp_path: Path, room: str, statement: str):
    assert len(planted(tmp_path, room, statement, reads_clock)) == 1
