"""The month against the one before: causes whose rupiah add up to the difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tepat.engine.forecast import MonthCause, PersonMonth, PersonRows, compare
from tepat.lang.calendar import Masa
from tepat.lang.errors import TepatError
from tepat.web.apps.tpp.saya.month import COMPUTED, Month
from tepat.web.apps.tpp.saya.rules import rules_of
from tepat.web.apps.tpp.saya.words import capital, file_name, in_words
from tepat.web.ui.parts import Derivation, Input

# Of what happens in a month, the cells that tell most of it: by cause its file and columns.
_TELLING: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "kehadiran": ("disiplin", ("potongan_persen", "hari_hadir", "hari_alpa")),
    "penilaian": ("kinerja", ("predikat", "capaian_persen")),
}


@dataclass(frozen=True)
class Compared:
    """The difference from the month before, and the causes that it is made of."""

    masa_lama: Masa
    lama: int
    baru: int
    causes: tuple[Derivation, ...]

    @property
    def selisih(self) -> int:
        """What this month is more."""
        return self.baru - self.lama

    @property
    def size(self) -> int:
        """The same without its sign."""
        return abs(self.selisih)


def compared(month: Month) -> Compared | None:
    """The comparison; None where one of the months has no amount, or is not told any more as it was computed."""
    before, facts = month.before, _facts(month)
    if before is None or before.status_hitung != COMPUTED or facts is None:
        return None
    try:
        rules = rules_of(Masa.parse(before.masa))
    except TepatError:
        return None
    found = compare(PersonMonth(rules, before.fakta), PersonMonth(month.rules, facts))
    shown = month.result.tpp_diterima if month.result is not None else found.baru
    if found.lama != before.tpp_diterima or found.lama is None or found.baru is None or found.baru != shown:
        return None
    return Compared(
        found.masa_lama, found.lama, found.baru, tuple(_cause(item, before.fakta, facts) for item in found.causes)
    )


def _facts(month: Month) -> PersonRows | None:
    if month.result is not None:
        return month.result.fakta if month.is_computed else None
    found = month.foreseen
    return None if found is None or found.perkiraan is None else found.facts


def _cause(item: MonthCause, old: PersonRows, new: PersonRows) -> Derivation:
    told = [*_happened(item, old, new), *_changes(item)]
    return Derivation(capital(", ".join(map(file_name, item.jenis))), item.rupiah, inputs=tuple(told))


def _happened(item: MonthCause, old: PersonRows, new: PersonRows) -> Iterator[Input]:
    for jenis in item.jenis:
        file, columns = _TELLING.get(jenis, ("", ()))
        was, now = (rows[-1] if (rows := facts.get(file, ())) else {} for facts in (old, new))
        for name in columns:
            if was.get(name, "") != now.get(name, ""):
                yield Input(capital(in_words(name)), _arrow(was.get(name, ""), now.get(name, "")))


def _changes(item: MonthCause) -> Iterator[Input]:
    for cell in item.cells:
        file, _dot, column = cell.kolom.partition(".")
        if column not in ("nip", "kode_jabatan", "kode_unit"):
            yield Input(capital(in_words(column)), _arrow(cell.lama, cell.baru), file_name(file))


def _arrow(old: str, new: str) -> str:
    return f"{in_words(old) or '–'} → {in_words(new) or '–'}"
