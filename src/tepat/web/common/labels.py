"""Names of columns, codes and kinds of record in the language of the page.

A model says with ``gettext_lazy`` what a column is called where its name is not enough; a name that Django made of the
column's own is put into words here.
"""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise

from tepat.lang.names import name_text
from tepat.web.ui.templatetags.tepat import bahasa


def code_text(code: str) -> str:
    """A code or a column's name as people read it: ``sangat_baik`` is "sangat baik"."""
    return name_text(code, bahasa())


def column_text(column: Any) -> str:
    """What a model's column is called."""
    name = column.verbose_name
    return str(name) if isinstance(name, Promise) else code_text(column.name)


def kind_text(model: Any) -> str:
    """What a kind of record is called."""
    name = model._meta.verbose_name
    return str(name) if isinstance(name, Promise) else code_text(str(name).replace(" ", "_"))


def capital(text: str) -> str:
    """With a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


def name_fields(form: Any) -> None:
    """Give a model's form the labels and choices of the page's language where Django took them from names."""
    columns = {column.name: column for column in form._meta.model._meta.concrete_fields}
    for name, field in form.fields.items():
        column = columns.get(name)
        if column is None:
            continue
        if not isinstance(column.verbose_name, Promise):
            field.label = capital(column_text(column))
        if column.choices:
            field.choices = [(code, code_text(str(code)) if code else label) for code, label in field.choices]
