"""A month and its runs as pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from django.utils import timezone
from django.utils.translation import gettext as _

from tepat.lang.calendar import Masa
from tepat.law.rulebook import REGULAR
from tepat.web.apps.tpp.hitung.variables import kind_label
from tepat.web.apps.tpp.masa.addresses import address
from tepat.web.apps.tpp.masa.figures import AmountLine, BudgetLine, Spread
from tepat.web.apps.tpp.masa.queries import MonthLine, SheetLine
from tepat.web.apps.tpp.models import Perhitungan
from tepat.web.apps.tpp.services import Left
from tepat.web.common.today import this_masa
from tepat.web.ui.parts import Cell, Column, Link, Progress, Row, Stat, Table, row
from tepat.web.ui.templatetags import tepat as written

# A run that no worker has taken for this long: nobody is at work.
UNTAKEN = timedelta(seconds=30)


def month_links(lines: Sequence[MonthLine], masa: Masa, name: str = "tpp_masa") -> list[Link]:
    """The months that have sheets, the one that runs, and the one shown."""
    known = {str(masa), str(this_masa()), *(line.masa for line in lines)}
    months = sorted(known, reverse=True)[:8]
    return [Link(written.masa(month), address(name, month), current=month == str(masa)) for month in months]


def sheet_table(lines: Sequence[SheetLine], masa: Masa) -> Table:
    """The sheets of a month: their state, and their sums beside last month's."""
    columns = (
        Column(_("Unit"), primary=True),
        Column(_("Status"), "status"),
        Column(_("Orang"), "angka"),
        Column(_("Tertahan"), "angka"),
        Column(_("Diterima"), "rupiah"),
        Column(_("Beda dari bulan lalu"), "rupiah"),
    )
    rows = tuple(
        row(
            Cell(line.nama_unit, note=_kind_note(line, masa)),
            line.status,
            line.orang,
            line.tertahan,
            line.diterima,
            _difference(line),
            url=address("tpp_lembar", line.id),
        )
        for line in lines
    )
    return Table(_("Lembar per SKPD"), columns, rows, foot=_foot(lines) if len(lines) > 1 else ())


def _kind_note(line: SheetLine, masa: Masa) -> str:
    return "" if line.jenis_run == REGULAR else f"{kind_label(masa, line.jenis_run)} {line.urutan}"


def _difference(line: SheetLine) -> int | None:
    return line.diterima - line.sebelumnya if line.jenis_run == REGULAR and line.sebelumnya else None


def _foot(lines: Sequence[SheetLine]) -> tuple[Cell, ...]:
    sums = (sum(line.orang for line in lines), sum(line.tertahan for line in lines))
    return (
        Cell(_("Jumlah")),
        Cell(None),
        *map(Cell, sums),
        Cell(sum(line.diterima for line in lines)),
        Cell(sum(_difference(line) or 0 for line in lines)),
    )


def month_stats(lines: Sequence[SheetLine]) -> list[Stat]:
    """The month in four numbers."""
    regular = [line for line in lines if line.jenis_run == REGULAR]
    net, before = sum(line.diterima for line in regular), sum(line.sebelumnya for line in regular)
    held = sum(line.tertahan for line in regular)
    people = sum(line.orang for line in regular)
    return [
        Stat(_("Dihitung"), people - held, note=_("dari %(n)s orang") % {"n": written.angka(people)}, icon="users"),
        Stat(_("Tertahan"), held, tone="bahaya" if held else "", icon="alert-triangle"),
        Stat(_("Diterima"), net, "rupiah", _against(net, before), icon="coin"),
        Stat(_("Lembar terkunci"), sum(line.status in ("terkunci", "dikirim", "dibayar") for line in regular),
             note=_("dari %(n)s lembar") % {"n": len(regular)}, icon="lock"),
    ]  # fmt: skip


def _against(net: int, before: int) -> str:
    if not before:
        return ""
    words = {"beda": written.rupiah(abs(net - before))}
    return (
        _("%(beda)s lebih banyak dari bulan lalu") if net >= before else _("%(beda)s lebih sedikit dari bulan lalu")
    ) % words


# -- runs ----------------------------------------


def run_table(runs: Sequence[Perhitungan], masa: Masa) -> Table:
    """The runs of a month, of every kind."""
    columns = (
        Column(_("Perhitungan"), primary=True),
        Column(_("Keadaan"), "status"),
        Column(_("Diminta"), "tanggal"),
        Column(_("Alasan")),
    )
    rows = tuple(
        row(
            Cell(run_label(run, masa), note=run.pemohon.get_full_name() if run.pemohon else ""),
            run.keadaan,
            run.dibuat_at,
            run.alasan or "—",
            url=address("tpp_hitungan", run.pk),
        )
        for run in runs
    )
    return Table(_("Perhitungan bulan ini"), columns, rows)


def run_label(run: Perhitungan, masa: Masa) -> str:
    """What a run is called."""
    kind = kind_label(masa, run.jenis_run)
    number = f" {run.urutan}" if run.urutan > 1 or run.jenis_run != REGULAR else ""
    return f"{kind}{number} · {run.unit.kode_unit if run.unit else _('seluruh daerah')}"


def run_steps() -> dict[str, str]:
    """What a worker is doing."""
    return {
        "": _("bersiap"),
        "fakta": _("mengumpulkan fakta"),
        "hitung": _("menghitung"),
        "periksa": _("memeriksa hasil"),
        "tulis": _("menulis paket hasil"),
        "muat": _("menyiapkan rincian tiap orang"),
        "simpan": _("menyimpan"),
    }


def run_progress(run: Perhitungan) -> Progress:
    """How far a run is; asked again while it runs."""
    label = _("Menghitung %(masa)s") % {"masa": written.masa(run.masa)}
    url = address("tpp_hitungan", run.pk)
    if not run.is_open:
        return Progress(label, run.keadaan)
    if run.keadaan == Perhitungan.Keadaan.ANTRE:
        return Progress(label, run.keadaan, note=waiting_note(run), url=url)
    note = run_steps().get(run.langkah, run.langkah)
    return Progress(label, run.keadaan, run.kemajuan, 100, _("persen — %(langkah)s.") % {"langkah": note}, url)


def is_untaken(run: Perhitungan) -> bool:
    """Whether no worker has taken a waiting run for too long."""
    return run.keadaan == Perhitungan.Keadaan.ANTRE and timezone.now() - run.dibuat_at > UNTAKEN


def waiting_note(run: Perhitungan) -> str:
    """What a waiting run waits for."""
    if is_untaken(run):
        return _(
            "Belum ada pekerja yang mengambilnya. Minta administrator memeriksa bahwa pekerja latar berjalan "
            "(tepat layani menjalankannya); hitungan ini tetap menunggu dan tidak hilang."
        )
    return _("Menunggu pekerja.")


def left_table(left: Sequence[Left], names: dict[int, str]) -> Table:
    """The sheets that a run leaves alone."""
    columns = (Column(_("Unit"), primary=True), Column(_("Status"), "status"), Column(_("Mengapa")))
    rows = tuple(row(names.get(item.unit_id, str(item.unit_id)), item.status, item.sebab) for item in left)
    return Table(_("Lembar yang tidak disentuh"), columns, rows)


# -- totals and charts ----------------------------------------


def amount_table(lines: Sequence[AmountLine]) -> Table:
    """Sums by criterion and amount, beside last month's where there is one."""
    compared = any(line.sebelumnya is not None for line in lines)
    further = (Column(_("Bulan lalu"), "rupiah"), Column(_("Beda"), "rupiah")) if compared else ()
    columns = (Column(_("Jumlah"), primary=True), Column(_("Bulan ini"), "rupiah"), *further)
    ordered = sorted(lines, key=lambda line: not line.is_criterion)
    return Table(_("Jumlah per kriteria"), columns, tuple(_amount_row(line, compared=compared) for line in ordered))


def _amount_row(line: AmountLine, *, compared: bool) -> Row:
    name = Cell(line.label, note=_("kriteria") if line.is_criterion else "")
    return row(name, line.jumlah, line.sebelumnya, line.beda) if compared else row(name, line.jumlah)


def budget_table(lines: Sequence[BudgetLine]) -> Table:
    """Cost against the budget of the year."""
    columns = (
        Column(_("Unit"), primary=True),
        Column(_("Bulan ini"), "rupiah"),
        Column(_("Sejak Januari"), "rupiah"),
        Column(_("Pagu setahun"), "rupiah"),
        Column(_("Terpakai"), "persen"),
    )
    rows = tuple(
        row(
            Cell(line.nama, note=_("melebihi pagu") if line.is_over else ""),
            line.bulan,
            line.terpakai,
            line.pagu,
            _share(line.bagian),
        )
        for line in lines
    )
    return Table(_("Biaya terhadap pagu"), columns, rows)


def _share(value: Fraction | None) -> Fraction | None:
    """A share to a tenth of a percent: it is looked at, nothing is paid by it."""
    return None if value is None else Fraction(int(value * 1000), 1000)


def budget_chart(lines: Sequence[BudgetLine]) -> Table:
    """What is used and what is left, in millions of rupiah."""
    columns = (
        Column(_("Unit")),
        Column(_("Terpakai (juta rupiah)"), "angka"),
        Column(_("Sisa pagu (juta rupiah)"), "angka"),
    )
    rows = tuple(
        row(short_name(line.nama), line.terpakai // 1_000_000, max(line.pagu - line.terpakai, 0) // 1_000_000)
        for line in lines
        if line.pagu
    )
    return Table(_("Biaya terhadap pagu setahun"), columns, rows)


def spread_chart(spreads: Sequence[Spread]) -> Table:
    """How achievement is distributed, by unit."""
    bands = (_("di bawah 50 %"), _("50–70 %"), _("70–90 %"), _("90–100 %"), _("penuh"))
    columns = (Column(_("Unit")), *(Column(band, "angka") for band in bands))
    return Table(
        _("Sebaran capaian per unit (orang)"),
        columns,
        tuple(row(short_name(item.nama), *item.bands) for item in spreads),
    )


def short_name(name: str) -> str:
    """A unit's name as it fits under a bar."""
    return name if len(name) <= _FITS else f"{name[: _FITS - 1].rstrip()}…"


_FITS = 20


def lateness_chart(days: Sequence[tuple[date, int, int]]) -> Table:
    """Lateness by day."""
    columns = (Column(_("Tanggal"), "angka"), Column(_("Sampai 30 menit"), "angka"), Column(_("Lebih lama"), "angka"))
    return Table(
        _("Keterlambatan per hari (orang)"), columns, tuple(row(day.day, some, many) for day, some, many in days)
    )


# -- how a run ended ----------------------------------------


def run_summary(run: Perhitungan) -> list[tuple[str, str]]:
    """What a finished run came to."""
    told = run.ringkasan
    if run.keadaan != Perhitungan.Keadaan.SELESAI:
        return []
    took = (run.selesai_at - run.mulai_at).seconds if run.selesai_at and run.mulai_at else 0
    net = told.get("jumlah", {}).get("tpp_diterima")
    return [
        (_("Dihitung"), written.angka(told.get("dihitung", 0))),
        (_("Tertahan"), written.angka(told.get("tertahan", 0))),
        (_("Diterima"), written.rupiah(int(net)) if net else "—"),
        (_("Lamanya"), _("%(n)s detik") % {"n": took}),
    ]


def run_findings(run: Perhitungan) -> Table:
    """How often each finding was met."""
    columns = (Column(_("Kode"), primary=True), Column(_("Tingkat")), Column(_("Banyaknya"), "angka"))
    levels = {"tahan": _("menahan"), "peringatan": _("peringatan"), "info": _("catatan"), "gagal": _("gagal")}
    rows = tuple(
        row(item["kode"], levels.get(item["tingkat"], item["tingkat"]), item["jumlah"])
        for item in run.ringkasan.get("temuan", [])
    )
    return Table(_("Temuan mesin hitung"), columns, rows)
