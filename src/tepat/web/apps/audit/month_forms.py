"""Forms of the auditor's pages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tepat.web.apps.tpp import selectors as tpp

FEWEST, MOST = 1, 100


class SampleForm(forms.Form):
    """Whom to look at."""

    cara = forms.ChoiceField(
        label=_("Cara"),
        choices=[
            (tpp.LOT, _("Acak, dengan benih")),
            (tpp.CHANGED, _("Perubahan terbesar")),
            (tpp.WITHHELD, _("Tertahan")),
            (tpp.EXAMINERS, _("Pemeriksa pada lembarnya sendiri")),
        ],
        initial=tpp.LOT,
    )
    benih = forms.CharField(label=_("Benih"), max_length=40, initial="1", required=False)
    banyak = forms.IntegerField(label=_("Banyak"), min_value=FEWEST, max_value=MOST, initial=10)
