"""The formulas of the sheet, one column for every variable of the month.

Written as somebody who knows spreadsheets would: a column for every step, named ranges for the tables of the annex,
ROUND where the rules round. ``{name}`` stands for the cell of that column in the same row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.names import CRITERIA
from benchmarks.tables import predikat_of, ter_bands, ter_category
from tepat.law.packet import EKSPEKTASI

Cell = str | int | float


@dataclass(frozen=True)
class Fact:
    """A column of facts: its name, and SQL of its value from ``fakta`` as the sheet holds it."""

    name: str
    select: str


def _texts(*names: str) -> list[Fact]:
    return [Fact(name, f"CAST({name} AS VARCHAR)") for name in names]


def _numbers(unit: str, *names: str) -> list[Fact]:
    return [Fact(name, f"{name} / {unit}" if unit else name) for name in names]


_SALARY = tuple(f"gaji__{name}" for name in ("gaji_kotor", "pph_gaji", "iwp_gaji", "bpjs_gaji"))
_DAYS = tuple(f"disiplin__{name}" for name in ("hari_kerja", "hari_hadir", "hari_alpa"))
_OWN, _OTHER = (tuple(f"{relation}__{name}" for name in CRITERIA) for relation in ("jabatan", "jabatan_plt"))

FACTS: Sequence[Fact] = (
    *_texts("nip", "pegawai__status_pegawai", "pegawai__ptkp"),
    *_texts("kinerja__hasil_kerja", "kinerja__perilaku_kerja", "kinerja__predikat"),
    # Days since 1899-12-30 in local time, which is eight hours before UTC.
    Fact("kinerja__waktu_dinilai", "(epoch(kinerja__waktu_dinilai) + 28800) / 86400 + 25569"),
    *_numbers("10", *_DAYS),
    *_numbers("10000", "disiplin__potongan_persen"),
    *_numbers("", *_SALARY, *_OWN, *_OTHER),
    *_numbers("", "cuti_berpengaruh__ada", "hukdis_berjalan__ada", "plt_sebulan__ada"),
    *_numbers("10", "cuti_berpengaruh__terkecil__faktor_cuti"),
    *_texts("plt_sebulan__jenis"),
    *_numbers("", "rusak"),
)


def _cells(names: Sequence[str]) -> str:
    return ",".join(f"{{{name}}}" for name in names)


_TARIF = (
    'IF({kategori_ter}="A",VLOOKUP({penghasilan_bruto},tarif_ter_a,2,TRUE),'
    'IF({kategori_ter}="B",VLOOKUP({penghasilan_bruto},tarif_ter_b,2,TRUE),'
    "VLOOKUP({penghasilan_bruto},tarif_ter_c,2,TRUE)))"
)
_MATRIKS = (
    'IF(OR(ISBLANK({kinerja__hasil_kerja}),ISBLANK({kinerja__perilaku_kerja})),"",INDEX(matriks,'
    "MATCH({kinerja__hasil_kerja},ekspektasi,0),MATCH({kinerja__perilaku_kerja},ekspektasi,0)))"
)
# Which of the two positions the base needs: the own one, but of those who act one level up.
_NO_BASE = (
    f'IF({{pegawai__status_pegawai}}="CPNS",COUNT({_cells(_OWN)})<6,'
    f"IF({{plt_sebulan__ada}},OR(COUNT({_cells(_OTHER)})<6,"
    f'AND({{plt_sebulan__jenis}}<>"naik",COUNT({_cells(_OWN)})<6)),'
    f"OR(ISBLANK({{plt_sebulan__ada}}),COUNT({_cells(_OWN)})<6)))"
)
_NOT_MEASURED = f"AND(NOT({{ada_faktor_pengganti}}),COUNT({_cells((*_DAYS, 'disiplin__potongan_persen'))})<4)"
_TERTAHAN = (
    "OR({rusak},ISBLANK({pegawai__status_pegawai}),ISBLANK({pegawai__ptkp}),"
    f"COUNT({_cells(_SALARY)})<4,{_NOT_MEASURED},NOT({{hari_kerja_ada}}),{_NO_BASE})"
)

FORMULAS: Mapping[str, str] = {
    "batas_iuran_peserta": "0.01*12000000",
    "batas_iuran_pemberi_kerja": "0.04*12000000",
    "kategori_ter": 'IF(ISBLANK({pegawai__ptkp}),"",VLOOKUP({pegawai__ptkp},kategori,2,FALSE))',
    "ada_faktor_pengganti": "OR({hukdis_berjalan__ada},{cuti_berpengaruh__ada})",
    "faktor_pengganti": "IF({hukdis_berjalan__ada},0,{cuti_berpengaruh__terkecil__faktor_cuti})",
    "sudah_dinilai": "AND(NOT(ISBLANK({kinerja__predikat})),NOT(ISBLANK({kinerja__waktu_dinilai})))",
    "dinilai_tepat_waktu": "AND({sudah_dinilai},{kinerja__waktu_dinilai}<DATE(2024,4,6))",
    "predikat_matriks": _MATRIKS,
    "nilai_produktivitas": "IF({dinilai_tepat_waktu},VLOOKUP({kinerja__predikat},nilai_predikat,2,FALSE),0)",
    "nilai_disiplin": ("IF({disiplin__hari_alpa}={disiplin__hari_kerja},0,MAX(0,1-{disiplin__potongan_persen}/100))"),
    "capaian": "IF({disiplin__hari_hadir}<7,0.4,0.6)*{nilai_produktivitas}+0.4*{nilai_disiplin}",
    "bagian_dibayar": "IF({ada_faktor_pengganti},{faktor_pengganti},{capaian})",
    **{
        f"dasar_{name}": (
            f'IF({{pegawai__status_pegawai}}="CPNS",0.8*{{jabatan__{name}}},IF(NOT({{plt_sebulan__ada}}),'
            f'{{jabatan__{name}}},IF({{plt_sebulan__jenis}}="naik",{{jabatan_plt__{name}}},'
            f"{{jabatan__{name}}}+0.2*{{jabatan_plt__{name}}})))"
        )
        for name in CRITERIA
    },
    **{f"tpp_{name}": f"ROUND({{dasar_{name}}}*{{bagian_dibayar}},0)" for name in CRITERIA},
    "tpp_bruto": f"SUM({_cells([f'tpp_{name}' for name in CRITERIA])})",
    "penghasilan_bruto": "{gaji__gaji_kotor}+{tpp_bruto}",
    "tarif_ter": _TARIF,
    "pph21": "MAX(0,ROUND({tarif_ter}*{penghasilan_bruto},0)-{gaji__pph_gaji})",
    "iwp": "MAX(0,ROUND(MIN(0.01*{tpp_bruto},{batas_iuran_peserta}-{gaji__iwp_gaji}),0))",
    "bpjs": "MAX(0,ROUND(MIN(0.04*{tpp_bruto},{batas_iuran_pemberi_kerja}-{gaji__bpjs_gaji}),0))",
    "tpp_diterima": "{tpp_bruto}-{iwp}",
    "hari_kerja_ada": "OR({ada_faktor_pengganti},{disiplin__hari_kerja}>0)",
    "belum_dinilai": "OR({ada_faktor_pengganti},{sudah_dinilai})",
    "terlambat_dinilai": "OR(NOT({sudah_dinilai}),{ada_faktor_pengganti},{dinilai_tepat_waktu})",
    "predikat_tidak_sesuai_matriks": (
        'OR(ISBLANK({kinerja__predikat}),{predikat_matriks}="",{kinerja__predikat}={predikat_matriks})'
    ),
    "predikat_kosong": 'OR(NOT(ISBLANK({kinerja__predikat})),{predikat_matriks}="")',
    "tertahan": _TERTAHAN,
}


def named_ranges() -> dict[str, list[list[Cell]]]:
    """The tables of the annex by the names that the formulas use. A band of the tariff is told by its first rupiah."""
    return {
        "kategori": [list(row) for row in ter_category().items()],
        "nilai_predikat": [list(row) for row in _SCORES.items()],
        "ekspektasi": [[code] for code in EKSPEKTASI.codes],
        "matriks": [[predikat_of()[row, column] for column in EKSPEKTASI.codes] for row in EKSPEKTASI.codes],
        **{f"tarif_ter_{category.lower()}": _bands(category) for category in ter_bands()},
    }


_SCORES = {"sangat_baik": 1, "baik": 1, "butuh_perbaikan": 0.8, "kurang": 0.6, "sangat_kurang": 0.4}


def _bands(category: str) -> list[list[Cell]]:
    starts = 0
    rows: list[list[Cell]] = []
    for band in ter_bands()[category]:
        rows.append([starts, band.rate / 10_000])
        starts = (band.upper or 0) + 1
    return rows
