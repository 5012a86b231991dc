"""What the log of changes is searched by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


def _date_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class ChangeFilter(forms.Form):
    """Filters of the log; what is wrong counts as not asked."""

    orang = forms.CharField(
        label=gettext_lazy("Tentang siapa (nama atau NIP)"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    unit = forms.TypedChoiceField(label=gettext_lazy("Unit"), required=False, coerce=int, empty_value=None)
    catatan = forms.ChoiceField(label=gettext_lazy("Jenis catatan"), required=False)
    oleh = forms.CharField(label=gettext_lazy("Oleh siapa"), required=False)
    dari = forms.DateField(label=gettext_lazy("Dari"), required=False, widget=_date_input())
    sampai = forms.DateField(label=gettext_lazy("Sampai"), required=False, widget=_date_input())
    kumpulan = forms.IntegerField(label=gettext_lazy("Nomor impor"), required=False, min_value=1)

    def __init__(self, *args: Any, units: Any, records: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["unit"].choices = [("", _("Semua unit")), *units]  # type: ignore[attr-defined]
        self.fields["catatan"].choices = [("", _("Semua jenis")), *records]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """The filters that are filled in rightly."""
        self.is_valid()
        return {name: content for name, content in self.cleaned_data.items() if content not in (None, "")}
