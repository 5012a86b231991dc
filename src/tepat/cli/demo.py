"""``tepat demo``: the whole way of a rupiah on a synthetic region, in under a minute."""

from __future__ import annotations

from pathlib import Path

from tepat.cli.attendance import Request as Attendance
from tepat.cli.attendance import process_month
from tepat.cli.compute import Request, compute_month
from tepat.cli.explain import lines
from tepat.cli.sample import make_sample
from tepat.cli.screen import next_steps, show
from tepat.cli.verify import verify_month
from tepat.cli.words import BAHASA, say
from tepat.engine.explain import explain
from tepat.lab.contoh import Options

MASA = "2024-03"


def run_demo(folder: Path, pegawai: int) -> int:
    """Make, process attendance, compute, explain, verify.

    Withheld people are part of the demonstration, so the exit code is 0 unless the verification finds a difference.
    """
    region, presence, target = folder / "daerah", folder / "presensi", folder / "hasil"
    _title(1, say("Sebuah kabupaten contoh", "A synthetic kabupaten"), f"tepat contoh {region} --pegawai {pegawai}")
    make_sample(region, pegawai, MASA, benih=1, options=Options(sumber=True))
    law = f"--regulasi balangan --masa {MASA}"
    _title(
        2,
        say("Dari berkas mesin presensi ke buku harian", "From the attendance machines' files to the day ledger"),
        f"tepat presensi olah --sumber {region / 'sumber'} {law} --pelengkap {region / 'pelengkap'} --fakta {region} "
        f"--keluaran {presence}",
    )
    process_month(Attendance(region / "sumber", MASA, presence, "balangan", region / "pelengkap", region), brief=True)
    options = f"{law} --fakta {region} --presensi {presence} --keluaran {target}"
    _title(3, say("Satu bulan dihitung", "One month computed"), f"tepat hitung {options}")
    compute_month(Request("balangan", MASA, region, target, presensi=presence))
    nip = _somebody(target)
    _title(
        4,
        say("Mengapa orang ini mendapat sebesar itu?", "Why that amount?"),
        f"tepat jelaskan --keluaran {target} --nip {nip}",
    )
    for line, style in lines(explain(target, nip, BAHASA)):
        show(line, style)
    _title(5, say("Tidak ada yang berubah sejak dihitung", "Nothing changed since"), f"tepat periksa {target}")
    code, table = verify_month(target), target / "hasil.csv"
    next_steps(
        (f"tepat periksa {target}", say(f"ubah satu angka di {table}, lalu", f"change a number in {table}, then")),
        ("", say(f"buka {presence / 'presensi.xlsx'}", f"open {presence / 'presensi.xlsx'}")),
        ("", say(f"buka {target / 'rekap.xlsx'}", f"open {target / 'rekap.xlsx'}")),
        (
            f"tepat regulasi tampil balangan --masa {MASA}",
            say("baca peraturan di balik angka-angka itu", "read the rules behind the amounts"),
        ),
        (
            "tepat regulasi baru kota-saya --nama perwali-1-2026 --masa 2026-01",
            say("mulai menulis peraturan daerah sendiri", "begin to write a regulation of one's own"),
        ),
    )
    return code


def _title(number: int, text: str, command: str) -> None:
    show("")
    show(f"{number}. {text}", "bold cyan")
    show(f"   $ {command}", "dim")


def _somebody(target: Path) -> str:
    """The first person computed whose discipline was cut: the case people ask about."""
    import duckdb

    path = str(target / "hasil.csv")
    query = (
        "SELECT nip FROM read_csv(?, all_varchar = true, header = true) WHERE status_hitung = 'dihitung' "
        "ORDER BY nilai_disiplin = '1' OR nilai_disiplin IS NULL, nip LIMIT 1"
    )
    row = duckdb.execute(query, [path]).fetchone()
    return str(row[0]) if row else ""
