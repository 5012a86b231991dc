"""What each role may do. One table; pages and services ask nothing else."""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    """Things that not everybody may do."""

    LIHAT_PEGAWAI = "lihat_pegawai"
    UBAH_PEGAWAI = "ubah_pegawai"
    IMPOR = "impor"
    OLAH_PRESENSI = "olah_presensi"
    LIHAT_MASA = "lihat_masa"
    HITUNG = "hitung"
    VERIFIKASI = "verifikasi"
    SETUJUI = "setujui"
    KUNCI = "kunci"
    BAYAR = "bayar"
    HITUNG_ULANG = "hitung_ulang"
    LIHAT_PERUBAHAN = "lihat_perubahan"
    ATUR_AKUN = "atur_akun"


# An administrator looks after accounts and types no figures; an auditor sees everything and changes nothing.
RIGHTS: dict[str, frozenset[Act]] = {
    "pengelola": frozenset(
        {Act.LIHAT_PEGAWAI, Act.UBAH_PEGAWAI, Act.IMPOR, Act.LIHAT_MASA, Act.HITUNG, Act.VERIFIKASI}
    ),
    "bkpsdm": frozenset(
        {
            Act.LIHAT_PEGAWAI,
            Act.UBAH_PEGAWAI,
            Act.IMPOR,
            Act.OLAH_PRESENSI,
            Act.LIHAT_MASA,
            Act.HITUNG,
            Act.SETUJUI,
            Act.KUNCI,
        }
    ),
    "bendahara": frozenset({Act.LIHAT_MASA, Act.BAYAR}),
    "auditor": frozenset({Act.LIHAT_PEGAWAI, Act.LIHAT_MASA, Act.HITUNG_ULANG, Act.LIHAT_PERUBAHAN}),
    "administrator": frozenset({Act.ATUR_AKUN, Act.LIHAT_PERUBAHAN}),
}
