"""Having read a regulation: somebody's word, in the wording that holds now, and how many have given it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tepat.web.apps.kepegawaian import selectors as kepegawaian
from tepat.web.apps.regulasi.library import instrument, must_read
from tepat.web.apps.regulasi.models import TandaBaca
from tepat.web.common.today import now, this_masa, today


@dataclass(frozen=True)
class UnitReaders:
    """How many of an SKPD have read a regulation."""

    unit_id: int
    nama: str
    sudah: int
    orang: int


def read_by(user: Any) -> set[tuple[str, str]]:
    """Key and hash of every wording that somebody has read. One query."""
    return set(TandaBaca.objects.filter(pengguna=user).values_list("instrumen", "sidik"))


def unread(user: Any) -> list[str]:
    """The keys of the regulations in force that somebody has not read in their present wording. One query."""
    done = read_by(user)
    return [info.key for info in must_read(this_masa()) if (info.key, info.sha256) not in done]


def mark_read(user: Any, key: str, sidik: str) -> None:
    """Keep somebody's word that a regulation was read.

    ``sidik``: the hash of the text that was shown. Raises `ValidationError` where the text has changed since.
    """
    package = instrument(key)
    if package is None or package.sha256 != sidik:
        raise ValidationError(
            _("Naskahnya berubah sejak halaman ini dibuka. Baca lagi, lalu nyatakan."), code="berubah"
        )
    TandaBaca.objects.get_or_create(pengguna=user, instrumen=key, sidik=sidik, defaults={"waktu": now()})


def readers_by_unit(key: str, sidik: str) -> list[UnitReaders]:
    """By SKPD how many of its people have read a wording. Three queries."""
    tree = kepegawaian.tree_on(today())
    placed = kepegawaian.placed_in(this_masa())
    rows = TandaBaca.objects.filter(instrumen=key, sidik=sidik, pengguna__pegawai__isnull=False)
    done = set(rows.values_list("pengguna__pegawai_id", flat=True))
    counts: dict[int, list[int]] = {}
    for person, unit in placed.items():
        both = counts.setdefault(tree.skpd(unit), [0, 0])
        both[0] += person in done
        both[1] += 1
    return [UnitReaders(node.id, node.nama_unit, *counts[node.id]) for node in tree.skpd_list() if node.id in counts]


def count_readers(keys: Collection[str]) -> dict[tuple[str, str], int]:
    """By key and hash how many accounts have read a wording. One query."""
    found: dict[tuple[str, str], int] = {}
    for row in TandaBaca.objects.filter(instrumen__in=keys).values_list("instrumen", "sidik"):
        found[row] = found.get(row, 0) + 1
    return found
