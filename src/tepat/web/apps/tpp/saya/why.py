"""Why this much, in five to eight lines: from the most there can be, over what took some of it, to what is paid."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.utils.translation import gettext as _

from tepat.engine.explain_stored import explain_stored
from tepat.engine.explanation import Case, Explanation, make_explanation
from tepat.engine.forecast import Cause, Forecast, Loss, PersonRows, Rules
from tepat.engine.stored import stored_row_from_json
from tepat.law.person import Person
from tepat.outputs.slip import Details, Holder, Slip, slip_from_values
from tepat.web.apps.tpp.saya.lines import article_lines, details_of, line_of, measure_of
from tepat.web.apps.tpp.saya.month import COMPUTED, Month
from tepat.web.apps.tpp.saya.words import capital, cause_text, days_text, happened, in_words, money
from tepat.web.ui.formats import percent_text, short_day_text
from tepat.web.ui.parts import Derivation
from tepat.web.ui.templatetags.tepat import bahasa

_DAYS, _RATING = ("hari", "rekap"), "penilaian"


def explain(month: Month) -> Explanation | None:
    """The derivation of what the page shows: of the result as it was stored, else of the expected facts."""
    if month.result is not None:
        stored = stored_row_from_json(json.dumps(month.result.derivasi), month.rules.month)
        return explain_stored(month.rules.month, stored, month.result.fakta, bahasa())
    found = month.foreseen
    if found is None or found.perkiraan is None:
        return None
    return explain_facts(month.rules, found.facts, month.pegawai.nip)


def explain_facts(rules: Rules, facts: PersonRows, nip: str) -> Explanation:
    """The derivation of facts that nobody has computed yet."""
    person = Person(rules.month, rules.readers.month.read(facts).rows)
    nama = next((row.get("nama", "") for row in facts.get("pegawai", ())), "")
    case = Case(nip, nama, COMPUTED, (), {}, {}, lambda: person)
    return make_explanation(rules.month, person, case, bahasa(), ())


def why(month: Month, found: Forecast, explained: Explanation) -> tuple[Derivation, ...]:
    """The lines; the first and those that took something add up to the last."""
    amount = found.perkiraan or 0
    return (
        *_most(month, found),
        *_rating(month, found, explained),
        *_attendance(month, found, explained),
        *_others(found),
        *_taken(month, explained),
        _received(month, explained, amount),
    )


# -- the most there can be --------------------------------------------------------------------------------------------


def _most(month: Month, found: Forecast) -> Iterator[Derivation]:
    best = explain_facts(month.rules, found.facts_at_best, month.pegawai.nip)
    slip = _slip(month, best)
    position = next((row for row in found.facts.get("jabatan", ()) if row["kode_jabatan"] == _position(found)), {})
    words = {"jabatan": position.get("nama_jabatan") or _("jabatan Anda"), "kelas": position.get("kelas_jabatan", "")}
    sentence = _("Paling banyak sebulan: %(jabatan)s, kelas %(kelas)s") % words
    parts = () if slip is None else tuple(_slip_lines(slip, best, month))
    yield Derivation(sentence, found.paling_banyak, parts=parts)


def _position(found: Forecast) -> str:
    return next((row.get("kode_jabatan", "") for row in found.facts.get("pegawai", ())), "")


def _slip(month: Month, explained: Explanation) -> Slip | None:
    if explained.mismatches:
        return None
    holder = Holder(explained.nama, explained.nip)
    return slip_from_values(month.rules.month, explained, holder, Details(month.moment, bahasa()))


def _slip_lines(slip: Slip, explained: Explanation, month: Month) -> Iterator[Derivation]:
    """What is earned and taken, with the step behind each."""
    by_label = {step.label: step for step in explained.steps.values()}
    for line, sign in (*((line, 1) for line in slip.earnings), *((line, -1) for line in slip.deductions)):
        step = by_label.get(line.label)
        told = {} if step is None else details_of(step, month.origins)
        yield Derivation(capital(line.label), sign * line.amount, **told)


# -- what took some of it ---------------------------------------------------------------------------------------------


def _lost(found: Forecast, *kinds: str) -> list[Loss]:
    return [loss for loss in found.losses if loss.cause.jenis in kinds]


def _rating(month: Month, found: Forecast, explained: Explanation) -> Iterator[Derivation]:
    step = measure_of(explained.steps, ["kinerja"], ["disiplin", "harian"])
    losses = _lost(found, _RATING)
    waits = next((item for item in found.depends if item.jenis == _RATING), None)
    if step is None and not losses:
        return
    label = capital(step.label) if step else _("Penilaian atasan")
    value = f" {step.tampil}" if step else ""
    if waits is not None:
        sentence = _("%(nama)s: belum dinilai atasan, dianggap %(nilai)s") % {"nama": label, "nilai": value.strip()}
    else:
        sentence = f"{label}{value}: {_rated(found)}"
    told = {} if step is None else details_of(step, month.origins)
    articles = [item for item in month.rules.rating_articles if step is None or item.nama != step.variabel]
    parts = article_lines(articles, bahasa() == "en")
    yield Derivation(sentence, -sum(loss.rupiah for loss in losses), "hilang", **told, parts=parts)


def _rated(found: Forecast) -> str:
    """The rating of the month in words."""
    rows = found.facts.get("kinerja", ())
    told = next((row.get("predikat") or row.get("hasil_kerja") for row in reversed(rows) if row), "")
    return _("penilaian %(predikat)s") % {"predikat": in_words(told)} if told else _("tidak dinilai")


def _attendance(month: Month, found: Forecast, explained: Explanation) -> Iterator[Derivation]:
    step = measure_of(explained.steps, ["disiplin", "harian"], ["kinerja"])
    losses = _lost(found, *_DAYS)
    if step is None and not losses:
        return
    label = capital(step.label) if step else _("Kehadiran")
    value = f" {step.tampil}" if step else ""
    what = happened(losses) or _("tidak ada pelanggaran")
    days = days_text(cause.tanggal for loss in losses for cause in loss.causes if cause.tanggal)
    sentence = f"{label}{value}: {what}" + (f" ({days})" if days else "")
    told = {} if step is None else details_of(step, month.origins)
    parts = tuple(_day(month, loss) for loss in losses)
    yield Derivation(sentence, -sum(loss.rupiah for loss in losses), "hilang", **told, parts=parts)


def _day(month: Month, loss: Loss) -> Derivation:
    """A day that cost something, with its articles."""
    sentence = "; ".join(dict.fromkeys(_told(cause) for cause in loss.causes))
    if loss.percent is not None:
        sentence += " · " + _("potongan %(persen)s") % {"persen": percent_text(loss.percent, bahasa())}
    parts = article_lines(loss.articles, bahasa() == "en")
    return Derivation(sentence, -loss.rupiah, "hilang", parts=parts)


def _told(cause: Cause) -> str:
    what = capital(cause_text(cause))
    return f"{short_day_text(cause.tanggal, bahasa())}: {what}" if cause.tanggal else what


def _others(found: Forecast) -> Iterator[Derivation]:
    """Leave and punishment."""
    for loss in found.losses:
        if loss.cause.jenis not in (*_DAYS, _RATING):
            words = {
                "jenis": capital(happened([loss])),
                "apa": "; ".join(in_words(item.status) for item in loss.causes),
            }
            parts = article_lines(loss.articles, bahasa() == "en")
            yield Derivation(_("%(jenis)s: %(apa)s") % words, -loss.rupiah, "hilang", parts=parts)


# -- what is paid -----------------------------------------------------------------------------------------------------


def _taken(month: Month, explained: Explanation) -> Iterator[Derivation]:
    """Tax and contributions: those that lessen what is paid are in the amounts above; the region bears the others."""
    slip = _slip(month, explained)
    if slip is None or not (slip.deductions or slip.borne):
        return
    steps = {step.label: step for step in explained.steps.values()}
    lines = [(line, _("sudah dikurangkan")) for line in slip.deductions]
    lines += [(line, _("tidak mengurangi yang diterima")) for line in slip.borne]
    parts = tuple(
        line_of(steps[line.label], month.origins, f"{capital(line.label)}, {note}", amount=line.amount, text="")
        for line, note in lines
        if line.label in steps
    )
    taken = sum(line.amount for line in slip.deductions)
    sentence = _("Iuran dan pajak: %(jumlah)s dipotong") % {"jumlah": money(taken)}
    yield Derivation(sentence, text=_("sudah termasuk"), parts=parts)


def _received(month: Month, explained: Explanation, amount: int) -> Derivation:
    slip = _slip(month, explained)
    sentence = _("TPP yang diterima") if month.is_computed else _("Perkiraan TPP yang diterima")
    parts = () if slip is None else tuple(_slip_lines(slip, explained, month))
    return Derivation(sentence, amount, parts=parts)


# -- what does not count ----------------------------------------------------------------------------------------------


def uncounted(rules: Rules) -> list[str]:
    """Facts of people that no formula of this month reads: only those of which that is true."""
    books = [book for book in (rules.month, rules.cuts) if book is not None]
    columns = {column for book in books for _relation, column in book.used}
    # What formulas over days or leaves read of the person beside their row.
    columns |= {parts[-1] for book in books for names in book.row_context.values() for parts in names}
    known = (
        (_("golongan"), ("golongan",)),
        (_("skema golongan (PNS atau PPPK)"), ("skema_golongan",)),
        (_("masa kerja"), ("masa_kerja", "tmt_cpns", "tmt_pns")),
        (_("pendidikan"), ("pendidikan",)),
        (_("usia"), ("usia", "tanggal_lahir")),
        (_("jenis kelamin"), ("jenis_kelamin",)),
        (_("kelas jabatan (besarannya sudah ada pada jabatan)"), ("kelas_jabatan",)),
        (_("unit kerja"), ("kode_unit", "jenis_unit", "induk")),
    )
    return [label for label, names in known if not columns & set(names)]
