"""The page of the source folder of attendance: its lists, its machine files, its settings, and what is made of them."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tepat.ingest.format import Format
from tepat.ingest.formats import known_formats
from tepat.law.packet import FactFile
from tepat.presensi.contract import SOURCES
from tools.build_docs import table, type_text

INTRO = """\
`tepat presensi olah --sumber DIR --masa YYYY-MM --keluaran DIR` membaca sebuah folder sumber: daftar-daftar di bawah
ini sebagai CSV (UTF-8; BOM dan akhir baris Windows boleh) atau Parquet, dan berkas mesin apa adanya di dalam `mesin/`.

```
sumber/
  pegawai.csv  pin.csv  pola.csv  jadwal.csv      hampir selalu perlu
  perangkat.csv  roster.csv  kalender.csv         bila ada perangkat, giliran atau libur daerah
  izin.csv  koreksi.csv  gangguan.csv  apel.csv   yang terjadi bulan itu
  riwayat.csv                                     bulan-bulan lalu dalam tahun itu
  sumber.toml                                     hanya bila sebuah berkas mesin perlu dijelaskan
  mesin/                                          berkas mesin dan aplikasi, juga dalam subfolder
```

Nama kolom ditulis persis seperti di bawah, dengan huruf kecil; kolom tambahan boleh ada. NIP, PIN dan nomor seri adalah
teks: nol di depan ikut dihitung. Contoh folder yang lengkap ditulis oleh `tepat contoh`, di dalam `sumber/`."""

LISTS = """\
## Daftar

Kolom bertanda *boleh tidak ada* boleh dihilangkan dari berkasnya; sel kosong berarti seperti tertulis. Berkas yang
tidak wajib boleh tidak ada sama sekali."""

MACHINES = """\
## Berkas mesin

Setiap berkas di dalam `mesin/` dibaca menurut formatnya. Formatnya dikenali dari isinya; yang tidak dikenali masuk
karantina ([M-003](temuan.md#m-003)). Perangkatnya ialah bagian nama berkas sebelum garis bawah pertama
(`CONTOH0001_attlog.dat`), atau yang disebut `sumber.toml`, atau nomor seri di dalam berkasnya. Kontrak tiap format
tertulis dalam bahasa Inggris, karena diambil dari programnya."""

SETTINGS = """\
## `sumber.toml`

Satu bagian untuk tiap berkas yang perlu dijelaskan. Yang lain dibiarkan.

```toml
[[berkas]]
nama = "laporan januari.csv"     # seperti di dalam mesin/
format = "x100c"                 # bila isinya tidak dikenali; namanya di atas
nomor_seri = "CONTOH0001"        # bila nama berkasnya tidak menyebutnya
tanggal = "d/m/y"                # cara menulis tanggal: d/m/y, m/d/y, d-mon-y atau y/m/d
lembar = "Januari"               # lembar buku kerja; bila tidak, lembar pertama yang berisi

[[berkas]]
nama = "CONTOH0003_attlog.dat"
kolom = ["pin", "waktu", "status", "verifikasi"]   # attlog dengan kolom yang kurang

[[berkas]]
nama = "aplikasi.csv"            # tabel apa pun, dengan profil
profil = { baris = "hari", kolom = { pin = "nomor", tanggal = "tgl", jam_masuk = "datang", jam_pulang = "pulang" } }
```

`minor = [1]` (hikvision) menambah kejadian yang dihitung sebagai presensi; `nip`, `tahun` dan `bulan` menyebut milik
siapa sebuah jawaban e-Office atau SIMPEGNAS, bila jawabannya sendiri tidak menyebutnya."""

PAIRING = """\
## Dari ketukan ke buku harian

1. **Salinan.** Ketukan yang sama (perangkat, PIN dan waktunya) dihitung sekali, dari berapa berkas pun ia datang;
   yang lain `duplikat`. Waktu tanpa detik sama dengan yang berdetik pada menit itu.
2. **Pemilik.** Perangkat dan PIN dicari dalam `pin.csv` menurut tanggalnya. PIN dibandingkan sebagai teks: `0012` bukan
   `12`. Yang tanpa pemilik tidak hilang: ia ada di `pin_tanpa_nip.csv`, dengan saran bila tepat satu orang cocok.
3. **Jam.** Waktu ialah jam setempat unit orangnya; bila zona perangkatnya lain, jamnya digeser sebanyak selisihnya.
4. **Tugas.** Roster mengalahkan jadwal orangnya, jadwal orang mengalahkan jadwal unitnya. Libur nasional, cuti bersama
   dan `kalender.csv` membebaskan hari berjadwal, bukan tugas roster, kecuali peraturan berkata lain.
5. **Pasangan.** Sebuah ketukan milik tugas yang jendelanya memuatnya. Dari awal jendela sampai tengah tugas yang paling
   awal ialah masuk; dari tengah tugas sampai akhir jendela yang paling akhir ialah pulang. Tombol masuk/pulang di mesin
   tidak menentukan apa pun. Yang lain `antara`, dan yang di luar semua jendela `luar_roster`.
6. **Hari itu.** Izin, koreksi yang disetujui dan gangguan mesin mengubah harinya; catatan aslinya tetap disimpan, dan
   kolom `bukti` menunjuk kepadanya. Menit terlambat dan pulang cepat dipangkas ke bawah ke menit penuh.

Setiap ketukan berakhir pada tepat satu nasib, di `ketukan.parquet` kolom `nasib`: `dipakai`, `antara`, `duplikat`,
`luar_roster` atau `tanpa_pemilik`."""

LOST = """\
## Yang tidak terbaca

Tidak ada yang dibuang. Setiap catatan yang tidak terbaca ada di `karantina.csv` seperti adanya, dengan kode, alasan dan
perbaikannya; `tepat temuan KODE` menjelaskannya. Untuk setiap berkas berlaku

> catatan dibaca = diterima + duplikat + karantina

dan angkanya tercetak serta tersimpan dalam `tanda_presensi.json`. Baris milik format itu sendiri (judul, nomor seri,
jumlah pemeriksa) dihitung terpisah. Sandi, foto, kartu dan letak di peta tidak pernah disimpan."""

RESULTS = (
    ("harian.csv", "buku harian presensi: satu baris per orang dan tugas"),
    ("harian.parquet", "buku harian yang sama, yang dibaca `tepat hitung --presensi`"),
    ("disiplin.csv", "ringkasan sebulan; `tepat hitung --presensi` memakainya"),
    ("apel.csv", "apel dan upacara, bila ada"),
    ("ketukan.parquet", "setiap ketukan dengan pemilik, nasib dan asalnya: bunyinya, berkas, baris dan sidiknya"),
    ("potongan/", "paket hasil potongannya, untuk `tepat jelaskan`, bila potongannya dihitung tersendiri"),
    ("pin_tanpa_nip.csv", "PIN yang belum dikenal, berapa ketukannya, dan siapa barangkali pemiliknya"),
    ("karantina.csv", "catatan yang tidak terbaca, dan mengapa"),
    ("tinjauan.csv", "yang perlu dilihat orang: jam mesin, kerumunan, kata sandi, di luar jadwal"),
    ("usul_gangguan.csv", "gangguan mesin yang diduga; salin ke `gangguan.csv` bila benar"),
    ("pencacah.csv", "hari tidak masuk sepanjang tahun dan jaraknya ke ambang PP 94/2021"),
    ("riwayat.csv", "tahun itu sampai bulan ini; salin ke folder sumber bulan berikutnya"),
    ("temuan.csv", "yang perlu diperhatikan, per orang dan per berkas"),
    ("presensi.xlsx", "semuanya untuk diperiksa di Excel"),
    ("tanda_presensi.json", "tanda terima: sidik setiap berkas sumber dan hasil, dan hitungan per berkas"),
)


def render_source(_: Path) -> str:
    """The whole page."""
    lists = (_list(file) for file in SOURCES.values())
    formats = (_format(item) for item in known_formats().values())
    results = table(("Berkas", "Isi"), [(f"`{name}`", text) for name, text in RESULTS])
    parts = ["# Sumber presensi", INTRO, LISTS, *lists, MACHINES, *formats, SETTINGS, PAIRING, LOST]
    return "\n\n".join([*parts, "## Hasilnya", results])


def _list(file: FactFile) -> str:
    need = "wajib ada" if file.required else "boleh tidak ada"
    key = f"; kunci {', '.join(f'`{name}`' for name in file.key)}" if file.key else ""
    rows = [
        (
            f"`{column.name}`",
            column.gloss,
            type_text(column.type),
            column.empty,
            "ya" if column.name in file.dispensable else "–",
        )
        for column in file.columns
    ]
    head = ("Kolom", "Isi", "Jenis", "Sel kosong", "Boleh tidak ada")
    return "\n\n".join([f"### `{file.name}`", f"{file.gloss} Berkas {need}{key}.", table(head, rows)])


def _format(item: Format) -> str:
    """A format with the contract that its package states."""
    package = sys.modules[item.read.__module__.rpartition(".")[0]]
    text = "\n\n".join(_paragraphs(package.__doc__ or ""))
    return f"### `{item.name}`: {item.label[0]}\n\n{text}"


def _paragraphs(docstring: str) -> Iterator[str]:
    """A docstring as Markdown."""
    for paragraph in re.split(r"\n\s*\n", docstring.strip()):
        yield re.sub(r"``(.+?)``", r"`\1`", paragraph, flags=re.DOTALL)
