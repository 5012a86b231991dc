"""Units, positions and people of the demonstration, with what holds for them from a day to a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tepat.web.apps.impor.models import Kumpulan
from tepat.web.apps.kepegawaian.models import (
    CRITERIA,
    Atasan,
    Cuti,
    FaktaTambahan,
    Hukdis,
    Jabatan,
    NilaiJabatan,
    Pegawai,
    Penempatan,
    Plt,
    Ptkp,
    Rekening,
    RiwayatUnit,
    StatusPegawai,
    Unit,
)
from tepat.web.apps.pembayaran.models import Pagu
from tepat.web.demo.source import BEGINNING, Line, MonthFiles, apart, different
from tepat.web.demo.superiors import Holder, assign_superiors

_DECREE = "188.45/1/KUM-CONTOH/2023"
_BANK = "Bank Contoh Daerah"
_TOP = "SETDA-001"
_PPPK_MARK, _PPPK_MONTH = 21, 3
_FREE = "bebas"
# Twelve months, and the thirteenth and fourteenth payment.
_PAYMENTS_A_YEAR = 14


@dataclass
class Region:
    """What was written, by the codes that the files know it by."""

    months: Sequence[MonthFiles]
    unit: dict[str, int] = field(default_factory=dict)
    jabatan: dict[str, int] = field(default_factory=dict)
    pegawai: dict[str, int] = field(default_factory=dict)
    # Everybody's unit and position in the last month, and who rates them, by nip.
    place: dict[str, Line] = field(default_factory=dict)
    superior: dict[str, str] = field(default_factory=dict)

    @property
    def last(self) -> MonthFiles:
        """The current month."""
        return self.months[-1]


def fill_records(region: Region, imports: Mapping[str, Kumpulan]) -> None:
    """Write everything of `kepegawaian`; ``imports``: the batch that each file of the packet came in."""
    _fill_units(region)
    _fill_positions(region, imports["jabatan"])
    _fill_people(region, imports["pegawai"])
    _fill_superiors(region)
    _fill_dated(region, imports)
    _fill_further(region)
    _fill_budgets(region)


def _fill_units(region: Region) -> None:
    lines = region.last.facts("unit")
    units = Unit.objects.bulk_create(Unit(kode_unit=line["kode_unit"]) for line in lines)
    region.unit = {unit.kode_unit: unit.pk for unit in units}
    RiwayatUnit.objects.bulk_create(
        RiwayatUnit(
            unit_id=region.unit[line["kode_unit"]],
            nama_unit=line["nama_unit"],
            jenis_unit=line["jenis_unit"],
            induk_id=region.unit[line["induk"]] if line["induk"] else None,
            nomor_sk=_DECREE,
            mulai=BEGINNING,
        )
        for line in lines
    )


def _fill_positions(region: Region, kumpulan: Kumpulan) -> None:
    lines = region.last.facts("jabatan")
    positions = Jabatan.objects.bulk_create(Jabatan(kode_jabatan=line["kode_jabatan"]) for line in lines)
    region.jabatan = {position.kode_jabatan: position.pk for position in positions}
    NilaiJabatan.objects.bulk_create(
        NilaiJabatan(
            jabatan_id=region.jabatan[line["kode_jabatan"]],
            nama_jabatan=line["nama_jabatan"],
            kelas_jabatan=int(line["kelas_jabatan"]),
            **{name: int(line[name] or 0) for name in CRITERIA},
            nomor_sk=_DECREE,
            mulai=BEGINNING,
            kumpulan=kumpulan,
            baris=line.baris,
        )
        for line in lines
    )


# -- people -----------------------------------------------------------------------------------------------------------


def _fill_people(region: Region, kumpulan: Kumpulan) -> None:
    lines = {line["nip"]: line for month in region.months for line in month.facts("pegawai")}
    region.place = lines
    people = Pegawai.objects.bulk_create(
        Pegawai(nip=nip, nama=line["nama"], npwp=line["npwp"]) for nip, line in lines.items()
    )
    region.pegawai = {person.nip: person.pk for person in people}
    began, left = _moves(region.last)
    for nip, line in lines.items():
        line.cells["mulai"] = (began.get(nip) or max(appointed(nip), BEGINNING)).isoformat()
        line.cells["selesai"] = left[nip].isoformat() if nip in left else ""
    _fill_status(region, kumpulan)
    _fill_money(region)


def appointed(nip: str) -> date:
    """The first day of the month of appointment that a NIP names."""
    year, month = int(nip[8:12]), int(nip[12:14])
    return date(year, _PPPK_MONTH if month == _PPPK_MARK else month, 1)


def _moves(month: MonthFiles) -> tuple[dict[str, date], dict[str, date]]:
    """Who came in the month, with the first day, and who left, with the last: their schedules say so."""
    began, left = {}, {}
    attends = {line["nip"] for line in month.facts("disiplin")}
    for line in month.source("jadwal"):
        mulai, selesai = line.day("mulai"), line.day("selesai")
        if line["nip"] in attends and line["kode_pola"] == _FREE:
            if selesai and not mulai:
                began[line["nip"]] = selesai + timedelta(1)
            elif mulai and not selesai:
                left[line["nip"]] = mulai - timedelta(1)
    return began, left


def _fill_status(region: Region, kumpulan: Kumpulan) -> None:
    def common(line: Line) -> dict[str, Any]:
        return {
            "pegawai_id": region.pegawai[line["nip"]],
            "mulai": line.day("mulai"),
            "kumpulan": kumpulan,
            "baris": line.baris,
        }

    StatusPegawai.objects.bulk_create(
        StatusPegawai(
            status_pegawai=line["status_pegawai"],
            skema_golongan=line["skema_golongan"],
            golongan=line["golongan"],
            **common(line),
        )
        for line in region.place.values()
    )
    Penempatan.objects.bulk_create(
        Penempatan(
            unit_id=region.unit[line["kode_unit"]],
            jabatan_id=region.jabatan[line["kode_jabatan"]],
            selesai=line.day("selesai"),
            **common(line),
        )
        for line in region.place.values()
    )


def _fill_money(region: Region) -> None:
    """Family status and bank account; a status that the last month's list lacks has run out with the month before."""
    first, last = region.months[0].facts("pegawai"), region.last.masa.first
    known = {line["nip"]: line["ptkp"] for line in first if line["ptkp"]}
    rows = []
    for nip, line in region.place.items():
        ptkp = line["ptkp"] or known.get(nip, "")
        if ptkp:
            begin = line.day("mulai") or BEGINNING
            end = None if line["ptkp"] else last - timedelta(1)
            rows.append(Ptkp(pegawai_id=region.pegawai[nip], ptkp=ptkp, mulai=begin, selesai=end))
    Ptkp.objects.bulk_create(rows)
    Rekening.objects.bulk_create(
        Rekening(
            pegawai_id=pk,
            bank=_BANK,
            nomor_rekening=f"99{number:08d}",
            atas_nama=region.place[nip]["nama"].partition(",")[0].upper(),
            mulai=region.place[nip].the_day("mulai"),
        )
        for number, (nip, pk) in enumerate(region.pegawai.items(), 1)
    )


def _fill_superiors(region: Region) -> None:
    positions = {line["kode_jabatan"]: line for line in region.last.facts("jabatan")}
    parents = {line["kode_unit"]: line["induk"] for line in region.last.facts("unit")}
    holders = (_holder(line, positions[line["kode_jabatan"]]) for line in region.place.values())
    region.superior = assign_superiors(holders, parents, _TOP)
    begins = {nip: line.day("mulai") or BEGINNING for nip, line in region.place.items()}
    Atasan.objects.bulk_create(
        Atasan(
            pegawai_id=region.pegawai[nip],
            atasan_id=region.pegawai[above],
            mulai=max(begins[nip], begins[above]),
            selesai=region.place[nip].day("selesai"),
        )
        for nip, above in region.superior.items()
    )


def _holder(line: Line, position: Line) -> Holder:
    return Holder(
        line["nip"],
        line["kode_unit"],
        line["kode_jabatan"],
        position["nama_jabatan"],
        int(position["kelas_jabatan"]),
    )


# -- what happens to people -------------------------------------------------------------------------------------------


def _fill_dated(region: Region, imports: Mapping[str, Kumpulan]) -> None:
    def rows(name: str, *same: str) -> Iterable[tuple[Line, dict[str, Any]]]:
        # The last month's list is the one that has been kept up.
        lines = (line for month in reversed(region.months) for line in month.facts(name))
        for line in apart(lines, lambda line: tuple(line[column] for column in ("nip", *same))):
            yield (
                line,
                {
                    "pegawai_id": region.pegawai[line["nip"]],
                    "mulai": line.day("mulai"),
                    "selesai": line.day("selesai"),
                    "kumpulan": imports[name],
                    "baris": line.baris,
                },
            )

    Plt.objects.bulk_create(
        Plt(jabatan_id=region.jabatan[line["kode_jabatan"]], jenis=line["jenis"], nomor_sk=_DECREE, **common)
        for line, common in rows("plt", "kode_jabatan")
    )
    Cuti.objects.bulk_create(Cuti(jenis=line["jenis"], **common) for line, common in rows("cuti", "jenis"))
    Hukdis.objects.bulk_create(
        Hukdis(tingkat=line["tingkat"], nomor_sk=_DECREE, **common) for line, common in rows("hukdis", "tingkat")
    )


def _fill_further(region: Region) -> None:
    """What Balangan's rules ask beyond the contract: how many activities somebody answers for."""
    FaktaTambahan.objects.bulk_create(
        FaktaTambahan(
            masa=str(month.masa),
            berkas="kegiatan",
            pegawai_id=region.pegawai[line["nip"]],
            sel={name: cell for name, cell in line.cells.items() if name != "nip"},
            baris=line.baris,
        )
        for month in region.months
        for line in different(month.facts("kegiatan"), "nip")
    )


def _fill_budgets(region: Region) -> None:
    parents = {line["kode_unit"]: line["induk"] for line in region.last.facts("unit")}
    worth = {
        line["kode_jabatan"]: sum(int(line[name] or 0) for name in CRITERIA) for line in region.last.facts("jabatan")
    }
    need: dict[str, int] = {}
    for line in region.place.values():
        skpd = line["kode_unit"]
        while parents[skpd]:
            skpd = parents[skpd]
        need[skpd] = need.get(skpd, 0) + worth[line["kode_jabatan"]]
    tahun = region.last.masa.year
    Pagu.objects.bulk_create(
        Pagu(unit_id=region.unit[kode], tahun=tahun, nilai=amount * _PAYMENTS_A_YEAR, nomor_dpa=f"DPA/{kode}/{tahun}")
        for kode, amount in need.items()
    )
