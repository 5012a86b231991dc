"""The list of accounts and the page of one, as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tepat.web.apps.akun.models import Pengguna, Peran
from tepat.web.apps.akun.services import FirstPassword
from tepat.web.apps.kepegawaian import selectors as kepegawaian
from tepat.web.common.today import today
from tepat.web.ui.formats import day_text
from tepat.web.ui.parts import Cell, Column, Link, Row, Table, row
from tepat.web.ui.templatetags.tepat import bahasa

PER_PAGE = 50


def accounts_matching(told: dict[str, Any]) -> QuerySet[Pengguna]:
    """The accounts that a filter asks for, by name."""
    rows = Pengguna.objects.order_by("nama", "username")
    if words := told.get("q"):
        rows = rows.filter(Q(nama__icontains=words) | Q(username__icontains=words))
    if kind := told.get("peran"):
        held = Peran.objects.on(today()).filter(pengguna=OuterRef("pk"), jenis=kind)
        rows = rows.filter(Exists(held))
    match told.get("keadaan"):
        case "aktif":
            rows = rows.filter(is_active=True)
        case "nonaktif":
            rows = rows.filter(is_active=False)
        case "belum":
            rows = rows.filter(last_login__isnull=True)
        case _:
            pass
    return rows


def account_page(told: dict[str, Any], number: Any) -> tuple[Page[Any], Table]:
    """A page of the list, always with the same few queries."""
    day = today()
    roles = Prefetch("daftar_peran", Peran.objects.on(day).order_by("jenis"), "peran_kini")
    second = Exists(Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP))
    rows = accounts_matching(told).prefetch_related(roles).annotate(dua_langkah=second)
    page = Paginator(rows, PER_PAGE).get_page(number)
    names = _unit_names()
    columns = (
        Column(_("Nama"), primary=True),
        Column(_("Peran")),
        Column(_("Dua langkah")),
        Column(_("Terakhir masuk"), "tanggal"),
        Column(_("Keadaan")),
    )
    lines = tuple(_account_row(user, names) for user in page.object_list)
    return page, Table(_("Akun"), columns, lines)


def _account_row(user: Any, names: dict[int, str]) -> Row:
    roles = "; ".join(role_text(role, names) for role in user.peran_kini)
    url = reverse("akun_rinci", args=[user.pk])
    seen = user.last_login
    return row(
        Cell(user.get_full_name(), url, user.username),
        roles or _("Pegawai") if user.pegawai_id else roles or _("Tanpa peran"),
        _("Terpasang") if user.dua_langkah else "–",
        seen if seen is not None else None,
        _("Aktif") if user.is_active else _("Nonaktif"),
        mute=not user.is_active,
    )


def _unit_names() -> dict[int, str]:
    return {node.id: node.nama_unit for node in kepegawaian.tree_on(today()).nodes.values()}


def role_text(role: Any, names: dict[int, str]) -> str:
    """A role with its unit."""
    where = names.get(role.unit_id, "") if role.unit_id else _("seluruh daerah")
    return f"{role.get_jenis_display()} · {where}"


def first_password_table(told: Iterable[FirstPassword]) -> Table:
    """What is printed, cut and handed over."""
    columns = (Column(_("Nama"), primary=True), Column(_("Nama pengguna")), Column(_("Kata sandi pertama")))
    lines = tuple(row(line.nama, line.username, line.sandi) for line in told)
    return Table(_("Kata sandi pertama"), columns, lines)


@dataclass(frozen=True)
class RoleLine:
    """A role of an account, with where it is ended; empty where it is over."""

    teks: str
    masa: str
    keadaan: str
    url: str


def role_lines(user: Pengguna) -> list[RoleLine]:
    """All roles of an account, the present ones first."""
    day, names = today(), _unit_names()
    rows = sorted(user.daftar_peran.all(), key=lambda role: (role.selesai or date.max, role.mulai), reverse=True)
    return [_role_line(role, day, names) for role in rows]


def _role_line(role: Any, day: date, names: dict[int, str]) -> RoleLine:
    over = role.selesai is not None and role.selesai < day
    until = _("sampai %(hari)s") % {"hari": day_text(role.selesai, bahasa())} if role.selesai else _("tanpa batas")
    begins = _("sejak %(hari)s") % {"hari": day_text(role.mulai, bahasa())}
    state = _("berakhir") if over else _("belum mulai") if role.mulai > day else _("berlaku")
    url = "" if over else reverse("akun_peran_akhiri", args=[role.pk])
    return RoleLine(role_text(role, names), f"{begins}, {until}", state, url)


def people_without_account(unit_id: int | None) -> QuerySet[Any]:
    """Employees who have no account, of an SKPD or of all who are placed anywhere."""
    return _people_of(unit_id).filter(pengguna__isnull=True)


def _people_of(unit_id: int | None) -> QuerySet[Any]:
    tree = kepegawaian.tree_on(today())
    units = tree.nodes.keys() if unit_id is None else tree.below(unit_id)
    return kepegawaian.pegawai_of_units(units, today())


def accounts_never_used(unit_id: int | None) -> QuerySet[Pengguna]:
    """Accounts of employees that nobody has signed in with yet."""
    return Pengguna.objects.filter(last_login__isnull=True, is_active=True, pegawai__in=_people_of(unit_id))


def crumbs(*more: Link) -> tuple[Link, ...]:
    """The way back to the list."""
    return (Link(_("Akun"), reverse("akun_daftar")), *more)
