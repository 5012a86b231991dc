"""Regions whose law is known in part: what nobody printed holds the month, and a supplement lets it be computed.

Tulungagung is known from a study, Batu from a thesis; what they do not print stands in the sample supplements.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tepat.lang.calendar import Masa
from tepat.law.consolidate import open_book
from tepat.law.shelf import open_shelf, regulations_root
from tests.packets import Packet, Row, nip, write_packet
from tests.unit.cli.command import Outcome, compute, explain, read_result, read_rows, tepat

SAMPLES = regulations_root() / "contoh"
CRITERIA = ("beban_kerja", "prestasi_kerja", "kondisi_kerja", "tempat_bertugas", "kelangkaan_profesi")


def person(number: int, **facts: str) -> Row:
    """A row of `pegawai`."""
    row = {"nama": f"Orang {number}", "status_pegawai": "PNS", "skema_golongan": "PNS", "golongan": "III/a"}
    return {"nip": nip(number), **row, "kode_unit": "", "kode_jabatan": "J-9", "ptkp": "K/0", "npwp": "", **facts}


def position(**facts: str) -> Row:
    """A row of `jabatan`."""
    return {
        "kode_jabatan": "J-9",
        "nama_jabatan": "Jabatan",
        "kelas_jabatan": "9",
        **dict.fromkeys(CRITERIA, ""),
        **facts,
    }


def achieved(number: int, percent: str) -> Row:
    """A row of `kinerja` with a number."""
    empty = dict.fromkeys(("periode", "hasil_kerja", "perilaku_kerja", "predikat", "waktu_dinilai"), "")
    return {"nip": nip(number), **empty, "capaian_persen": percent}


def attended(number: int, **facts: str) -> Row:
    """A row of `disiplin` without the deduction, which these regions compute or replace themselves."""
    return {"nip": nip(number), "hari_kerja": "2", "hari_hadir": "2", "hari_alpa": "0", "potongan_persen": "", **facts}


EMPTY_DAY = dict.fromkeys(("pola", "jam_masuk_wajib", "jam_pulang_wajib", "masuk", "pulang", "catatan", "bukti"), "")


def day(number: int, date: str, late: str, status: str = "hadir") -> Row:
    """A row of `harian`."""
    minutes = {"menit_terlambat": late, "menit_pulang_cepat": "0"}
    return {"nip": nip(number), "tanggal": date, **EMPTY_DAY, **minutes, "status": status}


def write(packet: Packet, folder: Path) -> Path:
    """The packet's folder."""
    facts_folder = folder / "fakta"
    facts_folder.mkdir()
    return write_packet({"gaji": [], **packet}, facts_folder)


# --- Tulungagung -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tulungagung(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nought is punctual, One is late by 45 minutes, Two was recorded by hand, Three is head of a district."""
    people = range(4)
    packet: Packet = {
        "pegawai": [person(number, kode_jabatan="J-C" if number == 3 else "J-9") for number in people],
        "jabatan": [
            position(pertimbangan_objektif="", penerima_insentif=""),
            position(
                kode_jabatan="J-C", kelas_jabatan="12", pertimbangan_objektif="1000001", penerima_insentif="camat"
            ),
        ],
        "kinerja": [achieved(number, percent) for number, percent in enumerate(("50.0001", "50", "20", "100"))],
        "disiplin": [attended(number, presensi_manual="ya" if number == 2 else "tidak") for number in people],
        "harian": [
            day(number, date, "45" if (number, date) == (1, "2021-03-02") else "0")
            for number in people
            for date in ("2021-03-01", "2021-03-02")
        ],
    }
    return write(packet, tmp_path_factory.mktemp("tulungagung"))


def test_a_tariff_that_nobody_printed_holds_the_month_and_names_the_remedy(tulungagung: Path, tmp_path: Path):
    outcome = compute(tulungagung, tmp_path / "hasil", "2021-03", regulasi="tulungagung")
    assert (outcome.code, outcome.err) == (1, "")
    assert "4 orang: 0 dihitung, 4 tertahan" in outcome.out
    told = {row["pesan"]: row["perbaikan"] for row in findings_of(tmp_path / "hasil", nip(1))}
    reasons = [message.partition("tidak diketahui: ")[2] for message in told]
    assert "tarif terlambat tidak tercetak dalam kajian; daerah memasok tabel tarif_terlambat" in reasons
    assert "basis TPP tiap kelas tidak tercetak dalam kajian; daerah memasok tabel basis_tpp" in reasons
    assert "KKD tidak tercetak dalam kajian; daerah memasok kemampuan_keuangan_daerah" in reasons
    assert any("--pelengkap" in remedy for remedy in told.values())


def findings_of(folder: Path, who: str) -> list[dict[str, str]]:
    return [row for row in read_rows(folder / "temuan.csv") if row["nip"] == who]


def test_with_a_supplement_the_month_computes(tulungagung: Path, tmp_path: Path):
    target = tmp_path / "hasil"
    outcome = with_supplement("tulungagung", tulungagung, target, "2021-03")
    assert (outcome.code, outcome.err) == (0, "")
    result = read_result(target)
    # A TPP BK of class 9: 45.5 % of 8,750,001 = 3,981,250.455; of class 12: 45.5 % of 11,000,001 = 5,005,000.455.
    assert [result[nip(number)]["tpp_bruto"] for number in range(4)] == [
        "3981250",  # more than 50 %: 100; punctual
        "3272588",  # 50 %: 75; 45 minutes late cost 1 %: 0.7 × 75 + 0.3 × 99 = 82.2 %
        "1855263",  # 20 %: 25; recorded by hand: 0.7 × 25 + 0.3 × 97 = 46.6 %
        "6005001",  # the whole of both criteria
    ]
    assert result[nip(1)]["kategori_produktivitas"] == "cukup"
    assert result[nip(3)]["tpp_pertimbangan_objektif"] == "1000001"


def test_the_receipt_verifies_without_the_supplement_at_hand(tulungagung: Path, tmp_path: Path):
    with_supplement("tulungagung", tulungagung, tmp_path / "hasil", "2021-03")
    assert tepat("periksa", tmp_path / "hasil").code == 0


def test_an_amount_of_the_supplement_is_explained_as_a_sample(tulungagung: Path, tmp_path: Path):
    with_supplement("tulungagung", tulungagung, tmp_path / "hasil", "2021-03")
    assert "contoh, bukan hukum" in str(explain(tmp_path / "hasil", nip(0)))


def test_somebody_without_a_ledger_waits_and_is_not_taken_as_present(tulungagung: Path, tmp_path: Path):
    ledger = read_rows(tulungagung / "harian.csv")
    facts_folder = tmp_path / "fakta"
    facts_folder.mkdir()
    write_packet({path.stem: read_rows(path) for path in tulungagung.glob("*.csv")}, facts_folder)
    write_packet({"harian": [row for row in ledger if row["nip"] != nip(0)]}, facts_folder)
    assert with_supplement("tulungagung", facts_folder, tmp_path / "hasil", "2021-03").code == 1
    (told,) = findings_of(tmp_path / "hasil", nip(0))
    assert told["kode"] == "H-105"
    assert "berkas harian" in told["pesan"]


def with_supplement(region: str, facts_folder: Path, target: Path, masa: str) -> Outcome:
    """``tepat hitung`` with the region's sample supplement."""
    supplement = SAMPLES / f"pelengkap-{region}"
    return compute(facts_folder, target, masa, "--pelengkap", supplement, regulasi=region)


# --- Batu ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def batu(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nought and One differ only in golongan and years of service; Two's attendance is not confirmed."""
    marks = dict.fromkeys(("nilai_target", "nilai_capaian", "nilai_hasil", "nilai_manfaat", "nilai_perilaku"), "80")
    packet: Packet = {
        "pegawai": [person(0), person(1, golongan="IV/e", status_pegawai="CPNS"), person(2)],
        "jabatan": [position(kelas_jabatan="7", pertimbangan_objektif="")],
        "kinerja": [],
        "ekinerja": [{"nip": nip(number), **marks} for number in range(3)],
        "disiplin": [
            attended(number, presensi_manual="", tingkat_kehadiran="90", disahkan="" if number == 2 else "ya")
            for number in range(3)
        ],
    }
    return write(packet, tmp_path_factory.mktemp("batu"))


def test_batu_waits_for_everything_the_thesis_does_not_quote(batu: Path, tmp_path: Path):
    outcome = compute(batu, tmp_path / "hasil", "2018-05", regulasi="batu")
    assert outcome.code == 1
    assert "3 orang: 0 dihitung, 3 tertahan" in outcome.out
    told = {row["pesan"].rpartition("; ")[2] for row in findings_of(tmp_path / "hasil", nip(0))}
    assert told == {
        "daerah memasok tabel tarif_kelas",
        "daerah memasok tabel bobot_unsur",
        "daerah memasok tabel lapisan_kinerja",
        "daerah memasok tabel lapisan_kehadiran",
        "daerah memasok bobot_produktivitas",
        "daerah memasok bobot_disiplin",
        "daerah memasok cara_pembulatan",
    }


def test_golongan_and_seniority_do_not_count_in_batu(batu: Path, tmp_path: Path):
    with_supplement("batu", batu, tmp_path / "hasil", "2018-05")
    result = read_result(tmp_path / "hasil")
    # Class 7: 3,700,001; rating 80 in its band 90, attendance 90 in its band 90: 0.6 × 90 + 0.4 × 90 = 90 %.
    assert result[nip(0)]["tpp_bruto"] == result[nip(1)]["tpp_bruto"] == "3330001"


def test_batu_reads_of_a_person_nothing_but_the_position():
    """What the matrix says is out of the computation (Tesis 4) is read by no formula."""
    bound = open_book(open_shelf("batu"), Masa.parse("2018-01"), SAMPLES / "pelengkap-batu")
    assert bound.reads["pegawai"] == {"nip", "kode_jabatan"}
    assert not {"cuti", "plt", "hukdis", "gaji"} & set(bound.reads)


def test_attendance_that_nobody_confirmed_holds_the_month(batu: Path, tmp_path: Path):
    assert with_supplement("batu", batu, tmp_path / "hasil", "2018-05").code == 1
    assert read_result(tmp_path / "hasil")[nip(2)]["status_hitung"] == "tertahan"
    (told,) = findings_of(tmp_path / "hasil", nip(2))
    assert told["pesan"] == "tingkat kehadiran belum disahkan pejabat yang berwenang"


# --- both ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("region", ["tulungagung", "batu"])
def test_the_packages_hold_and_their_cases_come_out(region: str):
    assert tepat("regulasi", "periksa", region).code == 0
    told = tepat("regulasi", "uji", region)
    assert (told.code, "0 nilai berbeda" in told.out) == (0, True)


@pytest.mark.parametrize("region", ["tulungagung", "batu"])
def test_a_sample_supplement_says_that_it_is_no_law(region: str):
    folder = SAMPLES / f"pelengkap-{region}"
    for path in (folder / "instrumen.toml", folder / "aturan.toml", *sorted(folder.glob("tabel/*.csv"))):
        assert "bukan hukum" in path.read_text("utf-8").lower(), path
    assert 'sumber = "contoh"' in (folder / "instrumen.toml").read_text("utf-8")
