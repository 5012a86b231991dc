"""Why somebody's amount is another one: causes in rupiah that add up, for the few rows that a page shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tepat.engine.forecast import Comparison, MonthCause, PersonMonth, compare
from tepat.lang.calendar import Masa
from tepat.law.rulebook import REGULAR
from tepat.web.apps.tpp.hitung.results import in_force
from tepat.web.apps.tpp.models import Hasil, Lembar
from tepat.web.apps.tpp.saya.rules import rules_of
from tepat.web.apps.tpp.states import FINAL
from tepat.web.common.labels import code_text


@dataclass(frozen=True)
class Reason:
    """One cause: a word for it, what changed, and its rupiah."""

    label: str
    rupiah: int
    rincian: str = ""


@dataclass(frozen=True)
class Told:
    """A difference told apart; ``reasons`` add up to ``selisih``. ``sebab``: why it cannot be told apart."""

    lama: int | None
    baru: int | None
    reasons: tuple[Reason, ...] = ()
    sebab: str = ""

    @property
    def selisih(self) -> int | None:
        """What is more now."""
        return None if self.lama is None or self.baru is None else self.baru - self.lama


def cause_labels() -> dict[str, str]:
    """What each kind of cause is called."""
    return {
        "aturan": _("Peraturan berubah"),
        "kalender": _("Hari kerja bulan ini lain"),
        "kehadiran": _("Kehadiran"),
        "penilaian": _("Penilaian kinerja"),
        "pegawai": _("Jabatan, status atau golongan"),
        "jabatan": _("Besaran jabatan"),
        "unit": _("Unit kerja"),
        "gaji": _("Gaji"),
        "plt": _("Tugas Plt."),
        "cuti": _("Cuti"),
        "hukdis": _("Hukuman disiplin"),
        "pembayaran": _("Yang sudah dibayar"),
    }


# -- against the month before ---------------------------------------------------------------------------------------


def against_last_month(rows: Iterable[Hasil], masa: Masa) -> dict[int, Told]:
    """By person why the amounts of a month are others than the month before. Two queries."""
    now = list(rows)
    before = in_force().filter(
        masa=str(masa.plus(-1)), lembar__jenis_run=REGULAR, pegawai__in=[row.pegawai_id for row in now]
    )
    earlier = {row.pegawai_id: row for row in before.defer("derivasi")}
    return {row.pegawai_id: _told(earlier.get(row.pegawai_id), row, masa) for row in now}


def _told(before: Hasil | None, now: Hasil, masa: Masa) -> Told:
    if before is None:
        return Told(None, now.tpp_diterima, sebab=_("Bulan lalu tidak ada perhitungannya."))
    old = PersonMonth(rules_of(masa.plus(-1)), before.fakta)
    new = PersonMonth(rules_of(masa), now.fakta)
    return _of_comparison(compare(old, new), before.tpp_diterima, now.tpp_diterima)


def _of_comparison(found: Comparison, lama: int | None, baru: int | None) -> Told:
    """The comparison as it is shown. What was stored by another law than today's is a cause of its own."""
    if lama is None or baru is None or found.lama is None or found.baru is None:
        return Told(lama, baru, sebab=_("Salah satu jumlahnya belum diketahui."))
    reasons = [_reason(cause) for cause in found.causes]
    beside = (found.lama - lama) + (baru - found.baru)
    if beside:
        reasons.append(
            Reason(_("Hitungan yang tersimpan memakai aturan atau koreksi lain dari yang diketahui sekarang"), beside)
        )
    return Told(lama, baru, tuple(sorted(reasons, key=lambda reason: -abs(reason.rupiah))))


def _reason(cause: MonthCause) -> Reason:
    labels = cause_labels()
    words = _(" dan ").join(labels.get(name, name) for name in cause.jenis)
    return Reason(words, cause.rupiah, "; ".join([*_cells(cause), *_laws(cause)]))


def _cells(cause: MonthCause) -> Iterator[str]:
    for cell in cause.cells[:4]:
        name = code_text(cell.kolom.split(".")[-1])
        yield f"{name}: {cell.lama or '—'} → {cell.baru or '—'}"


def _laws(cause: MonthCause) -> Iterator[str]:
    yield from (code_text(change.name) for change in cause.changes[:4])


# -- against what was paid --------------------------------------------------------------------------------------------


def against_paid(rows: Iterable[Hasil], sheet: Lembar) -> dict[int, Told]:
    """By person why a supplementary run pays, or takes back, what it does: then, as it was paid, against now.

    Then: what all locked sheets of that month paid; its facts are those of the latest of them. Three queries.
    """
    now = list(rows)
    people = [row.pegawai_id for row in now]
    paid = _paid(sheet, people)
    masa = Masa.parse(sheet.masa)
    found: dict[int, Told] = {}
    for row in now:
        earlier = paid.get(row.pegawai_id, [])
        then = sum(item.tpp_diterima or 0 for item in earlier)
        due = None if row.tpp_diterima is None else then + row.tpp_diterima
        if not earlier:
            found[row.pegawai_id] = Told(0, due, (Reason(_("Belum pernah dibayar untuk masa ini"), due or 0),))
            continue
        compared = compare(PersonMonth(rules_of(masa), earlier[-1].fakta), PersonMonth(rules_of(masa), row.fakta))
        found[row.pegawai_id] = _of_comparison(compared, then, due)
    return found


def _paid(sheet: Lembar, people: list[int]) -> dict[int, list[Hasil]]:
    """The locked results of the month by person, in the order in which they were computed."""
    rows = (
        in_force()
        .filter(masa=sheet.masa, lembar__status__in=FINAL, pegawai__in=people, status_hitung="dihitung")
        .filter(lembar__jenis_run__in=(REGULAR, sheet.jenis_run))
        .exclude(lembar=sheet)
        .order_by("hitungan")
        .defer("derivasi")
    )
    found: dict[int, list[Hasil]] = {}
    for row in rows:
        found.setdefault(row.pegawai_id, []).append(row)
    return found
