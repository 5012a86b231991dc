"""Lampung's official form through ``tepat hitung``: from CSV files to the printed net amount."""

from __future__ import annotations

from pathlib import Path

import pytest

from tepat.lang.calendar import Masa
from tepat.law.consolidate import open_book
from tepat.law.shelf import open_shelf
from tests.packets import Packet, Row, nip, write_sparse
from tests.unit.cli.command import Outcome, compute, read_result, read_rows, tepat

MASA = "2026-04"
PRINTED, RECORDED, UNTYPED, SICK, RAMADAN = (nip(number) for number in range(5))


def day(person: str, date: str, status: str = "hadir", at: str = "07:25:00", late: str = "0", start: str = "") -> Row:
    """A day of the ledger; without an arrival where the person was not there."""
    there = status == "hadir"
    times = {"masuk": f"{date}T{at}", "pulang": f"{date}T16:05:00", "menit_terlambat": late, "menit_pulang_cepat": "0"}
    begins = {"jam_masuk_wajib": f"{date}T{start}"} if start else {}
    return {"nip": person, "tanggal": date, "status": status, **(times if there else {}), **begins}


def packet() -> Packet:
    people = (PRINTED, RECORDED, UNTYPED, SICK, RAMADAN)
    person = {"status_pegawai": "PNS", "skema_golongan": "PNS", "golongan": "III/c", "kode_jabatan": "POLHUT"}
    amounts = {"beban_kerja": "3030000", "prestasi_kerja": "2020000"}
    return {
        "pegawai": [{"nip": number, **person} for number in people],
        "jabatan": [{"kode_jabatan": "POLHUT", **amounts, "zakat_tetap": "tidak"}],
        "kinerja": [{"nip": number, "predikat": "kurang" if number == RECORDED else "baik"} for number in people],
        "disiplin": [],
        "gaji": [],
        "formulir": [
            {"nip": PRINTED, "iuran_bpjs": "49490"},
            {"nip": RECORDED, "iuran_bpjs": "37067"},
            {"nip": SICK, "iuran_bpjs": "0"},
            {"nip": RAMADAN, "iuran_bpjs": "0"},
        ],
        "apel": [
            {"nip": SICK, "tanggal": "2026-04-01", "jenis": "apel", "hadir": "ya"},
            {"nip": SICK, "tanggal": "2026-04-06", "jenis": "apel", "hadir": "tidak"},
            {"nip": SICK, "tanggal": "2026-04-17", "jenis": "upacara", "hadir": "tidak"},
        ],
        "harian": [
            day(PRINTED, "2026-04-01"),
            day(PRINTED, "2026-04-02", "alpa"),
            # one roll-call is missed on a Monday at 07:45:01; on Fridays there is none
            day(RECORDED, "2026-04-06", at="07:45:01"),
            *(day(RECORDED, "2026-04-07", late="10"), day(RECORDED, "2026-04-08", late="14")),
            *(
                day(RECORDED, "2026-04-10", at="08:00:00", late="30"),
                day(RECORDED, "2026-04-17", at="08:30:00", late="60"),
            ),
            day(RECORDED, "2026-04-24", at="08:31:00", late="61"),
            day(UNTYPED, "2026-04-01"),
            *(day(SICK, "2026-04-01"), day(SICK, "2026-04-02", "sakit")),
            day(RAMADAN, "2026-04-06", at="07:55:00", start="08:00:00"),
        ],
    }


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Path]:
    folder = tmp_path_factory.mktemp("lampung")
    (folder / "fakta-masuk").mkdir()
    contracts = open_book(open_shelf("lampung"), Masa.parse(MASA)).book.packet
    write_sparse(packet(), folder / "fakta-masuk", contracts)
    return compute(folder / "fakta-masuk", folder / "hasil", MASA, regulasi="lampung"), folder / "hasil"


def test_the_printed_figures_come_out_of_the_ledger(computed: tuple[Outcome, Path]):
    printed = read_result(computed[1])[PRINTED]
    assert (printed["skor_kehadiran"], printed["skor_prestasi"], printed["potongan_alpa"]) == ("0.4", "0.6", "0.02")
    assert (printed["capaian"], printed["tpp_bruto"]) == ("0.98", "4949000")
    assert (printed["pph21"], printed["bpjs"], printed["zakat"]) == ("247450", "49490", "116302")
    assert (printed["tpp_diterima"], printed["status_hitung"]) == ("4535758", "dihitung")


def test_every_tier_and_a_missed_roll_call_are_read_from_the_ledger(computed: tuple[Outcome, Path]):
    recorded = read_result(computed[1])[RECORDED]
    scores = [recorded[name] for name in ("potongan_kehadiran", "skor_kehadiran", "capaian")]
    assert scores == ["0.065", "0.374", "0.734"]
    amounts = [recorded[name] for name in ("tpp_bruto", "pph21", "bpjs", "zakat", "tpp_diterima")]
    assert amounts == ["3706700", "185335", "37067", "87107", "3397191"]


def test_who_has_no_line_on_the_form_waits(computed: tuple[Outcome, Path]):
    outcome, folder = computed
    assert outcome.code == 1
    assert [number for number, row in read_result(folder).items() if row["status_hitung"] == "tertahan"] == [UNTYPED]


def test_what_only_the_program_does_is_told(computed: tuple[Outcome, Path]):
    """Sickness without leave counts as absence, and the roll-call's limit stays in Ramadan: each with a warning."""
    findings = {(row["nip"], row["variabel"]) for row in read_rows(computed[1] / "temuan.csv")}
    assert {who for who, what in findings if what == "tidak_masuk_bukan_alpa"} == {SICK}
    assert {who for who, what in findings if what == "apel_saat_jam_bergeser"} == {RAMADAN}
    assert read_result(computed[1])[SICK]["potongan_alpa"] == "0.02"


def test_every_cut_is_told_with_its_day_its_minutes_and_its_line_on_the_form(computed: tuple[Outcome, Path]):
    recorded, listed = (tepat("jelaskan", "--keluaran", computed[1], "--nip", who).out for who in (RECORDED, SICK))
    late = "tanggal 10 April 2026; menit terlambat 30 menit; menit pulang cepat 0 menit; status hadir → 0,5 %"
    assert f"baris harian: {late} — Formulir, terlambat" in recorded
    arrived = "tanggal 6 April 2026; masuk 6 April 2026 07.45.01 WIB; status hadir → 1 — Formulir, apel"
    assert f"baris harian: {arrived}" in recorded
    # 2 % of a roll-call and 5 % of a ceremony, by the lists
    assert read_result(computed[1])[SICK]["potongan_kehadiran"] == "0.07"
    assert "baris apel: tanggal 6 April 2026; jenis apel; hadir tidak → 1 — Formulir, apel" in listed
    assert "baris apel: tanggal 17 April 2026; jenis upacara; hadir tidak → 1 — Formulir, upacara" in listed
    assert "baris harian: tanggal 2 April 2026; status sakit → 1 — Formulir, tidak masuk" in listed


def test_a_form_is_quoted_by_the_lines_that_a_figure_names(computed: tuple[Outcome, Path]):
    told = tepat("jelaskan", "--keluaran", computed[1], "--nip", PRINTED).out
    quoted = told.split("TPP bersih = Rp", 1)[1].split("│ Jumlah sebelum zakat", 1)[0]
    assert [line.strip() for line in quoted.splitlines() if "“" in line] == [
        "“Dikurangi PPh 21, BPJS dan zakat.” (Formulir potongan)"
    ]


def test_the_month_recomputes_and_explains(computed: tuple[Outcome, Path]):
    assert tepat("periksa", computed[1]).code == 0
    told = tepat("jelaskan", "--keluaran", computed[1], "--nip", PRINTED)
    assert (told.code, told.err) == (0, "")
    assert "Formulir, tidak masuk" in told.out
    assert "(Formulir tidak masuk)" in told.out
    assert "Pasal Formulir" not in told.out
