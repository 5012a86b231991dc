"""The synthetic region: the same from the same seed, wholly synthetic, and irregular in exact numbers."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tepat.lab.contoh import MOST_PEOPLE, Summary, generate
from tepat.lab.contoh.months import count_workdays
from tepat.lab.contoh.periods import LEAVE_KINDS
from tepat.lab.contoh.plan import make_plan
from tepat.lab.contoh.shares import DIRT, EVENTS, GROUPS, RATING, STATUS
from tepat.lang.calendar import Masa, add_months
from tepat.lang.errors import UsageError
from tepat.law.packet import PACKET

TARIF = Path(__file__).parents[3] / "regulasi/contoh/pelengkap-tarif-presensi"
WITA = timezone(timedelta(hours=8))
SHARES = [share for _, group in GROUPS for share in group]

Rows = list[dict[str, str]]


def make_region(
    folder: Path, pegawai: int = 300, masa: str = "2024-03", benih: int = 1, tarif: Path = TARIF
) -> Summary:
    return generate(folder, pegawai=pegawai, masa=masa, benih=benih, tarif=tarif)


def rows(folder: Path, name: str) -> Rows:
    with (folder / "fakta" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fingerprint(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Summary]:
    folder = tmp_path_factory.mktemp("kecil")
    return folder, make_region(folder)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Summary]:
    folder = tmp_path_factory.mktemp("besar")
    return folder, make_region(folder, pegawai=20_000)


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path):
    make_region(tmp_path / "a")
    make_region(tmp_path / "b")
    assert fingerprint(tmp_path / "a") == fingerprint(tmp_path / "b")


@pytest.mark.parametrize("other", [{"benih": 2}, {"masa": "2024-04"}, {"pegawai": 301}])
def test_another_argument_gives_another_region(tmp_path: Path, small: tuple[Path, Summary], other: dict[str, object]):
    make_region(tmp_path, **other)  # type: ignore[arg-type]
    assert rows(tmp_path, "pegawai") != rows(small[0], "pegawai") or other == {"masa": "2024-04"}
    assert rows(tmp_path, "kinerja") != rows(small[0], "kinerja")


# Written down once: a change of these bytes breaks what others have made with the same seed.
PINNED = "86d17aff0988e51eb54fdd976fc7e29ab62f38acf99dbde17e2d35dadf82b51d"


def test_a_seed_means_the_same_region_on_every_platform_and_version(small: tuple[Path, Summary]):
    text = "".join(f"{name} {digest}\n" for name, digest in fingerprint(small[0] / "fakta").items())
    assert hashlib.sha256(text.encode()).hexdigest() == PINNED


def test_files_and_columns_are_those_of_the_contract(small: tuple[Path, Summary]):
    folder = small[0] / "fakta"
    headers = {path.stem: tuple(path.read_text("utf-8").split("\n", 1)[0].split(",")) for path in folder.iterdir()}
    made = {name: contract.names for name, contract in PACKET.items() if name not in ("harian", "pembayaran")}
    assert headers == made


def test_every_cell_lies_in_its_closed_domain_but_the_planted_misspelling(large: tuple[Path, Summary]):
    odd: list[str] = []
    for name, contract in PACKET.items():
        if name in ("harian", "pembayaran"):
            continue
        closed = {c.name: c.type.codes for c in contract.columns if getattr(c.type, "codes", ())}  # type: ignore[union-attr]
        odd += [row[c] for row in rows(large[0], name) for c, codes in closed.items() if row[c] not in (*codes, "")]
    assert odd == ["baek"]


def test_every_person_is_synthetic_and_no_nip_or_npwp_stands_twice(large: tuple[Path, Summary]):
    pegawai = rows(large[0], "pegawai")
    born = r"190\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"
    pns, pppk = re.compile(born + r"(19|20)\d\d(0[1-9]|1[0-2])[12]\d{3}"), re.compile(born + r"20\d\d21[12]\d{3}")
    for row in pegawai:
        assert (pppk if row["status_pegawai"] == "PPPK" else pns).fullmatch(row["nip"]), row
        assert not row["nip"].endswith("000"), row
        date.fromisoformat(f"{row['nip'][:4]}-{row['nip'][4:6]}-{row['nip'][6:8]}")
    npwp = [row["npwp"] for row in pegawai if row["npwp"]]
    assert all(re.fullmatch(r"99\d{13,14}", number) for number in npwp)
    assert {len(number) for number in npwp} == {15, 16}
    assert len({row["nip"] for row in pegawai}) == len(pegawai) == 20_000
    assert len(set(npwp)) == len(npwp)


def test_a_cpns_was_appointed_within_a_year(large: tuple[Path, Summary]):
    cpns = [row["nip"][8:14] for row in rows(large[0], "pegawai") if row["status_pegawai"] == "CPNS"]
    assert cpns
    assert all("202304" <= appointed <= "202402" for appointed in cpns)


@pytest.mark.parametrize("people", range(1, 6))
def test_a_tiny_region_works(tmp_path: Path, people: int):
    summary = make_region(tmp_path, pegawai=people)
    assert summary.pegawai == people
    for name in ("pegawai", "kinerja", "disiplin", "gaji"):
        assert len(rows(tmp_path, name)) == people
    assert summary.counts == ({"PPPK": 1} if people == 5 else {})


@pytest.mark.parametrize("masa", [f"{year}-{month:02d}" for year in (2023, 2024) for month in range(1, 13)])
def test_every_month_has_its_own_dates(tmp_path: Path, masa: str):
    make_region(tmp_path, masa=masa)
    month = Masa.parse(masa)
    workdays = str(count_workdays(month))
    assert {row["hari_kerja"] for row in rows(tmp_path, "disiplin")} == {workdays}
    begin = datetime.combine(add_months(month.first, 1), datetime.min.time(), WITA)
    moments = [rated_at(row["waktu_dinilai"]) for row in rows(tmp_path, "kinerja") if row["waktu_dinilai"]]
    assert all(begin <= moment < begin + timedelta(days=21) for moment in moments)


@pytest.mark.parametrize(
    ("masa", "days"), [("2024-02", 21), ("2023-02", 20), ("2024-12", 22), ("2024-03", 21), ("2024-06", 20)]
)
def test_working_days_are_monday_to_friday(masa: str, days: int):
    assert count_workdays(Masa.parse(masa)) == days


def test_working_days_of_a_span_are_cut_to_the_month():
    march = Masa(2024, 3)
    assert count_workdays(march, date(2024, 2, 1), date(2024, 3, 1)) == 1
    assert count_workdays(march, date(2024, 3, 2), date(2024, 3, 3)) == 0
    assert count_workdays(march, date(2024, 3, 28), None) == 2


def test_every_kind_occurs_from_three_hundred_people_on(small: tuple[Path, Summary]):
    expected = {share.kind for share in SHARES if share.at_least_from <= 300}
    assert set(small[1].counts) == expected
    assert len(expected) > 35


def test_dirt_is_planted_from_a_thousand_people_on():
    for people, dirty in ((999, False), (1_000, True)):
        counts = make_plan(1, people).counts()
        assert [share.kind in counts for share in DIRT] == [dirty] * len(DIRT)


@pytest.mark.parametrize("people", [*range(300, 330), 999, 1_000, 1_001, 1_726, 6_000, 20_000, 60_000])
def test_quotas_are_exact(people: int):
    counts = make_plan(7, people).counts()
    assert {share.kind: counts.get(share.kind, 0) for share in SHARES} == {
        share.kind: share.count(people) for share in SHARES
    }


@pytest.mark.parametrize("people", [*range(1, 301), 12_345])
def test_every_person_has_a_seat_and_every_unit_a_parent_of_the_region(people: int):
    plan = make_plan(3, people)
    codes = [unit.kode for unit in plan.units]
    assert len(plan.seats) == people
    assert len(set(codes)) == len(codes)
    assert {unit.induk for unit in plan.units} <= {"", *codes}
    held = Counter(seat.kode_jabatan for seat in plan.seats if seat.is_pejabat)
    assert not [kode for kode, holders in held.items() if holders > 1]


def test_status_and_ratings_in_the_files_are_the_quotas(large: tuple[Path, Summary]):
    folder, summary = large
    status = Counter(row["status_pegawai"] for row in rows(folder, "pegawai"))
    assert status == {"CPNS": 600, "PPPK": 4_400, "PNS": 15_000}
    predikat = Counter(row["predikat"] for row in rows(folder, "kinerja"))
    assert (predikat["sangat_baik"], predikat["butuh_perbaikan"]) == (2_400, 800)
    assert (predikat["kurang"], predikat["sangat_kurang"], predikat[""]) == (300, 100, 160)
    absent = sum(summary.counts[kind] for kind, leave in LEAVE_KINDS.items() if not leave.rows)
    assert len(rows(folder, "kinerja")) == 20_000 - 180 - absent
    assert sum(share.per_100k for share in STATUS) == 25_000
    assert sum(share.per_100k for share in RATING) == 22_300


def rated_at(text: str) -> datetime:
    """A legal moment as the contract reads it: without zone it is WITA."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=WITA)


def test_late_ratings_are_late_to_the_second_and_the_others_are_not(large: tuple[Path, Summary]):
    folder, summary = large
    deadline = datetime(2024, 4, 5, 23, 59, 59, tzinfo=WITA)
    times = [rated_at(row["waktu_dinilai"]) for row in rows(folder, "kinerja") if row["waktu_dinilai"]]
    late = summary.counts["terlambat"] + summary.counts["terlambat_sedetik"]
    assert sum(time > deadline for time in times) == late == 300
    assert times.count(deadline) == summary.counts["batas_tepat"] == 60
    assert times.count(deadline + timedelta(seconds=1)) == summary.counts["terlambat_sedetik"] == 40


def test_rating_times_are_written_in_every_legal_form(large: tuple[Path, Summary]):
    endings = Counter(row["waktu_dinilai"][19:] for row in rows(large[0], "kinerja") if row["waktu_dinilai"])
    assert set(endings) == {"", "+08:00", "Z"}
    assert min(endings.values()) > 6_000
    utc = [row["waktu_dinilai"] for row in rows(large[0], "kinerja") if row["waktu_dinilai"].endswith("Z")]
    assert datetime.fromisoformat(min(utc)).astimezone(UTC).date() == date(2024, 3, 31)


def test_missing_facts_are_missing(large: tuple[Path, Summary]):
    folder, summary = large
    pegawai = rows(folder, "pegawai")
    assert sum(row["ptkp"] == "" for row in pegawai) == summary.counts["ptkp_kosong"] == 14
    paid = Counter(row["nip"] for row in rows(folder, "gaji"))
    assert len(pegawai) - len(paid) == summary.counts["gaji_tiada"] == 14
    assert sum(row["potongan_persen"] == "" for row in rows(folder, "disiplin")) == summary.counts["potongan_kosong"]
    without = sum(summary.counts[kind] for kind, leave in LEAVE_KINDS.items() if not leave.rows)
    assert len(pegawai) - len(rows(folder, "disiplin")) == summary.counts["disiplin_tiada"] + without


def test_planted_dirt_is_one_row_each(large: tuple[Path, Summary]):
    gaji = rows(large[0], "gaji")
    assert [count for count in Counter(row["nip"] for row in gaji).values() if count > 1] == [2]
    odd = [row["gaji_kotor"] for row in gaji if not row["gaji_kotor"].isdigit()]
    assert len(odd) == 1
    assert re.fullmatch(r"\d\.\d{3}\.\d{3},00|\d{2}\.\d{3}\.\d{3},00", odd[0])


def test_salary_shares_are_truncated_to_the_rupiah(large: tuple[Path, Summary]):
    salaries = [row for row in rows(large[0], "gaji") if row["gaji_kotor"].isdigit()]
    for row in salaries:
        kotor = int(row["gaji_kotor"])
        assert int(row["iwp_gaji"]) == kotor // 100
        assert int(row["bpjs_gaji"]) == 4 * kotor // 100
        assert int(row["iwp_gaji"]) + int(row["pph_gaji"]) <= int(row["potongan_gaji"]) < kotor
    assert 0 < sum(row["pph_gaji"] != "0" for row in salaries) < len(salaries) // 10


def test_positions_are_paid_forty_to_sixty_as_in_balangan(large: tuple[Path, Summary]):
    jabatan = rows(large[0], "jabatan")
    assert all(int(row["beban_kerja"]) * 3 == int(row["prestasi_kerja"]) * 2 for row in jabatan)
    pairs = {row["kelas_jabatan"]: (row["beban_kerja"], row["prestasi_kerja"]) for row in jabatan}
    assert pairs["9"] == ("2882880", "4324320")
    assert pairs["14"] == ("6866860", "10300290")
    assert {row["tempat_bertugas"] + row["pertimbangan_objektif"] for row in jabatan} == {"00"}
    scarce = {row["nama_jabatan"] for row in jabatan if row["kelangkaan_profesi"] != "0"}
    assert scarce == {"Dokter Spesialis Ahli Madya", "Dokter Spesialis Ahli Muda"}
    assert any(row["kondisi_kerja"] == "612612" for row in jabatan)


def test_people_work_in_positions_and_units_that_exist(large: tuple[Path, Summary]):
    pegawai = rows(large[0], "pegawai")
    assert {row["kode_jabatan"] for row in pegawai} <= {row["kode_jabatan"] for row in rows(large[0], "jabatan")}
    assert {row["kode_unit"] for row in pegawai} <= {row["kode_unit"] for row in rows(large[0], "unit")}
    assert all(row["kode_jabatan"].startswith(row["kode_unit"] + "-") for row in pegawai)


def test_there_is_one_sekda_of_class_fifteen(large: tuple[Path, Summary]):
    top = {row["kode_jabatan"] for row in rows(large[0], "jabatan") if row["kelas_jabatan"] == "15"}
    assert [row["kode_jabatan"] for row in rows(large[0], "pegawai") if row["kode_jabatan"] in top] == list(top)


def test_acting_people_act_in_a_vacant_post_at_or_above_their_own_class(large: tuple[Path, Summary]):
    folder, summary = large
    kelas = {row["kode_jabatan"]: int(row["kelas_jabatan"]) for row in rows(folder, "jabatan")}
    pegawai = {row["nip"]: row for row in rows(folder, "pegawai")}
    held = {row["kode_jabatan"] for row in pegawai.values()}
    plt = [row for row in rows(folder, "plt") if pegawai[row["nip"]]["status_pegawai"] != "CPNS"]
    for row in plt:
        own = kelas[pegawai[row["nip"]]["kode_jabatan"]]
        acting = kelas[row["kode_jabatan"]]
        assert row["kode_jabatan"] not in held
        assert acting == own if row["jenis"] == "setara" else acting > own
    assert Counter(Counter(row["nip"] for row in plt).values())[2] == summary.counts["plt_dua"] == 1


def covers(row: dict[str, str], first: date, last: date) -> bool:
    return row["mulai"] <= first.isoformat() and (not row["selesai"] or row["selesai"] >= last.isoformat())


def test_acting_assignments_cover_the_month_unless_planted_otherwise(large: tuple[Path, Summary]):
    folder, summary = large
    partial = [row for row in rows(folder, "plt") if not covers(row, date(2024, 3, 1), date(2024, 3, 31))]
    assert len(partial) == summary.counts["plt_sebagian"] == 56


@pytest.mark.parametrize("masa", ["2024-03", "2023-02", "2024-12"])
def test_leave_of_whole_months_and_punishments_stand_to_the_first_as_planted(tmp_path: Path, masa: str):
    summary = make_region(tmp_path, pegawai=10_000, masa=masa)
    first = Masa.parse(masa).first
    expected = sum(summary.counts[kind] for kind, leave in LEAVE_KINDS.items() if leave.months != (0, 0))
    months = [row for row in rows(tmp_path, "cuti") if not row["selesai"] or row["selesai"] >= end_of_month(row)]
    assert len(months) == expected > 40
    assert all(covers(row, first, first) for row in months)
    assert Counter(row["jenis"] for row in months)["mpp"] == summary.counts["mpp"] == 10
    ended = [row for row in rows(tmp_path, "hukdis") if not covers(row, first, first)]
    assert len(ended) == summary.counts["hukdis_lampau"] == 4


def end_of_month(row: dict[str, str]) -> str:
    """The last day of a leave of exactly one month from its first day."""
    return (add_months(date.fromisoformat(row["mulai"]), 1) - timedelta(1)).isoformat()


def test_lengths_of_sick_leave_lie_in_the_bands_of_their_kinds(large: tuple[Path, Summary]):
    sick = [row for row in rows(large[0], "cuti") if row["jenis"] == "cuti_sakit"]
    lengths = Counter(band(row) for row in sick)
    counts = large[1].counts
    assert lengths == {
        "singkat": counts["cuti_sakit_singkat"],
        "sedang": counts["cuti_sakit_sedang"],
        "panjang": counts["cuti_sakit_panjang"],
        "lama": counts["cuti_sakit_lama"] + counts["cuti_sakit_terbuka"],
    }


def band(row: dict[str, str]) -> str:
    begin = date.fromisoformat(row["mulai"])
    if not row["selesai"]:
        return "lama"
    after = date.fromisoformat(row["selesai"]) + timedelta(1)
    for name, months in (("lama", 12), ("panjang", 6)):
        if after > add_months(begin, months):
            return name
    return "sedang" if after >= add_months(begin, 1) else "singkat"


def test_presence_and_absence_are_as_planted(large: tuple[Path, Summary]):
    folder, summary = large
    disiplin = rows(folder, "disiplin")
    absent = [row for row in disiplin if row["hari_alpa"] == row["hari_kerja"]]
    assert len(absent) == summary.counts["alpa_sebulan"] == 20
    assert {row["potongan_persen"] for row in absent} == {"63"}
    on_leave = {row["nip"] for row in rows(folder, "cuti")}
    few = [row for row in disiplin if halves(row["hari_hadir"]) in range(1, 14) and row["nip"] not in on_leave]
    assert len(few) == summary.counts["hadir_kurang_7"] == 60
    assert any(row["hari_alpa"].endswith(".5") for row in disiplin)


def halves(text: str) -> int:
    whole, _, half = text.partition(".")
    return 2 * int(whole) + (half == "5")


def test_without_tariffs_for_minutes_only_absence_is_deducted(tmp_path: Path):
    tarif = tmp_path / "tarif"
    write_tariff(tarif, "lebih_dari,sampai_dengan,nilai,sumber\n0,,0,uji\n", absent="1.5")
    make_region(tmp_path / "d", tarif=tarif)
    found = [(row["hari_alpa"], row["potongan_persen"]) for row in rows(tmp_path / "d", "disiplin")]
    assert all(fraction_of_four(potongan) == 7_500 * halves(alpa) for alpa, potongan in found if potongan)
    assert any(potongan != "0" for _, potongan in found)


def fraction_of_four(text: str) -> int:
    whole, _, rest = text.partition(".")
    return int(whole) * 10_000 + int(rest.ljust(4, "0"))


def write_tariff(folder: Path, bands: str, absent: str = "3") -> Path:
    (folder / "tabel").mkdir(parents=True)
    for name in ("terlambat", "pulang_cepat"):
        (folder / "tabel" / f"tarif_{name}.csv").write_text(bands, "utf-8")
    (folder / "aturan.toml").write_text(f"[parameter.potongan_hari_alpa]\nnilai = {absent}\n", "utf-8")
    return folder


def test_the_supplement_that_explains_the_deductions_is_copied(small: tuple[Path, Summary]):
    assert fingerprint(small[0] / "pelengkap") == fingerprint(TARIF)
    assert "instrumen.toml" in fingerprint(TARIF)


def test_the_readme_lists_every_planted_kind_with_its_count(small: tuple[Path, Summary]):
    text = (small[0] / "BACA.md").read_text("utf-8")
    listed = {kind: int(count) for kind, count in re.findall(r"^\| `(\w+)` \| [\d,–]+ \| (\d+) \|", text, re.MULTILINE)}
    assert listed == {share.kind: small[1].counts.get(share.kind, 0) for share in SHARES}
    assert "bukan hukum" in text


def test_kinds_have_one_name_each():
    kinds = [share.kind for share in SHARES]
    assert len(set(kinds)) == len(kinds)
    assert set(LEAVE_KINDS) < {share.kind for share in EVENTS}


def test_a_folder_with_something_else_is_refused_and_left_alone(tmp_path: Path):
    (tmp_path / "skripsi.docx").write_text("jangan hilang", "utf-8")
    with pytest.raises(UsageError, match="C-001"):
        make_region(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["skripsi.docx"]


def test_a_region_made_before_is_replaced_and_other_files_stay(tmp_path: Path):
    make_region(tmp_path / "d", pegawai=400)
    (tmp_path / "d" / "catatan.txt").write_text("milik saya", "utf-8")
    make_region(tmp_path / "d", pegawai=5)
    assert len(rows(tmp_path / "d", "pegawai")) == 5
    assert (tmp_path / "d" / "catatan.txt").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["d"]


def test_a_run_that_fails_leaves_nothing_behind(tmp_path: Path):
    def fail(stage: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        generate(tmp_path / "d", pegawai=5, masa="2024-03", benih=1, tarif=TARIF, progress=fail)
    assert list(tmp_path.iterdir()) == []


def test_progress_ends_at_the_total(tmp_path: Path):
    seen: list[tuple[int, int]] = []
    generate(
        tmp_path / "d",
        pegawai=10_001,
        masa="2024-03",
        benih=1,
        tarif=TARIF,
        progress=lambda _, done, total: seen.append((done, total)),
    )
    assert seen == [(10_000, 10_001), (10_001, 10_001)]


@pytest.mark.parametrize("people", [0, -1, MOST_PEOPLE + 1])
def test_an_impossible_number_of_people_is_refused(tmp_path: Path, people: int):
    with pytest.raises(UsageError, match="C-002"):
        make_region(tmp_path / "d", pegawai=people)
    assert not (tmp_path / "d").exists()


@pytest.mark.parametrize("masa", ["2024-13", "2024-00", "2024-3", "24-03", "1999-12", "2100-01", "", "2024-03-01"])
def test_a_month_that_is_none_is_refused(tmp_path: Path, masa: str):
    with pytest.raises(UsageError, match="C-003"):
        make_region(tmp_path / "d", masa=masa)


BANDS = "lebih_dari,sampai_dengan,nilai,sumber\n"


@pytest.mark.parametrize(
    "bands",
    [
        BANDS + "0,15,0.25,x\n20,,1,x\n",
        BANDS + "0,15,0.25,x\n10,,1,x\n",
        BANDS + "0,15,0.25,x\n",
        BANDS + "0,,0.00001,x\n",
        BANDS + "0,,-1,x\n",
        BANDS + '0,,"0,25",x\n',
        BANDS,
        "menit,nilai\n0,1\n",
    ],
)
def test_a_tariff_with_a_hole_or_an_odd_number_is_refused(tmp_path: Path, bands: str):
    with pytest.raises(UsageError, match="C-004"):
        make_region(tmp_path / "d", tarif=write_tariff(tmp_path / "tarif", bands))


def test_an_absent_day_whose_half_has_five_decimals_is_refused(tmp_path: Path):
    with pytest.raises(UsageError, match="C-004"):
        make_region(tmp_path / "d", tarif=write_tariff(tmp_path / "tarif", BANDS + "0,,1,x\n", absent="1.0001"))


def test_a_missing_tariff_is_refused(tmp_path: Path):
    with pytest.raises(UsageError, match="C-004"):
        make_region(tmp_path / "d", tarif=tmp_path)


@given(benih=st.integers(), people=st.integers(1, 1_500))
def test_plans_of_any_seed_keep_people_apart(benih: int, people: int):
    plan = make_plan(benih, people)
    assert set(plan.acting).isdisjoint(plan.event)
    assert set(plan.event).isdisjoint(plan.rating)
    assert all(0 <= at < people for dealt in (plan.status, plan.event, plan.rating, plan.acting) for at in dealt)
    assert not any(plan.seats[at].is_pejabat for at in plan.status)
