"""A small nation with one region, two instruments of it and one of the nation's: valid until a test breaks one thing.

`write_region` writes it into a folder; a `Break` replaces one text of one file by another, or takes a file away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tepat.lang.errors import Problem, TepatError
from tepat.law.shelf import Shelf, open_shelf
from tepat.law.validate import validate_region

NATIONAL = "nasional/uu-1-2020"
BASE = "daerah/contoh/perbup-1-2020"
AMENDMENT = "daerah/contoh/perbup-2-2021"

FILES = {
    f"{NATIONAL}/instrumen.toml": """\
id = "uu-1-2020"
jenis = "Undang-Undang"
judul = "Pajak Contoh"
singkatan = "UU 1/2020"
daerah = "nasional"
masa_pertama = "2020-01"
sumber = "naskah"

[[pasal]]
nomor = "1"
sumber = "naskah"

[[pasal.bagian]]
tanda = "ayat (1)"
naskah = "Pajak lima persen."
status = "dihitung"
oleh = ["pajak", "tarif"]
""",
    f"{NATIONAL}/aturan.toml": """\
[parameter.tarif]
label = "Tarif"
label_en = "Rate"
tipe = "persen"
dasar = "Pasal 1 ayat (1)"
nilai = 5

[terbuka.penghasilan]
label = "Penghasilan"
label_en = "Income"
tipe = "rupiah"
dasar = "Pasal 1"

[pajak]
label = "Pajak"
label_en = "Tax"
tipe = "rupiah"
dasar = "Pasal 1 ayat (1)"
rumus = "BULAT_KE_BAWAH(tarif * penghasilan)"
""",
    f"{NATIONAL}/kasus/pajak.toml": """\
[[kasus]]
label = "Seratus"
sumber = "contoh"
masa = "2020-01"
diberikan = { penghasilan = 119 }
harapan = { pajak = 5 }
""",
    f"{BASE}/instrumen.toml": """\
id = "perbup-1-2020"
jenis = "Peraturan Bupati"
judul = "TPP Contoh"
singkatan = "Perbup 1/2020"
daerah = "contoh"
zona_waktu = "Asia/Makassar"
diundangkan = 2020-01-05
masa_pertama = "2020-01"
mengacu = ["nasional/uu-1-2020"]
sumber = "naskah"

[[pasal]]
nomor = "1"
sumber = "nomor"

[[pasal]]
nomor = "2"
sumber = "naskah"

[[pasal.bagian]]
tanda = "ayat (1)"
naskah = "TPP dibayar menurut predikat."
status = "dihitung"
oleh = ["nilai", "bagian", "tpp_beban_kerja", "tpp_prestasi_kerja", "tpp_bruto", "penghasilan"]

[[pasal.bagian]]
tanda = "ayat (2)"
naskah = "Dihitung setiap bulan."
status = "prosedur"
fitur = "tepat hitung"

[[pasal.bagian]]
tanda = "ayat (3)"
naskah = "Kelengkapan disimpan."
status = "di_luar"
alasan = "kertas"

[[pasal]]
nomor = "3"
sumber = "nomor"
""",
    f"{BASE}/aturan.toml": """\
[keluarga.kriteria]
label = "Kriteria"
label_en = "Criteria"
dasar = "praktik"
anggota = { beban_kerja = "beban kerja", prestasi_kerja = "prestasi kerja" }

[tabel.bagian]
label = "Bagian"
label_en = "Part"
dasar = "Pasal 2 ayat (1)"
kunci = { predikat = "predikat" }
nilai = "persen"

[tabel.tunjangan]
label = "Tunjangan"
label_en = "Allowance"
dasar = "praktik"
lapis = "rupiah"
nilai = "rupiah"

[baris.cuti.panjang]
label = "Cuti panjang"
label_en = "Long leave"
tipe = "ya_tidak"
dasar = "praktik"
rumus = "selesai IS NULL"

[relasi.cuti_panjang]
label = "Cuti panjang"
label_en = "Long leave"
dasar = "praktik"
dari = "cuti"
syarat = "panjang"

[nilai]
label = "Nilai"
label_en = "Value"
tipe = "persen"
dasar = "Pasal 2 ayat (1)"
rumus = "CASE WHEN ADA(cuti_panjang) THEN 0 ELSE TABEL('bagian', predikat) END"

["tpp_{kriteria}"]
label = "TPP {kriteria}"
label_en = "TPP of {kriteria}"
tipe = "rupiah"
dasar = "Pasal 2 ayat (1)"
rumus = "BULAT_KE_BAWAH(nilai * jabatan.{kriteria})"

[tpp_bruto]
label = "TPP"
label_en = "TPP"
tipe = "rupiah"
dasar = "Pasal 2 ayat (1)"
rumus = "JUMLAH_KELUARGA(kriteria, tpp_{kriteria}) + LAPIS('tunjangan', gaji_kotor)"

[lama]
label = "Aturan lama"
label_en = "Old rule"
tipe = "bilangan"
dasar = "Pasal 3"
rumus = "kelas_jabatan * 2"
keluaran = "dibandingkan dengan aturan baru"

[belum]
label = "Belum diketahui"
label_en = "Unknown"
tipe = "rupiah"
dasar = "praktik"
tidak_diketahui = "lampiran tidak ada"

[penghasilan]
label = "Penghasilan"
label_en = "Income"
tipe = "rupiah"
dasar = "Pasal 2"
rumus = "gaji_kotor + tpp_bruto"

[[syarat]]
nama = "gaji_ada"
uji = "gaji_kotor > 0"
akibat = "peringatan"
pesan = "gaji nol"
pesan_en = "no salary"
perbaikan = "periksa gaji"
perbaikan_en = "check the salary"
dasar = "praktik"

[[kekekalan]]
jumlah = "penghasilan"
bagian = "gaji_kotor + tpp_bruto"
dasar = "praktik"
""",
    f"{BASE}/tabel/bagian.csv": """\
predikat,nilai,sumber
sangat_baik,100,Pasal 2
baik,90,Pasal 2
butuh_perbaikan,80,Pasal 2
kurang,50,Pasal 2
sangat_kurang,0,Pasal 2
""",
    f"{BASE}/tabel/tunjangan.csv": """\
lebih_dari,sampai_dengan,nilai,sumber
,1000,10,praktik
1000,2000,20,praktik
2000,,30,praktik
""",
    f"{BASE}/kasus/contoh.toml": """\
[[kasus]]
label = "Baik"
sumber = "contoh"
masa = "2020-01"
[kasus.fakta]
pegawai = { nip = "190001012020011001", kode_jabatan = "J" }
jabatan = { kode_jabatan = "J", beban_kerja = 111, prestasi_kerja = 20, kelas_jabatan = 4 }
kinerja = { predikat = "baik" }
gaji = { gaji_kotor = 1000 }
[kasus.harapan]
tpp_bruto = 127
lama = 8
pajak = 56
belum = "tidak_diketahui"
status_hitung = "tertahan"

[[kasus]]
label = "Program lain"
sumber = "contoh"
masa = "2020-01"
status = "berbeda"
alasan = "tidak membulatkan tiap kriteria"
[kasus.fakta]
pegawai = { nip = "190001012020011001", kode_jabatan = "J" }
jabatan = { kode_jabatan = "J", beban_kerja = 111, prestasi_kerja = 20 }
kinerja = { predikat = "baik" }
gaji = { gaji_kotor = 1000 }
[kasus.harapan]
tpp_bruto = 128
""",
    f"{AMENDMENT}/instrumen.toml": """\
id = "perbup-2-2021"
jenis = "Peraturan Bupati"
judul = "Perubahan TPP Contoh"
singkatan = "Perbup 2/2021"
daerah = "contoh"
diundangkan = 2021-02-10
masa_pertama = "2021-03"
mengubah = "perbup-1-2020"
sumber = "naskah"

[[operasi]]
dasar = "Pasal I angka 1"
jenis = "ubah"
pasal = "2"

[[operasi]]
dasar = "Pasal I angka 2"
jenis = "hapus"
pasal = "3"

[[operasi]]
dasar = "Pasal I angka 3"
jenis = "sisip"
pasal = "2A"

[[pasal]]
nomor = "2"
sumber = "naskah"

[[pasal.bagian]]
tanda = "ayat (1)"
naskah = "TPP dibayar separuh."
status = "dihitung"
oleh = ["nilai", "bagian", "tpp_beban_kerja", "tpp_prestasi_kerja", "tpp_bruto", "penghasilan"]

[[pasal]]
nomor = "2A"
sumber = "naskah"

[[pasal.bagian]]
tanda = "ayat (1)"
naskah = "Uang makan dibayar."
status = "dihitung"
oleh = ["uang_makan"]
""",
    f"{AMENDMENT}/aturan.toml": """\
[parameter.uang_makan]
label = "Uang makan"
label_en = "Meals"
tipe = "rupiah"
dasar = "Pasal 2A ayat (1)"
nilai = 7

[nilai]
operasi = "ganti"
label = "Nilai"
label_en = "Value"
tipe = "persen"
dasar = "Pasal 2 ayat (1)"
rumus = "PERSEN(50)"

[tabel.bagian]
operasi = "tetap"
label = "Bagian"
label_en = "Part"
dasar = "Pasal 2 ayat (1)"
kunci = { predikat = "predikat" }
nilai = "persen"
tidak_diketahui = "tetap seperti pada Perbup 1/2020"

["tpp_{kriteria}"]
operasi = "tetap"
label = "TPP {kriteria}"
label_en = "TPP of {kriteria}"
tipe = "rupiah"
dasar = "Pasal 2 ayat (1)"

[tpp_bruto]
operasi = "ganti"
label = "TPP"
label_en = "TPP"
tipe = "rupiah"
dasar = "Pasal 2 ayat (1)"
rumus = "JUMLAH_KELUARGA(kriteria, tpp_{kriteria}) + uang_makan"

[penghasilan]
operasi = "tetap"
label = "Penghasilan"
label_en = "Income"
tipe = "rupiah"
dasar = "Pasal 2"

[nilai_semula]
label = "Nilai semula"
label_en = "Value as it was"
tipe = "persen"
dasar = "praktik"
rumus = "CASE WHEN ADA(cuti_panjang) THEN 0 ELSE TABEL('bagian', predikat) END"
keluaran = "dibandingkan dengan nilai yang baru"

[tunjangan_semula]
label = "Tunjangan semula"
label_en = "Allowance as it was"
tipe = "rupiah"
dasar = "praktik"
rumus = "LAPIS('tunjangan', gaji_kotor)"
keluaran = "dibandingkan dengan uang makan"

[[hapus]]
nama = "lama"
dasar = "Pasal I angka 2"
""",
    f"{AMENDMENT}/kasus/contoh.toml": """\
[[kasus]]
label = "Separuh"
sumber = "contoh"
masa = "2021-03"
[kasus.fakta]
pegawai = { nip = "190001012020011001", kode_jabatan = "J" }
jabatan = { kode_jabatan = "J", beban_kerja = 111, prestasi_kerja = 20 }
gaji = { gaji_kotor = 1000 }
[kasus.harapan]
tpp_bruto = 72
""",
}


@dataclass(frozen=True)
class Break:
    """One thing that is wrong: in ``file``, ``old`` reads ``new``. Without ``old`` the file is ``new``; None: away."""

    file: str
    old: str
    new: str | None


def write_region(root: Path, breaks: Sequence[Break] = ()) -> Path:
    """Write the nation with its region, broken where it shall be."""
    for name, text in broken(breaks).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def broken(breaks: Sequence[Break]) -> dict[str, str]:
    files = dict(FILES)
    for item in breaks:
        if item.new is None:
            del files[item.file]
        elif item.old:
            assert files[item.file].count(item.old) == 1, f"{item.old!r} does not stand once in {item.file}"
            files[item.file] = files[item.file].replace(item.old, item.new)
        else:
            files[item.file] = item.new
    return files


def shelf_of(root: Path, breaks: Sequence[Break] = ()) -> Shelf:
    """The shelf of the written region."""
    return open_shelf("contoh", write_region(root, breaks))


def problems_of(root: Path, breaks: Sequence[Break] = ()) -> list[Problem]:
    """Everything the validator says about the written region."""
    try:
        report = validate_region(shelf_of(root, breaks), lambda feature: feature == "tepat hitung")
    except TepatError as error:
        return list(error.problems)
    return report.problems
