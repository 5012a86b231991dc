"""The operator of an SKPD: the one next thing for the unit's month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tepat.lang.calendar import Masa
from tepat.web.apps.akun.selectors import Rights
from tepat.web.apps.beranda.parts import Section, Urgency, action
from tepat.web.apps.beranda.sections.readiness import Readiness, Step, as_checks, readiness_of
from tepat.web.apps.impor import selectors as impor
from tepat.web.apps.kepegawaian import selectors as kepegawaian
from tepat.web.apps.tpp import selectors as tpp
from tepat.web.common.rights import Act
from tepat.web.common.today import today
from tepat.web.ui.formats import masa_text, number_text
from tepat.web.ui.templatetags.tepat import bahasa


@dataclass(frozen=True)
class UnitMonth:
    """The month of an SKPD: what is there of it, and its sheet."""

    unit_id: int
    nama: str
    masa: Masa
    ready: Readiness
    sheet: tpp.SheetStanding | None


def operator_sections(rights: Rights) -> Iterator[Section]:
    """One section for each SKPD that one looks after."""
    units = rights.units[Act.VERIFIKASI]
    tree = kepegawaian.tree_on(today())
    mine = [node for node in tree.skpd_list() if units is None or node.id in units]
    tops = frozenset(node.id for node in mine)
    found = readiness_of(tops, tree)
    sheets = {item.unit_id: item for item in tpp.sheet_standings(found.masa, tops) if item.jenis_run == "reguler"}
    batches = impor.waiting_batches(units)
    for node in mine:
        month = UnitMonth(node.id, node.nama_unit, found.masa, found.units[node.id], sheets.get(node.id))
        yield _section(month, batches)


def _section(month: UnitMonth, batches: int) -> Section:
    step = _next_step(month, batches)
    return Section(
        f"{month.nama} · {masa_text(str(month.masa), bahasa())}",
        step.kalimat,
        step.keadaan,
        step.lebih,
        aksi=step.aksi,
        periksa=as_checks(month.ready, month.masa) if step.tunjuk_kesiapan else (),
    )


def _next_step(month: UnitMonth, batches: int) -> Step:
    """What comes next, the first of these that is not done."""
    masa = str(month.masa)
    if month.ready.orang == 0:
        return Step(
            _("Belum ada pegawai yang ditempatkan di unit ini."),
            Urgency.MENUNGGU,
            aksi=action(_("Impor penempatan"), "upload", ("impor_daftar",)),
        )
    if batches:
        return Step(
            _("%(n)s kumpulan impor menunggu keputusan: terima atau buang.") % {"n": number_text(batches, bahasa())},
            Urgency.MENUNGGU,
            aksi=action(_("Periksa impor"), "upload", ("impor_daftar",)),
        )
    if month.sheet is None or month.sheet.status == "draft":
        return _before_computing(month, masa)
    return _after_computing(month.sheet, masa)


def _before_computing(month: UnitMonth, masa: str) -> Step:
    missing = month.ready.first_missing
    look = action(_("Buka kesiapan"), "checklist", ("tpp_kesiapan", masa), ("tpp_kesiapan",))
    if missing is not None:
        running = _("Bulannya masih berjalan.") if today() <= month.masa.last else ""
        buttons = (*missing.action(), *look)
        return Step(missing.sentence(), Urgency.MENUNGGU, running, aksi=buttons, tunjuk_kesiapan=True)
    return Step(
        _("Semua bahan %(n)s orang sudah ada. Bulan ini siap dihitung.")
        % {"n": number_text(month.ready.orang, bahasa())},
        Urgency.MENUNGGU,
        aksi=action(_("Hitung"), "calculator", ("tpp_masa", masa), ("tpp_masa",)),
        tunjuk_kesiapan=True,
    )


def _after_computing(sheet: tpp.SheetStanding, masa: str) -> Step:
    look = ("tpp_lembar", str(sheet.id)), ("tpp_masa", masa), ("tpp_masa",)
    counts = {"n": number_text(sheet.tertahan, bahasa()), "orang": number_text(sheet.orang, bahasa())}
    if sheet.status == "dihitung" and sheet.tertahan:
        return Step(
            _("%(n)s dari %(orang)s orang tertahan. Lihat sebabnya, perbaiki, lalu hitung lagi.") % counts,
            Urgency.MENDESAK,
            _("Yang tetap tertahan tidak dibayar bersama yang lain."),
            aksi=action(_("Lihat yang tertahan"), "alert-triangle", *look),
        )
    if sheet.status == "dihitung":
        return Step(
            _("Hasil %(orang)s orang menunggu verifikasi Anda.") % counts,
            Urgency.MENUNGGU,
            aksi=action(_("Verifikasi"), "check", *look),
        )
    words = {
        "diverifikasi": _("Sudah diverifikasi; menunggu persetujuan BKPSDM."),
        "disetujui": _("Sudah disetujui BKPSDM; menunggu dikunci."),
        "terkunci": _("Terkunci; menunggu pembayaran."),
        "dikirim": _("Daftar pembayarannya sudah dikirim."),
        "dibayar": _("Sudah dibayar. Tidak ada yang perlu Anda kerjakan."),
    }
    return Step(words[sheet.status], Urgency.TENANG, aksi=action(_("Lihat hasil"), "eye", *look))
