"""Forms: one class for every kind of dated record, made from the table of kinds; filters of the lists."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.models import construct_instance
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tepat.law import packet
from tepat.web.apps.kepegawaian.kinds import Kind
from tepat.web.apps.kepegawaian.models import Jabatan, Pegawai, Unit
from tepat.web.common.labels import name_fields

ALASAN_HELP = gettext_lazy("Nomor SK atau surat, atau apa yang diperbaiki. Alasan ini disimpan dan dibaca pemeriksa.")


def date_input() -> forms.DateInput:
    """The browser's own calendar."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def reason_field() -> forms.CharField:
    """Why: no record is changed without it."""
    return forms.CharField(
        label=_("Alasan"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=ALASAN_HELP,
        error_messages={"required": _("Sebutkan alasannya: nomor surat, SK, atau apa yang diperbaiki.")},
    )


class NipField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Somebody, by NIP, however it is grouped."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            queryset=Pegawai.objects.all(),
            to_field_name="nip",
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            help_text=_("Ketik NIP-nya, 18 angka."),
            error_messages={"invalid_choice": _("Tidak ada pegawai dengan NIP itu. Periksa angkanya.")},
            **more,
        )

    def to_python(self, value: Any) -> Any:
        """The person; spaces between the groups of a NIP do not count."""
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        """The NIP of somebody who is known by key."""
        if isinstance(value, int):
            return Pegawai.objects.filter(pk=value).values_list("nip", flat=True).first()
        return super().prepare_value(value)


class RecordForm(forms.ModelForm):  # type: ignore[type-arg]
    """A dated record with the reason of the change. What concerns other records is the service's to check."""

    alasan = forms.CharField()

    def __init__(self, *args: Any, units: Any = None, posts: Any = None, **more: Any) -> None:
        super().__init__(*args, **more)
        name_fields(self)
        choices = {"unit": units, "induk": units, "jabatan": posts}
        for name, given in choices.items():
            if name in self.fields and given is not None:
                allowed = [pk for pk, _label in given]
                field: Any = self.fields[name]
                field.queryset = field.queryset.model.objects.filter(pk__in=allowed)
                field.choices = [("", "—"), *given]
        if "atasan" in self.fields:
            self.fields["atasan"] = NipField(label=_("NIP atasan"))
        self.fields["selesai"].help_text = _("Kosong: berlaku seterusnya.")
        self.fields["alasan"] = reason_field()
        self.order_fields([name for name in self.fields if name != "alasan"] + ["alasan"])

    def clean(self) -> dict[str, Any]:
        """A record does not end before it begins."""
        found: dict[str, Any] = super().clean() or {}
        begin, end = found.get("mulai"), found.get("selesai")
        if begin and end and end < begin:
            self.add_error("selesai", _("Tanggal selesai mendahului tanggal mulai."))
        return found

    def _post_clean(self) -> None:
        """Only the columns by themselves: whether the record fits beside others the service says, once."""
        self.instance = construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)
        try:
            self.instance.clean_fields(exclude=self._get_validation_exclusions())  # type: ignore[attr-defined]
        except ValidationError as error:
            self._update_errors(error)  # type: ignore[attr-defined]


def record_form(kind: Kind, *, adds: bool) -> type[RecordForm]:
    """The form of a kind; adding to a kind that succeeds asks whether the running record ends."""
    made: Any = forms.modelform_factory(
        kind.model,
        form=RecordForm,
        fields=(*kind.columns, "mulai", "selesai"),
        widgets={"mulai": date_input(), "selesai": date_input()},
    )
    if not (adds and kind.succeeds):
        return cast(type[RecordForm], made)
    ends = forms.BooleanField(
        label=gettext_lazy("Catatan yang sedang berjalan berakhir sehari sebelum tanggal mulai"),
        required=False,
        initial=True,
    )
    return type(made.__name__, (made,), {"gantikan": ends})


class ReasonForm(forms.Form):
    """Only why."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["alasan"] = reason_field()


class EndForm(ReasonForm):
    """The last day of a record, and why."""

    selesai = forms.DateField(label=gettext_lazy("Hari terakhir berlaku"), widget=date_input())


class PegawaiForm(RecordForm):
    """A person's own columns."""

    def __init__(self, *args: Any, **more: Any) -> None:
        forms.ModelForm.__init__(self, *args, **more)
        self.fields["nama"].required = True
        self.fields["alasan"] = reason_field()

    class Meta:
        model = Pegawai
        fields: tuple[str, ...] = ("nama", "npwp")


class NewPegawaiForm(PegawaiForm):
    """A person who is not known yet, with where they begin."""

    unit = forms.ModelChoiceField(queryset=Unit.objects.none(), label=gettext_lazy("Unit"))
    jabatan = forms.ModelChoiceField(queryset=Jabatan.objects.none(), label=gettext_lazy("Jabatan"))
    mulai = forms.DateField(label=gettext_lazy("Ditempatkan mulai"), widget=date_input())

    class Meta(PegawaiForm.Meta):
        fields = ("nip", "nama", "npwp")

    def __init__(self, *args: Any, units: Any, posts: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, model, given in (("unit", Unit, units), ("jabatan", Jabatan, posts)):
            field: Any = self.fields[name]
            field.queryset = _among(model, given)
            field.choices = [("", "—"), *given]
        self.order_fields(["nip", "nama", "npwp", "unit", "jabatan", "mulai", "alasan"])


def _among(model: type[Model], given: Any) -> Any:
    return model._default_manager.filter(pk__in=[pk for pk, _label in given])


class CodeForm(forms.Form):
    """The code by which files know a new unit or position."""

    kode = forms.CharField(label=gettext_lazy("Kode"), max_length=40, help_text=gettext_lazy("Seperti pada berkas."))


class ListFilter(forms.Form):
    """Filters of a list; what is wrong counts as not asked."""

    def value(self, name: str, otherwise: Any = None) -> Any:
        """A field's value; where it is empty or wrong, another."""
        self.is_valid()
        found = self.cleaned_data.get(name)
        return otherwise if found in (None, "") else found


class PeopleFilter(ListFilter):
    """What a list of people is narrowed to; wrong values count as none."""

    cari = forms.CharField(
        label=gettext_lazy("Nama, NIP atau unit"), required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    unit = forms.TypedChoiceField(label=gettext_lazy("Unit"), required=False, coerce=int, empty_value=None)
    status = forms.ChoiceField(label=gettext_lazy("Status"), required=False)
    kelas = forms.TypedChoiceField(label=gettext_lazy("Kelas jabatan"), required=False, coerce=int, empty_value=None)
    tanggal = forms.DateField(label=gettext_lazy("Pada tanggal"), required=False, widget=date_input())
    urut = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["unit"].choices = [("", _("Semua unit")), *units]  # type: ignore[attr-defined]
        named = [
            ("", _("Semua status")),
            *((code, code) for code in packet.STATUS_PEGAWAI.codes),
            ("tanpa", _("Belum ditempatkan")),
        ]
        self.fields["status"].choices = named  # type: ignore[attr-defined]
        self.fields["kelas"].choices = class_choices()  # type: ignore[attr-defined]


class PostFilter(ListFilter):
    """What a list of positions is narrowed to."""

    cari = forms.CharField(
        label=gettext_lazy("Nama atau kode jabatan"), required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    kelas = forms.TypedChoiceField(label=gettext_lazy("Kelas"), required=False, coerce=int, empty_value=None)
    tanggal = forms.DateField(label=gettext_lazy("Pada tanggal"), required=False, widget=date_input())
    urut = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["kelas"].choices = class_choices()  # type: ignore[attr-defined]


def class_choices() -> list[tuple[Any, str]]:
    """The seventeen classes of positions."""
    return [("", _("Semua kelas")), *((number, str(number)) for number in range(17, 0, -1))]


def day_of(form: Any, otherwise: date) -> date:
    """The day that a filter asks for."""
    found: date = form.value("tanggal", otherwise)
    return found
