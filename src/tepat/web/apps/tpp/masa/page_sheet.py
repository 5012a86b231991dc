"""One sheet as a page shows it: exceptions first, then everybody else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tepat.lang.calendar import Masa
from tepat.law.rulebook import REGULAR
from tepat.web.apps.akun.selectors import Rights, holders_of
from tepat.web.apps.tpp.masa.addresses import address
from tepat.web.apps.tpp.masa.causes import Told
from tepat.web.apps.tpp.masa.queries import Event, Moved, rows_of
from tepat.web.apps.tpp.masa.worklist import Anomalies, Withheld
from tepat.web.apps.tpp.models import Hasil, Lembar
from tepat.web.apps.tpp.states import ORDER, STEPS, S, Step, steps_from
from tepat.web.apps.tpp.steps import STAGES, examiners_of, stand_in
from tepat.web.common.rights import Act
from tepat.web.ui import parts
from tepat.web.ui.parts import Cell, Column, Derivation, FindingItem, Link, Table, row
from tepat.web.ui.templatetags import tepat as written


def explanation_url(hasil_id: int) -> str:
    """Where a person's amount is explained; empty where nothing does."""
    return address("tpp_penjelasan", hasil_id)


# -- exceptions -------------------------------------------------------------------------------------------------------


def withheld_findings(groups: Iterable[Withheld]) -> list[FindingItem]:
    """Who is withheld, grouped by reason, with what puts it right."""
    return [
        FindingItem(group.kode or "—", "tahan", pesan, group.perbaikan, person.nama, explanation_url(person.pk))
        for group in groups
        for person, pesan in group.people
    ]


def change_lines(rows: Iterable[Hasil], told: Mapping[int, Told]) -> list[Derivation]:
    """Each large change with its causes, which add up."""
    return [_change(row, told[row.pegawai_id]) for row in rows]


def _change(person: Hasil, told: Told) -> Derivation:
    words = {"nama": person.nama, "lama": written.rupiah(told.lama), "baru": written.rupiah(told.baru)}
    return Derivation(
        _("%(nama)s: dari %(lama)s menjadi %(baru)s") % words,
        told.selisih,
        formula_words=told.sebab,
        url=explanation_url(person.pk),
        parts=tuple(
            Derivation(f"{reason.label} ({reason.rincian})" if reason.rincian else reason.label, reason.rupiah)
            for reason in told.reasons
        ),
    )


@dataclass(frozen=True)
class OddGroup:
    """What is odd in one way: the heading says the threshold."""

    judul: str
    table: Table


def odd_groups(found: Anomalies, names: Mapping[int, str], sheet: Lembar) -> list[OddGroup]:
    """The anomalies by kind; a kind without any is left out."""
    before = written.masa(str(Masa.parse(sheet.masa).plus(-1)))
    groups = (
        (
            _(
                "Bruto sedikitnya dua kali median kelas jabatannya (kelas dengan 5 orang atau lebih), "
                "dan bukan jumlah yang kurang lebih sama dengan bulan lalu"
            ),
            found.tinggi,
        ),
        (_("Bruto nol"), found.nol),
        (_("Baru: bulan lalu tidak ada jumlahnya"), found.baru),
        (_("Ada pada %(masa)s, sekarang tidak ada") % {"masa": before}, found.hilang),
    )
    shown = [OddGroup(title, _odd_table(title, rows)) for title, rows in groups if rows]
    if found.units_without_discipline:
        title = _("Nilai disiplin nol untuk semua orang di satu unit: presensinya mungkin belum masuk")
        rows = tuple(row(names.get(unit, str(unit))) for unit in found.units_without_discipline)
        shown.append(OddGroup(title, Table(title, (Column(_("Unit"), primary=True),), rows)))
    return shown


def _odd_table(title: str, rows: Sequence[Hasil]) -> Table:
    columns = (
        Column(_("Nama"), primary=True),
        Column(_("Jabatan")),
        Column(_("Bruto"), "rupiah"),
        Column(_("Bulan lalu"), "rupiah"),
    )
    lines = tuple(
        row(item.nama, item.nama_jabatan or "—", item.tpp_bruto, item.sebelumnya, url=explanation_url(item.pk))
        for item in rows
    )
    return Table(title, columns, lines)


def everybody_table(rows: Iterable[Hasil], jenis_run: str) -> Table:
    """The rows of a sheet, sortable."""
    before = _("Bulan lalu") if jenis_run == REGULAR else _("Diterima bulan sebelumnya")
    columns = (
        Column(_("Nama"), primary=True, sort="nama"),
        Column(_("Status"), "status"),
        Column(_("Bruto"), "rupiah", sort="bruto"),
        Column(_("Potongan"), "rupiah"),
        Column(_("Diterima"), "rupiah", sort="diterima"),
        Column(before, "rupiah"),
        Column(_("Beda"), "rupiah", sort="beda"),
    )
    lines = tuple(
        row(
            Cell(item.nama, note=f"{written.nip(item.pegawai.nip)} · {item.nama_jabatan}"),
            item.status_hitung,
            item.tpp_bruto,
            item.potongan,
            item.tpp_diterima,
            item.sebelumnya,
            getattr(item, "beda", None),
            url=explanation_url(item.pk),
        )
        for item in rows
    )
    return Table(_("Semua orang di lembar ini"), columns, lines)


# -- what happened, and what comes next ------------------------------------------------------------------------------


def state_steps(sheet: Lembar, events: Sequence[Event]) -> list[parts.Step]:
    """The states of a sheet in their order, with who brought it there and when."""
    reached = {event.ke: event for event in events}
    here = ORDER.index(S(sheet.status))
    labels = dict(S.choices)
    steps: list[parts.Step] = []
    for place, status in enumerate(ORDER[1:], start=1):
        event = reached.get(status) if place <= here else None
        state = "done" if place <= here else ("now" if place == here + 1 else "next")
        label = str(labels[status]).capitalize()
        moment, who = (event.waktu, event.siapa) if event else (None, "")
        steps.append(parts.Step(label, state, moment, who))
    return steps


def event_steps(events: Sequence[Event]) -> list[parts.Step]:
    """Every step that was taken, back and forth, with its reason; the latest first."""
    labels = dict(S.choices)
    return [
        parts.Step(
            f"{str(labels[event.dari]).capitalize()} → {str(labels[event.ke]).capitalize()}",
            "failed" if ORDER.index(S(event.ke)) < ORDER.index(S(event.dari)) else "done",
            event.waktu,
            event.siapa,
            event.alasan,
        )
        for event in reversed(events)
    ]


def moved_words(moved: Moved) -> str:
    """What computing again changed, in a sentence."""
    if not moved.orang:
        return _("Dibanding hitungan sebelumnya tidak ada yang berubah.")
    words = {
        "orang": written.angka(moved.orang),
        "naik": written.rupiah(moved.naik),
        "turun": written.rupiah(-moved.turun),
        "selisih": written.rupiah(moved.rupiah),
    }
    return (
        _("Dibanding hitungan sebelumnya %(orang)s orang berubah: naik %(naik)s, turun %(turun)s, selisih %(selisih)s.")
        % words
    )


def open_steps(rights: Rights, sheet: Lembar) -> list[Step]:
    """The steps that somebody may take with a sheet now: on first, back after."""
    found = [step for step in steps_from(sheet.status) if rights.covers(step.act, sheet.unit_id)]
    return sorted(found, key=lambda step: step.back)


def step_links(rights: Rights, sheet: Lembar) -> list[Link]:
    """The steps as buttons."""
    icons = {"kunci": "lock", "kirim": "send", "bayar": "cash"}
    return [
        Link(
            str(step.label),
            address("tpp_langkah", sheet.pk, step.name),
            "arrow-back-up" if step.back else icons.get(step.name, "check"),
        )
        for step in open_steps(rights, sheet)
    ]


@dataclass(frozen=True)
class TwoPeople:
    """Who has said what so far, and who can say the next word. Sentences."""

    sudah: tuple[str, ...]
    bisa: tuple[str, ...]


def two_people(sheet: Lembar) -> TwoPeople:
    """Two people are needed, and the page says who: nobody's word covers their own row."""
    given = examiners_of(sheet)
    labels = {"verifikasi": _("Diverifikasi oleh %(siapa)s."), "persetujuan": _("Disetujui oleh %(siapa)s.")}
    sudah = tuple(labels[stage] % {"siapa": ", ".join(names)} for stage, names in given.items() if names)
    return TwoPeople(sudah, tuple(_next_people(sheet, given)))


def _next_people(sheet: Lembar, given: Mapping[str, list[str]]) -> Iterable[str]:
    for name, stage in STAGES.items():
        step = STEPS[name]
        if sheet.status != step.dari:
            continue
        barred = given["verifikasi"] if name == "setujui" else []
        people = [user for user in holders_of(step.act, sheet.unit_id) if user.get_full_name() not in barred]
        inside = stand_in(sheet, [user.pegawai_id for user in people if user.pegawai_id])
        done = given[stage]
        waiting = [user.get_full_name() for user in people if user.get_full_name() not in done]
        if not waiting:
            yield _("Tidak ada orang lain yang berwenang. Minta administrator menunjuk satu orang lagi.")
            continue
        if done:
            yield _("%(siapa)s ada di lembar ini, jadi diperlukan orang kedua.") % {"siapa": ", ".join(done)}
        yield _("%(langkah)s dapat diberikan oleh: %(siapa)s.") % {
            "langkah": str(step.label),
            "siapa": _some(waiting),
        }
        own = [user.get_full_name() for user in people if user.pegawai_id in inside]
        if own and not done:
            yield _(
                "%(siapa)s punya baris sendiri di lembar ini: bila ia yang memeriksa, masih diperlukan orang kedua."
            ) % {"siapa": _some(own)}


def _some(names: Sequence[str]) -> str:
    """At most six names, and how many more."""
    rest = len(names) - 6
    return ", ".join(names[:6]) + (_(" dan %(n)s lainnya") % {"n": rest} if rest > 0 else "")


# -- a step is confirmed ----------------------------------------------------------------------------------------------


def step_confirm(sheet: Lembar, step: Step, consequences: Sequence[str], name: str) -> parts.Confirm:
    """The question before a step, with what follows from it. The seen version travels with the answer."""
    words = {"langkah": str(step.label), "masa": written.masa(sheet.masa), "unit": name}
    return parts.Confirm(
        _("%(langkah)s %(masa)s, %(unit)s?") % words,
        tuple(consequences),
        str(step.label),
        address("tpp_langkah", sheet.pk, step.name),
        address("tpp_lembar", sheet.pk),
        is_danger=step.back or step.ke == S.TERKUNCI,
        needs_reason=step.back,
        fields={"versi": str(sheet.versi)},
    )


def consequences(sheet: Lembar, step: Step, sums: Mapping[str, int]) -> list[str]:
    """What a step means: what it does, how many people and rupiah, and who has yet to say a word."""
    words = {"orang": written.angka(sums["orang"]), "rupiah": written.rupiah(sums["diterima"])}
    lines = [str(step.akibat), _("%(orang)s orang, %(rupiah)s diterima.") % words]
    if sums["tertahan"] and not step.back:
        held = written.angka(sums["tertahan"])
        lines.append(_("%(n)s orang tertahan dan tidak ikut dibayar; mereka menyusul lewat susulan.") % {"n": held})
    people = two_people(sheet)
    return [*lines, *people.sudah, *(people.bisa if step.name in STAGES else ())]


def may_supplement(rights: Rights, sheet: Lembar) -> bool:
    """Whether a supplementary run can be asked for from a sheet."""
    locked = sheet.status in (S.TERKUNCI, S.DIKIRIM, S.DIBAYAR)
    return locked and rights.covers(Act.HITUNG, sheet.unit_id)


def taken_back(sheet: Lembar) -> Table | None:
    """Of a supplementary sheet who has received too much, as a list of their own; None where nobody has."""
    rows = rows_of(sheet).filter(tpp_diterima__lt=0).defer("derivasi", "fakta").order_by("tpp_diterima", "pk")[:200]
    columns = (Column(_("Nama"), primary=True), Column(_("Kelebihan bayar"), "hilang"))
    lines = tuple(row(item.nama, item.tpp_diterima, url=explanation_url(item.pk)) for item in rows)
    return Table(_("Kelebihan bayar"), columns, lines) if lines else None
