"""The first days of an installation: which lists to bring in, in which order."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tepat.web.apps.kepegawaian import services as kepegawaian
from tepat.web.common.links import address


@dataclass(frozen=True)
class Stage:
    """A list to bring in: ``sudah`` it is there, ``url`` where (of the first that is missing)."""

    judul: str
    isi: str
    sudah: bool
    url: str


def stages() -> tuple[Stage, ...]:
    """The lists in their order; none once all are there. Three queries."""
    there = kepegawaian.filled()
    if all(there.values()):
        return ()
    texts = {
        "unit": (_("Daftar unit kerja"), _("Kode, nama, dan di bawah unit mana. Yang lain menunjuk ke sini.")),
        "jabatan": (_("Daftar jabatan"), _("Kelas dan besaran TPP tiap jabatan, menurut keputusannya.")),
        "pegawai": (_("Daftar pegawai"), _("NIP, unit dan jabatan. Sesudah ini bulan pertama dapat disiapkan.")),
    }
    first = next(name for name, is_there in there.items() if not is_there)
    upload = address("impor_baru", query=f"jenis={first}") or address("impor_daftar")
    return tuple(
        Stage(title, text, there[name], upload if name == first else "") for name, (title, text) in texts.items()
    )
