"""The least that is an XLS (Excel 97) and the least that is an ODS, with texts and numbers."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZipFile

Cells = Sequence[Sequence[str | int]]
_SECTOR = 512
_END, _FAT, _FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def ods(rows: Cells) -> bytes:
    cells = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    namespaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {namespaces}><office:body><office:spreadsheet>'
            f'<table:table table:name="Lembar">{cells}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return made.getvalue()


def _ods_cell(cell: str | int) -> str:
    if isinstance(cell, int):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'


def xls(rows: Cells) -> bytes:
    """One sheet; the stream of the workbook in a compound file."""
    return _compound(_biff(rows), "Workbook")


def locked() -> bytes:
    """What Excel makes of a workbook with a password: a compound file with the workbook enciphered in it."""
    return _compound(b"?", "EncryptedPackage")


def _biff(rows: Cells) -> bytes:
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    sheet += b"".join(_cells(rows)) + _record(0x000A)
    name = b"Lembar"
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)) + _record(
        0x0042, struct.pack("<H", 1200)
    )
    bound = struct.pack("<IHBB", 0, 0, len(name), 0) + name
    offset = len(begin) + len(_record(0x0085, bound)) + len(_record(0x000A))
    return begin + _record(0x0085, struct.pack("<I", offset) + bound[4:]) + _record(0x000A) + sheet


def _cells(rows: Cells) -> Iterator[bytes]:
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if isinstance(cell, int):
                yield _record(0x0203, struct.pack("<HHHd", y, x, 0, cell))
            elif cell:
                yield _record(0x0204, struct.pack("<HHHHB", y, x, 0, len(cell), 1) + cell.encode("utf-16-le"))


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _compound(stream: bytes, name: str) -> bytes:
    # Streams shorter than this would lie in sectors of another size.
    stream = stream.ljust(4096, b"\0")
    count = -(-len(stream) // _SECTOR)
    directory, first = 1, 2
    fat = [_FAT, _END, *(sector + 1 for sector in range(first, first + count - 1)), _END]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, directory, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<I", 0).ljust(4 * 109, b"\xff")
    entries = _entry("Root Entry", 5, _END, 0, child=1) + _entry(name, 2, first, len(stream))
    tables = struct.pack(f"<{len(fat)}I", *fat).ljust(_SECTOR, b"\xff")
    return header + tables + entries.ljust(_SECTOR, b"\0") + stream.ljust(count * _SECTOR, b"\0")


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    entry = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, _FREE, _FREE, child)
    return entry + bytes(16 + 4 + 16) + struct.pack("<IQ", start, size)
