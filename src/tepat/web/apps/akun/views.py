"""Accounts and roles (administrator), and one's own settings."""

from __future__ import annotations

import csv
from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.views import PasswordResetConfirmView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from tepat.web.apps.akun import lists, services
from tepat.web.apps.akun.forms import AccountForm, BulkForm, EndForm, FilterForm, ProfileForm, ReasonForm, RoleForm
from tepat.web.apps.akun.models import Pengguna, Peran
from tepat.web.apps.akun.selectors import access_act, rights_of
from tepat.web.common.fragments import is_fragment
from tepat.web.common.rights import Act
from tepat.web.common.today import today
from tepat.web.ui.context import THEME_COOKIE
from tepat.web.ui.parts import Confirm, Empty, Link

require_form = require_http_methods(["GET", "HEAD", "POST"])


def _account(request: HttpRequest, akun_id: int) -> Pengguna:
    """An account, for whoever may look after accounts."""
    access_act(request.user, Act.ATUR_AKUN)
    return get_object_or_404(Pengguna, pk=akun_id)


def _try(form: Any, action: Callable[[], Any]) -> Any:
    """What a service gives; what it refuses stands beside the form, and nothing comes back."""
    try:
        return action()
    except ValidationError as refusal:
        foreign = getattr(refusal, "error_dict", {}).keys() - form.fields.keys()
        form.add_error(None, refusal.messages if foreign else refusal)
        return None


# -- everybody --------------------------------------------------------------------------------------------------------


@require_form
def profil(request: HttpRequest) -> HttpResponse:
    """Language, theme, password and second step of one's own account."""
    user: Any = request.user
    form = ProfileForm(request.POST or None, initial={"bahasa": user.bahasa, "tema": user.tema or "sistem"})
    if request.method == "POST" and form.is_valid():
        user.bahasa, user.tema = form.cleaned_data["bahasa"], form.cleaned_data["tema"]
        user.save(update_fields=["bahasa", "tema"])
        messages.success(request, _("Pengaturan disimpan."))
        response = redirect("akun_profil")
        response.delete_cookie(THEME_COOKIE)
        return response
    return render(
        request,
        "akun/profil.html",
        {
            "form": form,
            "akun": [
                (_("Nama"), user.get_full_name()),
                (_("Nama pengguna"), user.username),
                (_("Peran"), "; ".join(line.teks for line in lists.role_lines(user) if line.url) or _("Pegawai")),
            ],
            "dua_langkah": is_mfa_enabled(user),
            "bersandi": user.has_usable_password(),
        },
    )


@require_safe
def tanpa_sandi(request: HttpRequest) -> HttpResponse:
    """For an account that signs in elsewhere: its password is changed there."""
    return render(request, "akun/tanpa_sandi.html")


class SandiBaru(PasswordResetConfirmView):
    """Behind the link that an administrator hands over: choose a password, once."""

    template_name = "akun/sandi_baru.html"
    success_url = reverse_lazy("account_login")

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the password; sessions under the old one end by themselves."""
        response = super().form_valid(form)
        Pengguna.objects.filter(pk=form.user.pk).update(sandi_sampai=None)
        messages.success(self.request, _("Kata sandi baru berlaku. Silakan masuk."))
        return response


# -- administrator ----------------------------------------------------------------------------------------------------


@require_GET
def daftar(request: HttpRequest) -> HttpResponse:
    """All accounts with their roles."""
    access_act(request.user, Act.ATUR_AKUN)
    form = FilterForm(request.GET)
    form.is_valid()
    page, table = lists.account_page(form.cleaned_data, request.GET.get("halaman"))
    context = {
        "form": form,
        "tabel": table,
        "halaman": page,
        "kosong": Empty(_("Tidak ada akun yang cocok"), _("Ubah saringannya, atau buat akun baru."), "user-cog"),
    }
    return render(request, "akun/tabel.html" if is_fragment(request) else "akun/daftar.html", context)


@require_GET
def rinci(request: HttpRequest, akun_id: int) -> HttpResponse:
    """One account: its roles, and what can be done about it."""
    account = _account(request, akun_id)
    rights = rights_of(account)
    return render(
        request,
        "akun/rinci.html",
        {
            "remah": lists.crumbs(Link(account.get_full_name())),
            "akun": account,
            "sendiri": account.pk == request.user.pk,
            "keterangan": [
                (_("Nama pengguna"), account.username),
                (_("Pegawai"), _("Ya") if rights.is_pegawai else _("Bukan")),
                (_("Terakhir masuk"), account.last_login),
                (_("Verifikasi dua langkah"), _("Terpasang") if is_mfa_enabled(account) else _("Belum")),
                (_("Keadaan"), _("Aktif") if account.is_active else _("Nonaktif")),
            ],
            "peran": lists.role_lines(account),
        },
    )


@require_form
def peran_beri(request: HttpRequest, akun_id: int) -> HttpResponse:
    """Give a role."""
    account = _account(request, akun_id)
    form = RoleForm(request.POST or None, initial={"mulai": today()})
    if form.is_valid() and _try(form, lambda: services.give_role(request.user, form.role_for(account), _reason(form))):
        messages.success(request, _("Peran diberikan."))
        return redirect("akun_rinci", akun_id)
    return _form_page(request, account, form, _("Beri peran"))


@require_form
def peran_akhiri(request: HttpRequest, peran_id: int) -> HttpResponse:
    """End a role."""
    access_act(request.user, Act.ATUR_AKUN)
    role = get_object_or_404(Peran.objects.select_related("pengguna"), pk=peran_id)
    form = EndForm(request.POST or None, initial={"selesai": today()})
    if form.is_valid() and _try(
        form, lambda: services.end_role(request.user, role, form.cleaned_data["selesai"], _reason(form))
    ):
        messages.success(request, _("Peran diakhiri."))
        return redirect("akun_rinci", role.pengguna_id)
    return _form_page(request, role.pengguna, form, _("Akhiri peran"))


def _form_page(request: HttpRequest, account: Pengguna, form: Any, action: str) -> HttpResponse:
    context = {
        "form": form,
        "aksi": action,
        "akun": account,
        "remah": lists.crumbs(Link(account.get_full_name(), reverse("akun_rinci", args=[account.pk])), Link(action)),
    }
    return render(request, "akun/formulir.html", context)


def _reason(form: Any) -> str:
    return str(form.cleaned_data["alasan"])


def _decide(
    request: HttpRequest, account: Pengguna, question: Confirm, act: Callable[[str], HttpResponse | None]
) -> HttpResponse:
    """Ask with the consequences and a reason; then do it."""
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        answer = _try(form, lambda: act(_reason(form)))
        if answer is not None:
            return answer  # type: ignore[no-any-return]
    remah = lists.crumbs(Link(account.get_full_name(), reverse("akun_rinci", args=[account.pk])), Link(question.action))
    return render(request, "ui/confirm_page.html", {"confirm": question, "form": form, "remah": remah})


def _question(account: Pengguna, name: str, question: str, consequences: tuple[str, ...], action: str) -> Confirm:
    url, back = (reverse(target, args=[account.pk]) for target in (name, "akun_rinci"))
    text = question % {"nama": account.get_full_name()}
    return Confirm(text, consequences, action, url, back, needs_reason=True)


@require_form
def keadaan(request: HttpRequest, akun_id: int) -> HttpResponse:
    """Deactivate an account, or let it be used again."""
    account = _account(request, akun_id)
    back = not account.is_active
    question = _question(
        account,
        "akun_keadaan",
        _("Aktifkan lagi akun %(nama)s?") if back else _("Nonaktifkan akun %(nama)s?"),
        (_("Dapat masuk lagi dengan peran yang masih berlaku."),)
        if back
        else (_("Tidak dapat masuk lagi; sesi yang terbuka berakhir."), _("Catatan dan perannya tetap ada.")),
        _("Aktifkan") if back else _("Nonaktifkan"),
    )

    def act(reason: str) -> HttpResponse:
        services.set_active(request.user, account, back, reason)
        messages.success(request, _("Akun diaktifkan.") if back else _("Akun dinonaktifkan."))
        return redirect("akun_rinci", akun_id)

    return _decide(request, account, question, act)


@require_form
def sandi(request: HttpRequest, akun_id: int) -> HttpResponse:
    """Make a link by which somebody chooses a new password; it is shown once."""
    account = _account(request, akun_id)
    question = _question(
        account,
        "akun_sandi",
        _("Buat tautan kata sandi baru bagi %(nama)s?"),
        (
            _("Tautan hanya tampil sekali, berlaku dua hari dan sekali pakai."),
            _("Kata sandi lama tetap berlaku sampai yang baru dipilih."),
        ),
        _("Buat tautan"),
    )

    def act(reason: str) -> HttpResponse:
        uidb64, token = services.reset_password(request.user, account, reason)
        link = reverse("akun_sandi_baru", kwargs={"uidb64": uidb64, "token": token})
        context = {"akun": account, "tautan": request.build_absolute_uri(link), "remah": lists.crumbs()}
        return render(request, "akun/tautan.html", context)

    return _decide(request, account, question, act)


@require_form
def dua_langkah(request: HttpRequest, akun_id: int) -> HttpResponse:
    """Take away the second step of somebody who lost their telephone."""
    account = _account(request, akun_id)
    question = _question(
        account,
        "akun_dua_langkah",
        _("Lepas verifikasi dua langkah %(nama)s?"),
        (
            _("Pastikan dahulu, dengan bertemu atau menelepon, bahwa yang meminta benar orangnya."),
            _("Bila perannya mewajibkan, ia diminta memasang yang baru sesudah masuk."),
        ),
        _("Lepas"),
    )

    def act(reason: str) -> HttpResponse:
        services.remove_second_step(request.user, account, reason)
        messages.success(request, _("Verifikasi dua langkah dilepas."))
        return redirect("akun_rinci", akun_id)

    return _decide(request, account, question, act)


@require_form
def baru(request: HttpRequest) -> HttpResponse:
    """Make one account; its first password is shown once."""
    access_act(request.user, Act.ATUR_AKUN)
    form = AccountForm(request.POST or None)
    if form.is_valid():
        told = _try(form, lambda: services.make_account(request.user, form.account(), _reason(form)))
        if told:
            return _hand_out(request, [told])
    context = {"form": form, "aksi": _("Buat akun"), "remah": lists.crumbs(Link(_("Akun baru")))}
    return render(request, "akun/formulir.html", context)


@require_form
def baru_semua(request: HttpRequest) -> HttpResponse:
    """Accounts for everybody who has none, of an SKPD or of all; their first passwords are told once."""
    access_act(request.user, Act.ATUR_AKUN)
    form = BulkForm(request.POST or None)
    if form.is_valid():
        unit = int(form.cleaned_data["unit"]) if form.cleaned_data["unit"] else None
        people = lists.people_without_account(unit)
        told = services.make_accounts(request.user, people, _reason(form))
        if form.cleaned_data["belum_masuk"]:
            names = [line.username for line in told]
            unused = lists.accounts_never_used(unit).exclude(username__in=names)
            told += services.renew_first_passwords(request.user, unused, _reason(form))
        return _as_csv(told) if form.cleaned_data["bentuk"] == "csv" else _hand_out(request, told)
    context = {
        "form": form,
        "aksi": _("Buat akun bagi semua"),
        "tanpa_akun": lists.people_without_account(None).count(),
        "remah": lists.crumbs(Link(_("Akun bagi semua pegawai"))),
    }
    return render(request, "akun/formulir.html", context)


def _hand_out(request: HttpRequest, told: list[services.FirstPassword]) -> HttpResponse:
    context = {
        "tabel": lists.first_password_table(told),
        "kosong": Empty(_("Tidak ada akun yang dibuat"), _("Semua pegawai di sana sudah punya akun."), "users"),
        "remah": lists.crumbs(Link(_("Kata sandi pertama"))),
    }
    return render(request, "akun/sandi_pertama.html", context)


def _as_csv(told: list[services.FirstPassword]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="sandi-pertama.csv"'
    writer = csv.writer(response)
    writer.writerow(["username", "nama", "sandi"])
    writer.writerows((line.username, line.nama, line.sandi) for line in told)
    return response
