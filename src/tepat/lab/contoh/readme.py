"""BACA.md: what the folder is, and what was planted in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tepat.lab.contoh.dirt import DIRT_GROUPS, Dirt, Level
from tepat.lab.contoh.facts import Settings
from tepat.lab.contoh.holidays import knows_joint_leave
from tepat.lab.contoh.months import count_workdays
from tepat.lab.contoh.plan import Plan
from tepat.lab.contoh.region import DAERAH
from tepat.lab.contoh.shares import GROUPS, UNITS, Share, status_shares
from tepat.lab.contoh.sumber import MOST_WITH_SOURCES, kinds

MARKER = "# Daerah contoh Tepat"

_HEAD = """{marker}

**{daerah}** tidak ada. Nama, NIP, NPWP, gaji, penilaian dan presensi di folder ini dibuat oleh program; tidak satu
pun milik orang sungguhan. Setiap NIP menyebut kelahiran 1900–1909, setiap NPWP dan NIK berawal 99.

| | |
|---|---|
| Masa | {masa} |
| Pegawai | {pegawai} |
| Unit | {unit} |
| Jabatan | {jabatan} |
| Benih | {benih} |
| Hari kerja kantor | {hari_kerja} ({libur}) |
| Kekotoran data | {kekotoran} |

Perintah yang sama menghasilkan berkas yang sama sampai bita terakhir:

    {perintah}

- `fakta/`: paket fakta bulan itu, satu berkas CSV tiap jenis.
- `ditanam.csv`: data kotor yang sengaja ditanam, satu baris satu hal: NIP yang benar, berkasnya, yang kini tertulis di
  sana, dan kode temuan yang seharusnya muncul.
- `pelengkap/`: tarif presensi yang menjelaskan `potongan_persen`. **Contoh, bukan hukum.**
{sumber}
Besaran TPP tiap jabatan meniru bentuk Balangan (beban kerja : prestasi kerja = 40 : 60); skala gaji dikira-kira.

## Yang sengaja ditanam

Seorang pegawai mempunyai paling banyak satu hal selain status, penilaian dan nama. Bagian dalam persen pegawai (untuk
unit: persen unit); banyaknya pasti, bukan kebetulan. `–`: satu saja, di daerah yang cukup besar.
"""


_SOURCES = """- `sumber/`: berkas mesin presensi dan daftar kantor, asal `disiplin.csv` bulan itu; lihat di bawah.
"""
_SOURCES_HEAD = """## Sumber presensi

`sumber/` adalah bulan yang sama sebelum diolah: ketukan tiap orang seperti ditulis mesinnya, dan daftar yang disimpan
kantor. Yang mengolahnya akan sampai pada menit, status dan hari yang sama dengan `fakta/`, kecuali pada yang ditandai
berbeda di bawah:

    tepat presensi olah --sumber FOLDER/sumber --masa {masa} --keluaran HASIL

- `mesin/`: satu mesin tiap unit atau lebih, berkasnya bernama `<nomor seri>_*`: `attlog.dat` ZKTeco, `user.dat` (nama,
  tanpa kata sandi), laporan harian X100-C, scan log Fingerspot, JSON EasyLink. Jamnya jam setempat.
- `pegawai`, `perangkat`, `pin`, `pola`, `jadwal`, `roster`, `kalender`, `izin`, `koreksi`, `gangguan`, `apel` (`.csv`)
  dan `sumber.toml`.
- Di samping `sumber/`, `ditanam_presensi.csv`: yang sengaja ditanam, satu baris satu hal: siapa atau mesin (untuk
  gangguan: unit) mana,
  berkas dan baris atau tanggalnya, dan apa yang seharusnya terjadi.

Sehari setengah hadir dalam `disiplin.csv` dihitung setengah alpa juga; menurut ketukannya, hari itu bukan alpa.
"""


def render_readme(
    plan: Plan, settings: Settings, counts: Mapping[str, int], sources: Mapping[str, int] | None = None
) -> str:
    """The text of BACA.md; ``counts`` by planted kind, ``sources`` those of the source folder where there is one."""
    words = _words(plan, settings, has_sources=sources is not None)
    lines = [_HEAD.format(**words, sumber="" if sources is None else _SOURCES)]
    for title, shares in (("Status (selebihnya PNS)", status_shares(plan.masa)), *GROUPS, ("Unit", UNITS)):
        rows = [(f"`{item.kind}`", part(item), str(counts.get(item.kind, 0)), item.meaning) for item in shares]
        lines += [f"### {title}\n", table(("Jenis", "Bagian", "Banyak", "Arti"), rows), ""]
    for title, group in DIRT_GROUPS:
        rows = [(f"`{item.kind}`", part(item), str(counts.get(item.kind, 0)), told(item)) for item in group]
        lines += [f"### {title}\n", table(("Jenis", "Bagian", "Banyak", "Arti"), rows), ""]
    lines += [] if sources is None else _sources(plan, sources)
    return "\n".join(lines)


def _sources(plan: Plan, counts: Mapping[str, int]) -> list[str]:
    """The section on the source folder."""
    lines = [_SOURCES_HEAD.format(masa=plan.masa)]
    for title, group in kinds.GROUPS:
        rows = [(f"`{item.kind}`", part(item), str(counts.get(item.kind, 0)), *told_source(item)) for item in group]
        lines += [f"### {title}\n", table(("Jenis", "Bagian", "Banyak", "Arti", "Seharusnya"), rows), ""]
    return lines


def told_source(item: kinds.Kind) -> tuple[str, str]:
    """What a kind of the source folder means, and what processing should make of it."""
    return item.meaning, item.expected + (" (bulannya berbeda dari `disiplin.csv`)" if item.against else "")


def _words(plan: Plan, settings: Settings, *, has_sources: bool) -> Mapping[str, object]:
    holidays = "Senin–Jumat tanpa hari libur nasional dan cuti bersama"
    unknown = "Senin–Jumat tanpa hari libur nasional; cuti bersama tahun ini tidak diketahui"
    switches = [f"--{plan.level}"] if plan.level is not Level.BIASA else []
    switches += ["--harian"] if settings.ledger else []
    switches += [] if has_sources or len(plan.seats) > MOST_WITH_SOURCES else ["--tanpa-sumber"]
    switches += [f"--regulasi {settings.regulasi}"] if settings.regulasi else []
    command = f"tepat contoh FOLDER --pegawai {len(plan.seats)} --masa {plan.masa} --benih {settings.benih}"
    return {
        "marker": MARKER,
        "daerah": DAERAH,
        "masa": plan.masa,
        "pegawai": len(plan.seats),
        "unit": len(plan.units),
        "jabatan": sum(len(unit.kind.titles) for unit in plan.units),
        "benih": settings.benih,
        "hari_kerja": count_workdays(plan.masa),
        "libur": holidays if knows_joint_leave(plan.masa.year) else unknown,
        "kekotoran": f"{plan.level} ({plan.level.times} kali bagian di bawah, kecuali nama)",
        "perintah": " ".join([command, *switches]),
    }


def part(item: Share) -> str:
    """The share of a kind in percent, as it is written in Indonesian."""
    text = f"{item.per_100k // 1000},{item.per_100k % 1000:03d}".rstrip("0").rstrip(",")
    return text if item.per_100k else "–"


def told(item: Dirt) -> str:
    """What a kind of dirt means, and what says so."""
    codes = ", ".join(item.codes)
    return f"{item.meaning} ({codes})" if codes else f"{item.meaning} (tidak ketahuan: {item.why})"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows])
