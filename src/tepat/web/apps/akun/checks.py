"""A demonstration shows its accounts with their password: never to the world, never beside real people."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.utils.translation import gettext as _

from tepat.web.apps.kepegawaian import selectors as kepegawaian


@register(Tags.security)
def demo_is_not_public(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A demonstration is not what a certificate and a public name are for."""
    if not settings.TEPAT_DEMO or not settings.HTTPS:
        return []
    return [
        Error(
            _("TEPAT_DEMO menyala bersama TEPAT_HTTPS: halaman masuk akan memuat semua akun dan kata sandinya."),
            hint=_("Hapus TEPAT_DEMO untuk pemakaian sungguhan, atau TEPAT_HTTPS untuk peragaan."),
            id="tepat.E001",
        )
    ]


@register(Tags.database)
def demo_holds_nobody_real(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Invented people have a NIP of birth years 1900 to 1909; a demonstration has no others."""
    if not settings.TEPAT_DEMO or "default" not in (databases or ()):
        return []
    table = kepegawaian.all_pegawai().model._meta.db_table
    if table not in connections["default"].introspection.table_names():
        return []
    if not kepegawaian.all_pegawai().exclude(nip__startswith="190").exists():
        return []
    return [
        Error(
            _("TEPAT_DEMO menyala, tetapi basis data ini berisi pegawai sungguhan."),
            hint=_("Hapus TEPAT_DEMO, atau arahkan TEPAT_DATA ke folder lain."),
            id="tepat.E002",
        )
    ]
