"""Ten thousand damaged files for each reader of sheets: none ends the program, none loses a row without a word.

Workbooks are damaged as files and inside, in their parts, so that the reader of cells is reached.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from itertools import islice
from zipfile import ZIP_STORED, ZipFile

import pytest

from tepat.ingest.formats import known_formats
from tepat.ingest.reading import Reading
from tepat.ingest.sheet import decode_text, read_grid
from tepat.ingest.workbook import is_workbook
from tests.ingest.sheet_samples import SAMPLES, SETTINGS
from tests.ingest.sheets import source, told

Read = Callable[[bytes], Reading]
WORKBOOKS, TEXTS = 6_000, 4_000
_TEXT_TOKENS = [
    *(
        b"",
        b";",
        b",",
        b"\t",
        b'"',
        b'""',
        b"\r",
        b"\n",
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xe9",
        b"\xf0\x9f\x98\x80",
    ),
    *(
        b"=1+1",
        b"1,9E+17",
        b"-1",
        b"99999999999999999999",
        b"31/02/2026",
        b"24:00",
        b"2,500",
        b"12.0",
        b"NaN",
        b"9999-12-31",
    ),
]
_XML_TOKENS = [
    *_TEXT_TOKENS,
    *(b"<", b">", b"/>", b"<c>", b"</row>", b"<row>", b"&#0;", b"&lt;", b"<si><t>x</t></si>"),
    *(b'r="XFD1048576"', b'r="A0"', b't="e"', b't="s"', b't="b"', b't="d"', b't="inlineStr"', b's="1"', b's="99"'),
    *(
        b'count="4294967295"',
        b'uniqueCount="4294967295"',
        b'<dimension ref="A1:XFD1048576"/>',
        b'<mergeCell ref="A1:C3"/>',
    ),
]
_VALUES = [
    *(
        b"",
        b"-1",
        b"0",
        b"0.99999999",
        b"46027",
        b"46027.5",
        b"2958466",
        b"1E308",
        b"1E-308",
        b"1.9000101192001101E+17",
        b"NaN",
    ),
    *(
        b"0012",
        b"31/02/2026",
        b"31-01-2026 24:00:00",
        b"2,5",
        b"2,500",
        b"#DIV/0!",
        b"&#233;",
        b"PEGAWAI;CONTOH",
        b"x" * 200,
    ),
]
_VALUE = re.compile(rb"""(?<=<v>)(?<!t="s"><v>)[^<]*(?=</v>)|(?<=<t>)[^<]*(?=</t>)""")


def mutations(content: bytes, seed: int) -> Iterator[bytes]:
    """Damaged copies without end, the same ones for the same seed."""
    die = random.Random(seed)
    if not is_workbook(content):
        while True:
            yield damaged(content, die, _TEXT_TOKENS)
    parts = _parts(content)
    cells = [name for name in parts if "sheet1" in name or "shared" in name]
    while True:
        match die.randrange(8):
            case 0:
                yield damaged(content, die, _TEXT_TOKENS)
            case 1:
                name = die.choice(list(parts))
                yield _zipped({**parts, name: damaged(parts[name], die, _XML_TOKENS)})
            case 2 | 3:
                name = die.choice(cells)
                yield _zipped({**parts, name: damaged(parts[name], die, _XML_TOKENS)})
            case _:
                yield _zipped({**parts, **{name: _other_values(parts[name], die) for name in cells}})


def _other_values(part: bytes, die: random.Random) -> bytes:
    """The part with other contents in some of its cells or texts."""
    return _VALUE.sub(lambda found: die.choice(_VALUES) if die.random() < 0.1 else found[0], part)


def check(read: Read, content: bytes) -> None:
    """The reader does not raise, and every row that stands in the file is accepted, in quarantine, or of the format."""
    reading = read(content)
    grid = read_grid(reading.source)
    accepted, rejected, control = reading._accepted, reading._rejected, reading._control
    assert not accepted & rejected
    assert not control & (accepted | rejected)
    assert accepted | rejected | control == ({1} if grid.fault else {row.number for row in grid.rows})
    assert reading.quarantine.num_rows == reading.rejected
    for table in (reading.punches, reading.days, reading.months, reading.names):
        assert set(table["baris"].to_pylist()) <= accepted
    assert all(told(reading))
    if grid.ragged:
        taken = {row.number + below for row in grid.rows for below in range((row.line or "").count("\n") + 1)}
        lines = decode_text(content).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        lost = [line for number, line in enumerate(lines, 1) if number not in taken and line.strip(' \t\0\x1a\xa0;,|"')]
        assert lost == []


def damaged(content: bytes, die: random.Random, tokens: list[bytes]) -> bytes:
    made = bytearray(content)
    for _ in range(die.choice([1, 1, 2, 4])):
        begin = die.randrange(len(made) + 1)
        end = min(len(made), begin + int(die.expovariate(0.1)))
        match die.randrange(6):
            case 0:
                made[begin:end] = b""
            case 1:
                made[begin:begin] = made[begin:end]
            case 2:
                made[begin:end] = die.choice(tokens)
            case 3:
                made[begin:begin] = die.choice(tokens)
            case 4:
                made[begin : begin + 1] = bytes([die.randrange(256)])
            case _:
                del made[begin if die.random() < 0.1 else end :]
                made += content[end:] if die.random() < 0.9 else b""
    return bytes(made)


def _parts(content: bytes) -> Mapping[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {
            name: archive.read(name) for name in archive.namelist() if "docProps" not in name and "theme" not in name
        }


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


@pytest.mark.parametrize("name", SAMPLES)
def test_ten_thousand_damaged_files_lose_nothing(name: str):
    reader = known_formats()[name].read

    def read(content: bytes) -> Reading:
        return reader(source(content, **SETTINGS.get(name, {})))

    book, text = SAMPLES[name]
    for content, count in ((book, WORKBOOKS), (text.encode(), TEXTS)):
        check(read, content)
        assert read(content).rejected == 0, "the sample is not sound"
        for made in islice(mutations(content, 5), count):
            check(read, made)


def test_damage_reaches_the_cells():
    """Most damaged workbooks are still opened, so that their cells are read."""
    book, _ = SAMPLES["scanlog"]
    grids = [read_grid(source(made)) for made in islice(mutations(book, 5), 500)]
    assert sum(grid.fault is None for grid in grids) > 250
    assert len({grid.fault for grid in grids}) > 1
