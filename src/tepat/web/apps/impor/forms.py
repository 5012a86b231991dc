"""What people say when they upload, look for, and decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tepat.lang.calendar import Masa
from tepat.web.apps.akun.selectors import access_unit
from tepat.web.apps.impor.kinds import LABELS
from tepat.web.apps.impor.models import BarisMasuk, Kumpulan
from tepat.web.apps.kepegawaian.selectors import tree_on
from tepat.web.common.rights import Act
from tepat.web.common.today import this_masa, today


class ManyFilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files, each checked as one."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Every file."""
        given = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(item, initial) for item in given]


def check_masa(text: str) -> str:
    """A month of work, as browsers write it.

    Raises `ValidationError`.
    """
    try:
        return str(Masa.parse(text))
    except ValueError:
        raise forms.ValidationError(_("Masa ditulis tahun-bulan, misalnya 2026-03.")) from None


class UploadForm(forms.Form):
    """An upload. The kind may be left to the files themselves."""

    berkas = ManyFilesField(
        label=_("Berkas"),
        help_text=_(
            "XLSX, XLS, ODS, CSV, atau berkas mesin presensi. Boleh beberapa sekaligus, paling besar 25 MB tiap berkas."
        ),
    )
    jenis = forms.ChoiceField(label=_("Jenis"), required=False)
    masa = forms.CharField(
        label=_("Masa"),
        widget=forms.DateInput(attrs={"type": "month"}),
        help_text=_("Bulan yang dimaksud. Daftar tanpa tanggal berlaku sejak tanggal 1 bulan ini."),
    )
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    keterangan = forms.CharField(
        label=_("Keterangan"), max_length=200, required=False, help_text=_("Misalnya nomor surat pengantar.")
    )
    lagi = forms.BooleanField(label=_("Terima lagi berkas yang sudah pernah diterima"), required=False)

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["masa"].initial = str(this_masa())
        self.fields["jenis"].choices = [("", _("Kenali dari isinya")), *LABELS.items()]  # type: ignore[attr-defined]
        units = access_unit(user, Act.IMPOR)
        tree = tree_on(today())
        nodes = sorted(
            (node for node in tree.nodes.values() if units is None or node.id in units), key=lambda node: node.nama_unit
        )
        everywhere = [("", _("Seluruh daerah"))] if units is None else []
        choices = [*everywhere, *((str(node.id), node.nama_unit) for node in nodes)]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]
        self.fields["unit"].required = units is not None
        if units is not None and nodes:
            self.fields["unit"].initial = _topmost(tree, units)

    def clean_masa(self) -> str:
        """The month."""
        return check_masa(self.cleaned_data["masa"])


def _topmost(tree: Any, units: frozenset[int]) -> str:
    """Of the units held, the one that the others lie under."""
    tops = [unit for unit in units if unit in tree.nodes and tree.nodes[unit].induk not in units]
    return str(min(tops, default=""))


class ListFilter(forms.Form):
    """Which batches to show."""

    jenis = forms.ChoiceField(label=_("Jenis"), required=False)
    masa = forms.CharField(label=_("Masa"), widget=forms.DateInput(attrs={"type": "month"}), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jenis"].choices = [("", _("Semua jenis")), *LABELS.items()]  # type: ignore[attr-defined]
        self.fields["status"].choices = [("", _("Semua status")), *Kumpulan.Status.choices]  # type: ignore[attr-defined]


class RowFilter(forms.Form):
    """Which rows of a batch to show."""

    cari = forms.CharField(
        label=_("Cari NIP atau kode"), widget=forms.TextInput(attrs={"type": "search"}), required=False
    )
    nasib = forms.ChoiceField(label=_("Nasib"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nasib"].choices = [("", _("Semua baris")), *BarisMasuk.Nasib.choices]  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why something is decided."""

    alasan = forms.CharField(
        label=_("Alasan"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nomor surat, SK, atau apa yang diperbaiki. Alasan ini disimpan dan dapat dibaca pemeriksa."),
    )
