"""The lists of ratings that can be imported: one's own, and the two reports of BKN's e-Kinerja."""

from __future__ import annotations

from collections.abc import Mapping

from tepat.web.common.intake import PEGAWAI, Column, Intake, Part

_PENILAIAN = Intake(
    (
        Part(
            "kinerja.Penilaian",
            (
                Column("nip", "pegawai", ref=PEGAWAI, key=True),
                Column("periode", key=True, default="masa"),
                Column("hasil_kerja"),
                Column("perilaku_kerja"),
                Column("predikat"),
                Column("waktu_dinilai"),
                Column("capaian_persen"),
            ),
        ),
    )
)

INTAKE: Mapping[str, Intake] = {
    "kinerja": _PENILAIAN,
    "ekinerja_bulanan": _PENILAIAN,
    "ekinerja_laporan": _PENILAIAN,
}
