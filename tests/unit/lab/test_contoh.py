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

from tepat.lab.contoh import MOST_PEOPLE, Options, Summary, generate
from tepat.lab.contoh.dirt import DIRT, Level
from tepat.lab.contoh.kinds import KINDS
from tepat.lab.contoh.periods import LEAVE_KINDS
from tepat.lab.contoh.plan import make_plan
from tepat.lab.contoh.shares import GROUPS, LEAVE, UNITS, status_shares
from tepat.lang.calendar import Masa, add_months
from tepat.lang.errors import UsageError
from tepat.law.packet import PACKET

# Written only where they are asked for.
UNASKED = ("harian", "apel", "pembayaran")
TARIF = Path(__file__).parents[3] / "regulasi/contoh/pelengkap-tarif-presensi"
WITA = timezone(timedelta(hours=8))
MARCH = Masa(2024, 3)
SHARES = [share for _, group in GROUPS for share in group] + list(status_shares(MARCH))

# Somebody who acts in two heads' posts needs two units beside the first.
TWO_HEADS = ("plt_dua",)

Rows = list[dict[str, str]]


def make_region(
    folder: Path,
    pegawai: int = 300,
    masa: str = "2024-03",
    benih: int = 1,
    tarif: Path = TARIF,
    level: Level = Level.BIASA,
) -> Summary:
    return generate(folder, pegawai=pegawai, masa=masa, benih=benih, tarif=tarif, options=Options(level))


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
    return folder, make_region(folder, pegawai=20_000, level=Level.BERSIH)


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
PINNED = "3d3b77fb23f71fa1a259eab9d80f785a33101a64bb0d109b0a4ca186a98a2acd"


def test_a_seed_means_the_same_region_on_every_platform_and_version(small: tuple[Path, Summary]):
    text = "".join(f"{name} {digest}\n" for name, digest in fingerprint(small[0] / "fakta").items())
    assert hashlib.sha256(text.encode()).hexdigest() == PINNED


def test_files_and_columns_are_those_of_the_contract(small: tuple[Path, Summary]):
    folder = small[0] / "fakta"
    headers = {path.stem: tuple(path.read_text("utf-8").split("\n", 1)[0].split(",")) for path in folder.iterdir()}
    made = {name: contract.names for name, contract in PACKET.items() if name not in UNASKED}
    assert headers == made


def test_payrolls_of_a_large_region_write_most_names_in_their_own_way(tmp_path: Path):
    make_region(tmp_path, pegawai=1_000)
    official = {row["nip"]: row["nama"] for row in rows(tmp_path, "pegawai")}
    paid = {row["nip"]: row["nama"] for row in rows(tmp_path, "gaji") if row["nip"] in official}
    other = [nip for nip, name in paid.items() if name != official[nip]]
    assert 755 <= len(other) <= make_plan(1, 1_000, MARCH).counts()["nama_beda"] == 770


def test_every_cell_of_a_clean_region_lies_in_its_closed_domain(large: tuple[Path, Summary]):
    odd: list[str] = []
    for name, contract in PACKET.items():
        if name in UNASKED:
            continue
        closed = {c.name: c.type.codes for c in contract.columns if getattr(c.type, "codes", ())}  # type: ignore[union-attr]
        odd += [row[c] for row in rows(large[0], name) for c, codes in closed.items() if row[c] not in (*codes, "")]
    assert odd == []


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
    assert summary.counts == {}


@pytest.mark.parametrize("masa", [f"{year}-{month:02d}" for year in (2023, 2024) for month in range(1, 13)])
def test_every_month_has_its_own_dates(tmp_path: Path, masa: str):
    make_region(tmp_path, masa=masa)
    month = Masa.parse(masa)
    begin = datetime.combine(add_months(month.first, 1), datetime.min.time(), WITA)
    moments = [rated_at(row["waktu_dinilai"]) for row in rows(tmp_path, "kinerja") if row["waktu_dinilai"]]
    assert all(begin <= moment < begin + timedelta(days=21) for moment in moments)


def test_every_kind_occurs_from_three_hundred_people_on(small: tuple[Path, Summary]):
    expected = {share.kind for share in (*SHARES, *UNITS, *DIRT) if share.at_least_from <= 300}
    assert set(small[1].counts) == expected
    assert len(expected) > 45


@pytest.mark.parametrize(("level", "people"), [(Level.BIASA, 1_000), (Level.KOTOR, 125)])
def test_every_kind_of_dirt_is_planted_from_so_many_people_on(level: Level, people: int):
    later = {item.kind for item in DIRT if item.at_least_from == 1_000}
    assert later.isdisjoint(make_plan(1, people - 1, MARCH, level).counts())
    assert {item.kind for item in DIRT if item.kind not in TWO_HEADS} <= set(
        make_plan(1, people, MARCH, level).counts()
    )


@pytest.mark.parametrize("people", [*range(300, 310), 999, 1_000, 1_001, 1_726, 6_000, 20_000, 60_000])
def test_quotas_are_exact(people: int):
    plan = make_plan(7, people, MARCH)
    counts, units = plan.counts(), len(plan.units)
    assert {share.kind: counts.get(share.kind, 0) for share in SHARES} == {
        share.kind: share.count(people) for share in SHARES
    }
    assert {share.kind: counts[share.kind] for share in UNITS} == {share.kind: share.count(units) for share in UNITS}


@pytest.mark.parametrize(("level", "times"), [(Level.BERSIH, 0), (Level.BIASA, 1), (Level.KOTOR, 8)])
@pytest.mark.parametrize("people", [1_000, 6_000, 20_000])
def test_quotas_of_dirt_are_exact_at_every_level(people: int, level: Level, times: int):
    counts = make_plan(7, people, MARCH, level).counts()
    for item in DIRT:
        expected = max(people * times * item.per_100k // 100_000, 1) if times else 0
        if item.kind == "nama_beda":
            expected = people * 77 // 100 if times else 0
        assert counts.get(item.kind, 0) == expected, item.kind


@pytest.mark.parametrize("people", [*range(1, 301), 12_345])
def test_every_person_has_a_seat_and_every_unit_a_parent_of_the_region(people: int):
    plan = make_plan(3, people, MARCH)
    codes = [unit.kode for unit in plan.units]
    assert len(plan.seats) == people
    assert len(set(codes)) == len(codes)
    assert {unit.induk for unit in plan.units} <= {"", *codes}
    held = Counter(seat.kode_jabatan for seat in plan.seats if seat.is_pejabat)
    assert not [kode for kode, holders in held.items() if holders > 1]


@pytest.mark.parametrize("people", [1_000, 2_000, 6_000, 60_000])
def test_each_kind_of_unit_has_its_declared_share_of_the_people(people: int):
    plan = make_plan(3, people, MARCH)
    held = Counter(seat.unit.kind.prefix for seat in plan.seats)
    assert sum(kind.share for kind in KINDS) == 1_000
    assert all(abs(held[kind.prefix] - people * kind.share // 1_000) <= 1 for kind in KINDS)
    assert sum(held[prefix] for prefix in ("SD", "SMP", "RSUD", "PKM")) * 2 > people


def test_a_kabupaten_of_six_thousand_has_its_eight_kecamatan_and_one_hospital():
    units = Counter(unit.kind.prefix for unit in make_plan(1, 6_000, MARCH).units)
    assert (units["KEC"], units["RSUD"], units["INSP"], units["SATPOL"], units["SETDA"]) == (8, 1, 1, 1, 1)
    assert units["SD"] > units["SMP"] > units["PKM"] > units["KEL"] > 0


def test_status_and_ratings_in_the_files_are_the_quotas(large: tuple[Path, Summary]):
    folder, summary = large
    status = Counter(row["status_pegawai"] for row in rows(folder, "pegawai"))
    assert status == {"CPNS": 600, "PPPK": 4_400, "PNS": 15_000}
    predikat = Counter(row["predikat"] for row in rows(folder, "kinerja"))
    assert (predikat["sangat_baik"], predikat["butuh_perbaikan"]) == (1_200, 400)
    assert (predikat["kurang"], predikat["sangat_kurang"], predikat[""]) == (120, 40, 160)
    absent = sum(summary.counts[kind] for kind, leave in LEAVE_KINDS.items() if not leave.rows)
    plan = make_plan(1, 20_000, MARCH, Level.BERSIH)
    forgotten = sum(kind == "belum_seunit" for kind in plan.rating.values())
    assert len(rows(folder, "kinerja")) == 20_000 - 180 - absent - forgotten


def test_a_forgotten_unit_is_unrated_as_a_whole(large: tuple[Path, Summary]):
    plan = make_plan(1, 20_000, MARCH, Level.BERSIH)
    rated = {row["nip"] for row in rows(large[0], "kinerja")}
    for nip, at in zip((row["nip"] for row in rows(large[0], "pegawai")), range(20_000), strict=True):
        if plan.seats[at].unit.kode in plan.forgotten and at not in plan.event:
            assert nip not in rated
    assert len(plan.forgotten) == 7


@pytest.mark.parametrize(
    ("masa", "percent"), [("2020-06", 0), ("2022-06", 8), ("2024-03", 22), ("2025-10", 26), ("2025-11", 58)]
)
def test_the_share_of_pppk_is_that_of_the_year(masa: str, percent: int):
    status = Counter(make_plan(1, 1_000, Masa.parse(masa)).status.values())
    assert status == Counter({"CPNS": 30, "PPPK": 10 * percent})


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


def test_most_ratings_in_time_are_approved_on_the_last_two_days(large: tuple[Path, Summary]):
    times = [rated_at(row["waktu_dinilai"]) for row in rows(large[0], "kinerja") if row["waktu_dinilai"]]
    days = Counter(time.astimezone(WITA).day for time in times if time < datetime(2024, 4, 6, tzinfo=WITA))
    assert set(days) == {1, 2, 3, 4, 5}
    assert 10 * (days[4] + days[5]) > 7 * days.total()
    assert days[1] < days[3] < days[4] < days[5]


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
    assert set(Counter(row["nip"] for row in plt).values()) == {1}
    assert len(plt) == sum(summary.counts[kind] for kind in ("plt_naik", "plt_setara", "plt_sebagian"))


def covers(row: dict[str, str], first: date, last: date) -> bool:
    return row["mulai"] <= first.isoformat() and (not row["selesai"] or row["selesai"] >= last.isoformat())


def test_acting_assignments_cover_the_month_unless_planted_otherwise(large: tuple[Path, Summary]):
    folder, summary = large
    partial = [row for row in rows(folder, "plt") if not covers(row, date(2024, 3, 1), date(2024, 3, 31))]
    assert len(partial) == summary.counts["plt_sebagian"] == 56


@pytest.mark.parametrize("masa", ["2024-03", "2023-02", "2024-12"])
def test_leave_of_whole_months_and_punishments_stand_to_the_first_as_planted(tmp_path: Path, masa: str):
    summary = make_region(tmp_path, pegawai=10_000, masa=masa, level=Level.BERSIH)
    first = Masa.parse(masa).first
    expected = sum(summary.counts[kind] for kind, leave in LEAVE_KINDS.items() if leave.months != (0, 0))
    months = [row for row in rows(tmp_path, "cuti") if not row["selesai"] or row["selesai"] >= end_of_month(row)]
    assert len(months) == expected > 40
    assert all(covers(row, first, first) for row in months)
    assert Counter(row["jenis"] for row in months)["mpp"] == summary.counts["mpp"] == 10
    other = [row for row in rows(tmp_path, "hukdis") if not covers(row, first, first)]
    ended = [row for row in other if row["mulai"] < first.isoformat()]
    assert len(ended) == summary.counts["hukdis_lampau"] == 4
    assert len(other) - len(ended) == summary.counts["hukdis_tengah"] == 2


def end_of_month(row: dict[str, str]) -> str:
    """The last day of a leave of exactly one month from its first day."""
    return (add_months(date.fromisoformat(row["mulai"]), 1) - timedelta(1)).isoformat()


def test_lengths_of_sick_leave_lie_in_the_bands_of_their_kinds(large: tuple[Path, Summary]):
    sick = [row for row in rows(large[0], "cuti") if row["jenis"] == "cuti_sakit"]
    lengths = Counter(band(row) for row in sick)
    counts = large[1].counts
    assert lengths == {
        "singkat": counts["cuti_sakit_singkat"] + counts["cuti_sakit_melintas"],
        "sedang": counts["cuti_sakit_sedang"],
        "panjang": counts["cuti_sakit_panjang"],
        "lama": counts["cuti_sakit_lama"] + counts["cuti_sakit_terbuka"],
    }


def test_some_leave_crosses_the_first_or_the_last_of_the_month(large: tuple[Path, Summary]):
    short = [row for row in rows(large[0], "cuti") if row["jenis"] == "cuti_sakit" and band(row) == "singkat"]
    crossing = [row for row in short if row["mulai"] < "2024-03-01" or row["selesai"] > "2024-03-31"]
    assert len(crossing) == large[1].counts["cuti_sakit_melintas"] == 20
    assert all(row["selesai"] >= "2024-03-01" and row["mulai"] <= "2024-03-31" for row in crossing)
    assert any(row["mulai"] < "2024-03-01" for row in crossing)
    assert any(row["selesai"] > "2024-03-31" for row in crossing)


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
    assert all(fraction_of_four(row["potongan_persen"]) == 30_000 * int(row["hari_kerja"]) for row in absent)
    on_leave = {row["nip"] for row in rows(folder, "cuti")}
    few = [row for row in disiplin if halves(row["hari_hadir"]) in range(1, 14) and row["nip"] not in on_leave]
    assert len(few) >= summary.counts["hadir_kurang_7"] == 60
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
    planted = (*SHARES, *UNITS, *DIRT)
    assert listed == {share.kind: small[1].counts.get(share.kind, 0) for share in planted}
    assert "bukan hukum" in text


def test_kinds_have_one_name_each():
    kinds = [share.kind for share in (*SHARES, *UNITS, *DIRT)]
    assert len(set(kinds)) == len(kinds)
    assert set(LEAVE_KINDS) == {share.kind for share in LEAVE}


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


@given(benih=st.integers(), people=st.integers(1, 1_500), level=st.sampled_from(Level))
def test_plans_of_any_seed_keep_people_apart(benih: int, people: int, level: Level):
    plan = make_plan(benih, people, MARCH, level)
    assert set(plan.acting).isdisjoint(plan.event)
    assert set(plan.event).isdisjoint(plan.rating)
    assert len(plan.seats) == people
    assert all(0 <= at < people for dealt in (plan.status, plan.event, plan.rating, plan.acting) for at in dealt)
    assert not any(plan.seats[at].is_pejabat for at in plan.status)
