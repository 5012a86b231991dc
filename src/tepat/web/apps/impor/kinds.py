"""The kinds of upload: what they are called, and what accepting them does."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tepat.ingest.upload import MACHINES
from tepat.web.apps.kepegawaian import services as kepegawaian
from tepat.web.apps.kinerja import services as kinerja
from tepat.web.apps.pembayaran import services as pembayaran
from tepat.web.apps.presensi import services as presensi
from tepat.web.common.intake import Intake

# What accepting a list does, by the app that owns the records.
INTAKE: Mapping[str, Intake] = {**kepegawaian.INTAKE, **presensi.INTAKE, **kinerja.INTAKE, **pembayaran.INTAKE}

# In the order in which an office fills an empty installation.
LABELS: Mapping[str, Promise] = {
    "unit": _("Daftar unit kerja"),
    "jabatan": _("Daftar jabatan"),
    "pegawai": _("Daftar pegawai"),
    "gaji": _("Daftar gaji"),
    "kinerja": _("Penilaian kinerja"),
    "ekinerja_bulanan": _("Rekap Penilaian e-Kinerja BKN"),
    "ekinerja_laporan": _("Laporan Penilaian SKP e-Kinerja BKN"),
    MACHINES: _("Presensi dari mesin atau aplikasi"),
    "disiplin": _("Rekap disiplin"),
    "plt": _("Penugasan Plt"),
    "cuti": _("Cuti dan pembebasan tugas"),
    "hukdis": _("Hukuman disiplin"),
    "penempatan": _("Penempatan pegawai"),
    "status_pegawai": _("Status dan golongan pegawai"),
    "ptkp": _("Status PTKP"),
    "rekening": _("Rekening bank pegawai"),
    "atasan": _("Atasan langsung"),
    "perangkat": _("Perangkat presensi"),
    "pin": _("PIN pegawai pada perangkat"),
    "pola": _("Pola kerja"),
    "jadwal": _("Jadwal unit dan pegawai"),
    "roster": _("Roster tugas bergilir"),
    "kalender": _("Kalender libur daerah"),
    "izin": _("Cuti, izin dan tugas luar"),
    "koreksi": _("Koreksi jam presensi"),
    "gangguan": _("Gangguan perangkat"),
    "apel": _("Apel dan upacara"),
    "harian": _("Buku harian presensi"),
    "riwayat": _("Riwayat ketidakhadiran"),
    "pembayaran": _("Pembayaran sebelumnya"),
}
# Reports of another application: they have no template.
REPORTS = frozenset({"ekinerja_bulanan", "ekinerja_laporan", MACHINES})


def label_of(jenis: str) -> str:
    """What a kind is called."""
    return str(LABELS.get(jenis, jenis))
