"""Files as bad luck makes them: valid files, cut, flipped, swapped and swollen, the same every time.

A reader is put to it by one line in `SUBJECTS`: its format, a maker of small valid files, and what its counts must say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from tepat.ingest.formats import known_formats
from tepat.ingest.reading import Reading, Source
from tepat.ingest.text import numbered_lines
from tests.ingest.samples import SAMPLES, Sample

MUTANTS = 10_000
_POOL = 40
# Pieces that parsers stumble over.
_PIECES = (
    *(
        b"\0" * 64,
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\x1a",
        b"\r",
        b"\n\n",
        b"\t",
        b"|",
        b'"',
        b"\\",
        b"\\ud800",
        b"\\u0000",
    ),
    *(b"9" * 400, b"9" * 5_000, b"-1", b"1e999999999", b"1e-999999999", b"NaN", b"1.9E+17", b"0.1", b"true", b"null"),
    *(b"{", b"}", b"[", b"]", b":", b",", b"[" * 2_000, b'{"a":' * 500, b"[]", b"{}", b'""', b"7"),
    *(
        "é".encode("latin-1"),
        "é".encode(),
        "\U0001f600".encode(),
        b"=1+1",
        b"2026-02-30 25:61:61",
        b"0000-00-00 00:00:00",
    ),
    *(b"9999-12-31T23:59:59+14:00", b"0001-01-01T00:00:00Z", b"PK\x03\x04"),
)


def _flip(content: bytes, die: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(die.randint(1, 6)):
        changed[die.randrange(len(changed))] ^= 1 << die.randrange(8)
    return bytes(changed)


def _span(content: bytes, die: Random) -> tuple[int, int]:
    first, last = sorted(die.randrange(len(content) + 1) for _ in range(2))
    return first, last


def _cut(content: bytes, die: Random) -> bytes:
    first, last = _span(content, die)
    return die.choice([content[:first], content[last:], content[:first] + content[last:]])


def _double(content: bytes, die: Random) -> bytes:
    first, last = _span(content, die)
    return content[:last] + content[first:last] * die.randint(1, 3) + content[last:]


def _swap(content: bytes, die: Random) -> bytes:
    one, two, three = sorted(die.randrange(len(content) + 1) for _ in range(3))
    return content[:one] + content[two:three] + content[one:two] + content[three:]


def _insert(content: bytes, die: Random) -> bytes:
    first = die.randrange(len(content) + 1)
    return content[:first] + die.choice(_PIECES) + content[first:]


def _replace(content: bytes, die: Random) -> bytes:
    """A piece in the place of a number, a text or a sign."""
    first = die.randrange(len(content))
    return content[:first] + die.choice(_PIECES) + content[first + die.randint(1, 12) :]


def _encode(content: bytes, die: Random) -> bytes:
    text = content.decode("latin-1")
    return text.encode(die.choice(["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32"]))


def _ends(content: bytes, die: Random) -> bytes:
    return content.replace(b"\r\n", b"\n").replace(b"\n", die.choice([b"\r", b"\r\n", b"\n\r", b"\n\n", b""]))


def _nothing(_: bytes, die: Random) -> bytes:
    return die.choice([b"", b" \r\n\t", b"\0", die.randbytes(die.randint(1, 80))])


_MUTATIONS = (*(_flip, _cut, _double, _swap, _insert, _replace) * 4, _encode, _ends, _nothing)


def mutants(make: Callable[[Random], Sample], count: int = MUTANTS, seed: int = 5) -> Iterator[Sample]:
    """Valid files with one to three misfortunes each."""
    die = Random(seed)
    pool = [make(die) for _ in range(_POOL)]
    for _ in range(count):
        sample = die.choice(pool)
        content = sample.content
        for _ in range(die.choice([1, 1, 2, 3])):
            content = die.choice(_MUTATIONS)(content, die) if content else content
        yield Sample(sample.name, content)


# -- what must hold -------------------------------------------------------------------------------------------------


def counted_by_line(sample: Sample, reading: Reading) -> bool:
    """Of a text file: every line that is not blank."""
    lines = sum(1 for _ in numbered_lines(sample.content))
    return reading.accepted + reading.rejected + reading.controls == lines


def counted_by_record(sample: Sample, reading: Reading) -> bool:
    """Of a file of records of one size: every record, the cut-off one too."""
    records = reading.accepted + reading.rejected + reading.controls
    return records in {-(-len(sample.content) // size) for size in (28, 72)}


def shown(sample: Sample, reading: Reading) -> bool:
    """Of any other file: something is known of it, if only why it is unreadable."""
    blank = not sample.content.strip(b" \t\r\n\x1a\0,\xff\xfe\xef\xbb\xbf")
    return blank or reading.read + reading.controls + len(reading.problems) > 0


@dataclass(frozen=True)
class Subject:
    """A reader under test."""

    make: Callable[[Random], Sample]
    holds: Callable[[Sample, Reading], bool] = shown


SUBJECTS: Mapping[str, Subject] = {
    "attlog": Subject(SAMPLES["attlog"], counted_by_line),
    "user_dat": Subject(SAMPLES["user_dat"], counted_by_record),
    "easylink": Subject(SAMPLES["easylink"]),
    "fingerspot_io": Subject(SAMPLES["fingerspot_io"]),
    "hikvision": Subject(SAMPLES["hikvision"]),
    "simpegnas": Subject(SAMPLES["simpegnas"]),
    "e_office": Subject(SAMPLES["e_office"]),
}
# Readers of sheets meet misfortunes inside their workbooks: `test_fuzz_sheets` has them.
SHEETS = frozenset({"rekap_bulanan", "scanlog", "tabel", "x100c"})


def faults(name: str, count: int = MUTANTS) -> list[str]:
    """What went wrong with a reader: each mutant that it broke on, or lost something of."""
    return [
        fault
        for number, sample in enumerate(mutants(SUBJECTS[name].make, count))
        if (fault := _fault(name, number, sample))
    ]


def _fault(name: str, number: int, sample: Sample) -> str:
    subject = SUBJECTS[name]
    try:
        reading = known_formats()[name].read(Source(sample.name, sample.content, "TESTSN0001"))
        tables = (reading.punches, reading.days, reading.months, reading.names, reading.quarantine)
        rows = {table.schema.names[0]: table.num_rows for table in tables}
        said = [problem.text("id") for problem in (*reading.quarantined(), *reading.problems)]
    except Exception as error:
        return f"mutant {number} of {name}: {error!r} on {sample.content[:200]!r}"
    if rows["kode"] != reading.rejected or len(said) != reading.rejected + len(reading.problems):
        return f"mutant {number} of {name}: {reading.rejected} rejected, {rows} on {sample.content[:200]!r}"
    if not subject.holds(sample, reading):
        counts = f"{reading.accepted} + {reading.rejected} + {reading.controls}"
        return f"mutant {number} of {name}: {counts} do not account for {sample.content[:200]!r}"
    return ""
