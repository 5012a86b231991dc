"""Fetches what the pages take from others, as `tools/vendor.toml` names it, and writes it below the static files.

    python tools/vendor.py          fetch, compare with the pins, write
    python tools/vendor.py --pin    write the found hashes into vendor.toml (after a change of version; read the diff)

Packages are fetched by name with npm, so that the registry is whatever the machine is set up for.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PINS = ROOT / "tools/vendor.toml"

# The maps are not kept, and a reference to a missing file stops Django's collectstatic.
SOURCE_MAP = re.compile(rb"\n?(?:/\*|//)# sourceMappingURL=[^\n*]*(?:\*/)?\s*$")

MIT = """\
The MIT License (MIT)

{copyright}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def read_pins() -> tuple[Path, dict[str, dict[str, Any]]]:
    """The folder that is written to, and the packages by their short names."""
    pins = tomllib.loads(PINS.read_text("utf-8"))
    return ROOT / pins.pop("folder"), pins


def pinned_files(packages: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Each kept file with its hash."""
    for package in packages.values():
        kept = [*package["files"], *([package["sprite"]] if "sprite" in package else [])]
        yield from ((file["target"], file["sha256"]) for file in kept)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def fetch(package: str, version: str, folder: Path) -> Path:
    """The package's archive, by npm."""
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("tools/vendor.py needs npm on the PATH")
    command = [npm, "pack", "--silent", f"{package}@{version}"]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)  # noqa: S603 - pinned names
    return folder / done.stdout.split()[-1]


def unpack(archive: Path, folder: Path) -> Path:
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    return folder / "package"


def sprite(package: Path, names: list[str]) -> bytes:
    """One SVG whose symbols are the named outline icons; what an icon looks like is said once, by CSS."""
    symbols = [_symbol(package / "icons/outline" / f"{name}.svg") for name in sorted(names)]
    return ('<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n").encode()


def _symbol(path: Path) -> str:
    inner = re.findall(r"<(?:path|circle|line|polyline|rect)\b[^>]*/>", path.read_text("utf-8"))
    shapes = [shape for shape in inner if 'd="M0 0h24v24H0z"' not in shape]
    if not shapes:
        raise ValueError(f"{path.name}: no shape found")
    return f'<symbol id="{path.stem}" viewBox="0 0 24 24">{"".join(shapes)}</symbol>'


def contents(pin: dict[str, Any], package: Path) -> dict[str, bytes]:
    """Target to bytes, for everything kept of one package."""
    kept = {file["target"]: SOURCE_MAP.sub(b"\n", (package / file["source"]).read_bytes()) for file in pin["files"]}
    if "sprite" in pin:
        kept[pin["sprite"]["target"]] = sprite(package, pin["sprite"]["names"])
    return kept


def gather(pins: dict[str, dict[str, Any]]) -> tuple[dict[str, bytes], dict[str, str]]:
    """All kept files, and what their hashes and those of the archives are by the name they have in the pins."""
    kept: dict[str, bytes] = {}
    archives: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as name:
        for short, pin in pins.items():
            folder = Path(name) / short
            folder.mkdir()
            archive = fetch(pin["package"], pin["version"], folder)
            archives[short] = sha256(archive.read_bytes())
            kept |= contents(pin, unpack(archive, folder))
    return kept, archives


def pin(kept: dict[str, bytes], archives: dict[str, str]) -> None:
    """Write the found hashes behind the names they belong to."""
    text = PINS.read_text("utf-8")
    for short, digest in archives.items():
        text = re.sub(rf'(\n\[{short}\]\n[^\[]*?sha256 = ")[0-9a-f]*', rf"\g<1>{digest}", text)
    for target, content in kept.items():
        text = re.sub(rf'(target = "{re.escape(target)}"\nsha256 = ")[0-9a-f]*', rf"\g<1>{sha256(content)}", text)
    PINS.write_text(text, "utf-8")


def differences(pins: dict[str, dict[str, Any]], kept: dict[str, bytes], archives: dict[str, str]) -> list[str]:
    """What was fetched and is not what the pins say."""
    wrong = [name for name, digest in pinned_files(pins) if sha256(kept[name]) != digest]
    return wrong + [short for short, digest in archives.items() if pins[short]["sha256"] != digest]


def write(folder: Path, pins: dict[str, dict[str, Any]], kept: dict[str, bytes]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    licences = {
        f"{short}/LICENSE": MIT.format(copyright=pin["copyright"]).encode()
        for short, pin in pins.items()
        if "copyright" in pin
    }
    for target, content in (kept | licences).items():
        path = folder / target
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def main(arguments: list[str]) -> int:
    folder, pins = read_pins()
    kept, archives = gather(pins)
    if arguments == ["--pin"]:
        pin(kept, archives)
        folder, pins = read_pins()
    if wrong := differences(pins, kept, archives):
        print("not what tools/vendor.toml pins: " + ", ".join(wrong), file=sys.stderr)
        return 1
    write(folder, pins, kept)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
