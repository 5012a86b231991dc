"""What an uploaded file is by its bytes; its name promises nothing."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

_PROGRAM = gettext_noop("program")
_ARCHIVE = gettext_noop("arsip")
_PICTURE = gettext_noop("gambar")
_PAGE = gettext_noop("halaman web")
_REFUSED: Mapping[bytes, str] = {
    b"%PDF": "PDF",
    b"MZ": _PROGRAM,
    b"\x7fELF": _PROGRAM,
    b"\xcf\xfa\xed\xfe": _PROGRAM,
    b"\xca\xfe\xba\xbe": _PROGRAM,
    b"#!": _PROGRAM,
    b"\x1f\x8b": _ARCHIVE,
    b"Rar!": _ARCHIVE,
    b"7z\xbc\xaf": _ARCHIVE,
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF8": _PICTURE,
}
_MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg", b"<table", b"<?xml", b"<?php", b"<head", b"<body", b"<meta")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BEGINNING = 2048


def check_content(name: str, content: bytes) -> None:
    """Refuse what no reader can use.

    Raises `ValidationError`: what the file is, and what to do.
    """
    if not content.strip():
        raise ValidationError(_("%(nama)s kosong. Pilih berkas yang berisi."), params={"nama": name})
    if len(content) > settings.TEPAT_UPLOAD_BYTES:
        raise ValidationError(
            _("%(nama)s lebih besar dari %(batas)s MB. Bagi menjadi beberapa berkas."),
            params={"nama": name, "batas": settings.TEPAT_UPLOAD_BYTES // 2**20},
        )
    what = _unusable(content)
    if what:
        raise ValidationError(
            _("%(nama)s adalah %(apa)s, bukan daftar. Buka di aplikasi asalnya, lalu simpan sebagai XLSX atau CSV."),
            params={"nama": name, "apa": _(what)},
        )


def _unusable(content: bytes) -> str:
    """What a file is that is no list; empty where it may be one."""
    if content.startswith(b"PK\x03\x04"):
        return "" if _is_workbook(content) else _ARCHIVE
    found = next((what for magic, what in _REFUSED.items() if content.startswith(magic)), "")
    return found or (_PAGE if _is_markup(content[:_BEGINNING]) else "")


def _is_markup(beginning: bytes) -> bool:
    for bom in _BOMS:
        beginning = beginning.removeprefix(bom)
    return beginning.replace(b"\0", b"").lstrip().lower().startswith(_MARKUP)


def _is_workbook(content: bytes) -> bool:
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
    except (BadZipFile, OSError, ValueError):
        return False
    return "content.xml" in names or any(name.lower().startswith("xl/") for name in names)


def check_sizes(sizes: list[int]) -> None:
    """Refuse a batch that is too large.

    Raises `ValidationError`.
    """
    if sum(sizes) > settings.TEPAT_BATCH_BYTES:
        raise ValidationError(
            _("Jumlah berkas lebih besar dari %(batas)s MB. Unggah sebagian dahulu."),
            params={"batas": settings.TEPAT_BATCH_BYTES // 2**20},
        )
