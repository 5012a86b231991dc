"""Forms about the law."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tepat.lang.calendar import Masa
from tepat.web.common.months import masa_of

_MONTH_INPUT = forms.TextInput(attrs={"type": "month", "placeholder": "2024-03"})


class MasaField(forms.CharField):
    """A month, written ``YYYY-MM``."""

    widget = _MONTH_INPUT

    def clean(self, value: Any) -> Masa:
        """The month."""
        found = masa_of(str(super().clean(value)))
        if found is None:
            raise forms.ValidationError(_("Tulis bulannya sebagai TTTT-BB, misalnya 2024-03."), code="masa")
        return found


class CompareForm(forms.Form):
    """Two months."""

    dari = MasaField(label=_("Dari"))
    ke = MasaField(label=_("Ke"))


class ReadForm(forms.Form):
    """The wording that was read."""

    sidik = forms.CharField(max_length=64)
