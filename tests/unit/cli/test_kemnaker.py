"""Kemnaker's allowance through ``tepat hitung``: exact amounts in the result, rounded only where they are paid."""

from __future__ import annotations

from pathlib import Path

import pytest

from tepat.lang.calendar import Masa
from tepat.law.consolidate import open_book
from tepat.law.shelf import open_shelf
from tests.packets import Packet, Row, nip, write_sparse
from tests.unit.cli.command import compute, read_result, read_rows, tepat

MASA = "2026-07"
GOLDEN, DEMOTED, ON_LEAVE, TOP, LOST, PUNISHED, ACTING = (nip(number) for number in range(7))
CLASSES = {GOLDEN: 10, DEMOTED: 7, ON_LEAVE: 8, TOP: 15, LOST: 8, PUNISHED: 8, ACTING: 10}


def day(person: str, date: int, status: str = "hadir", **other: str) -> Row:
    """A day of the ledger, in order but for what is said otherwise."""
    on = f"{MASA}-{date:02}"
    there = {"masuk": f"{on}T07:25:00", "pulang": f"{on}T16:05:00", "menit_terlambat": "0", "menit_pulang_cepat": "0"}
    return {"nip": person, "tanggal": on, "status": status, **(there if status == "hadir" else {}), **other}


def forgotten(person: str, date: int) -> Row:
    """A day without a departure."""
    return day(person, date, pulang="", menit_pulang_cepat="")


def packet() -> Packet:
    decree = {"nomor_keputusan": "", "disetujui": "ya", "kelas_hukuman": "6", "berlaku_mulai": "2026-07-01"}
    return {
        "pegawai": [
            {"nip": who, "status_pegawai": "PNS", "kode_jabatan": f"K{kelas}"} for who, kelas in CLASSES.items()
        ],
        "jabatan": [
            {"kode_jabatan": f"K{kelas}", "kelas_jabatan": str(kelas)} for kelas in sorted({*CLASSES.values(), 11})
        ],
        "kinerja": [{"nip": who, "predikat": "butuh_perbaikan" if who == DEMOTED else "baik"} for who in CLASSES],
        "disiplin": [],
        "gaji": [],
        "penurunan_kelas": [{"nip": DEMOTED, **decree}],
        "apel": [{"nip": GOLDEN, "tanggal": "2026-07-17", "jenis": "upacara", "hadir": "tidak"}],
        "cuti": [
            {"nip": ON_LEAVE, "jenis": "cuti_tahunan", "mulai": "2026-07-30", "selesai": "2026-07-30"},
            {"nip": LOST, "jenis": "cltn", "mulai": "2026-07-31", "selesai": "2026-07-31"},
        ],
        "hukdis": [{"nip": PUNISHED, "tingkat": "sedang", "mulai": "2026-06-01"}],
        "plt": [
            {"nip": ACTING, "kode_jabatan": "K11", "jenis": "naik", "mulai": "2026-06-01", "selesai": "2026-06-30"}
        ],
        "harian": [
            *(day(GOLDEN, 1, "alpa"), forgotten(GOLDEN, 2), forgotten(GOLDEN, 3)),
            day(GOLDEN, 6, menit_terlambat="90", menit_pulang_cepat="20", menit_keluar="10"),
            *(day(DEMOTED, date, "alpa") for date in (1, 2, 3, 6, 7, 8, 9)),
            *(forgotten(DEMOTED, 10), forgotten(DEMOTED, 13), day(DEMOTED, 14, menit_terlambat="123")),
            *(forgotten(ON_LEAVE, 1), forgotten(ON_LEAVE, 2), day(ON_LEAVE, 3, menit_terlambat="82")),
            day(ON_LEAVE, 30, "cuti_tahunan"),
            *(day(TOP, 9, menit_terlambat="40"), day(TOP, 10, menit_pulang_cepat="20")),
            *(day(person, 1) for person in (LOST, PUNISHED, ACTING)),
        ],
    }


@pytest.fixture(scope="module")
def facts_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    contracts = open_book(open_shelf("kemnaker"), Masa.parse(MASA)).book.packet
    return write_sparse(packet(), tmp_path_factory.mktemp("kemnaker"), contracts)


@pytest.fixture(scope="module")
def folder(facts_folder: Path) -> Path:
    target = facts_folder.parent / "hasil-kemnaker"
    outcome = compute(facts_folder, target, MASA, regulasi="kementerian/kemnaker")
    assert (outcome.code, outcome.err) == (1, "")
    return target


def test_the_exact_amount_and_the_published_one_stand_side_by_side(folder: Path):
    golden, demoted, on_leave = (read_result(folder)[who] for who in (GOLDEN, DEMOTED, ON_LEAVE))
    assert (golden["potongan_kehadiran"], golden["bagian_kehadiran"]) == ("0.086", "1639496.64")
    assert golden["bagian_kehadiran_tercetak"] == "1639497"
    assert demoted["tpp_bruto"] == "3510400"
    assert (demoted["tunjangan_kinerja"], demoted["tunjangan_kinerja_sen"]) == ("2892955.744", "2892955.74")
    assert (demoted["tpp_diterima"], demoted["nilai_potongan"]) == ("2892956", "617444")
    assert (on_leave["tpp_diterima"], on_leave["potongan_kehadiran_tercetak"]) == ("4564546", "30604")


def test_gross_less_deduction_is_net_in_every_row(folder: Path):
    paid = [row for row in read_result(folder).values() if row["status_hitung"] == "dihitung"]
    assert len(paid) == len(CLASSES) - 1
    assert all(int(row["tpp_bruto"]) - int(row["nilai_potongan"]) == int(row["tpp_diterima"]) for row in paid)
    assert {row["pph21"] for row in paid} == {"0"}


def test_practice_without_a_legal_basis_is_told_of_whom_it_concerns(folder: Path):
    findings = {(row["variabel"], row["nip"]) for row in read_rows(folder / "temuan.csv")}
    assert {who for what, who in findings if what == "potongan_pimpinan_tinggi_tidak_diterapkan"} == {TOP}
    assert {who for what, who in findings if what == "keputusan_belum_bernomor"} == {DEMOTED}
    assert {who for what, who in findings if what == "tunjangan_tidak_diberikan"} == {LOST}
    assert read_result(folder)[TOP]["tpp_diterima"] == "19280000"
    assert (read_result(folder)[LOST]["tpp_diterima"], read_result(folder)[LOST]["capaian"]) == ("0", "")


def test_a_punishment_waits_until_a_supplement_says_what_it_costs(folder: Path, facts_folder: Path, tmp_path: Path):
    held = [who for who, row in read_result(folder).items() if row["status_hitung"] == "tertahan"]
    assert held == [PUNISHED]
    outcome = compute(
        facts_folder, tmp_path / "hasil", MASA, "--pelengkap", supplement(tmp_path / "pelengkap"), regulasi="kemnaker"
    )
    assert (outcome.code, outcome.err) == (0, "")
    assert read_result(tmp_path / "hasil")[PUNISHED]["tpp_diterima"] == "3446363"


def supplement(folder: Path) -> Path:
    """The table of Pasal 15, as an office that has it would supply it; its figures are invented."""
    (folder / "tabel").mkdir(parents=True)
    face = {"id": "pelengkap", "jenis": "pelengkap", "judul": "Contoh, bukan hukum", "singkatan": "Contoh", **OWN}
    (folder / "instrumen.toml").write_text("".join(f'{name} = "{text}"\n' for name, text in face.items()), "utf-8")
    (folder / "aturan.toml").write_text(PUNISHMENTS, "utf-8")
    rows = "tingkat,nilai,sumber\nringan,10,contoh\nsedang,25,contoh\nberat,50,contoh\n"
    (folder / "tabel/potongan_hukuman.csv").write_text(rows, "utf-8")
    return folder


OWN = {"daerah": "kemnaker", "masa_pertama": "2025-01", "sumber": "contoh"}
PUNISHMENTS = """
[tabel.potongan_hukuman]
label = "Potongan karena hukuman disiplin"
label_en = "Cut for punishments"
dasar = "contoh, bukan hukum"
sumber = "contoh"
kunci = { tingkat = "tingkat_hukdis" }
nilai = "persen"
"""


def test_acting_is_paid_a_month_later_in_a_run_of_its_own(facts_folder: Path, tmp_path: Path):
    outcome = compute(facts_folder, tmp_path / "plt", MASA, "--jenis", "plt", regulasi="kemnaker")
    assert (outcome.code, outcome.err) == (0, "")
    result = read_result(tmp_path / "plt")
    assert [(who, row["jenis_run"], row["tpp_diterima"]) for who, row in result.items()] == [(ACTING, "plt", "2778400")]


def test_the_month_recomputes_and_explains(folder: Path):
    assert tepat("periksa", folder).code == 0
    told = tepat("jelaskan", "--keluaran", folder, "--nip", GOLDEN)
    assert (told.code, told.err) == (0, "")
    assert "Pasal 13 ayat (2)" in told.out


def test_every_days_cut_is_told_with_its_minutes_its_percent_and_its_article(folder: Path):
    told = [line.lstrip("│ ") for line in tepat("jelaskan", "--keluaran", folder, "--nip", GOLDEN).out.splitlines()]
    rows = [line.removeprefix("baris ") for line in told if line.startswith("baris ")]
    assert rows == [
        "harian: tanggal 1 Juli 2026; status alpa → 1 — Pasal 13 ayat (1)",
        f"{forgotten_on(2)} — Pasal 13 ayat (2), ayat (3)",
        f"{forgotten_on(3)} — Pasal 13 ayat (2), ayat (3)",
        f"{WITH_MINUTES} → 0,6 % — Pasal 13 ayat (2), ayat (3)",
        "apel: tanggal 17 Juli 2026; jenis upacara; hadir tidak → 1 — Pasal 13 ayat (4)",
    ]
    assert any("8,6 % = 3 % × 1 + 2,6 % + 3 % × 1" in line for line in told)


WITH_MINUTES = (
    "harian: tanggal 6 Juli 2026; masuk 6 Juli 2026 07.25.00 WIB; pulang 6 Juli 2026 16.05.00 WIB;"
    " menit terlambat 90 menit; menit pulang cepat 20 menit; status hadir; menit keluar 10 menit"
)


def forgotten_on(date: int) -> str:
    """How a day without a departure is told."""
    arrived = f"tanggal {date} Juli 2026; masuk {date} Juli 2026 07.25.00 WIB"
    return f"harian: {arrived}; menit terlambat 0 menit; status hadir; menit keluar 0 menit → 1 %"


def test_a_ministry_is_listed_checked_and_shown_by_either_name():
    assert "kementerian/kemnaker" in tepat("regulasi", "daftar").out.splitlines()
    told = [tepat("regulasi", "tampil", name, "--masa", MASA).out for name in ("kemnaker", "kementerian/kemnaker")]
    shown = [text.split("\nBerikutnya:")[0] for text in told]
    assert shown[0] == shown[1]
    assert "Kepsekjen Kemnaker 82/2025" in shown[0]
    for name in ("kemnaker", "kementerian/kemnaker"):
        assert tepat("regulasi", "periksa", name, "--per", "2026-11-22").code == 0
        assert "0 nilai berbeda" in tepat("regulasi", "uji", name).out
