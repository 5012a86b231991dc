"""The page of the manual on the synthetic region, from the same declarations as the region itself."""

from __future__ import annotations

from collections.abc import Iterator

from tepat.lab.contoh.dirt import DIRT_GROUPS
from tepat.lab.contoh.kinds import KINDS
from tepat.lab.contoh.readme import part, table, told_source
from tepat.lab.contoh.shares import (
    CPNS,
    GROUPS,
    HABITS,
    INTERRUPTIONS,
    LATE_BY_JENIS,
    LATE_IN,
    PPPK_SINCE,
    RATING_DAYS,
    UNITS,
    Share,
)
from tepat.lab.contoh.sumber import kinds

_PAGE = """# Daerah contoh

`tepat contoh DIR --pegawai N --masa YYYY-MM --benih S` membuat Kabupaten Tanjung Contoh: sebuah kabupaten rekaan
dengan delapan kecamatan (pada 6.000 pegawai), lengkap dengan fakta sebulan dan kekotoran data yang lazim. Tidak ada
orang, gaji, atau nilai yang sungguhan. Bilangan di halaman ini adalah yang dipakai program; banyaknya pasti, bukan
kebetulan.

| Pilihan | Artinya |
| --- | --- |
| `--bersih` | tanpa data kotor: tidak seorang pun ditahan |
| `--kotor` | delapan kali bagian data kotor di bawah |
| `--regulasi R` | dengan kolom dan berkas yang dinyatakan aturan R untuk masa itu, jam menurut zonanya |
| `--harian` | dengan buku harian presensi `harian.csv`, kira-kira 20 baris tiap orang, sejalan dengan `disiplin` |
| `--tanpa-sumber` | tanpa `sumber/`: berkas mesin presensi dan daftar kantor asal `disiplin` (sampai 20.000 orang) |

Folder itu berisi `fakta/` (paket fakta), `pelengkap/` (tarif presensi contoh), `ditanam.csv` (apa yang kotor, pada
siapa, dan kode temuannya), `sumber/` (asal presensinya) dan `BACA.md` (banyaknya tiap hal). Benih yang sama
menghasilkan bita yang sama."""

_NOTES = """- **NIP** 18 angka; tahun lahirnya 1900–1909, jadi usia tidak berarti: masa kerja menggantikannya, dan bulan
  pengangkatan dalam NIP sesuai dengan masa kerja. Nomor PPPK memuat tahun pengangkatan dan `21` di tempat bulan.
- **Golongan** mengikuti kelas jabatan, status dan masa kerja; **gaji pokok** rekaan, naik menurut golongan dan tiap dua
  tahun; keluarga 10 % dan 2 % tiap anak (paling banyak dua), beras, tunjangan jabatan; CPNS 80 %; potongan 8 % dan
  1 % (batas Rp 12.000.000); pajak gaji menurut tarif efektif PP 58/2023 (sebelum 2024 dikira-kira).
- **Hari kerja**: kantor lima hari, sekolah (tanpa libur semester) dan puskesmas enam hari, perawat RSUD dan Satpol PP
  bergilir pagi, siang, malam. Libur nasional dan cuti bersama menurut keputusan tiga menteri; yang belum ditetapkan
  diperkirakan (hari raya) atau tidak ada (cuti bersama).
- **Perpindahan**: paket fakta dasar memuat keadaan akhir bulan, jadi `mutasi` dan `promosi` tidak tampak di sana;
  dengan `--regulasi` yang menyatakan `riwayat_jabatan` atau `pindah`, keduanya tertulis dengan tanggalnya.
- **Kolom dan berkas daerah** (`--regulasi`): yang namanya dikenal diisi dari orangnya (eselon, sertifikasi, gaji pokok,
  …), selebihnya menurut jenis, batas dan daftar kodenya. Buku harian ditulis bila aturannya membacanya; daftar apel
  juga, menurut jenis yang disebut aturannya (apel tiap Senin, yang lain sekali sebulan); penilaian periode lain
  (triwulan, semester) ditulis bila aturannya menengoknya; `pembayaran` hanya judul kolom. Yang ditahan aturannya
  sendiri tetap ditahan, misalnya tunjangan 2020 yang tidak dinyatakan sumber mana pun."""


def render_manual() -> str:
    """The manual's page on the synthetic region."""
    sections = [_PAGE, "## Unit", _unit_table(), _NOTES, "## Status", _status_table()]
    for title, shares in (*GROUPS, ("Unit yang lain daripada yang lain", UNITS)):
        rows = [(f"`{item.kind}`", part(item), item.meaning) for item in shares]
        sections += [f"## {title}", table(("Jenis", "Persen", "Arti"), rows)]
    sections += ["## Presensi", *_attendance(), "## Data kotor", *_dirt(), "## Sumber presensi", *_sources()]
    return "\n\n".join(sections)


def _unit_table() -> str:
    rows = [
        (kind.jenis, f"{kind.share // 10},{kind.share % 10}", str(kind.count(6_000)), str(kind.pola), kind.names[0])
        for kind in KINDS
    ]
    return table(("Jenis unit", "Persen pegawai", "Unit pada 6.000", "Pola kerja", "Misalnya"), rows)


def _status_table() -> str:
    rows = [(since, part(CPNS), part(Share("PPPK", share, ""))) for since, share in PPPK_SINCE]
    note = (
        "Persen CPNS dan PPPK menurut masa; selebihnya PNS. Secara nasional PPPK 11 % (Juni 2023), 25 % (akhir "
        "2024) dan 36 % (November 2025), menurut BKN; 3.036 PPPK Balangan diangkat 31 Oktober 2025 (satu sumber), di "
        "samping kira-kira 2.000 lainnya (perkiraan)."
    )
    return note + "\n\n" + table(("Sejak masa", "CPNS", "PPPK"), rows)


def _attendance() -> Iterator[str]:
    habits = "; ".join(
        f"{tenths} dari 10 orang: {chance * 1000 // 65_536} dari 1.000 hari" for chance, tenths in HABITS
    )
    yield f"Diundi, bukan dihitung. Terlambat pada hari biasa: {habits}. Pulang cepat: sepertiganya."
    factors = [(name, f"{percent} %") for name, percent in LATE_IN.items()]
    factors += [(f"unit {jenis}", f"{percent} %") for jenis, percent in LATE_BY_JENIS.items()]
    yield table(("Keadaan", "Peluang terlambat menjadi"), factors)
    rows = [(f"`{what}`", str(share), f"{low}–{high}") for what, share, (low, high) in INTERRUPTIONS]
    yield table(("Selingan", "Dari 1.000 orang", "Hari"), rows)
    days = ", ".join(f"tanggal {day}: {share} %" for day, share in RATING_DAYS.items())
    yield (
        "Tanpa presensi pulang (`lupa_pulang`) hari itu dihitung setengah hadir, setengah alpa. Penilaian yang tepat "
        f"waktu disetujui pada bulan berikutnya {days}."
    )


def _dirt() -> Iterator[str]:
    yield (
        "Kode temuan menurut aturan Balangan masa 2024 dan sesudahnya. Persen pegawai; `–`: satu orang. Masing-masing "
        "paling sedikit satu mulai 1.000 pegawai."
    )
    for title, group in DIRT_GROUPS:
        rows = [
            (f"`{item.kind}`", part(item), item.meaning, item.file, ", ".join(item.codes) or item.why, str(item.effect))
            for item in group
        ]
        yield f"### {title}"
        yield table(
            ("Jenis", "Persen", "Arti", "Berkas", "Temuan, atau mengapa tidak ketahuan", "Bulan orang itu"), rows
        )


def _sources() -> Iterator[str]:
    yield (
        "`sumber/` adalah bulan yang sama sebelum diolah, untuk `tepat presensi olah`. Yang mengolahnya sampai pada "
        "menit, status dan hari yang sama dengan fakta, kecuali pada yang ditandai berbeda. `ditanam_presensi.csv` "
        "menyebut tiap hal dengan berkas dan barisnya."
    )
    for title, group in kinds.GROUPS:
        yield f"### {title}"
        rows = [(f"`{item.kind}`", part(item), *told_source(item)) for item in group]
        yield table(("Jenis", "Persen", "Arti", "Seharusnya"), rows)
