"""Steps of a derivation and articles of a forecast as lines that a page opens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from tepat.engine.explanation import Explanation
from tepat.engine.forecast import Article
from tepat.engine.telling import Citation, Source, Step
from tepat.lang.types import Unit
from tepat.web.apps.tpp.saya.origins import Origins
from tepat.web.apps.tpp.saya.words import capital, file_name, in_words
from tepat.web.ui.parts import Derivation, Input

_PRACTICE = "praktik"


def line_of(step: Step, origins: Origins, sentence: str = "", **shown: Any) -> Derivation:
    """One variable as a line; ``shown``: what of the line is another than the step says."""
    is_money = step.tipe == Unit.RUPIAH and step.nilai is not None
    value: Mapping[str, Any] = {"amount": int(Fraction(step.nilai or 0))} if is_money else {"text": step.tampil}
    return Derivation(**{**value, **details_of(step, origins), "sentence": sentence or capital(step.label), **shown})


def details_of(step: Step, origins: Origins) -> dict[str, Any]:
    """What opens under a line: formula, inputs, article, version."""
    return {
        "formula_words": f"{step.label} = {step.rumus_kata}",
        "formula_numbers": f"{step.tampil} = {step.rumus_angka}" if step.rumus_angka not in ("", step.tampil) else "",
        "inputs": (*_facts(step.fakta, origins), *_tables(step), *_taken(step)),
        "article": f"{step.dasar} · {step.instrumen}",
        "paragraphs": tuple(paragraphs(step.kutipan)),
        "version": _version(step),
    }


def _facts(facts: Iterable[Source], origins: Origins) -> Iterator[Input]:
    for fact in facts:
        yield Input(capital(fact.label), fact.nilai, origins.get(fact.berkas) or file_name(fact.berkas))


def _tables(step: Step) -> Iterator[Input]:
    for hit in step.tabel:
        yield Input(
            f"{capital(hit.label)}: {in_words(hit.kunci)}", hit.nilai, "; ".join(filter(None, (hit.dasar, hit.sumber)))
        )


def _taken(step: Step) -> Iterator[Input]:
    """The branch of the rule that applied."""
    for branch in step.cabang:
        # That none of the conditions held is told by the formula itself.
        if branch.diambil and branch.angka:
            yield Input(_("Yang berlaku"), branch.syarat, branch.angka)


def _version(step: Step) -> str:
    practice = _("dibaca dari praktik yang dipakai, bukan dari naskah") if step.sumber == _PRACTICE else ""
    return "; ".join(part for part in (step.versi, practice) if part)


def paragraphs(citations: Iterable[Citation]) -> Iterator[str]:
    """The paragraphs word for word; one whose text nobody has says so."""
    for cited in citations:
        yield f"{cited.tanda} {cited.naskah or _('(naskahnya tidak tersedia)')}".strip()


def article_lines(articles: Iterable[Article], english: bool) -> tuple[Derivation, ...]:
    """What something rests on, article by article."""
    return tuple(
        Derivation(
            capital((item.label_en if english else item.label) or item.label),
            text=" ",
            article=f"{item.dasar} · {item.instrumen}",
            paragraphs=tuple(paragraphs(item.kutipan)),
        )
        for item in articles
    )


# -- the whole tree ---------------------------------------------------------------------------------------------------


def tree_of(found: Explanation, origins: Origins) -> tuple[Derivation, ...]:
    """The whole derivation: what leads to what, each told once."""
    seen: set[str] = set()
    return tuple(_branch(found.steps, name, origins, seen) for name in found.roots)


def _branch(steps: Mapping[str, Step], name: str, origins: Origins, seen: set[str]) -> Derivation:
    step = steps[name]
    if name in seen:
        return line_of(step, origins, article="", paragraphs=(), inputs=(), formula_words="", formula_numbers="",
                       sentence=_("%(nama)s (diterangkan di atas)") % {"nama": capital(step.label)})  # fmt: skip
    seen.add(name)
    parts = tuple(_branch(steps, child, origins, seen) for child in step.anak)
    return line_of(step, origins, parts=parts, is_open=not seen - {name})


# -- which step tells what --------------------------------------------------------------------------------------------


def measure_of(steps: Mapping[str, Step], files: Sequence[str], without: Sequence[str]) -> Step | None:
    """The last percentage that is computed from these files and not from those; None where there is none."""
    read: dict[str, set[str]] = {}
    found = None
    for name, step in steps.items():
        own = {fact.berkas for fact in step.fakta}
        read[name] = own.union(*(read.get(child, set()) for child in step.anak))
        is_measure = step.tipe == Unit.PERSEN and step.nilai is not None
        if is_measure and read[name] & set(files) and not read[name] & set(without):
            found = step
    return found
