"""The formats that are known, and which of them a file is in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tepat.ingest.reading import Reading, Source


@dataclass(frozen=True)
class Format:
    """One source format.

    ``recognise`` looks at a file's name and beginning and is sure or says no; ``read`` never raises, whatever the
    bytes: what it cannot read is in quarantine or a problem of the reading.
    """

    name: str
    label: tuple[str, str]
    recognise: Callable[[Source], bool]
    read: Callable[[Source], Reading]


def known_formats() -> Mapping[str, Format]:
    """Every format by its name, those that are recognised most surely first."""
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
