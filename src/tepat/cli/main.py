"""The ``tepat`` command: its words and options.

Each command's work is imported when it is asked for, so that ``tepat --help`` answers at once.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from tepat.cli import complete
from tepat.cli.face import Group, Program, speak_of_completion
from tepat.cli.options import (
    Daerah,
    Diam,
    Diketahui,
    Fakta,
    Jenis,
    Keluaran,
    MasaOption,
    MayBeDaerah,
    Mesin,
    Pelengkap,
    Regulasi,
    Version,
    Zone,
    usable_path,
)
from tepat.cli.running import run
from tepat.cli.words import say

app = Program(
    name="tepat",
    cls=Group,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help=say(
        "Tepat hitung, tepat aturan, tepat waktu: TPP dari fakta sampai rupiah, dengan pasal di belakang setiap angka.",
        "TPP from facts to rupiah, with the article behind every amount.",
    ),
)
regulasi_app = Program(
    cls=Group,
    rich_markup_mode=None,
    help=say("Peraturan: daftar, tampil, beda, periksa, uji.", "Regulations: list, show, compare, validate, cases."),
)
app.add_typer(regulasi_app, name="regulasi")
presensi_app = Program(
    cls=Group,
    rich_markup_mode=None,
    help=say("Presensi: dari berkas mesin ke buku harian.", "Attendance: from device files to the day ledger."),
)
app.add_typer(presensi_app, name="presensi")


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
    tanpa_sumber: Annotated[
        bool,
        typer.Option(
            "--tanpa-sumber",
            help=say(
                "tanpa berkas mesin presensi (di atas 20000 orang selalu tanpa)",
                "without files of attendance devices (never with, over 20000 people)",
            ),
        ),
    ] = False,
    regulasi: Annotated[
        str | None,
        typer.Option(
            metavar="R",
            autocompletion=complete.regions,
            help=say("dengan kolom dan berkas yang diminta aturan itu", "with what these rules ask for"),
        ),
    ] = None,
) -> None:
    """Make a synthetic region."""
    from tepat.cli.sample import Switches, make_and_advise, sample_options

    switches = Switches(bersih, kotor, harian, not tanpa_sumber)
    options = sample_options(switches, regulasi, masa, pegawai)
    _finish(make_and_advise(folder, pegawai, masa, benih, options))


@app.command(help=say("Baca sebuah daftar unggahan dan sebut yang perlu diperbaiki.", "Read an uploaded list."))
def baca(
    berkas: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", callback=usable_path, help=say("CSV, XLSX, XLS atau ODS", "CSV, XLSX, XLS or ODS")
        ),
    ],
    jenis: Annotated[
        str | None,
        typer.Option(
            metavar="J",
            autocompletion=complete.lists,
            help=say("jenis daftarnya, bila tidak dikenali", "which list it is, where it is not recognised"),
        ),
    ] = None,
    masa: Annotated[
        str | None,
        typer.Option(
            metavar="YYYY-MM",
            autocompletion=complete.months,
            help=say("bulan yang dimaksud, misalnya untuk gaji", "the month that is meant, as for salaries"),
        ),
    ] = None,
    diam: Diam = False,
) -> None:
    """Read an uploaded list."""
    from tepat.cli.reading import read_and_advise

    _finish(read_and_advise(berkas, jenis, masa))


@app.command(help=say("Hitung sebulan dari paket fakta.", "Compute a month from a fact packet."))
def hitung(  # noqa: PLR0913 -- the options of the command are its contract
    regulasi: Regulasi,
    masa: MasaOption,
    fakta: Fakta,
    keluaran: Keluaran,
    pelengkap: Pelengkap = None,
    mesin: Mesin = "duckdb",
    diketahui: Diketahui = None,
    sebelumnya: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            callback=usable_path,
            help=say("tanda terima bulan sebelumnya", "the receipt before this one"),
        ),
    ] = None,
    jenis: Jenis = "reguler",
    urutan: Annotated[
        int,
        typer.Option(
            min=1, metavar="N", help=say("ke berapa dari jenis itu sebulan", "which run of its kind in the month")
        ),
    ] = 1,
    presensi: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            callback=usable_path,
            help=say("hasil tepat presensi olah, pengganti disiplin", "what tepat presensi olah wrote"),
        ),
    ] = None,
    diam: Diam = False,
) -> None:
    """Compute a month."""
    from tepat.cli.compute import Request, compute_and_advise

    request = Request(regulasi, masa, fakta, keluaran, pelengkap, mesin, diketahui, sebelumnya, jenis, urutan, presensi)
    _finish(compute_and_advise(request))


@app.command(help=say("Mengapa orang ini mendapat sebesar itu?", "Why did this person get that amount?"))
def jelaskan(
    keluaran: Keluaran,
    nip: Annotated[
        str,
        typer.Option(
            metavar="NIP", autocompletion=complete.people, help=say("18 angka tanpa spasi", "18 digits, no spaces")
        ),
    ],
    json: Annotated[bool, typer.Option("--json", help=say("sebagai JSON", "as JSON"))] = False,
) -> None:
    """Explain one person's month."""
    from tepat.cli.explain import explain_month

    _finish(explain_month(keluaran, nip, as_json=json))


@app.command(help=say("Slip TPP satu orang sebagai PDF.", "One person's TPP slip as a PDF."))
def slip(
    keluaran: Keluaran,
    nip: Annotated[
        str,
        typer.Option(
            metavar="NIP", autocompletion=complete.people, help=say("18 angka tanpa spasi", "18 digits, no spaces")
        ),
    ],
    ke: Annotated[
        Path, typer.Option(metavar="FILE", callback=usable_path, help=say("berkas PDF yang ditulis", "PDF to write"))
    ],
    diam: Diam = False,
) -> None:
    """Write one person's slip."""
    from tepat.cli.slip import write_slip

    _finish(write_slip(keluaran, nip, ke))


@app.command(help=say("Hitung ulang paket hasil dan sebut setiap perbedaan.", "Recompute a result packet."))
def periksa(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", callback=usable_path, help=say("folder paket hasil", "result packet"))
    ],
    mesin: Mesin = "duckdb",
    diam: Diam = False,
) -> None:
    """Recompute a result packet from its receipt."""
    from tepat.cli.verify import verify_and_advise

    _finish(verify_and_advise(folder, mesin))


@app.command(
    help=say(
        "Apa yang membedakan dua perhitungan sebulan: instrumen dan fakta mana, orang demi orang, rupiah demi rupiah.",
        "What tells two computations of a month apart: which instrument and which fact, person by person.",
    )
)
def selisih(
    lama: Annotated[
        Path,
        typer.Argument(metavar="LAMA", callback=usable_path, help=say("paket hasil lama", "the old result packet")),
    ],
    baru: Annotated[
        Path,
        typer.Argument(metavar="BARU", callback=usable_path, help=say("paket hasil baru", "the new result packet")),
    ],
    nip: Annotated[
        str | None,
        typer.Option(
            metavar="NIP",
            autocompletion=complete.people,
            help=say("hanya orang ini, selengkapnya", "this person, in full"),
        ),
    ] = None,
    keluaran: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            callback=usable_path,
            help=say("tulis setiap selisih ke berkas CSV", "write every difference to CSV"),
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help=say("sebagai JSON", "as JSON"))] = False,
    diam: Diam = False,
) -> None:
    """Attribute the difference between two computations of a month."""
    from tepat.cli.difference import Question, tell_difference

    _finish(tell_difference(Question(lama, baru, nip, keluaran, as_json=json)))


@presensi_app.command(
    "olah",
    help=say(
        "Olah presensi sebulan: berkas mesin, jadwal dan izin ke buku harian dan ringkasan disiplin.",
        "Process a month of attendance: device files, schedules and leave to the day ledger and summary.",
    ),
)
def presensi_olah(  # noqa: PLR0913 -- the options of the command are its contract
    sumber: Annotated[
        Path,
        typer.Option(
            metavar="DIR",
            callback=usable_path,
            help=say("folder sumber: mesin/, pin.csv, pegawai.csv, …", "source folder: mesin/, pin.csv, …"),
        ),
    ],
    masa: MasaOption,
    keluaran: Keluaran,
    regulasi: Annotated[
        str | None,
        typer.Option(
            metavar="R",
            autocompletion=complete.regions,
            help=say("aturan yang menentukan potongannya", "the rules that decide the cuts"),
        ),
    ] = None,
    pelengkap: Pelengkap = None,
    fakta: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            callback=usable_path,
            help=say("paket fakta, untuk rupiah yang dipertaruhkan", "fact packet, for the rupiah at stake"),
        ),
    ] = None,
    hingga: Annotated[
        str | None,
        typer.Option(
            metavar="YYYY-MM-DD",
            help=say("hanya sampai hari ini, selagi bulan berjalan", "only up to this day, while the month runs"),
        ),
    ] = None,
    diam: Diam = False,
) -> None:
    """Process a month of attendance."""
    from tepat.cli.attendance import Request, process_and_advise

    _finish(process_and_advise(Request(sumber, masa, keluaran, regulasi, pelengkap, fakta, hingga)))


@app.command(help=say("Sebulan sebagai satu pernyataan SQL.", "The month as one SQL statement."))
def sql(
    regulasi: Regulasi,
    masa: MasaOption,
    pelengkap: Pelengkap = None,
    dialek: Annotated[
        str, typer.Option(autocompletion=complete.dialects, help=say("bahasa SQL: duckdb", "kind of SQL: duckdb"))
    ] = "duckdb",
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
    daerah: Daerah,
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
    daerah: Daerah,
    dari: Annotated[
        str,
        typer.Option(
            "--dari", metavar="YYYY-MM", autocompletion=complete.months, help=say("bulan yang satu", "the one month")
        ),
    ],
    ke: Annotated[
        str,
        typer.Option(
            "--ke", metavar="YYYY-MM", autocompletion=complete.months, help=say("bulan yang lain", "the other month")
        ),
    ],
    diketahui: Diketahui = None,
) -> None:
    """Compare the rule books of two months."""
    from tepat.cli.regulations import compare_regulations

    _finish(compare_regulations(daerah, dari, ke, diketahui))


@regulasi_app.command("periksa", help=say("Periksa paket regulasi: semuanya sekaligus.", "Validate packages."))
def regulasi_periksa(
    daerah: MayBeDaerah = None,
    per: Annotated[
        str | None,
        typer.Option(
            "--per",
            metavar="YYYY-MM-DD",
            help=say("hari ini menurut pemeriksaan, YYYY-MM-DD", "the day to judge freshness by"),
        ),
    ] = None,
    diam: Diam = False,
) -> None:
    """Validate instruments: structure, tables, formulas, fidelity, proofs, cases."""
    from tepat.cli.regulations import validate_regulations

    _finish(validate_regulations(daerah, feature_exists, per))


@regulasi_app.command("baru", help=say("Kerangka paket untuk peraturan daerah sendiri.", "The frame of a new package."))
def regulasi_baru(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", callback=usable_path, help=say("folder daerah itu", "the region's folder"))
    ],
    nama: Annotated[
        str,
        typer.Option(
            metavar="NAMA",
            help=say("nama instrumen, misalnya perwali-14-2026", "its name, for example perwali-14-2026"),
        ),
    ],
    masa: MasaOption,
    zona: Annotated[
        Zone, typer.Option(metavar="WIB|WITA|WIT", help=say("zona waktu daerah", "the region's time zone"))
    ] = Zone.WIB,
) -> None:
    """Create the frame of a package."""
    from tepat.cli.new import new_package

    _finish(new_package(folder, nama, masa, zona.value))


@regulasi_app.command("uji", help=say("Jalankan semua contoh berhitung.", "Run all worked cases."))
def regulasi_uji(
    daerah: MayBeDaerah = None,
    diam: Diam = False,
) -> None:
    """Run the worked cases."""
    from tepat.cli.regulations import run_cases

    _finish(run_cases(daerah, feature_exists))


@regulasi_app.command(
    "bukti", help=say("Buktikan tiap tabel menjawab setiap orang tepat sekali.", "Prove the tables on real people.")
)
def regulasi_bukti(
    daerah: Daerah,
    masa: MasaOption,
    fakta: Fakta,
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
        typer.Argument(
            metavar="[KODE|KATA]",
            autocompletion=complete.findings,
            help=say("kode temuan, atau kata yang dicari", "a code, or words"),
        ),
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


@app.command(help=say("Layani aplikasi web di komputer ini.", "Serve the web application on this machine."))
def layani(
    contoh: Annotated[
        bool,
        typer.Option("--contoh", help=say("daerah contoh yang terisi, satu akun tiap peran", "a filled demonstration")),
    ] = False,
    alamat: Annotated[
        str, typer.Option(metavar="HOST:PORT", help=say("tempat mendengarkan", "where to listen"))
    ] = "127.0.0.1:8000",
    pegawai: Annotated[
        int, typer.Option(min=300, max=20_000, help=say("banyaknya orang contoh", "people of the demonstration"))
    ] = 300,
    data: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            callback=usable_path,
            help=say("folder data; tanpa ini: data, atau data/contoh", "data folder; without it: data, or data/contoh"),
        ),
    ] = None,
) -> None:
    """Serve the web application."""
    from tepat.cli.serve import Request, serve_and_advise

    _finish(serve_and_advise(Request(alamat, data, contoh, pegawai)))


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


@app.callback()
def _program(
    version: Version = False,
) -> None:
    """Take the options of the program itself."""


def program() -> object:
    """Read the command line and do what it says; the exit code, or None where all is done."""
    command = typer.main.get_command(app)
    speak_of_completion(command)
    return command.main(prog_name="tepat", standalone_mode=False)


def main() -> NoReturn:
    """Run the command line."""
    sys.exit(run(program))
