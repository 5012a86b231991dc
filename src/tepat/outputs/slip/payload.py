"""A slip as the texts that its document shows; the document computes nothing and knows no language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC
from fractions import Fraction
from io import BytesIO

from tepat.lang.prose import decimal_text, instant_text
from tepat.outputs.slip.model import Line, Slip
from tepat.outputs.slip.terms import capital
from tepat.outputs.slip.words import WORDS, month_text

Payload = Mapping[str, object]


def payload(slip: Slip) -> Payload:
    """Everything the document shows, as texts."""
    words, holder = WORDS[slip.bahasa], slip.holder
    people = (
        (words["name"], holder.nama),
        (words["nip"], holder.nip),
        (words["unit"], holder.unit),
        (words["position"], holder.jabatan),
        (words["class"], holder.kelas_jabatan),
        (words["run"], slip.run),
        (words["status"], slip.status),
    )
    printed = instant_text(slip.printed_at.astimezone(UTC).replace(tzinfo=None), slip.bahasa, slip.zone)
    return {
        "kata": words,
        "bahasa": slip.bahasa,
        "daerah": slip.daerah,
        "masa": month_text(slip.masa, slip.bahasa),
        "orang": [pair for pair in people if pair[1]],
        "penghasilan": _lines(slip.earnings, slip.bahasa),
        "potongan": _lines(slip.deductions, slip.bahasa),
        "ditanggung": _lines(slip.borne, slip.bahasa),
        "jumlah": _totals(slip),
        "capaian": [[item.label, item.tampil, item.angka, item.dasar] for item in slip.achievements],
        "mengapa": [[item.text, _text(item.amount, slip.bahasa)] for item in slip.why],
        "dasar": [[item.short, item.title, item.dates] for item in slip.instruments],
        "sidik": slip.receipt,
        "tautan": slip.url,
        "qr": qr_svg(slip.url) if slip.url else "",
        "dicetak": printed,
        "tanda": slip.mark,
    }


def _lines(lines: Iterable[Line], bahasa: str) -> list[list[str]]:
    return [[line.label, line.dasar, _text(line.before, bahasa), _text(line.amount, bahasa)] for line in lines]


def _text(amount: int | None, bahasa: str) -> str:
    return "" if amount is None else decimal_text(Fraction(amount), bahasa)


def _totals(slip: Slip) -> dict[str, str] | None:
    if slip.totals is None:
        return None
    return {
        "paling_banyak": _text(slip.most, slip.bahasa),
        "bruto": _text(slip.totals.gross, slip.bahasa),
        "potongan": _text(slip.totals.deductions, slip.bahasa),
        "bersih": _text(slip.totals.net, slip.bahasa),
        "terbilang": in_words(slip.totals.net, slip.bahasa),
    }


def in_words(amount: int, bahasa: str) -> str:
    """An amount in words, as a receipt writes it."""
    # A base installation computes without it; only slips are written in words.
    from num2words import num2words

    words = WORDS[bahasa]
    text = f"{num2words(abs(amount), lang=bahasa)} {words['rupiah']}"
    text = f"{words['minus']} {text}" if amount < 0 else text
    return capital(text)


def qr_svg(url: str) -> str:
    """The QR code of an address as an SVG picture."""
    import segno

    buffer = BytesIO()
    segno.make(url, error="m", micro=False).save(buffer, kind="svg", border=0, xmldecl=False, omitsize=True)
    return buffer.getvalue().decode()
