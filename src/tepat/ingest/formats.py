"""The formats that are known, and which of them a file is in."""

from __future__ import annotations

from collections.abc import Mapping

from tepat.ingest import (
    attlog,
    e_office,
    easylink,
    fingerspot_io,
    hikvision,
    rekap_bulanan,
    scanlog,
    simpegnas,
    tabel,
    user_dat,
    x100c,
)
from tepat.ingest.format import Format
from tepat.ingest.reading import Source


def known_formats() -> Mapping[str, Format]:
    """Every format by its name, those that are recognised most surely first."""
    formats = (
        # What the operator describes comes before what a file looks like.
        tabel.FORMAT,
        attlog.FORMAT,
        user_dat.FORMAT,
        easylink.FORMAT,
        fingerspot_io.FORMAT,
        hikvision.FORMAT,
        simpegnas.FORMAT,
        e_office.FORMAT,
        x100c.FORMAT,
        scanlog.FORMAT,
        rekap_bulanan.FORMAT,
    )
    return {item.name: item for item in formats}


def recognise(source: Source) -> Format | None:
    """The format of a file: what the operator says, else the first that knows it; None where none does."""
    formats = known_formats()
    named = source.settings.get("format")
    if named is not None:
        return formats.get(str(named))
    return next((item for item in formats.values() if item.recognise(source)), None)
