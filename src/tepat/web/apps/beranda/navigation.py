"""The main menu: what somebody's roles lead to, in the order in which people work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tepat.web.apps.akun.selectors import Rights, rights_of
from tepat.web.common.rights import Act
from tepat.web.ui.parts import Link, NavGroup


@dataclass(frozen=True)
class Entry:
    """A line of the menu: the name of its address, and who sees it."""

    name: str
    label: Any
    icon: str
    shown: Callable[[Rights], bool]


def _may(*acts: Act) -> Callable[[Rights], bool]:
    return lambda rights: any(rights.may(act) for act in acts)


def _always(rights: Rights) -> bool:
    return True


MENU: tuple[tuple[Any, tuple[Entry, ...]], ...] = (
    (
        "",
        (
            Entry("beranda", _("Beranda"), "home", _always),
            Entry("tpp_saya", _("TPP saya"), "wallet", lambda rights: rights.is_pegawai),
            Entry("kinerja_tim", _("Tim saya"), "users", lambda rights: rights.is_atasan),
        ),
    ),
    (
        _("Bulan berjalan"),
        (
            Entry("tpp_kesiapan", _("Kesiapan"), "checklist", _may(Act.LIHAT_MASA)),
            Entry("tpp_masa", _("Perhitungan"), "calculator", _may(Act.LIHAT_MASA)),
            Entry("presensi_olah", _("Presensi"), "clock", _may(Act.OLAH_PRESENSI, Act.LIHAT_PEGAWAI)),
            Entry("impor_daftar", _("Impor"), "upload", _may(Act.IMPOR)),
            Entry("pembayaran_masa", _("Pembayaran"), "cash", _may(Act.BAYAR)),
        ),
    ),
    (
        pgettext_lazy("menu", "Catatan"),
        (
            Entry("kepegawaian_pegawai", pgettext_lazy("menu", "Pegawai"), "id", _may(Act.LIHAT_PEGAWAI)),
            Entry("kepegawaian_unit", pgettext_lazy("menu", "Unit"), "building", _may(Act.LIHAT_PEGAWAI)),
            Entry("kepegawaian_jabatan", pgettext_lazy("menu", "Jabatan"), "briefcase", _may(Act.LIHAT_PEGAWAI)),
            Entry("audit_beranda", _("Audit"), "shield-check", _may(Act.HITUNG_ULANG)),
            Entry("audit_perubahan", _("Perubahan"), "history", _may(Act.LIHAT_PERUBAHAN)),
            Entry("akun_daftar", _("Akun"), "user-cog", _may(Act.ATUR_AKUN)),
        ),
    ),
    ("", (Entry("regulasi_daftar", _("Peraturan"), "book", _always),)),
)


def main_menu(request: HttpRequest) -> list[NavGroup]:
    """The menu of whoever looks; a group that holds nothing is left out."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return []
    rights = rights_of(request.user)
    shown = {entry: url for _, entries in MENU for entry, url in _addresses(entries, rights)}
    here = _named(request, shown) or _nearest(request.path, shown.values())
    groups = (
        NavGroup(
            str(label),
            tuple(
                Link(str(entry.label), shown[entry], entry.icon, current=shown[entry] == here)
                for entry in entries
                if entry in shown
            ),
        )
        for label, entries in MENU
    )
    return [group for group in groups if group.items]


def _addresses(entries: tuple[Entry, ...], rights: Rights) -> Iterator[tuple[Entry, str]]:
    for entry in entries:
        if entry.shown(rights):
            # A part of the application that is not installed is left out.
            with suppress(NoReverseMatch):
                yield entry, reverse(entry.name)


def _named(request: HttpRequest, shown: Mapping[Entry, str]) -> str:
    """The address of the entry that the page is called after: a month's readiness does not lie under "readiness"."""
    match = getattr(request, "resolver_match", None)
    name = (match.url_name or "") if match else ""
    named = [entry for entry in shown if name == entry.name or name.startswith(f"{entry.name}_")]
    return shown[max(named, key=lambda entry: len(entry.name))] if named else ""


def _nearest(path: str, urls: Iterable[str]) -> str:
    """The address under which a page lies most closely; the first page lies above none."""
    return max((url for url in urls if path == url or (url != "/" and path.startswith(url))), key=len, default="")
