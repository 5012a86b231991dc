"""What a month has of what it needs, by SKPD: attendance, ratings and salaries of the people placed in it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tepat.lang.calendar import Masa
from tepat.web.apps.beranda.parts import Urgency, action
from tepat.web.apps.kepegawaian import selectors as kepegawaian
from tepat.web.apps.kinerja import services as kinerja
from tepat.web.apps.pembayaran import services as pembayaran
from tepat.web.apps.presensi import services as presensi
from tepat.web.apps.tpp import selectors as tpp
from tepat.web.common.links import address
from tepat.web.common.today import this_masa
from tepat.web.ui.formats import number_text
from tepat.web.ui.parts import Check, Link
from tepat.web.ui.templatetags.tepat import bahasa


@dataclass(frozen=True)
class Step:
    """The next thing to do: a sentence, how urgent it is, and the button."""

    kalimat: str
    keadaan: Urgency
    lebih: str = ""
    aksi: tuple[Link, ...] = ()
    tunjuk_kesiapan: bool = False


@dataclass(frozen=True)
class Part:
    """One thing that a month needs of everybody: of how many it is there. ``pin``: PINs of nobody."""

    jenis: str
    ada: int
    orang: int
    pin: int = 0

    @property
    def kurang(self) -> int:
        """Of how many it is missing."""
        return self.orang - self.ada

    def sentence(self) -> str:
        """What is missing."""
        words = {"n": number_text(self.kurang, bahasa()), "orang": number_text(self.orang, bahasa())}
        if self.pin:
            return ngettext(
                "%(pin)s PIN belum diketahui pemiliknya; presensi %(n)s dari %(orang)s orang belum ada.",
                "%(pin)s PIN belum diketahui pemiliknya; presensi %(n)s dari %(orang)s orang belum ada.",
                self.pin,
            ) % {"pin": number_text(self.pin, bahasa()), **words}
        told = {
            "presensi": _("Presensi %(n)s dari %(orang)s orang belum ada."),
            "penilaian": _("%(n)s dari %(orang)s orang belum dinilai atasannya."),
            "gaji": _("Gaji %(n)s dari %(orang)s orang belum ada."),
        }
        return told[self.jenis] % words

    def action(self) -> tuple[Link, ...]:
        """Where it is put right."""
        if self.jenis == "penilaian":
            return ()
        if self.pin:
            return action(_("Hubungkan PIN"), "fingerprint", ("presensi_olah",), ("impor_daftar",))
        label = _("Impor presensi") if self.jenis == "presensi" else _("Impor gaji")
        return action(label, "upload", ("impor_daftar",))


@dataclass(frozen=True)
class Readiness:
    """What is there of the month of an SKPD."""

    orang: int
    bagian: tuple[Part, ...]

    @property
    def first_missing(self) -> Part | None:
        """The first thing that is missing of somebody."""
        return next((part for part in self.bagian if part.kurang), None)

    @property
    def is_whole(self) -> bool:
        """Whether there are people, and everything is there of them."""
        return self.orang > 0 and self.first_missing is None


@dataclass(frozen=True)
class MonthReadiness:
    """The month that is worked on, what is there of it by SKPD, and how its attendance stands."""

    masa: Masa
    units: dict[int, Readiness]
    presensi: presensi.AttendanceStanding


def readiness_of(tops: frozenset[int], tree: kepegawaian.Tree) -> MonthReadiness:
    """What is there of the month that these SKPD work on. The number of queries does not grow with people or units."""
    before = this_masa().plus(-1)
    salaries = {before: pembayaran.salaried_people(before)}
    masa = tpp.work_masa(tops, has_facts=bool(salaries[before]))
    standing = presensi.attendance_standing(masa)
    sets = {
        "presensi": standing.people,
        "gaji": salaries.get(masa) or pembayaran.salaried_people(masa),
        "penilaian": kinerja.rated_people(masa),
    }
    people: dict[int, list[int]] = {top: [] for top in tops}
    for person, unit in kepegawaian.placed_in(masa).items():
        top = tree.skpd(unit)
        if top in people:
            people[top].append(person)
    pins = standing.pin
    return MonthReadiness(masa, {top: _readiness(own, sets, pins) for top, own in people.items()}, standing)


def _readiness(people: list[int], sets: dict[str, frozenset[int]], pins: int) -> Readiness:
    parts = []
    for name, known in sets.items():
        there = sum(person in known for person in people)
        # PINs of nobody matter where somebody's attendance is missing.
        lost = pins if name == "presensi" and there < len(people) else 0
        parts.append(Part(name, there, len(people), lost))
    return Readiness(len(people), tuple(parts))


def as_checks(ready: Readiness, masa: Masa) -> tuple[Check, ...]:
    """The parts as lines of a checklist."""
    labels = {"presensi": _("Presensi"), "penilaian": _("Penilaian"), "gaji": _("Gaji")}
    board = address("tpp_kesiapan", str(masa)) or address("tpp_kesiapan")
    return tuple(
        Check(
            "kurang" if part.kurang else "beres",
            labels[part.jenis],
            f"{number_text(part.ada, bahasa())}/{number_text(part.orang, bahasa())}",
            _note(part),
            board if part.kurang else "",
            _("Lihat siapa"),
        )
        for part in ready.bagian
    )


def _note(part: Part) -> str:
    if not part.pin:
        return ""
    return _("%(n)s PIN tanpa NIP") % {"n": number_text(part.pin, bahasa())}
