"""Every kind of list: taken in, it becomes records; undone, every record is as it was."""

from __future__ import annotations

from typing import Any

import pytest

from tepat.ingest.upload import MACHINES
from tepat.web.apps.impor import services, undo
from tepat.web.apps.impor.kinds import INTAKE, LABELS
from tests.web.impor.office import csv, everything, fates, nip_of, records, upload

A, B, NEW = nip_of(1), nip_of(3), nip_of(9)
# Of each kind a file, the fates of its rows, and how many records of which model come from it.
LISTS: dict[str, tuple[bytes, dict[str, int], dict[str, int]]] = {
    "unit": (
        csv("kode_unit,nama_unit,jenis_unit,induk", "UNIT-C,SEKSI CONTOH,seksi,UNIT-D", "UNIT-D,DINAS CONTOH,dinas,",
            "UNIT-A,BAGIAN BARU,bagian,"),
        {"baru": 2, "ubah": 1},
        {"kepegawaian.RiwayatUnit": 3},
    ),
    "jabatan": (
        csv("kode_jabatan,nama_jabatan,kelas_jabatan,beban_kerja,prestasi_kerja,kondisi_kerja,tempat_bertugas,"
            "kelangkaan_profesi,pertimbangan_objektif",
            "JAB-1,PENELAAH CONTOH,7,1500000,,,,,", "JAB-2,ANALIS CONTOH,8,2000000,100000,,,,"),
        {"baru": 1, "ubah": 1},
        {"kepegawaian.NilaiJabatan": 2},
    ),
    "pegawai": (
        csv("nip,nama,status_pegawai,skema_golongan,golongan,kode_unit,kode_jabatan,ptkp,npwp",
            f"{NEW},PEGAWAI CONTOH 9,PNS,PNS,III/a,UNIT-A,JAB-1,TK/0,",
            f"{A},PEGAWAI CONTOH 1,PNS,PNS,III/b,UNIT-B,JAB-1,K/1,"),
        {"baru": 1, "ubah": 1},
        {"kepegawaian.StatusPegawai": 2, "kepegawaian.Penempatan": 2, "kepegawaian.Ptkp": 2},
    ),
    "gaji": (
        csv("nip,gaji_kotor,potongan_gaji,pph_gaji,iwp_gaji,bpjs_gaji", f"{A},4500000,450000,0,45000,180000",
            f"{B},5000000,,,,"),
        {"baru": 2},
        {"pembayaran.Gaji": 2},
    ),
    "kinerja": (
        csv("nip,periode,hasil_kerja,perilaku_kerja,predikat,waktu_dinilai,capaian_persen",
            f"{A},,di_atas_ekspektasi,sesuai_ekspektasi,baik,2026-04-02 10:00:00,", f"{B},2026-Q1,,,,,87.5"),
        {"baru": 2},
        {"kinerja.Penilaian": 2},
    ),
    "disiplin": (
        csv("nip,hari_kerja,hari_hadir,hari_alpa,potongan_persen,presensi_manual", f"{A},22,21.5,0.5,1.5,tidak"),
        {"baru": 1},
        {"presensi.Disiplin": 1},
    ),
    "plt": (
        csv("nip,kode_jabatan,jenis,mulai,selesai", f"{A},JAB-1,setara,2026-02-01,"),
        {"baru": 1},
        {"kepegawaian.Plt": 1},
    ),
    "cuti": (
        csv("nip,jenis,mulai,selesai", f"{A},cuti_besar,2026-03-02,2026-05-31"), {"baru": 1}, {"kepegawaian.Cuti": 1}
    ),
    "hukdis": (
        csv("nip,tingkat,mulai,selesai", f"{A},ringan,2026-03-01,2026-08-31"), {"baru": 1}, {"kepegawaian.Hukdis": 1}
    ),
    "penempatan": (
        csv("nip,kode_unit,kode_jabatan,mulai,selesai,nomor_sk", f"{A},UNIT-B,JAB-1,2026-03-10,,SK-1"),
        {"ubah": 1},
        {"kepegawaian.Penempatan": 1},
    ),
    "status_pegawai": (
        csv("nip,status_pegawai,skema_golongan,golongan,mulai,selesai", f"{A},CPNS,PNS,III/a,2020-01-01,",
            f"{A},PNS,PNS,III/a,2021-01-01,"),
        {"baru": 1, "ubah": 1},
        {"kepegawaian.StatusPegawai": 2},
    ),
    "ptkp": (csv("nip,ptkp,mulai,selesai", f"{A},K/2,2026-01-01,"), {"baru": 1}, {"kepegawaian.Ptkp": 1}),
    "rekening": (
        csv("nip,bank,nomor_rekening,atas_nama", f"{A},BANK CONTOH,0001234567,PEGAWAI CONTOH 1"),
        {"baru": 1},
        {"kepegawaian.Rekening": 1},
    ),
    "atasan": (csv("nip,nip_atasan,mulai,selesai", f"{A},{nip_of(2)},,"), {"baru": 1}, {"kepegawaian.Atasan": 1}),
    "perangkat": (
        csv("perangkat,nomor_seri,kode_unit,zona", "MESIN-1,SN0001,UNIT-A,WITA"), {"baru": 1}, {"presensi.Perangkat": 1}
    ),
    "pin": (csv("perangkat,pin,nip", f",0012,{A}"), {"baru": 1}, {"presensi.PinPerangkat": 1}),
    "pola": (
        csv("kode_pola,hari,masuk,pulang,lewat_tengah_malam,fleksibel", "REG,1-4,07:30,16:00,,", "REG,5,07:30,11:30,,"),
        {"baru": 2},
        {"presensi.PolaKerja": 2},
    ),
    "jadwal": (csv("kode_unit,nip,kode_pola,mulai", "UNIT-A,,REG,2026-01-01"), {"baru": 1}, {"presensi.Jadwal": 1}),
    "roster": (
        csv("nip,tanggal,kode_pola", f"{A},2026-03-02,PAGI", f"{A},2026-03-02,MALAM", f"{B},2026-03-03,PAGI"),
        {"baru": 3},
        {"presensi.Roster": 3},
    ),
    "kalender": (
        csv("tanggal,jenis,keterangan", "2026-03-18,libur,HARI JADI"), {"baru": 1}, {"presensi.HariKalender": 1}
    ),
    "izin": (
        csv("nip,jenis,mulai,selesai", f"{A},cuti_tahunan,2026-03-02,2026-03-04"), {"baru": 1}, {"presensi.Izin": 1}
    ),
    "koreksi": (
        csv("nip,tanggal,masuk,pulang,alasan,disetujui_oleh", f"{A},2026-03-05,07:25,,LUPA,KEPALA CONTOH"),
        {"baru": 1},
        {"presensi.Koreksi": 1},
    ),
    "gangguan": (
        csv("perangkat,kode_unit,mulai,selesai,alasan", ",UNIT-A,2026-03-06 07:00,2026-03-06,LISTRIK PADAM"),
        {"baru": 1},
        {"presensi.Gangguan": 1},
    ),
    "apel": (csv("nip,tanggal,jenis,hadir", f"{A},2026-03-09,apel,ya"), {"baru": 1}, {"presensi.Apel": 1}),
    "harian": (
        csv("nip,tanggal,pola,jam_masuk_wajib,jam_pulang_wajib,masuk,pulang,menit_terlambat,menit_pulang_cepat,catatan,"
            "status,bukti", f"{A},2026-03-02,REG,,,,,5,0,,hadir,"),
        {"baru": 1},
        {"kepegawaian.FaktaTambahan": 1},
    ),
    "riwayat": (
        csv("nip,masa,hari_alpa,menit_kurang,alpa_berturut_akhir", f"{A},2026-01,1,30,0"),
        {"baru": 1},
        {"kepegawaian.FaktaTambahan": 1},
    ),
    "pembayaran": (
        csv("nip,masa,jenis_run,variabel,nilai", f"{A},2026-01,reguler,tpp_bruto,1000000"),
        {"baru": 1},
        {"pembayaran.PembayaranLalu": 1},
    ),
    "ekinerja_bulanan": (
        csv("Periode Bulanan 3 Tahun 2026,,,,",
            "NIP,Nama,Rating Hasil Kinerja,Rating Perilaku Kerja,Predikat Kinerja Periodik",
            f"'{A},PEGAWAI CONTOH 1,DI ATAS EKSPEKTASI,SESUAI EKSPEKTASI,BAIK"),
        {"baru": 1},
        {"kinerja.Penilaian": 1},
    ),
    "ekinerja_laporan": (
        csv("Laporan Penilaian SKP Periode Bulanan Maret Tahun 2026,,,,,,",
            "nip,nama,hasil_kerja,perilaku_kerja,hasil_akhir,waktu_dinilai,is_skp_plt_plh_pjb",
            f"{A},PEGAWAI CONTOH 1,DI ATAS EKSPEKTASI,SESUAI EKSPEKTASI,BAIK,2026-04-02 10:00:00,0"),
        {"baru": 1},
        {"kinerja.Penilaian": 1},
    ),
}  # fmt: skip


def test_every_kind_is_tried_and_can_be_taken():
    assert LISTS.keys() == INTAKE.keys() == LABELS.keys() - {MACHINES}


@pytest.mark.parametrize("jenis", LISTS)
def test_a_list_becomes_records_and_undone_all_is_as_it_was(office: dict[str, Any], jenis: str):
    content, expected, models = LISTS[jenis]
    before = everything()
    kumpulan = upload(office["bkpsdm"], jenis, content)
    told = [f"{item.kode} {item.pesan}" for item in kumpulan.daftar_temuan.filter(tingkat="gagal")]
    assert (told, fates(kumpulan)) == ([], expected)
    assert everything() == before
    services.accept(kumpulan, office["bkpsdm"], "SK contoh")
    assert {name: records(name).filter(kumpulan=kumpulan).count() for name in models} == models
    undo.undo(kumpulan, office["bkpsdm"], "salah berkas")
    assert everything() == before


@pytest.mark.parametrize("jenis", LISTS)
def test_a_list_taken_twice_says_nothing_new(office: dict[str, Any], jenis: str):
    content = LISTS[jenis][0]
    services.accept(upload(office["bkpsdm"], jenis, content), office["bkpsdm"], "SK contoh")
    again = upload(office["bkpsdm"], jenis, content, again=True)
    assert fates(again) == {"sama": again.hitungan["dibaca"]}
