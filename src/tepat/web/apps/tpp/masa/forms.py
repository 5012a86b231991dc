"""Forms of the month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tepat.web.apps.kepegawaian.selectors import UnitNode
from tepat.web.apps.tpp.hitung.variables import Kind
from tepat.web.apps.tpp.services import SUPPLEMENT
from tepat.web.apps.tpp.states import Step

EVERYBODY = "semua"


class RunForm(forms.Form):
    """What shall be computed. ``for_all``: everybody may be asked for. ``is_repeat``: a reason must be given."""

    unit = forms.ChoiceField(label=_("Untuk"))
    jenis = forms.ChoiceField(label=_("Jenis perhitungan"))
    alasan = forms.CharField(
        label=_("Alasan"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Wajib bila bulan ini pernah dihitung, dan untuk susulan: SK, surat, atau apa yang diperbaiki."),
    )

    def __init__(
        self, *args: Any, units: Sequence[UnitNode], kinds: Sequence[Kind], for_all: bool, **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        everybody = [(EVERYBODY, _("Seluruh daerah"))] if for_all else []
        self.fields["unit"].choices = [*everybody, *((str(node.id), node.nama_unit) for node in units)]  # type: ignore[attr-defined]
        self.fields["jenis"].choices = [(kind.code, kind.label) for kind in kinds]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A supplementary run always says why."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("jenis") == SUPPLEMENT and not cleaned.get("alasan", "").strip():
            self.add_error("alasan", _("Sebutkan mengapa: SK, surat, atau apa yang diperbaiki."))
        return cleaned


class StepForm(forms.Form):
    """A step: the version that was seen, and the reason or number that it asks for."""

    versi = forms.IntegerField(widget=forms.HiddenInput)
    alasan = forms.CharField(
        label=_("Catatan"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, step: Step, **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["alasan"]
        if step.back:
            field.label, field.required = _("Alasan"), True
            field.help_text = _("Alasan ini disimpan dan dapat dibaca pemeriksa.")
        elif step.asks:
            field.label, field.required, field.widget = str(step.asks), True, forms.TextInput()
            field.help_text = _("Nomornya dicatat bersama langkah ini.")


class ManyForm(forms.Form):
    """Which of several sheets shall take a step; each with the version that was seen, as ``id:version``."""

    lembar = forms.MultipleChoiceField(
        label=_("Lembar"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Pilih sedikitnya satu lembar."),
            "invalid_choice": _("Lembarnya sudah berubah; muat ulang halaman."),
        },
    )

    def __init__(self, *args: Any, sheets: Sequence[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["lembar"].choices = sheets  # type: ignore[attr-defined]

    def chosen(self) -> list[tuple[int, int]]:
        """Id and version of each sheet."""
        pairs = (text.split(":") for text in self.cleaned_data["lembar"])
        return [(int(pk), int(versi)) for pk, versi in pairs]


class FindForm(forms.Form):
    """Find people of a sheet."""

    cari = forms.CharField(
        label=_("Cari nama, NIP atau jabatan"), widget=forms.TextInput(attrs={"type": "search"}), required=False
    )
