"""The month as somebody who knows SQL would write it by hand for this one region: BIGINT throughout, no compiler.

It trusts its author where Tepat's statement proves: that a product fits 64 bits because nobody earns a billion, and
that a missing fact needs one test at the end, because arithmetic on NULL is NULL and whoever falls into the wrong
branch by it is withheld by that test anyway. The rate ladders are pasted from the table of the regulation by
`_ladder`; the rest is typed.
"""

from __future__ import annotations

from benchmarks.names import CRITERIA
from benchmarks.tables import Band, ter_bands

TABLE = "tulisan_tangan"


def hand_written() -> str:
    """One SELECT from ``fakta``: the variables Tepat's statement has, but without the copied facts and the findings."""
    return f"""
SELECT *,
  tpp_bruto - iwp AS tpp_diterima,
  greatest(0, (tarif_ter * penghasilan_bruto + 5000) // 10000 - pph_gaji) AS pph21,
  CASE WHEN lengkap AND tpp_bruto IS NOT NULL AND iwp IS NOT NULL AND bpjs IS NOT NULL AND tarif_ter IS NOT NULL
    AND pph_gaji IS NOT NULL THEN 'dihitung' ELSE 'tertahan' END AS status_hitung
FROM (
  SELECT *,
    CASE WHEN kategori_ter = 'A' THEN {_ladder(ter_bands()["A"])}
      WHEN kategori_ter = 'B' THEN {_ladder(ter_bands()["B"])}
      WHEN kategori_ter = 'C' THEN {_ladder(ter_bands()["C"])} END AS tarif_ter
  FROM (
    SELECT *,
      gaji_kotor + tpp_bruto AS penghasilan_bruto,
      CASE WHEN iwp_gaji IS NOT NULL
        THEN greatest(0, (least(tpp_bruto, (120000 - iwp_gaji) * 100) + 50) // 100) END AS iwp,
      CASE WHEN bpjs_gaji IS NOT NULL
        THEN greatest(0, (least(4 * tpp_bruto, (480000 - bpjs_gaji) * 100) + 50) // 100) END AS bpjs
    FROM (
      SELECT *, {" + ".join(f"tpp_{name}" for name in CRITERIA)} AS tpp_bruto
      FROM (
        SELECT *,
          {_joined("(dasar_{0} * dibayar + 50000000) // 100000000 AS tpp_{0}")}
        FROM (
          SELECT *, CASE WHEN ada_faktor THEN faktor * 1000000 ELSE capaian END AS dibayar
          FROM (
            SELECT *,
              CASE WHEN ada_faktor THEN NULL
                WHEN hari_hadir < 70 THEN 400000 * nilai_produktivitas + 4 * nilai_disiplin
                WHEN hari_hadir >= 70 THEN 600000 * nilai_produktivitas + 4 * nilai_disiplin END AS capaian
            FROM (
              {_first()}
            )
          )
        )
      )
    )
  )
)"""


def _first() -> str:
    """Everything that reads facts only."""
    return f"""
  SELECT nip,
    gaji__gaji_kotor AS gaji_kotor, gaji__pph_gaji AS pph_gaji, gaji__iwp_gaji AS iwp_gaji,
    gaji__bpjs_gaji AS bpjs_gaji, disiplin__hari_hadir AS hari_hadir,
    NOT rusak AND pegawai__ptkp IS NOT NULL AND pegawai__status_pegawai IS NOT NULL
      AND (pegawai__status_pegawai = 'CPNS' OR plt_sebulan__ada IS NOT NULL)
      AND (hukdis_berjalan__ada OR cuti_berpengaruh__ada) IS NOT NULL AS lengkap,
    CASE pegawai__ptkp WHEN 'TK/0' THEN 54000000 WHEN 'TK/1' THEN 58500000 WHEN 'K/0' THEN 58500000
      WHEN 'TK/2' THEN 63000000 WHEN 'K/1' THEN 63000000 WHEN 'TK/3' THEN 67500000 WHEN 'K/2' THEN 67500000
      WHEN 'K/3' THEN 72000000 END AS ptkp_setahun,
    CASE WHEN pegawai__ptkp IN ('TK/0', 'TK/1', 'K/0') THEN 'A' WHEN pegawai__ptkp = 'K/3' THEN 'C'
      WHEN pegawai__ptkp IS NOT NULL THEN 'B' END AS kategori_ter,
    hukdis_berjalan__ada OR cuti_berpengaruh__ada AS ada_faktor,
    CASE WHEN hukdis_berjalan__ada THEN 0 ELSE cuti_berpengaruh__terkecil__faktor_cuti END AS faktor,
    CASE WHEN kinerja__waktu_dinilai <= TIMESTAMP '2024-04-05 15:59:59' THEN
      CASE kinerja__predikat WHEN 'sangat_baik' THEN 10 WHEN 'baik' THEN 10 WHEN 'butuh_perbaikan' THEN 8
        WHEN 'kurang' THEN 6 WHEN 'sangat_kurang' THEN 4 ELSE 0 END ELSE 0 END AS nilai_produktivitas,
    CASE WHEN disiplin__hari_kerja = 0 OR disiplin__hari_alpa IS NULL OR disiplin__potongan_persen IS NULL THEN NULL
      WHEN disiplin__hari_alpa = disiplin__hari_kerja THEN 0
      WHEN disiplin__hari_kerja IS NULL THEN NULL
      ELSE greatest(0, 1000000 - disiplin__potongan_persen) END AS nilai_disiplin,
    {_joined(_BASE)}
  FROM fakta"""


# In tenths of a rupiah, since CPNS get 80 % and an equal acting post adds 20 %.
_BASE = """CASE WHEN pegawai__status_pegawai = 'CPNS' THEN 8 * jabatan__{0}
      WHEN NOT plt_sebulan__ada THEN 10 * jabatan__{0}
      WHEN plt_sebulan__jenis = 'naik' THEN 10 * jabatan_plt__{0}
      ELSE 10 * jabatan__{0} + 2 * jabatan_plt__{0} END AS dasar_{0}"""


def _joined(template: str) -> str:
    return ",\n    ".join(template.format(name) for name in CRITERIA)


def _ladder(bands: tuple[Band, ...]) -> str:
    steps = " ".join(f"WHEN penghasilan_bruto <= {band.upper} THEN {band.rate}" for band in bands[:-1])
    return f"CASE {steps} WHEN penghasilan_bruto IS NOT NULL THEN {bands[-1].rate} END"
