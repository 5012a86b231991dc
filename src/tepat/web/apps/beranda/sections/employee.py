"""An employee: one's own month."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tepat.web.apps.beranda.parts import Section, Urgency, action
from tepat.web.apps.regulasi import services as regulasi
from tepat.web.apps.tpp import selectors as tpp
from tepat.web.common.today import this_masa
from tepat.web.ui.formats import masa_text, rupiah_text
from tepat.web.ui.templatetags.tepat import bahasa


def employee_sections(user: Any) -> Iterator[Section]:
    """What one received last and how far it is; what one has not read."""
    yield _own_month(user.pegawai)
    unread = regulasi.unread(user)
    if unread:
        yield Section(
            _("Peraturan"),
            ngettext(
                "%(n)s peraturan yang menentukan TPP Anda belum Anda nyatakan dibaca.",
                "%(n)s peraturan yang menentukan TPP Anda belum Anda nyatakan dibaca.",
                len(unread),
            )
            % {"n": len(unread)},
            Urgency.TENANG,
            aksi=action(_("Baca"), "book", ("regulasi_daftar",)),
        )


def _own_month(pegawai: Any) -> Section:
    """The month that runs, in the sentence of "My TPP"; where it cannot be told, the last month that was computed."""
    head = tpp.own_headline(pegawai)
    if head is not None and head.amount is not None:
        return _running_month(head, head.amount)
    return _last_month(pegawai.pk)


def _running_month(head: tpp.Headline, amount: int) -> Section:
    words = {"masa": masa_text(str(this_masa()), bahasa()), "rupiah": rupiah_text(amount, bahasa())}
    if head.kind == "hasil":
        told = _("TPP %(masa)s: %(rupiah)s.") % words
    elif head.most is None:
        told = _("Perkiraan TPP %(masa)s: %(rupiah)s.") % words
    else:
        most = {**words, "paling": rupiah_text(head.most, bahasa())}
        told = _("Perkiraan TPP %(masa)s: %(rupiah)s dari paling banyak %(paling)s.") % most
    look = action(_("Mengapa sebesar ini"), "wallet", ("tpp_saya",))
    return Section(_("TPP saya"), told, Urgency.TENANG, " ".join(_details(head)), aksi=look)


def _details(head: tpp.Headline) -> Iterator[str]:
    if head.lost:
        lost = {"rupiah": rupiah_text(head.lost, bahasa()), "sebab": head.reason}
        yield _("Berkurang %(rupiah)s karena %(sebab)s.") % lost
    if head.waiting is not None and head.waiting.rupiah:
        stake = {"rupiah": rupiah_text(head.waiting.rupiah, bahasa()), "batas": head.waiting.batas}
        yield _("%(rupiah)s bergantung pada penilaian atasan, batasnya %(batas)s.") % stake


def _last_month(pegawai_id: int) -> Section:
    found = tpp.own_result(pegawai_id)
    running = _("%(masa)s masih berjalan.") % {"masa": masa_text(str(this_masa()), bahasa())}
    look = action(_("Lihat TPP saya"), "wallet", ("tpp_saya",))
    if found is None:
        return Section(_("TPP saya"), _("TPP Anda belum pernah dihitung di sini."), Urgency.TENANG, running, aksi=look)
    words = {"masa": masa_text(found.masa, bahasa()), "keadaan": _state_word(found.status)}
    if found.tpp_diterima is None:
        told = _("TPP %(masa)s Anda tertahan: ada yang harus dilengkapi.") % words
        return Section(_("TPP saya"), told, Urgency.MENDESAK, running, aksi=look)
    amount = {"rupiah": rupiah_text(found.tpp_diterima, bahasa()), **words}
    told = _("TPP %(masa)s: %(rupiah)s, %(keadaan)s.") % amount
    return Section(_("TPP saya"), told, Urgency.TENANG, running, aksi=look)


def _state_word(status: str) -> str:
    words = {
        "dihitung": _("sudah dihitung, menunggu verifikasi SKPD"),
        "diverifikasi": _("diverifikasi, menunggu persetujuan BKPSDM"),
        "disetujui": _("disetujui, menunggu kunci"),
        "terkunci": _("terkunci, menunggu pembayaran"),
        "dikirim": _("dikirim ke bank atau kas daerah"),
        "dibayar": _("sudah dibayar"),
    }
    return words[status]
