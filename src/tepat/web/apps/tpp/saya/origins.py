"""Where the facts of a person's month came from: who rated, by which decree, which file and row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from tepat.lang.calendar import Masa
from tepat.web.apps.kepegawaian import selectors as kepegawaian
from tepat.web.apps.kinerja import selectors as kinerja
from tepat.web.apps.pembayaran import selectors as pembayaran
from tepat.web.apps.presensi import selectors as presensi
from tepat.web.common.together import Ask, Rows
from tepat.web.ui.formats import day_text
from tepat.web.ui.templatetags.tepat import bahasa

# By fact file, where its row came from.
Origins = Mapping[str, str]


def origins_ask(masa: Masa, pegawai_id: int) -> Ask[Origins]:
    """The origins of everything that is one row of the person."""
    questions = (
        kinerja.rating_origin(masa, pegawai_id),
        presensi.recap_origin(masa, pegawai_id),
        pembayaran.salary_origin(masa, pegawai_id),
        kepegawaian.placement_origin(masa, pegawai_id),
        kepegawaian.position_origin(masa, pegawai_id),
    )
    return Ask(questions, _origins)


@dataclass(frozen=True)
class _File:
    """A file and the row in it; without a name it was typed in."""

    nama: str | None
    baris: int | None

    def __str__(self) -> str:
        if not self.nama:
            return _("diketik langsung")
        words = {"berkas": self.nama, "baris": self.baris}
        return _("berkas %(berkas)s baris %(baris)s") % words if self.baris else _("berkas %(berkas)s") % words


def _origins(answers: Sequence[Rows]) -> Origins:
    ratings, recaps, salaries, placements, positions = (list(rows) for rows in answers)
    found = {"kinerja": "; ".join(_rating(*row) for row in ratings[:1])}
    found["disiplin"] = "; ".join(str(_File(*row)) for row in recaps[:1])
    found["gaji"] = "; ".join(str(_File(*row)) for row in salaries[:1])
    found["pegawai"] = "; ".join(_decree(*row) for row in placements[:1])
    found["jabatan"] = "; ".join(_decree(*row) for row in positions[:1])
    return {name: text for name, text in found.items() if text}


def _rating(_periode: str, penilai: str | None, nama: str | None, baris: int | None) -> str:
    file = str(_File(nama, baris))
    return _("dinilai %(penilai)s, %(berkas)s") % {"penilai": penilai, "berkas": file} if penilai else file


def _decree(nomor: str, since: date, nama: str | None, baris: int | None) -> str:
    began = _("berlaku sejak %(hari)s") % {"hari": day_text(since, bahasa())}
    decree = _("SK %(nomor)s") % {"nomor": nomor} if nomor else ""
    return ", ".join(part for part in (decree, began, str(_File(nama, baris))) if part)


def of_ledger(processed_at: datetime | None) -> Origins:
    """Where a summary came from that the punches gave."""
    if processed_at is None:
        return {}
    day = day_text(timezone.localtime(processed_at).date(), bahasa())
    return {"disiplin": _("buku harian presensi, diolah %(hari)s") % {"hari": day}}
