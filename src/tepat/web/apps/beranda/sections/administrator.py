"""The administrator: accounts, workers, and jobs that failed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tepat.web.apps.akun import selectors as akun
from tepat.web.apps.audit import selectors as audit
from tepat.web.apps.beranda.parts import Section, Urgency, action
from tepat.web.apps.beranda.services import workers
from tepat.web.apps.presensi import services as presensi
from tepat.web.apps.tpp import selectors as tpp
from tepat.web.ui.formats import clock_text, day_text, masa_text, number_text
from tepat.web.ui.parts import Check, Column, Table, row
from tepat.web.ui.templatetags.tepat import bahasa

_RECENT = timedelta(days=7)


def administrator_sections() -> Iterator[Section]:
    """What is broken first, then the accounts."""
    yield _workers()
    failed = list(_failed_jobs())
    if failed:
        columns = (Column(_("Pekerjaan"), primary=True), Column(_("Masa")), Column(_("Sebab")))
        yield Section(
            _("Pekerjaan gagal"),
            ngettext(
                "%(n)s pekerjaan gagal dalam tujuh hari terakhir.",
                "%(n)s pekerjaan gagal dalam tujuh hari terakhir.",
                len(failed),
            )
            % {"n": number_text(len(failed), bahasa())},
            Urgency.MENDESAK,
            _("Yang gagal tidak mengubah apa pun; pemintanya dapat mengulang."),
            tabel=Table(_("Pekerjaan gagal"), columns, tuple(row(*line) for line in failed)),
        )
    yield _accounts()


def _workers() -> Section:
    alive, last = workers()
    if alive:
        told = ngettext("%(n)s pekerja hidup.", "%(n)s pekerja hidup.", alive) % {"n": alive}
        return Section(_("Pekerja"), told, Urgency.TENANG)
    more = _("Belum pernah ada pekerja yang melapor.")
    if last is not None:
        local = timezone.localtime(last)
        words = {"hari": day_text(local.date(), bahasa()), "jam": clock_text(local, bahasa())}
        more = _("Terakhir terdengar %(hari)s pukul %(jam)s.") % words
    told = _("Tidak ada pekerja yang hidup: yang diminta menunggu dan tidak dikerjakan.")
    return Section(_("Pekerja"), told, Urgency.MENDESAK, f"{more} " + _("Jalankan: python -m tepat.web pekerja"))


def _failed_jobs() -> Iterator[tuple[str, str, str]]:
    since = timezone.now() - _RECENT
    found = (
        (_("Perhitungan"), tpp.failed_runs(since)),
        (_("Olah presensi"), presensi.failed_processings(since)),
        (_("Hitung ulang"), audit.failed_recomputations(since)),
    )
    for name, jobs in found:
        for masa, message in jobs:
            yield name, masa_text(masa, bahasa()), message.splitlines()[0] if message else "—"


def _accounts() -> Section:
    found = akun.account_standing()
    count = number_text(found.aktif, bahasa())
    if not found.tanpa_peran and not found.tanpa_mfa:
        told = _("%(n)s akun aktif, semuanya berperan dan terlindung dua langkah.") % {"n": count}
    else:
        told = _("%(n)s akun aktif; sebagian perlu dibereskan.") % {"n": count}
    return Section(
        _("Akun"),
        told,
        Urgency.MENUNGGU if found.tanpa_peran or found.tanpa_mfa else Urgency.TENANG,
        aksi=action(_("Buka akun"), "user-cog", ("akun_daftar",)),
        periksa=(
            _check(_("Akun tanpa peran"), found.tanpa_peran, _("Tidak dapat membuka apa pun selain beranda.")),
            _check(_("Berperan tanpa pengaman dua langkah"), found.tanpa_mfa, _("Sandi saja mudah dicuri.")),
        ),
    )


def _check(label: str, count: int, note: str) -> Check:
    return Check("kurang" if count else "beres", label, number_text(count, bahasa()), note if count else "")
