"""What is wrong, planted: each code of a formula or an instrument once, in a region that is otherwise valid.

The tests see that each is said; the manual (docs/pesan-regulasi.md) shows how it is said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from tepat.lang.calendar import Masa
from tepat.lang.check import check
from tepat.lang.errors import Problem, TepatError
from tepat.lang.parse import parse
from tepat.lang.scope import Scope
from tepat.law.proofs.freshness import check_freshness
from tepat.law.shelf import open_shelf
from tepat.law.template import create_package
from tests.unit.law.packages import AMENDMENT, BASE, NATIONAL, Break, problems_of, shelf_of, write_region

BASE_RULES, BASE_FACE, BASE_CASES = (
    f"{BASE}/{name}" for name in ("aturan.toml", "instrumen.toml", "kasus/contoh.toml")
)
NEW_RULES, NEW_FACE = (f"{AMENDMENT}/{name}" for name in ("aturan.toml", "instrumen.toml"))
KEYED, BANDED = f"{BASE}/tabel/bagian.csv", f"{BASE}/tabel/tunjangan.csv"
OLD_FORMULA = 'rumus = "kelas_jabatan * 2"'


def formula(text: str) -> Break:
    """The formula of `lama`, a plain number, reads ``text``."""
    return Break(BASE_RULES, OLD_FORMULA, f'rumus = """\n{text}"""')


DEPARTURE = """\
[parameter.tarif]
operasi = "ganti"
label = "Tarif"
label_en = "Rate"
tipe = "persen"
dasar = "Pasal 2 ayat (1)"
nilai = 4

"""
NAMESAKE = """\
[tabel.lama]
label = "Lama"
label_en = "Old"
dasar = "praktik"
nilai = "persen"
tidak_diketahui = "tidak ada"

"""

PLANTED: dict[str, Break] = {
    "L-001": formula("kelas_jabatan +"),
    "L-002": formula("(SELECT 1)"),
    "L-003": formula("kelas_jabatan % 2"),
    "L-004": formula("1.000.000"),
    "L-005": formula("CASE WHEN kelas_jabatan > 1 THEN 2 END"),
    "L-010": formula("kelas_jabata * 2"),
    "L-012": formula("BULAT(kelas_jabatan)"),
    "L-013": formula("BULAT_KE_BAWAH(kelas_jabatan, kelas_jabatan)"),
    "L-020": formula("kelas_jabatan + gaji_kotor"),
    "L-021": formula("gaji_kotor"),
    "L-022": formula("CASE WHEN status_pegawai = 'cpns' THEN 1 ELSE 2 END"),
    "L-023": formula("kelas_jabatan / 2"),
    "L-024": formula("CASE WHEN kelas_jabatan IS NULL THEN 1 ELSE 2 END"),
    "L-025": formula(" * ".join(["1000000000000 * kelas_jabatan"] * 4)),
    "L-026": formula("CASE WHEN kelas_jabatan > 1 THEN gaji_kotor ELSE HARI(1) END"),
    "L-027": Break(
        BASE_RULES, "BULAT_KE_BAWAH(nilai * jabatan.{kriteria})", "BULAT_KE_BAWAH((nilai + 1) * jabatan.{kriteria})"
    ),
    "R-001": Break(BASE_RULES, "[keluarga.kriteria]", "[keluarga.kriteria"),
    "R-004": Break(BASE_FACE, 'masa_pertama = "2020-01"', 'masa_pertama = "2022-01"'),
    "R-005": Break(BASE_FACE, "nasional/uu-1-2020", "nasional/uu-2-2020"),
    "R-006": Break(NEW_FACE, 'mengubah = "perbup-1-2020"\n', ""),
    "R-007": Break(f"{NATIONAL}/instrumen.toml", 'masa_pertama = "2020-01"', 'masa_pertama = "2020-02"'),
    "R-010": Break(BASE_RULES, 'tipe = "bilangan"', 'tipe = "angka"'),
    "R-011": Break(BASE_RULES, OLD_FORMULA, f"{OLD_FORMULA}\nnilai = 3"),
    "R-012": Break(NEW_RULES, '[nilai]\noperasi = "ganti"\n', "[nilai]\n"),
    "R-013": Break(NEW_RULES, '[nilai]\noperasi = "ganti"\n', '[nilai_baru]\noperasi = "ganti"\n'),
    "R-014": Break(NEW_RULES, '[[hapus]]\nnama = "lama"\ndasar = "Pasal I angka 2"\n', ""),
    "R-015": Break(
        NEW_RULES,
        '[[hapus]]\nnama = "lama"\ndasar = "Pasal I angka 2"\n',
        '[lama]\noperasi = "ganti"\nlabel = "Lama"\nlabel_en = "Old"\n'
        'tipe = "bilangan"\ndasar = "Pasal 3"\nrumus = "1"\n',
    ),
    "R-016": Break(NEW_FACE, 'jenis = "sisip"\npasal = "2A"', 'jenis = "ubah"\npasal = "2A"'),
    "R-017": Break(BASE_RULES, 'dasar = "Pasal 3"', 'dasar = "Pasal 33"'),
    "R-020": Break(BASE_RULES, OLD_FORMULA, 'rumus = "lama + 1"'),
    "R-021": Break(f"{NATIONAL}/aturan.toml", "nilai = 5", 'nilai = "5 persen"'),
    "R-022": Break(BASE_RULES, "JUMLAH_KELUARGA(kriteria, tpp_{kriteria})", "JUMLAH_KELUARGA(ukuran, tpp_{ukuran})"),
    "R-023": Break(BASE_RULES, "[baris.cuti.panjang]", "[baris.libur.panjang]"),
    "R-024": Break(
        BASE_RULES,
        "[tabel.bagian]",
        '[berkas.gaji]\ndasar = "praktik"\nkolom = { gaji_kotor = '
        '{ tipe = "rupiah", label = "dua kali" } }\n\n[tabel.bagian]',
    ),
    "R-025": Break(BASE_CASES, 'label = "Baik"\n', 'label = "Baik"\njenis_run = "lebaran"\n'),
    "R-026": Break(BASE_RULES, 'akibat = "peringatan"', 'akibat = "nol"'),
    "R-030": Break(KEYED, "predikat,nilai,sumber", "predikat,persen,sumber"),
    "R-031": Break(KEYED, "baik,90,", "baik,sembilan puluh,"),
    "R-032": Break(KEYED, "kurang,50,Pasal 2\n", ""),
    "R-033": Break(KEYED, "kurang,50,Pasal 2\n", "kurang,50,Pasal 2\nkurang,40,Pasal 2\n"),
    "R-034": Break(BANDED, "1000,2000,20", "1001,2000,20"),
    "R-035": Break(BANDED, "1000,2000,20", "999,2000,20"),
    "R-036": Break(KEYED, "butuh_perbaikan,", "perlu_perbaikan,"),
    "R-037": Break(KEYED, "", None),
    "R-038": Break(KEYED, "kurang,50,Pasal 2", "kurang,50,"),
    "R-040": Break(BASE_FACE, 'alasan = "kertas"\n', ""),
    "R-041": Break(
        BASE_FACE, 'oleh = ["nilai", "bagian", "tpp_beban_kerja"', 'oleh = ["nilai_lain", "bagian", "tpp_beban_kerja"'
    ),
    "R-042": Break(BASE_FACE, 'nomor = "3"\nsumber = "nomor"', 'nomor = "3"\nsumber = "naskah"'),
    "R-043": Break(BASE_FACE, 'fitur = "tepat hitung"', 'fitur = "tepat terbang"'),
    "R-050": Break(BASE_CASES, "tpp_bruto = 127", "tpp_bruto = 126"),
    "R-051": Break(BASE_CASES, "tpp_bruto = 128", "tpp_bruto = 127"),
    "R-052": Break(BASE_CASES, "lama = 8", 'lama = "delapan"'),
    "R-053": Break(f"{AMENDMENT}/kasus/contoh.toml", "", None),
    "R-060": formula("CASE WHEN kelas_jabatan > 17 THEN 1 ELSE 2 END"),
    "R-061": formula(
        "CASE WHEN status_pegawai = 'PNS' THEN 1\n     WHEN status_pegawai IN ('CPNS', 'PPPK') THEN 2\n     ELSE 3 END"
    ),
    "R-062": Break(BASE_RULES, 'uji = "gaji_kotor > 0"', 'uji = "gaji_kotor > 5 AND gaji_kotor < 3"'),
    "R-063": Break(BASE_RULES, '\nkeluaran = "dibandingkan dengan aturan baru"', ""),
    "R-064": Break(BASE_RULES, " + LAPIS('tunjangan', gaji_kotor)", ""),
    "R-065": Break(BASE_FACE, 'zona_waktu = "Asia/Makassar"', 'zona_waktu = "Asia/Makassar"\nlengkap = true'),
    "R-066": Break(BASE_FACE, 'oleh = ["nilai", "bagian", ', 'oleh = ["nilai", '),
    "R-080": Break(BASE_FACE, "zona_waktu", 'masa_terakhir = "2020-12"\nzona_waktu'),
    "R-081": Break(BASE_FACE, "zona_waktu", 'mencabut = ["perbup-9-2019"]\nzona_waktu'),
    "R-082": Break(
        f"{NATIONAL}/instrumen.toml",
        'sumber = "naskah"\n\n[[pasal]]\n',
        'masa_terakhir = "2020-12"\nsumber = "naskah"\n\n[[pasal]]\n',
    ),
    "R-083": Break(NEW_FACE, 'mengubah = "perbup-1-2020"', 'mengubah = "perbup-1-2020"\nmencabut = ["perbup-1-2020"]'),
    "R-084": Break(BASE_RULES, "[lama]\n", f"{NAMESAKE}[lama]\n"),
    "R-085": Break(NEW_FACE, 'jenis = "ubah"\npasal = "2"', 'jenis = "ubah"\npasal = "2"\nbagian = ["ayat (2)"]'),
    "R-086": Break(NEW_FACE, 'jenis = "ubah"\npasal = "2"', 'jenis = "ubah"\npasal = "2"\nbagian = ["ayat (9)"]'),
    "R-087": Break(NEW_RULES, "[parameter.uang_makan]", DEPARTURE + "[parameter.uang_makan]"),
    "R-088": Break(BASE_RULES, OLD_FORMULA, f'{OLD_FORMULA}\nmenyimpang = "dari apa"'),
    "R-089": Break(NEW_RULES, 'nama = "lama"', 'nama = "pajak"'),
    "R-094": Break(
        f"{NATIONAL}/aturan.toml",
        'rumus = "BULAT_KE_BAWAH(tarif * penghasilan)"',
        'rumus = "BULAT_KE_BAWAH(tarif * penghasilan * potongan)"\n\n[terbuka.potongan]\nlabel = "P"\nlabel_en = "P"\n'
        'tipe = "persen"\ndasar = "Pasal 1"',
    ),
    "R-093": Break(BASE_RULES, 'pesan = "gaji nol"', 'pesan = "gaji {gaji_kotor} nol"'),
    "R-092": Break(
        f"{NATIONAL}/aturan.toml",
        "[terbuka.penghasilan]\n",
        '[[syarat]]\nnama = "gaji_ada"\nuji = "gaji_kotor > 9"\nakibat = "peringatan"\npesan = "a"\n'
        'pesan_en = "a"\nperbaikan = "b"\nperbaikan_en = "b"\ndasar = "Pasal 1"\n\n[terbuka.penghasilan]\n',
    ),
}


def _refused(act: Callable[[], object]) -> Sequence[Problem]:
    """What is said where something is refused."""
    try:
        act()
    except TepatError as error:
        return error.problems
    return ()


def _empty_folder(root: Path) -> Sequence[Problem]:
    (root / "kosong").mkdir(parents=True)
    return _refused(lambda: open_shelf(str(root / "kosong"), write_region(root / "akar")))


def _misspelt_region(root: Path) -> Sequence[Problem]:
    return _refused(lambda: open_shelf("cntoh", write_region(root)))


def _ambiguous_name(_: Path) -> Sequence[Problem]:
    """No two files of today's packet share a short name: where one does, L-011 can be planted in a region."""
    choices = {"keterangan": ("gaji.keterangan", "kinerja.keterangan")}
    scope = Scope(Masa(2020, 1), "Asia/Jakarta", {}, {}, ambiguous=choices)
    return _refused(lambda: check(parse("keterangan"), scope))


def _never_compared(root: Path) -> Sequence[Problem]:
    return [*check_freshness(shelf_of(root).packages([]), DAY)]


def _compared_long_ago(root: Path) -> Sequence[Problem]:
    dated = Break(BASE_FACE, "diundangkan = 2020-01-05\n", "diundangkan = 2020-01-05\ndiperiksa = 2020-02-01\n")
    return [*check_freshness(shelf_of(root, [dated]).packages([]), DAY)]


def _already_there(root: Path) -> Sequence[Problem]:
    create_package(root, "perwali-1-2026", Masa(2026, 1), "Asia/Jakarta")
    found = _refused(lambda: create_package(root, "perwali-1-2026", Masa(2026, 1), "Asia/Jakarta"))
    return [replace(problem, words={"folder": "kota-intan/perwali-1-2026"}) for problem in found]


def _no_folder_name(root: Path) -> Sequence[Problem]:
    return _refused(lambda: create_package(root, "Perwali 1/2026", Masa(2026, 1), "Asia/Jakarta"))


DAY = date(2021, 3, 1)
# Said before there is a region to validate, by the language alone, or beside the validation: how each is met.
ASKED: dict[str, tuple[str, Callable[[Path], Sequence[Problem]]]] = {
    "L-011": ("rumus `keterangan`, kolom dua berkas fakta", _ambiguous_name),
    "R-002": ("`--regulasi kosong`, sebuah folder tanpa isi", _empty_folder),
    "R-003": ("`--regulasi cntoh`", _misspelt_region),
    "R-067": ("instrumen tanpa `diperiksa`", _never_compared),
    "R-068": ("`diperiksa = 2020-02-01`, diperiksa lagi pada 2021-03-01", _compared_long_ago),
    "R-090": ("`tepat regulasi baru kota-intan --nama perwali-1-2026`, dua kali", _already_there),
    "R-091": ("`tepat regulasi baru kota-intan --nama 'Perwali 1/2026'`", _no_folder_name),
}


def said(code: str, root: Path) -> list[Problem]:
    """What is said with that code where it is planted, in a region written into ``root``."""
    found = problems_of(root, [PLANTED[code]]) if code in PLANTED else ASKED[code][1](root)
    return [problem for problem in found if problem.code == code]
