"""What offices call the columns: the titles under which a column is known beside its own name.

Two columns that one title may mean have no alias of it: ``IWP`` alone is the 1 % in one payroll and the 10 % in the
next. Such a title is told as unread, and the office renames it.
"""

from __future__ import annotations

from collections.abc import Mapping

# By the name of the column, whatever the list.
ALIASES: Mapping[str, tuple[str, ...]] = {
    "nip": (
        "NIP Baru",
        "NIP Pegawai",
        "NIP ASN",
        "NIP/NI PPPK",
        "NIP/NIPPPK",
        "NIPPPK",
        "NI PPPK",
        "No. NIP",
        "Nomor NIP",
        "Nomor Induk Pegawai",
    ),
    "nama": ("Nama Lengkap", "Nama Pegawai", "Nama ASN", "Nama PNS"),
    "status_pegawai": ("Status ASN", "Status Kepegawaian", "Jenis Pegawai", "Jenis ASN"),
    "skema_golongan": ("Skema",),
    "golongan": ("Gol", "Gol. Ruang", "Gol/Ruang", "Gol./Ruang", "Golongan Ruang", "Golongan/Ruang", "Golru"),
    "kode_unit": ("Kode Unit Kerja", "Kode Unor", "Kode OPD", "Kode SKPD", "Kode Perangkat Daerah"),
    "kode_jabatan": ("Kode Jab", "ID Jabatan"),
    "ptkp": ("Status PTKP", "Kode PTKP"),
    "npwp": ("Nomor NPWP", "No. NPWP"),
    "nama_jabatan": ("Jabatan",),
    "kelas_jabatan": ("Kelas", "Kelas Jab", "Kls Jabatan", "Grade"),
    "beban_kerja": ("TPP Beban Kerja",),
    "prestasi_kerja": ("TPP Prestasi Kerja",),
    "kondisi_kerja": ("TPP Kondisi Kerja",),
    "tempat_bertugas": ("TPP Tempat Bertugas",),
    "kelangkaan_profesi": ("TPP Kelangkaan Profesi",),
    "pertimbangan_objektif": (
        "TPP Pertimbangan Objektif",
        "Pertimbangan Objektif Lainnya",
        "TPP Pertimbangan Objektif Lainnya",
    ),
    "nama_unit": ("Unit", "Unit Kerja", "Nama Unit Kerja", "Nama OPD", "Nama SKPD", "Perangkat Daerah"),
    "jenis_unit": ("Jenis Unit Kerja",),
    "induk": ("Kode Induk", "Kode Unit Induk", "Unit Induk"),
    "waktu_dinilai": ("Tanggal Dinilai", "Tgl Dinilai", "Waktu Penilaian"),
    "capaian_persen": ("Capaian", "Capaian (%)", "Persentase Capaian"),
    "potongan_persen": ("Potongan (%)", "Persen Potongan", "Total Potongan (%)"),
    "hari_kerja": ("Jumlah Hari Kerja", "HK"),
    "hari_hadir": ("Jumlah Hadir", "Hadir"),
    "hari_alpa": ("Alpa", "Tanpa Keterangan", "TK"),
    "gaji_kotor": ("Jumlah Kotor", "Kotor", "Gaji Bruto", "Penghasilan Bruto", "Jumlah Penghasilan Kotor"),
    "potongan_gaji": ("Potongan", "Jumlah Potongan", "Jml Potongan", "Total Potongan"),
    "pph_gaji": ("PPh 21", "PPh Pasal 21", "PPh 21 Gaji", "Pajak", "PPajak"),
    "iwp_gaji": ("IWP 1%", "IWP 1 Persen", "IWP Peg"),
    "bpjs_gaji": ("BPJS", "BPJS 4%", "BPJS Kesehatan 4%"),
    "bank": ("Nama Bank", "Kode Bank"),
    "nomor_rekening": ("No. Rekening", "No. Rek", "Norek", "Rekening"),
    "atas_nama": ("Nama Pemilik Rekening", "Nama Rekening", "Nama di Rekening"),
    "nip_atasan": ("NIP Penilai", "NIP Pejabat Penilai", "NIP Atasan Langsung", "NIP Atasan/Penilai"),
    "nomor_sk": ("No. SK", "SK", "Nomor Surat Keputusan"),
    "dokumen": ("Dokumen Dasar",),
    "mulai": ("TMT", "Tanggal Mulai", "Tgl Mulai", "Mulai Tanggal", "Mulai Berlaku", "Sejak"),
    "selesai": ("Tanggal Selesai", "Tgl Selesai", "Sampai", "Sampai Tanggal", "s.d.", "Berakhir"),
    "tanggal": ("Tgl",),
    "nomor_seri": ("Serial Number", "No. Seri", "SN"),
}
# Titles of the month that a row is of, in lists of one month.
STATED_MONTH: Mapping[str, tuple[str, ...]] = {"bulan": ("Bulan", "Bln"), "tahun": ("Tahun", "Thn")}

# BKN e-Kinerja writes its titles one way; under another name a column is another one.
REKAP_TITLES: Mapping[str, tuple[str, ...]] = {
    "nip": ("NIP",),
    "hasil_kerja": ("Rating Hasil Kinerja",),
    "perilaku_kerja": ("Rating Perilaku Kerja",),
    "predikat": ("Predikat Kinerja Periodik",),
}
LAPORAN_TITLES: Mapping[str, tuple[str, ...]] = {
    "nip": ("nip",),
    "hasil_kerja": ("hasil_kerja",),
    "perilaku_kerja": ("perilaku_kerja",),
    "predikat": ("hasil_akhir",),
    "waktu_dinilai": ("waktu_dinilai",),
}
# An appraisal in a post that is only acted in is not the one of the person's own post.
ACTING: Mapping[str, tuple[str, ...]] = {"plt": ("is_skp_plt_plh_pjb",)}
