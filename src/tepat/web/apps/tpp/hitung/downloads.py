"""The files of a run's packet for whoever may see all that stands in it; each taking is logged."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tepat.web.apps.akun.selectors import rights_of
from tepat.web.apps.audit.services import record_change
from tepat.web.apps.tpp.masa.addresses import address
from tepat.web.apps.tpp.models import Perhitungan
from tepat.web.common.rights import Act
from tepat.web.ui.parts import Link


@dataclass(frozen=True)
class File:
    """A file as it is sent."""

    name: str
    content: bytes
    content_type: str


# By the word in the address: the member of the packet (empty: the packet itself), and its type.
FILES = {
    "rekap.xlsx": ("rekap.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "hasil.csv": ("hasil.csv", "text/csv; charset=utf-8"),
    "paket.zip": ("", "application/zip"),
}


def may(user: Any, run: Perhitungan) -> bool:
    """Whether somebody may take a run's files: a run of the whole region holds everybody's rows."""
    return run.keadaan == Perhitungan.Keadaan.SELESAI and rights_of(user).covers(Act.LIHAT_MASA, run.unit_id)


def links(user: Any, run: Perhitungan) -> list[Link]:
    """What can be taken of a run."""
    if not may(user, run):
        return []
    labels = {"rekap.xlsx": _("Rekap (xlsx)"), "hasil.csv": _("Hasil (csv)"), "paket.zip": _("Paket lengkap (ZIP)")}
    return [Link(label, address("tpp_unduh", run.pk, name), "download") for name, label in labels.items()]


def fetch(user: Any, run_id: int, what: str) -> File | None:
    """One of `FILES`, and a line in the log; None where the packet has none of that name."""
    if what not in FILES:
        return None
    run = Perhitungan.objects.get(pk=run_id)
    member, kind = FILES[what]
    content = _member(bytes(run.paket or b""), member)
    if content is None:
        return None
    record_change(run, user, "langkah", alasan=_("mengunduh %(berkas)s") % {"berkas": what}, baru={"unduh": what})
    return File(f"tpp-{run.masa}-{run.jenis_run}-{run.pk}-{what}", content, kind)


def _member(packet: bytes, name: str) -> bytes | None:
    if not packet:
        return None
    if not name:
        return packet
    with zipfile.ZipFile(io.BytesIO(packet)) as archive:
        return archive.read(name) if name in archive.namelist() else None
