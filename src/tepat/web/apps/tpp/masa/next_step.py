"""The one thing to do next in a month, for whoever looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tepat.lang.calendar import Masa
from tepat.web.apps.akun.selectors import Rights
from tepat.web.apps.tpp.masa.addresses import address
from tepat.web.apps.tpp.masa.board import NEEDS, Board
from tepat.web.apps.tpp.masa.queries import SheetLine
from tepat.web.apps.tpp.states import STEPS, S
from tepat.web.common.rights import Act
from tepat.web.ui.parts import Link


@dataclass(frozen=True)
class Next:
    """What to do next: a sentence, and the button (None: nothing is asked of whoever looks)."""

    text: str
    link: Link | None = None


# From the end of the month's way to its beginning: whoever may lock is not asked to compute first.
_WAY = (
    (S.DIKIRIM, "bayar"),
    (S.TERKUNCI, "kirim"),
    (S.DISETUJUI, "kunci"),
    (S.DIVERIFIKASI, "setujui"),
    (S.DIHITUNG, "verifikasi"),
)


def next_step(rights: Rights, masa: Masa, board: Board | None, lines: Sequence[SheetLine]) -> Next:
    """What somebody with these rights does next for a month. No query."""
    return next(_asked(rights, masa, board, lines), _nothing(lines))


def _nothing(lines: Sequence[SheetLine]) -> Next:
    if not lines:
        return Next(_("Bulan ini belum dihitung. Tidak ada yang perlu Anda lakukan sekarang."))
    behind = [line for line in lines if line.status in (S.DIHITUNG, S.DIVERIFIKASI)]
    if behind and behind[0].status == S.DIHITUNG:
        return Next(_("%(n)s lembar menunggu verifikasi SKPD-nya.") % {"n": len(behind)})
    if behind:
        return Next(_("%(n)s lembar menunggu persetujuan BKPSDM.") % {"n": len(behind)})
    return Next(_("Tidak ada yang menunggu Anda."))


def _asked(rights: Rights, masa: Masa, board: Board | None, lines: Sequence[SheetLine]) -> Iterator[Next]:
    for status, name in _WAY:
        waiting = [line for line in lines if line.status == status and rights.covers(STEPS[name].act, line.unit_id)]
        if waiting:
            yield _step(masa, name, waiting)
    if not lines:
        yield from _before_computing(rights, masa, board)
    held = [line for line in lines if line.tertahan and line.status == S.DIHITUNG]
    if held and rights.may(Act.HITUNG):
        worst = max(held, key=lambda line: line.tertahan)
        words = {"n": sum(line.tertahan for line in held), "unit": worst.nama_unit}
        link = Link(_("Lihat sebabnya"), address("tpp_lembar", worst.id), "users")
        yield Next(_("%(n)s orang tertahan; yang terbanyak di %(unit)s.") % words, link)


def _step(masa: Masa, name: str, waiting: Sequence[SheetLine]) -> Next:
    step = STEPS[name]
    text = ngettext("%(n)s lembar menunggu: %(langkah)s.", "%(n)s lembar menunggu: %(langkah)s.", len(waiting)) % {
        "n": len(waiting),
        "langkah": str(step.label).lower(),
    }
    if len(waiting) == 1:
        url = address("tpp_lembar", waiting[0].id)
    elif step.act is Act.BAYAR:
        url = address("pembayaran_masa", str(masa))
    else:
        url = address("tpp_langkah_banyak", str(masa), name)
    return Next(text, Link(str(step.label), url, "arrow-right"))


def _before_computing(rights: Rights, masa: Masa, board: Board | None) -> Iterator[Next]:
    if board is None or not board.orang:
        return
    if not board.is_processed and rights.may(Act.OLAH_PRESENSI) and board.total("presensi").kurang:
        link = Link(_("Olah presensi"), address("presensi_olah", query=f"masa={masa}"), "clock")
        yield Next(_("Presensi bulan ini belum diolah."), link)
    missing = [(board.total(name).kurang, name) for name in NEEDS if board.total(name).kurang]
    if missing and rights.may(Act.IMPOR):
        count, name = max(missing)
        link = Link(_("Lihat siapa"), address("tpp_kesiapan_rinci", str(masa), name), "users")
        words = {"n": count, "apa": str(NEEDS[name].label).lower()}
        yield Next(_("Yang paling banyak kurang: %(apa)s, %(n)s orang.") % words, link)
    if rights.may(Act.HITUNG):
        yield Next(_("Semua siap dihitung."), Link(_("Hitung"), address("tpp_hitung", str(masa)), "calculator"))
