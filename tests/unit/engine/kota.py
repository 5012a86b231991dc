"""A town whose month is made of days and of posts held within the month: a package and a packet of it.

Three people: one late on two days and moved on the 11th; one whose post's tariff no source states; one without a tax
number, whom THR does not concern.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tepat.engine.compute import Resources, Run, compute
from tepat.lang.calendar import Masa
from tepat.law.consolidate import open_book
from tepat.law.shelf import open_shelf

MOVED, UNSTATED, UNTAXED = (f"19000101202001100{number}" for number in (1, 2, 3))
MONTH = "2026-01"

FACE = """\
id = "perwali-1-2026"
jenis = "Peraturan Wali Kota"
judul = "TPP"
singkatan = "Perwali 1/2026"
daerah = "kota"
zona_waktu = "Asia/Jakarta"
masa_pertama = "2026-01"
sumber = "contoh"

[[pasal]]
nomor = "1"
sumber = "nomor"
"""


def _piece(head: str, kind: str, formula: str) -> str:
    name = head.rpartition(".")[2]
    said = f'label = "{name}"\nlabel_en = "{name}"\ntipe = "{kind}"\ndasar = "Pasal 1"'
    return f'[{head}]\n{said}\nrumus = """{formula}"""\n\n'


def _relation(name: str, more: str) -> str:
    return f'[relasi.{name}]\nlabel = "{name}"\nlabel_en = "{name}"\ndasar = "Pasal 1"\n{more}\n\n'


RULES = "".join(
    [
        """\
[berkas.penempatan]
label = "jabatan yang dipegang dalam bulan itu"
kunci = ["nip", "mulai"]
dasar = "Pasal 1"
[berkas.penempatan.kolom]
kode_jabatan = { tipe = "teks", label = "jabatan", kosong = "ditolak" }
mulai = { tipe = "tanggal", label = "mulai", kosong = "ditolak" }
hari = { tipe = "hari", label = "hari", desimal = 0 }

[berkas.pegawai]
dasar = "Pasal 1"
[berkas.pegawai.kolom]
angkatan = { tipe = "kategori", label = "periode pengangkatan", kosong = "tidak_ada" }

[parameter.hari_sebulan]
label = "hari"
label_en = "days"
tipe = "hari"
nilai = 30
dasar = "Pasal 1"

[tabel.tarif]
label = "Tarif kelas"
label_en = "Tariff"
dasar = "Pasal 1"
kunci = { kelas = "1..3" }
nilai = "rupiah"

[tabel.telat]
label = "Terlambat"
label_en = "Late"
dasar = "Pasal 1"
lapis = "menit"
nilai = "persen"

""",
        _relation("jabatan_penempatan", 'dari = "jabatan"\nmelalui = "penempatan.kode_jabatan"'),
        _relation("penempatan_bulan", 'dari = "penempatan"'),
        _relation("hari_kerja_bulan", "dari = 'harian'\nsyarat = \"status = 'hadir' AND HARI_PEKAN(tanggal) < 6\""),
        _relation("iwp_dibayar", "dari = 'pembayaran'\nsyarat = \"masa = MASA() AND variabel = 'iwp'\""),
        _piece(
            "baris.penempatan.bagian",
            "rupiah",
            "BULAT_KE_BAWAH(TABEL('tarif', jabatan_penempatan.kelas_jabatan) * (hari / hari_sebulan))",
        ),
        _piece(
            "baris.harian.potongan",
            "persen",
            "CASE WHEN pegawai.status_pegawai = 'PNS' THEN LAPIS('telat', menit_terlambat) ELSE 0 END",
        ),
        _piece("baris.harian.potongan_rupiah", "rupiah", "BULAT_SETENGAH_NAIK(potongan * tpp_bruto)"),
        _piece("tpp_bruto", "rupiah", "JUMLAH(penempatan_bulan.bagian)"),
        _piece("hari_tercatat", "bilangan", "BANYAK_BEDA(hari_kerja_bulan.tanggal)"),
        _piece("tpp_per_hari", "rupiah", "BULAT_KE_BAWAH(tpp_bruto / ANGKA(hari_kerja))"),
        _piece("iwp", "rupiah", "BULAT_KE_BAWAH(PERSEN(1) * tpp_bruto) - JUMLAH(iwp_dibayar.nilai)"),
        _piece("tpp_diterima", "rupiah", "tpp_bruto - iwp - JUMLAH(hari_kerja_bulan.potongan_rupiah)"),
        _piece(
            "uang_angkatan",
            "rupiah",
            "CASE WHEN angkatan IS NULL THEN 0 WHEN AWAL_PERIODE(angkatan) < AWAL_TAHUN() THEN RUPIAH(7) ELSE 0 END",
        ),
        """\
[[syarat]]
nama = "ada_npwp"
uji = "npwp IS NOT NULL"
akibat = "nol"
menolkan = ["tpp_diterima"]
pesan = "tanpa npwp"
pesan_en = "no tax number"
perbaikan = "daftarkan"
perbaikan_en = "register"
dasar = "Pasal 1"

[[syarat]]
nama = "menit_wajar"
pada = "harian"
uji = "menit_terlambat IS NULL OR potongan < PERSEN(1)"
akibat = "peringatan"
pesan = "terlambat lama"
pesan_en = "very late"
perbaikan = "periksa"
perbaikan_en = "check"
dasar = "Pasal 1"

[jenis_run.thr]
label = "THR"
label_en = "THR"
dasar = "Pasal 1"
nomor = 14
peserta = "status_pegawai <> 'PPPK'"
tanpa = ["iwp"]
berkas = ["pembayaran"]

""",
        _piece("jenis_run.thr.variabel.tpp_diterima", "rupiah", "tpp_bruto"),
        """\
[jenis_run.gaji_13]
label = "gaji ke-13"
label_en = "the 13th"
dasar = "Pasal 1"
nomor = 15
dari = "thr"
tanpa = ["uang_angkatan"]

""",
    ]
)
TABLES = {
    "tarif": "kelas,nilai,sumber\n1,1000000,x\n2,2000000,x\n3,tidak_diketahui,x\n",
    "telat": "lebih_dari,sampai_dengan,nilai,sumber\n,0,0,x\n0,30,0.5,x\n30,,1,x\n",
}
FACTS: Mapping[str, str] = {
    "pegawai": f"""\
nip,nama,status_pegawai,skema_golongan,golongan,kode_unit,kode_jabatan,ptkp,npwp,angkatan
{MOVED},A,PNS,PNS,III/a,U,J1,K/0,123456789012345,2020
{UNSTATED},B,PNS,PNS,III/a,U,J3,K/0,123456789012345,
{UNTAXED},C,PPPK,PPPK,IX,U,J1,K/0,,
""",
    "jabatan": """\
kode_jabatan,nama_jabatan,kelas_jabatan,beban_kerja,prestasi_kerja,kondisi_kerja,tempat_bertugas,kelangkaan_profesi,pertimbangan_objektif
J1,a,1,,,,,,
J2,b,2,,,,,,
J3,c,3,,,,,,
""",
    "kinerja": "nip,periode,hasil_kerja,perilaku_kerja,predikat,waktu_dinilai,capaian_persen\n",
    "disiplin": f"""\
nip,hari_kerja,hari_hadir,hari_alpa,potongan_persen,presensi_manual
{MOVED},20,20,0,0,
{UNSTATED},20,20,0,0,
{UNTAXED},20,20,0,0,
""",
    "gaji": "nip,gaji_kotor,potongan_gaji,pph_gaji,iwp_gaji,bpjs_gaji\n",
    "penempatan": f"""\
nip,kode_jabatan,mulai,hari
{MOVED},J1,2026-01-01,10
{MOVED},J2,2026-01-11,20
{UNSTATED},J3,2026-01-01,30
{UNTAXED},J1,2026-01-01,30
""",
    "harian": f"""\
nip,tanggal,pola,jam_masuk_wajib,jam_pulang_wajib,masuk,pulang,menit_terlambat,menit_pulang_cepat,catatan,status,bukti
{MOVED},2026-01-05,,,,,,20,0,,hadir,
{MOVED},2026-01-06,,,,,,31,0,,hadir,
{MOVED},2026-01-06,malam,,,,,0,0,,hadir,
{MOVED},2026-01-10,,,,,,31,0,,hadir,
{UNTAXED},2026-01-05,,,,,,60,0,,hadir,
""",
    "pembayaran": f"""\
nip,masa,jenis_run,variabel,nilai
{MOVED},2026-01,reguler,iwp,6666
{MOVED},2025-12,reguler,iwp,9
""",
}


def write_town(folder: Path, facts: Mapping[str, str] = {}) -> tuple[Path, Path]:
    """The package and the packet; ``facts`` replaces files, an empty text takes one away."""
    package, packet = folder / "kota" / "perwali-1-2026", folder / "fakta"
    (package / "tabel").mkdir(parents=True)
    packet.mkdir()
    (package / "instrumen.toml").write_text(FACE, "utf-8")
    (package / "aturan.toml").write_text(RULES, "utf-8")
    for name, text in TABLES.items():
        (package / "tabel" / f"{name}.csv").write_text(text, "utf-8")
    for name, text in {**FACTS, **facts}.items():
        if text:
            (packet / f"{name}.csv").write_text(text, "utf-8")
    return package.parent, packet


def run_town(folder: Path, facts: Mapping[str, str] = {}, run: str = "reguler", order: int = 1) -> Run:
    """The town's month, computed."""
    package, packet = write_town(folder, facts)
    bound = open_book(open_shelf(str(package)), Masa.parse(MONTH), run=run)
    return compute(packet, bound, Resources(threads=1), order=order)
