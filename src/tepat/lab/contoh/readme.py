"""BACA.md: what the folder is, and what was planted in it."""

from __future__ import annotations

from collections.abc import Mapping

from tepat.lab.contoh.region import DAERAH
from tepat.lab.contoh.shares import GROUPS

MARKER = "# Daerah contoh Tepat"

_HEAD = """{marker}

**{daerah}** (WITA) tidak ada. Nama, NIP, NPWP, gaji, penilaian dan presensi di folder ini dibuat oleh
program; tidak satu pun milik orang sungguhan. Setiap NIP menyebut kelahiran 1900–1909 dan setiap NPWP berawal 99.

| | |
|---|---|
| Masa | {masa} |
| Pegawai | {pegawai} |
| Unit | {unit} |
| Jabatan | {jabatan} |
| Benih | {benih} |
| Hari kerja | {hari_kerja} (Senin–Jumat, tanpa hari libur) |

Perintah yang sama menghasilkan berkas yang sama sampai bita terakhir:

    tepat contoh FOLDER --pegawai {pegawai} --masa {masa} --benih {benih}

- `fakta/`: paket fakta bulan itu, satu berkas CSV tiap jenis.
- `pelengkap/`: tarif presensi yang menjelaskan `potongan_persen`. **Contoh, bukan hukum.**

Besaran TPP tiap jabatan meniru bentuk Balangan (beban kerja : prestasi kerja = 40 : 60); skala gaji dikira-kira.

## Yang sengaja ditanam

Seorang pegawai mempunyai paling banyak satu hal dari lima kelompok terakhir. Bagian dalam persen pegawai; `–`:
satu orang, hanya di daerah yang cukup besar.
"""


def render_readme(words: Mapping[str, object], counts: Mapping[str, int]) -> str:
    """The text of BACA.md; ``counts`` by planted kind."""
    lines = [_HEAD.format(marker=MARKER, daerah=DAERAH, **words)]
    for title, shares in GROUPS:
        lines += [f"### {title}\n", "| Jenis | Bagian | Orang | Arti |", "|---|--:|--:|---|"]
        for share in shares:
            part = f"{share.per_100k // 1000},{share.per_100k % 1000:03d}".rstrip("0").rstrip(",")
            part = part if share.per_100k else "–"
            lines.append(f"| `{share.kind}` | {part} | {counts.get(share.kind, 0)} | {share.meaning} |")
        lines.append("")
    return "\n".join(lines)
