"""The components as tags. ``{% load komponen %}``; what each takes is a dataclass of ``tepat.web.ui.parts``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tepat.web.ui import glossary, parts
from tepat.web.ui.templatetags import tepat as filters

register = template.Library()
SPRITE = Path(__file__).parents[1] / "static/vendor/icons/icons.svg"

# Status to its word, its colour and its icon. Red is for what failed or costs money, nothing else.
STATUS: Mapping[str, tuple[Any, str, str]] = {
    "draft": (_("Draf"), "plain", "circle-dashed"),
    "dihitung": (_("Dihitung"), "accent", "calculator"),
    "diverifikasi": (_("Diverifikasi"), "accent", "check"),
    "disetujui": (_("Disetujui"), "good", "circle-check"),
    "terkunci": (_("Terkunci"), "good", "lock"),
    "dikirim": (_("Dikirim"), "good", "send"),
    "dibayar": (_("Dibayar"), "good", "cash"),
    "gagal": (_("Gagal"), "bad", "alert-circle"),
    "berjalan": (_("Berjalan"), "accent", "player-play"),
    "antre": (_("Antre"), "plain", "hourglass"),
    "selesai": (_("Selesai"), "good", "circle-check"),
    "tertahan": (_("Tertahan"), "warn", "alert-triangle"),
    "diajukan": (_("Diajukan"), "accent", "send"),
    "menunggu": (_("Menunggu"), "warn", "hourglass"),
    "ditolak": (_("Ditolak"), "bad", "circle-x"),
    "diterima": (pgettext_lazy("kumpulan", "Diterima"), "good", "circle-check"),
    "dibatalkan": (_("Dibatalkan"), "plain", "arrow-back-up"),
    "dibaca": (_("Sedang dibaca"), "plain", "hourglass"),
    "pratinjau": (_("Menunggu keputusan"), "warn", "eye"),
    "dibuang": (_("Dibuang"), "plain", "trash"),
    "baru": (_("Baru"), "good", "plus"),
    "ubah": (_("Mengubah"), "accent", "pencil"),
    "sama": (_("Sudah ada"), "plain", "minus"),
    "digantikan": (_("Digantikan"), "plain", "history"),
}
CHECKS: Mapping[str, tuple[Any, str, str]] = {
    "beres": (_("Beres"), "good", "check"),
    "kurang": (_("Belum lengkap"), "warn", "alert-triangle"),
    "gagal": (_("Gagal"), "bad", "circle-x"),
    "tunggu": (_("Menunggu"), "plain", "hourglass"),
    "tidak_ada": (_("Tidak perlu"), "plain", "dots"),
}
LEVELS: Mapping[str, tuple[Any, str, str]] = {
    "tahan": (_("Menahan"), "bad", "alert-circle"),
    "gagal": (_("Gagal"), "bad", "alert-circle"),
    "peringatan": (_("Peringatan"), "warn", "alert-triangle"),
    "info": (_("Catatan"), "plain", "info-circle"),
}
DAYS: Mapping[str, Any] = {
    "hadir": _("Hadir penuh"),
    "kurang": _("Terlambat atau pulang cepat"),
    "alpa": _("Tanpa keterangan"),
    "izin": _("Izin, cuti atau dinas"),
    "libur": _("Libur"),
    "nanti": _("Belum tiba"),
}
SHARES: Mapping[str, Any] = {
    "diterima": _("Diterima"),
    "bergantung": _("Masih bergantung"),
    "hilang": _("Hilang"),
}
WEEKDAYS = (_("Sen"), _("Sel"), _("Rab"), _("Kam"), _("Jum"), _("Sab"), _("Min"))


@cache
def known_icons() -> frozenset[str]:
    """The names that the sprite has."""
    return frozenset(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text("utf-8")))


@register.simple_tag
def icon(name: str, label: str = "") -> str:
    """An icon of the sprite; with a label it is read aloud, without one it is decoration. An unknown name raises."""
    if name not in known_icons():
        raise KeyError(f"no icon {name!r}: add it to the names in tools/vendor.toml and run tools/vendor.py")
    source = static("vendor/icons/icons.svg")
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"/></svg>', label, source, name
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', source, name)


@register.inclusion_tag("ui/chip.html")
def chip(status: str) -> dict[str, Any]:
    """A status in its word and colour; an unknown status raises."""
    label, tone, sign = STATUS[status]
    return {"label": label, "tone": tone, "icon": sign}


@register.simple_tag
def money(value: Any, kind: str = "rupiah") -> str:
    """An amount in tabular digits; ``kind="hilang"`` is money lost and red, unless it is zero."""
    tone = " money-lost" if kind == "hilang" and value else ""
    return format_html('<span class="money{}">{}</span>', tone, filters.rupiah(value))


@register.simple_tag
def value(content: Any, kind: str = "teks") -> Any:
    """A value as its column writes it; an unknown kind raises."""
    return _WRITERS[kind](content)


# --- tables ----------------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/table.html", takes_context=True)
def table(context: template.RequestContext, part: parts.Table, empty: parts.Empty | None = None) -> dict[str, Any]:
    """A table; without rows the empty state stands in its place."""
    request = context.get("request")
    return {
        "table": part,
        "empty": empty,
        "request": request,
        "sorted_by": request.GET.get("urut", "") if request else "",
    }


@register.inclusion_tag("ui/sort_head.html", takes_context=True)
def sort_head(context: template.Context, column: parts.Column) -> dict[str, Any]:
    """The link of a heading: ascending first, descending when it is sorted so already."""
    now = context.get("sorted_by", "")
    directions = {column.sort: "ascending", f"-{column.sort}": "descending"}
    direction = directions.get(str(now), "")
    url = query_url(context.get("request"), urut=f"-{column.sort}" if now == column.sort else column.sort, halaman=None)
    return {"column": column, "url": url, "direction": direction}


def query_url(request: Any, **changes: Any) -> str:
    """The query of the page with some of its fields changed, or left out where None."""
    query = request.GET.copy() if request else QueryDict(mutable=True)
    for name, content in changes.items():
        query.pop(name, None)
        if content is not None:
            query[name] = content
    return f"?{query.urlencode()}"


@register.inclusion_tag("ui/pager.html", takes_context=True)
def pager(context: template.Context, page: Page[Any], target: str = "") -> dict[str, Any]:
    """Pages of a list (``?halaman=``), with how many there are in all; ``target`` is the region htmx replaces."""
    request = context.get("request")
    around = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    links = [(number, query_url(request, halaman=number) if isinstance(number, int) else "") for number in around]
    before = query_url(request, halaman=page.number - 1) if page.has_previous() else ""
    after = query_url(request, halaman=page.number + 1) if page.has_next() else ""
    return {"page": page, "links": links, "before": before, "after": after, "target": target}


@register.inclusion_tag("ui/filter.html")
def filter_bar(form: forms.BaseForm, target: str = "", url: str = "") -> dict[str, Any]:
    """A form of filters by GET; with ``target`` (``"#daftar"``) the list follows while one types."""
    form.auto_id = "saring_%s"  # the page may hold another form with fields of these names
    for bound in form:
        dress(bound, small=True)
    return {"form": form, "target": target, "url": url}


@register.inclusion_tag("ui/chart.html")
def chart(part: parts.Table, kind: str = "bar", label: str = "") -> dict[str, Any]:
    """A chart (``bar``, ``stack``, ``line``) drawn from a table that stays readable: labels first, then series."""
    return {"table": part, "kind": kind, "label": label or part.caption}


# --- forms -----------------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField, term: str = "") -> dict[str, Any]:
    """A form field with label, help and errors; ``term`` adds the glossary's word beside the label."""
    widget = bound.field.widget
    return {
        "field": bound,
        "widget": dress(bound),
        "term": term,
        "is_check": isinstance(widget, forms.CheckboxInput),
        "is_group": widget.use_fieldset,
        "is_hidden": bound.is_hidden,
    }


@register.inclusion_tag("ui/form.html")
def form_fields(form: forms.BaseForm) -> dict[str, Any]:
    """All fields of a form, with the errors of the whole form before them."""
    return {"form": form}


def dress(bound: BoundField, *, small: bool = False) -> str:
    """The field's widget with the classes of the look and the ids of its help and errors."""
    base = _widget_class(bound.field.widget)
    classes = [*str(bound.field.widget.attrs.get("class", "")).split(), base]
    if small and base in ("form-control", "form-select"):
        classes.append(f"{base}-sm")
    if bound.errors:
        classes.append("is-invalid")
    attrs = {"class": " ".join(dict.fromkeys(name for name in classes if name))}
    if described := [f"{bound.auto_id}_{part}" for part, is_there in _notes(bound) if is_there and bound.auto_id]:
        attrs["aria-describedby"] = " ".join(described)
    bound.field.widget.attrs.update(attrs)
    return bound.as_widget()


def _notes(bound: BoundField) -> list[tuple[str, bool]]:
    return [("bantuan", bool(bound.help_text)), ("galat", bool(bound.errors))]


def _widget_class(widget: forms.Widget) -> str:
    match widget:
        case forms.RadioSelect() | forms.CheckboxSelectMultiple() | forms.CheckboxInput():
            return "form-check-input"
        case forms.Select():
            return "form-select"
        case _:
            return "form-control"


@register.inclusion_tag("ui/confirm.html", takes_context=True)
def confirm(context: template.Context, part: parts.Confirm, form: forms.BaseForm | None = None) -> dict[str, Any]:
    """The question with its consequences, as a form that is sent by POST."""
    return {"confirm": part, "form": form, "csrf_token": context.get("csrf_token", "")}


# --- what is shown ---------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/empty.html")
def empty(part: parts.Empty) -> dict[str, Any]:
    """What is not there yet, and what to do."""
    return {"empty": part}


@register.inclusion_tag("ui/findings.html")
def findings(items: Iterable[parts.FindingItem], folded_from: int = 4) -> dict[str, Any]:
    """Findings by code; a group of at least ``folded_from`` is folded."""
    groups = parts.group_findings(items)
    shown = [
        {"group": group, "level": LEVELS[group.tingkat], "is_folded": len(group.items) >= folded_from}
        for group in groups
    ]
    return {"groups": shown}


@register.inclusion_tag("ui/timeline.html")
def timeline(steps: Sequence[parts.Step]) -> dict[str, Any]:
    """A course of events, the present step marked."""
    return {"steps": steps}


@register.inclusion_tag("ui/derivation.html")
def derivation(lines: Sequence[parts.Derivation]) -> dict[str, Any]:
    """Lines of "why this much", each of which opens."""
    return {"lines": lines}


@register.inclusion_tag("ui/progress.html")
def progress(part: parts.Progress) -> dict[str, Any]:
    """Work under way, asked again while it runs. A view may answer with ``ui/progress.html`` alone."""
    return {"progress": part}


@register.inclusion_tag("ui/share.html")
def share(part: parts.Share) -> dict[str, Any]:
    """The bar of what is received, what still depends on somebody, and what is lost."""
    named = [(name, SHARES[name], amount, start, width) for name, amount, start, width in part.segments()]
    return {"segments": named}


@register.inclusion_tag("ui/calendar.html")
def calendar(masa: str, days: Sequence[parts.Day]) -> dict[str, Any]:
    """The month as a grid, with a legend of the states that occur."""
    weeks = [[(day, DAYS[day.state] if day else "") for day in week] for week in parts.month_grid(days)]
    met = {day.state for day in days}
    legend = [(state, parts.DAY_STATES[state], label) for state, label in DAYS.items() if state in met]
    return {"masa": masa, "weeks": weeks, "weekdays": WEEKDAYS, "legend": legend}


@register.inclusion_tag("ui/stats.html")
def stats(items: Sequence[parts.Stat]) -> dict[str, Any]:
    """Numbers worth a card each."""
    return {"stats": items}


@register.inclusion_tag("ui/check.html")
def check(part: parts.Check) -> dict[str, Any]:
    """One state with its number and its link."""
    label, tone, sign = CHECKS[part.state]
    return {"check": part, "state_label": label, "tone": tone, "icon": sign}


@register.inclusion_tag("ui/checklist.html")
def checklist(items: Sequence[parts.Check]) -> dict[str, Any]:
    """States one below the other, each with what puts it right."""
    return {"checks": [check(item) for item in items]}


@register.inclusion_tag("ui/tabs.html")
def tabs(links: Sequence[parts.Link], label: str = "") -> dict[str, Any]:
    """Links to the parts of one thing."""
    return {"links": links, "label": label}


@register.inclusion_tag("ui/definitions.html")
def definitions(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Labels with their values; a value may be a `Cell` or a text."""
    return {"pairs": [(label, item if isinstance(item, parts.Cell) else parts.Cell(item)) for label, item in pairs]}


@register.inclusion_tag("ui/help.html")
def help(key: str) -> dict[str, Any]:  # noqa: A001 - the tag's name in templates
    """The meaning of a word, folded behind a question mark; a key that the glossary lacks raises."""
    term = glossary.terms()[key]
    arti, bukan = term.told(filters.bahasa())
    return {"term": term, "bahasa": filters.bahasa(), "arti": arti, "bukan": bukan}


_WRITERS: Mapping[str, Callable[[Any], Any]] = {
    "teks": lambda content: filters.unknown() if content is None else content,
    "rupiah": money,
    "hilang": lambda content: money(content, "hilang"),
    "angka": filters.angka,
    "persen": filters.persen,
    "tanggal": filters.tanggal,
    "masa": filters.masa,
    "jam": filters.jam,
    "nip": filters.nip,
    "status": lambda content: render_to_string("ui/chip.html", chip(content)),
    "cek": lambda content: render_to_string("ui/check.html", check(content)),
}
