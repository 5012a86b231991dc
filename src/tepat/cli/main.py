"""The ``tepat`` command: its words and options.

Each command's work is imported when it is asked for, so that ``tepat --help`` answers at once.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from tepat.cli.words import BAHASA, say

app = typer.Typer(
    name="tepat",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help=say(
        "Tepat hitung, tepat aturan, tepat waktu: TPP dari fakta sampai rupiah, dengan pasal di belakang setiap angka.",
        "TPP from facts to rupiah, with the article behind every amount.",
    ),
    epilog=say(
        "Contoh: tepat demo · tepat hitung --regulasi balangan --masa 2024-03 --fakta DIR --keluaran DIR",
        "Example: tepat demo · tepat hitung --regulasi balangan --masa 2024-03 --fakta DIR --keluaran DIR",
    ),
)
regulasi_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help=say("Peraturan: daftar, tampil, beda, periksa, uji.", "Regulations: list, show, compare, validate, cases."),
)
app.add_typer(regulasi_app, name="regulasi")

Regulasi = Annotated[
    str,
    typer.Option(
        "--regulasi", help=say("nama daerah, atau folder paket di luar proyek", "a region's name, or a package folder")
    ),
]
MasaOption = Annotated[str, typer.Option("--masa", help=say("bulan kerja, YYYY-MM", "month of work, YYYY-MM"))]


class Zone(StrEnum):
    """Indonesia's three zones."""

    WIB = "WIB"
    WITA = "WITA"
    WIT = "WIT"


Jenis = Annotated[
    str,
    typer.Option(
        help=say(
            "jenis pembayaran: reguler, plt, susulan, thr, gaji_13", "kind of run: reguler, plt, susulan, thr, gaji_13"
        )
    ),
]
Mesin = Annotated[
    str,
    typer.Option(
        help=say(
            "mesin hitung: duckdb, atau numpy yang sampai pada hasil yang sama lewat jalan lain",
            "engine: duckdb, or numpy, which comes to the same results another way",
        )
    ),
]
Pelengkap = Annotated[
    Path | None,
    typer.Option("--pelengkap", help=say("folder tabel yang diberi daerah", "folder of tables the region supplies")),
]
Diketahui = Annotated[
    str | None,
    typer.Option(
        "--diketahui", help=say("hanya yang diketahui sampai tanggal ini", "only what was known by this date")
    ),
]
Keluaran = Annotated[Path, typer.Option("--keluaran", help=say("folder paket hasil", "folder of the result packet"))]


@app.command(help=say("Buat daerah contoh: orang, jabatan, dan fakta sebulan.", "Make a synthetic region."))
def contoh(  # noqa: PLR0913 -- the options of the command are its contract
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=say("folder baru", "a new folder"))],
    pegawai: Annotated[
        int, typer.Option(help=say("banyaknya orang, 1 sampai 1000000", "number of people, 1 to 1000000"))
    ] = 300,
    masa: MasaOption = "2024-03",
    benih: Annotated[int, typer.Option(help=say("benih acak: benih sama, daerah sama", "seed"))] = 1,
    bersih: Annotated[bool, typer.Option("--bersih", help=say("tanpa data kotor", "without dirty data"))] = False,
    kotor: Annotated[
        bool, typer.Option("--kotor", help=say("delapan kali data kotor", "eight times the dirty data"))
    ] = False,
    harian: Annotated[
        bool, typer.Option("--harian", help=say("dengan buku harian presensi", "with the day ledger of attendance"))
    ] = False,
    regulasi: Annotated[
        str | None,
        typer.Option(help=say("dengan kolom dan berkas yang diminta aturan itu", "with what these rules ask for")),
    ] = None,
) -> None:
    """Make a synthetic region."""
    from tepat.cli.sample import make_sample, sample_options

    _finish(make_sample(folder, pegawai, masa, benih, sample_options(bersih, kotor, harian, regulasi, masa)))


@app.command(help=say("Hitung sebulan dari paket fakta.", "Compute a month from a fact packet."))
def hitung(  # noqa: PLR0913 -- the options of the command are its contract
    regulasi: Regulasi,
    masa: MasaOption,
    fakta: Annotated[Path, typer.Option(help=say("folder paket fakta", "folder of the fact packet"))],
    keluaran: Keluaran,
    pelengkap: Pelengkap = None,
    mesin: Mesin = "duckdb",
    diketahui: Diketahui = None,
    sebelumnya: Annotated[
        Path | None, typer.Option(help=say("tanda terima sebelumnya", "the receipt before this one"))
    ] = None,
    jenis: Jenis = "reguler",
    urutan: Annotated[
        int, typer.Option(min=1, help=say("ke berapa dari jenis itu sebulan", "which run of its kind in the month"))
    ] = 1,
) -> None:
    """Compute a month."""
    from tepat.cli.compute import Request, compute_month

    _finish(
        compute_month(Request(regulasi, masa, fakta, keluaran, pelengkap, mesin, diketahui, sebelumnya, jenis, urutan))
    )


@app.command(help=say("Mengapa orang ini mendapat sebesar itu?", "Why did this person get that amount?"))
def jelaskan(
    keluaran: Keluaran,
    nip: Annotated[str, typer.Option(help=say("18 angka", "18 digits"))],
    json: Annotated[bool, typer.Option("--json", help=say("sebagai JSON", "as JSON"))] = False,
) -> None:
    """Explain one person's month."""
    from tepat.cli.explain import explain_month

    _finish(explain_month(keluaran, nip, as_json=json))


@app.command(help=say("Hitung ulang paket hasil dan sebut setiap perbedaan.", "Recompute a result packet."))
def periksa(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=say("folder paket hasil", "result packet"))],
    mesin: Mesin = "duckdb",
) -> None:
    """Recompute a result packet from its receipt."""
    from tepat.cli.verify import verify_month

    _finish(verify_month(folder, mesin))


@app.command(
    help=say(
        "Apa yang membedakan dua perhitungan sebulan: instrumen dan fakta mana, orang demi orang, rupiah demi rupiah.",
        "What tells two computations of a month apart: which instrument and which fact, person by person.",
    )
)
def selisih(
    lama: Annotated[Path, typer.Argument(metavar="LAMA", help=say("paket hasil lama", "the old result packet"))],
    baru: Annotated[Path, typer.Argument(metavar="BARU", help=say("paket hasil baru", "the new result packet"))],
    nip: Annotated[str | None, typer.Option(help=say("hanya orang ini, selengkapnya", "this person, in full"))] = None,
    keluaran: Annotated[
        Path | None, typer.Option(help=say("tulis setiap selisih ke berkas CSV", "write every difference to CSV"))
    ] = None,
    json: Annotated[bool, typer.Option("--json", help=say("sebagai JSON", "as JSON"))] = False,
) -> None:
    """Attribute the difference between two computations of a month."""
    from tepat.cli.difference import Question, tell_difference

    _finish(tell_difference(Question(lama, baru, nip, keluaran, as_json=json)))


@app.command(help=say("Sebulan sebagai satu pernyataan SQL.", "The month as one SQL statement."))
def sql(
    regulasi: Regulasi,
    masa: MasaOption,
    pelengkap: Pelengkap = None,
    dialek: Annotated[str, typer.Option(help="duckdb | spark | postgres")] = "duckdb",
    jenis: Jenis = "reguler",
) -> None:
    """Print the month as one readable SQL statement."""
    from tepat.cli.regulations import print_sql

    _finish(print_sql(regulasi, masa, pelengkap, dialek, jenis))


@regulasi_app.command("daftar", help=say("Daerah dan instrumennya.", "Regions and their instruments."))
def regulasi_daftar() -> None:
    """List regions and instruments."""
    from tepat.cli.regulations import list_regulations

    _finish(list_regulations())


@regulasi_app.command("tampil", help=say("Aturan yang berlaku pada suatu masa.", "What applies in a month."))
def regulasi_tampil(
    daerah: Annotated[str, typer.Argument(metavar="R")],
    masa: MasaOption,
    pelengkap: Pelengkap = None,
    diketahui: Diketahui = None,
    jenis: Jenis = "reguler",
) -> None:
    """Show the consolidated rule book of a month."""
    from tepat.cli.regulations import show_regulation

    _finish(show_regulation(daerah, masa, pelengkap, diketahui, jenis))


@regulasi_app.command("beda", help=say("Apa yang berubah di antara dua masa.", "What changed between two months."))
def regulasi_beda(
    daerah: Annotated[str, typer.Argument(metavar="R")],
    dari: Annotated[str, typer.Option("--dari", help="YYYY-MM")],
    ke: Annotated[str, typer.Option("--ke", help="YYYY-MM")],
    diketahui: Diketahui = None,
) -> None:
    """Compare the rule books of two months."""
    from tepat.cli.regulations import compare_regulations

    _finish(compare_regulations(daerah, dari, ke, diketahui))


@regulasi_app.command("periksa", help=say("Periksa paket regulasi: semuanya sekaligus.", "Validate packages."))
def regulasi_periksa(
    daerah: Annotated[str | None, typer.Argument(metavar="[R]")] = None,
    per: Annotated[
        str | None,
        typer.Option("--per", help=say("hari ini menurut pemeriksaan, YYYY-MM-DD", "the day to judge freshness by")),
    ] = None,
) -> None:
    """Validate instruments: structure, tables, formulas, fidelity, proofs, cases."""
    from tepat.cli.regulations import validate_regulations

    _finish(validate_regulations(daerah, feature_exists, per))


@regulasi_app.command("baru", help=say("Kerangka paket untuk peraturan daerah sendiri.", "The frame of a new package."))
def regulasi_baru(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=say("folder daerah itu", "the region's folder"))],
    nama: Annotated[str, typer.Option(help=say("nama instrumen, misalnya perwali-14-2026", "name of the instrument"))],
    masa: MasaOption,
    zona: Annotated[Zone, typer.Option(help=say("zona waktu daerah", "the region's time zone"))] = Zone.WIB,
) -> None:
    """Create the frame of a package."""
    from tepat.cli.new import new_package

    _finish(new_package(folder, nama, masa, zona.value))


@regulasi_app.command("uji", help=say("Jalankan semua contoh berhitung.", "Run all worked cases."))
def regulasi_uji(daerah: Annotated[str | None, typer.Argument(metavar="[R]")] = None) -> None:
    """Run the worked cases."""
    from tepat.cli.regulations import run_cases

    _finish(run_cases(daerah, feature_exists))


@regulasi_app.command(
    "bukti", help=say("Buktikan tiap tabel menjawab setiap orang tepat sekali.", "Prove the tables on real people.")
)
def regulasi_bukti(
    daerah: Annotated[str, typer.Argument(metavar="R")],
    masa: MasaOption,
    fakta: Annotated[Path, typer.Option(help=say("folder paket fakta", "folder of the fact packet"))],
    pelengkap: Pelengkap = None,
) -> None:
    """Count which row of every table answers how many people."""
    from tepat.cli.proof import prove_regulation

    _finish(prove_regulation(daerah, masa, fakta, pelengkap))


@app.command(
    help=say("Arti sebuah temuan: sebab, perbaikan, contohnya.", "What a finding means: cause, remedy, example.")
)
def temuan(
    kata: Annotated[
        list[str] | None,
        typer.Argument(metavar="[KODE|KATA]", help=say("kode temuan, atau kata yang dicari", "a code, or words")),
    ] = None,
    contoh: Annotated[
        Path | None,
        typer.Option("--contoh", metavar="DIR", help=say("tulis berkas contohnya ke folder ini", "write its example")),
    ] = None,
) -> None:
    """Show a finding of the catalogue, search it, list it, or write a finding's example."""
    from tepat.cli.findings import tell_findings

    _finish(tell_findings(kata or [], contoh))


@app.command(help=say("Lihat semuanya sekali jalan pada daerah contoh.", "See it all on a synthetic region."))
def demo(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help=say("folder demo", "demo folder"))] = Path("demo"),
    # From 1,000 on every kind of dirty data is planted, and the list of findings is no tour any more.
    pegawai: Annotated[int, typer.Option(min=1, max=100_000)] = 900,
) -> None:
    """Make a region, compute its month, explain a person, verify the receipt."""
    from tepat.cli.demo import run_demo

    _finish(run_demo(folder, pegawai))


def feature_exists(feature: str) -> bool:
    """Whether a command that a regulation's paragraph names as its procedure exists.

    >>> feature_exists("tepat hitung"), feature_exists("tepat ramal")
    (True, False)
    """
    program, *words = feature.split()
    found: object = typer.main.get_command(app)
    for word in words:
        found = getattr(found, "commands", {}).get(word)
    return program == "tepat" and bool(words) and found is not None


def _finish(code: int) -> None:
    if code:
        raise typer.Exit(code)


def main() -> NoReturn:
    """Run the command line; problems of the input are told and end with exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    from tepat.lang.errors import InternalError, Problem, TepatError

    try:
        app(standalone_mode=True)
    except TepatError as error:
        for problem in error.problems:
            print(problem.text(BAHASA), file=sys.stderr)
        sys.exit(2)
    except InternalError as error:
        print(say(f"Kesalahan pada Tepat sendiri: {error}", f"A defect of Tepat itself: {error}"), file=sys.stderr)
        sys.exit(2)
    except OSError as error:
        print(Problem("U-009", words={"rincian": error}).text(BAHASA), file=sys.stderr)
        sys.exit(2)
    sys.exit(0)
