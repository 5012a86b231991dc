"""The slip of a stored result as a PDF."""

from __future__ import annotations

import json
from datetime import datetime

from django.conf import settings

from tepat.engine.explain_stored import explain_stored
from tepat.engine.stored import stored_row_from_json
from tepat.lang.calendar import Masa
from tepat.outputs.slip import Details, Holder, render_slip, slip_from_values
from tepat.web.apps.regulasi.selectors import book_of
from tepat.web.apps.tpp.models import Hasil
from tepat.web.apps.tpp.saya.month import is_final
from tepat.web.ui.templatetags.tepat import bahasa

_SAMPLE, _DRAFT = {"id": "CONTOH", "en": "SAMPLE"}, {"id": "DRAF", "en": "DRAFT"}
_DIGEST = 16


def slip_pdf(result: Hasil, moment: datetime) -> bytes:
    """The slip; a word across the page until the month is locked, and always in a demonstration.

    Raises `InternalError` where the stored amounts are not those that the rules of the month explain.
    """
    masa = Masa.parse(result.masa)
    kind = result.lembar.jenis_run if result.lembar else "reguler"
    bound = book_of(masa, kind)
    explained = explain_stored(bound, stored_row_from_json(json.dumps(result.derivasi), bound), result.fakta, bahasa())
    details = Details(
        moment.replace(microsecond=0),
        bahasa(),
        status=str(result.lembar.get_status_display()).capitalize() if result.lembar else "",
        receipt=result.hitungan.sidik_paket[:_DIGEST],
        mark=mark_of(result),
    )
    return render_slip(slip_from_values(bound, explained, holder_of(result), details))


def mark_of(result: Hasil) -> str:
    """The word across a slip: that it is a sample, or a draft."""
    if settings.TEPAT_DEMO:
        return _SAMPLE[bahasa()]
    return "" if is_final(result) else _DRAFT[bahasa()]


def holder_of(result: Hasil) -> Holder:
    """Whose slip it is, with unit and position of that month."""
    cells = {file: rows[0] for file, rows in result.fakta.items() if rows}
    person, position, unit = (cells.get(name, {}) for name in ("pegawai", "jabatan", "unit"))
    return Holder(
        result.nama,
        person.get("nip", ""),
        unit.get("nama_unit", ""),
        result.nama_jabatan,
        position.get("kelas_jabatan", ""),
    )
