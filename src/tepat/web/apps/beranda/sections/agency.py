"""The personnel agency: units by state, the one next action for the whole region, and what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tepat.web.apps.beranda.parts import Section, Urgency, action
from tepat.web.apps.beranda.sections.readiness import MonthReadiness, Step, readiness_of
from tepat.web.apps.impor import selectors as impor
from tepat.web.apps.kepegawaian import selectors as kepegawaian
from tepat.web.apps.tpp import selectors as tpp
from tepat.web.common.today import today
from tepat.web.ui.formats import masa_text, number_text, rupiah_text
from tepat.web.ui.parts import Stat
from tepat.web.ui.templatetags.tepat import bahasa


def agency_sections() -> Iterator[Section]:
    """The region's month."""
    tree = kepegawaian.tree_on(today())
    tops = frozenset(node.id for node in tree.skpd_list())
    month = readiness_of(tops, tree)
    sheets = [item for item in tpp.sheet_standings(month.masa) if item.jenis_run == "reguler"]
    step = _next_step(month, sheets, tops)
    yield Section(
        _("Seluruh daerah · %(masa)s") % {"masa": masa_text(str(month.masa), bahasa())},
        step.kalimat,
        step.keadaan,
        step.lebih,
        aksi=step.aksi,
        angka=tuple(_by_state(sheets, tops)),
    )
    yield from _changes(sheets, month)
    if waiting := impor.waiting_batches(None):
        yield Section(
            _("Impor"),
            ngettext("%(n)s kumpulan impor menunggu keputusan.", "%(n)s kumpulan impor menunggu keputusan.", waiting)
            % {"n": number_text(waiting, bahasa())},
            Urgency.MENUNGGU,
            _("Belum diterima berarti belum ikut dihitung."),
            aksi=action(_("Periksa impor"), "upload", ("impor_daftar",)),
        )


def _next_step(month: MonthReadiness, sheets: Sequence[tpp.SheetStanding], tops: frozenset[int]) -> Step:
    masa = str(month.masa)
    board = ("tpp_masa", masa), ("tpp_masa",)
    states = Counter(item.status for item in sheets)
    uncomputed = len(tops) - len(sheets) + states["draft"]
    if tpp.open_runs(month.masa):
        return Step(_("Sedang dihitung."), Urgency.MENUNGGU, aksi=action(_("Lihat kemajuannya"), "eye", *board))
    if uncomputed == len(tops):
        return _before_computing(month, board)
    for status, told, label, icon in _waiting():
        if count := states[status]:
            return Step(
                told % {"n": number_text(count, bahasa())},
                Urgency.MENUNGGU,
                aksi=action(label % {"n": count}, icon, *board),
            )
    if uncomputed:
        return Step(
            _("%(n)s SKPD belum dihitung.") % {"n": number_text(uncomputed, bahasa())},
            Urgency.MENUNGGU,
            aksi=action(_("Hitung"), "calculator", *board),
        )
    if states["dihitung"]:
        return Step(
            _("%(n)s SKPD sedang memverifikasi hasilnya.") % {"n": number_text(states["dihitung"], bahasa())},
            Urgency.TENANG,
            aksi=action(_("Lihat"), "eye", *board),
        )
    return Step(_("Semua lembar sudah terkunci."), Urgency.TENANG, aksi=action(_("Lihat hasil"), "eye", *board))


def _waiting() -> tuple[tuple[str, str, str, str], ...]:
    return (
        ("diverifikasi", _("%(n)s lembar menunggu persetujuan Anda."), _("Setujui %(n)s lembar"), "circle-check"),
        ("disetujui", _("%(n)s lembar sudah disetujui dan menunggu dikunci."), _("Kunci %(n)s lembar"), "lock"),
    )


def _before_computing(month: MonthReadiness, board: tuple[tuple[str, ...], ...]) -> Step:
    people = sum(unit.orang for unit in month.units.values())
    running = _("Bulannya masih berjalan.") if today() <= month.masa.last else ""
    if month.presensi.berjalan:
        return Step(
            _("Presensi sedang diolah."),
            Urgency.MENUNGGU,
            aksi=action(_("Lihat kemajuannya"), "eye", ("presensi_olah",)),
        )
    if not month.presensi.sudah and not month.presensi.people:
        return Step(
            _("Presensi bulan ini belum diolah."),
            Urgency.MENUNGGU,
            running,
            aksi=action(_("Olah presensi"), "fingerprint", ("presensi_olah",)),
        )
    ready = sum(unit.is_whole for unit in month.units.values())
    words = {"siap": number_text(ready, bahasa()), "semua": number_text(len(month.units), bahasa())}
    if ready == len(month.units):
        told = _("Semua bahan %(n)s orang sudah ada. Bulan ini siap dihitung.") % {"n": number_text(people, bahasa())}
        return Step(told, Urgency.MENUNGGU, running, aksi=action(_("Hitung"), "calculator", *board))
    told = _("%(siap)s dari %(semua)s SKPD sudah lengkap bahannya.") % words
    buttons = (
        *action(_("Buka kesiapan"), "checklist", ("tpp_kesiapan", str(month.masa)), ("tpp_kesiapan",)),
        *action(_("Hitung"), "calculator", *board),
    )
    return Step(told, Urgency.MENUNGGU, running, aksi=buttons)


def _by_state(sheets: Sequence[tpp.SheetStanding], tops: frozenset[int]) -> Iterator[Stat]:
    """How many SKPD are in which state; a state in which nobody is, is left out."""
    counts = Counter(item.status for item in sheets)
    counts["draft"] += len(tops) - len(sheets)
    words = {
        "draft": _("Belum dihitung"),
        "dihitung": _("Dihitung"),
        "diverifikasi": _("Diverifikasi"),
        "disetujui": _("Disetujui"),
        "terkunci": _("Terkunci"),
        "dikirim": _("Dikirim"),
        "dibayar": _("Dibayar"),
    }
    for status, label in words.items():
        if counts[status] > 0:
            yield Stat(label, counts[status], note=_("dari %(n)s SKPD") % {"n": number_text(len(tops), bahasa())})


def _changes(sheets: Sequence[tpp.SheetStanding], month: MonthReadiness) -> Iterator[Section]:
    """The total against the month before, and who is withheld."""
    total, held = (sum(getattr(item, name) for item in sheets) for name in ("jumlah", "tertahan"))
    if not total and not held:
        return
    before = next((item for item in tpp.month_sums() if item.masa == str(month.masa.plus(-1))), None)
    words = {"jumlah": rupiah_text(total, bahasa()), "n": number_text(held, bahasa())}
    compared = ""
    if before is not None and before.jumlah:
        gap = total - before.jumlah
        compared = (_("Bertambah %(beda)s") if gap >= 0 else _("Berkurang %(beda)s")) % {
            "beda": rupiah_text(abs(gap), bahasa())
        }
        compared = _("%(beda)s dibanding %(masa)s.") % {
            "beda": compared,
            "masa": masa_text(before.masa, bahasa()),
        }
    told = _("Jumlah %(jumlah)s.") % words
    if held:
        told += " " + ngettext("%(n)s orang tertahan.", "%(n)s orang tertahan.", held) % words
    yield Section(
        _("Yang berubah"),
        told,
        Urgency.MENUNGGU if held else Urgency.TENANG,
        compared,
        aksi=action(_("Lihat perkecualian"), "alert-triangle", ("tpp_masa", str(month.masa)), ("tpp_masa",)),
    )
