"""What an administrator types, and what everybody sets for themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tepat.web.apps.akun.models import Pengguna, Peran
from tepat.web.apps.kepegawaian import selectors as kepegawaian
from tepat.web.common.today import today


def date_field(label: Any, **more: Any) -> forms.DateField:
    """A day, typed or picked."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def unit_choices(empty: Any, *, only_skpd: bool = False) -> list[tuple[str, Any]]:
    """The units of today, each under the one above it."""
    tree = kepegawaian.tree_on(today())
    found: list[tuple[str, Any]] = [("", empty)]
    waiting = [(node, 0) for node in reversed(tree.skpd_list())]
    while waiting:
        node, depth = waiting.pop()
        found.append((str(node.id), "\N{NO-BREAK SPACE}" * 3 * depth + node.nama_unit))
        if not only_skpd:
            below = [tree.nodes[child] for child in tree.children.get(node.id, ())]
            waiting += [(child, depth + 1) for child in sorted(below, key=lambda unit: unit.nama_unit, reverse=True)]
    return found


class ReasonForm(forms.Form):
    """Why; the log keeps it."""

    alasan = forms.CharField(label=_("Alasan"), max_length=500, help_text=_("Nomor surat atau SK. Tercatat tetap."))


class RoleForm(ReasonForm):
    """A role for somebody."""

    jenis = forms.ChoiceField(label=_("Peran"), choices=Peran.Jenis.choices)
    unit = forms.ChoiceField(
        label=_("Unit"),
        required=False,
        help_text=_("Berlaku pula bagi unit di bawahnya. Kosong: seluruh daerah."),
    )
    mulai = date_field(_("Mulai"))
    selesai = date_field(_("Sampai"), required=False, help_text=_("Kosong: sampai diakhiri."))
    field_order = ("jenis", "unit", "mulai", "selesai", "alasan")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = unit_choices(_("Seluruh daerah"))  # type: ignore[attr-defined]

    def role_for(self, user: Pengguna) -> Peran:
        """The role, not yet given."""
        told = self.cleaned_data
        return Peran(
            pengguna=user,
            jenis=told["jenis"],
            unit_id=int(told["unit"]) if told["unit"] else None,
            mulai=told["mulai"],
            selesai=told["selesai"],
        )


class EndForm(ReasonForm):
    """The last day of a role."""

    selesai = date_field(_("Hari terakhir"))
    field_order = ("selesai", "alasan")


class AccountForm(ReasonForm):
    """An account for one person, or for somebody who is not an employee."""

    nip = forms.RegexField(
        r"^\d{18}$",
        label=_("NIP"),
        required=False,
        help_text=_("Bagi pegawai; menjadi nama pengguna. Kosong: bukan pegawai, misalnya teknisi."),
        error_messages={"invalid": _("NIP terdiri atas 18 angka.")},
    )
    username = forms.SlugField(label=_("Nama pengguna"), required=False, help_text=_("Bila bukan pegawai."))
    nama = forms.CharField(label=_("Nama"), required=False, max_length=150, help_text=_("Bila bukan pegawai."))
    field_order = ("nip", "username", "nama", "alasan")

    def clean(self) -> dict[str, Any]:
        """Either an employee, or a name for both signing in and showing."""
        told = super().clean() or {}
        if told.get("nip"):
            person = kepegawaian.all_pegawai().filter(nip=told["nip"]).first()
            if person is None:
                self.add_error("nip", _("Tidak ada pegawai dengan NIP itu. Catat dahulu pegawainya."))
            told["pegawai"] = person
        elif "nip" in told and not (told.get("username") and told.get("nama")):
            self.add_error("username", _("Isi NIP, atau nama pengguna beserta nama."))
        return told

    def account(self) -> Pengguna:
        """The account, not yet made."""
        told = self.cleaned_data
        if told["nip"]:
            return Pengguna(username=told["nip"], nama=told["pegawai"].nama, pegawai=told["pegawai"])
        return Pengguna(username=told["username"], nama=told["nama"])


class BulkForm(ReasonForm):
    """Accounts for all of an SKPD who have none."""

    unit = forms.ChoiceField(label=_("SKPD"), required=False)
    belum_masuk = forms.BooleanField(
        label=_("Buat ulang kata sandi pertama bagi akun yang belum pernah dipakai masuk"), required=False
    )
    bentuk = forms.ChoiceField(
        label=_("Daftar kata sandi"), choices=[("cetak", _("Halaman untuk dicetak")), ("csv", _("Berkas CSV"))]
    )
    field_order = ("unit", "belum_masuk", "bentuk", "alasan")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = unit_choices(_("Semua SKPD"), only_skpd=True)  # type: ignore[attr-defined]


class FilterForm(forms.Form):
    """Which accounts the list shows."""

    q = forms.CharField(label=_("Nama atau nama pengguna"), required=False)
    peran = forms.ChoiceField(label=_("Peran"), required=False, choices=[("", _("Semua peran")), *Peran.Jenis.choices])
    keadaan = forms.ChoiceField(
        label=_("Keadaan"),
        required=False,
        choices=[
            ("", _("Semua")),
            ("aktif", _("Aktif")),
            ("nonaktif", _("Nonaktif")),
            ("belum", _("Belum pernah masuk")),
        ],
    )


class ProfileForm(forms.Form):
    """Language and theme."""

    bahasa = forms.ChoiceField(label=_("Bahasa"), choices=settings.LANGUAGES)
    tema = forms.ChoiceField(
        label=_("Tema"),
        choices=[("sistem", _("Ikuti perangkat")), ("terang", _("Terang")), ("gelap", _("Gelap"))],
    )
