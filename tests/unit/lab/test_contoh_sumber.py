"""The source folder of a synthetic region: read and paired by other means, it is the month that was drawn."""

from __future__ import annotations

import hashlib
import struct
import tomllib
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from tepat.lab.contoh import Level, Options, Summary, generate
from tepat.lab.contoh.facts import Settings
from tepat.lab.contoh.plan import make_plan
from tepat.lab.contoh.sumber import Sources, draw_sources, expected_disiplin, expected_harian
from tepat.lab.contoh.sumber.kinds import KINDS, MACHINES, PEOPLE
from tepat.lab.contoh.tariff import read_tariff
from tepat.lang.calendar import Masa
from tepat.presensi.contract import SOURCES
from tests.unit.lab.sources import Folder, Rows, duties, owned, pair, read_csv, read_folder

TARIF = Path(__file__).parents[3] / "regulasi/contoh/pelengkap-tarif-presensi"
PEOPLE_COUNT, MASA, BENIH = 400, Masa(2024, 3), 11
HOURS = 8
NIGHT_EVE, SUNDAY, RESET = date(2024, 2, 29), date(2024, 3, 10), date(2000, 1, 1)
MINUTE = timedelta(minutes=1)


def draw(level: Level = Level.BIASA, people: int = PEOPLE_COUNT, masa: Masa = MASA) -> Sources:
    return draw_sources(make_plan(BENIH, people, masa, level), Settings(BENIH, read_tariff(TARIF), HOURS))


def make(folder: Path, level: Level = Level.BIASA, people: int = PEOPLE_COUNT, benih: int = BENIH) -> Summary:
    options = Options(level, harian=True, sumber=True)
    return generate(folder, pegawai=people, masa=str(MASA), benih=benih, tarif=TARIF, options=options)


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sumber")
    make(folder)
    return folder


@pytest.fixture(scope="module")
def folder(region: Path) -> Folder:
    return read_folder(region / "sumber")


@pytest.fixture(scope="module")
def sources() -> Sources:
    return draw()


@pytest.fixture(scope="module")
def planted(region: Path) -> dict[str, Rows]:
    found: dict[str, Rows] = defaultdict(list)
    for row in read_csv(region / "ditanam_presensi.csv"):
        found[row["jenis"]].append(row)
    return found


def lines(region: Path, name: str) -> list[bytes]:
    return (region / "sumber/mesin" / name).read_bytes().split(b"\r\n")


# --- the month comes back ----------------------------------------------------------------------------------------


def test_duties_of_the_tables_are_the_duties_of_the_month(folder: Folder, sources: Sources):
    on = duties(folder, MASA.first, MASA.last)
    told = {
        (nip, duty.tanggal): (duty.pola, duty.begin, duty.end)
        for nip, rows in on.items()
        for duty in rows
        if MASA.first <= duty.tanggal <= MASA.last
    }
    expected = {
        (row.nip, row.tanggal): (row.pola, row.jam_masuk_wajib, row.jam_pulang_wajib)
        for row in expected_harian(sources)
    }
    assert told == expected


def test_punches_of_the_files_pair_to_the_expected_times(folder: Folder, sources: Sources):
    on = duties(folder, MASA.first, MASA.last)
    punches, _ = owned(folder)
    corrected = {(row["nip"], row["tanggal"]) for row in folder.tables["koreksi"] if row["disetujui_oleh"]}
    pairs = {nip: pair(on[nip], punches.get(nip, [])) for nip in on}
    compared = 0
    for row in expected_harian(sources):
        masuk, pulang = pairs[row.nip][0][row.tanggal]
        if (row.nip, row.tanggal.isoformat()) in corrected:
            assert (pulang, row.pulang) == (None, row.jam_pulang_wajib)
        else:
            assert (masuk, pulang) == (row.masuk, row.pulang), (row.nip, row.tanggal)
        compared += 1
    assert compared > 20 * PEOPLE_COUNT
    outside = {punch.date() for _, left in pairs.values() for punch in left}
    assert outside == {RESET, SUNDAY}, "a punch lies outside every duty, or none does"


def test_nothing_planted_means_the_minutes_and_states_of_the_drawn_ledger(
    region: Path, sources: Sources, planted: dict[str, Rows]
):
    touched = against(sources, planted)
    drawn = {(row["nip"], row["tanggal"]): row for row in read_csv(region / "fakta/harian.csv")}
    compared = 0
    for row in expected_harian(sources):
        key = (row.nip, row.tanggal.isoformat())
        if row.nip in touched or key not in drawn:
            continue
        told = drawn[key]
        assert told["status"] == row.status
        assert told["menit_terlambat"] == ("" if row.menit_terlambat is None else str(row.menit_terlambat))
        assert told["menit_pulang_cepat"] == ("" if row.menit_pulang_cepat is None else str(row.menit_pulang_cepat))
        compared += 1
    assert compared > len(drawn) * 2 // 3


def test_nothing_planted_means_the_days_of_the_drawn_summary(region: Path, sources: Sources, planted: dict[str, Rows]):
    """The drawn summary counts an open duty as half absent, and duty outside the office as present."""
    touched, counted = against(sources, planted), Counter[str]()
    spoiled = {row["nip"] for row in read_csv(region / "ditanam.csv") if row["berkas"] == "disiplin"}
    drawn = {row["nip"]: row for row in read_csv(region / "fakta/disiplin.csv")}
    for nip, month in expected_disiplin(sources).items():
        if nip in touched | spoiled or nip not in drawn:
            continue
        outside = sum(month.status[jenis] for jenis in ("dinas_luar", "diklat", "wfh", "gangguan"))
        opened = 2 * month.status["hadir"] - month.setengah_hadir
        row = drawn[nip]
        assert int(row["hari_kerja"]) == month.hari_kerja
        assert Fraction(row["hari_hadir"]) * 2 == month.setengah_hadir + 2 * outside
        assert Fraction(row["hari_alpa"]) * 2 == 2 * month.hari_alpa + opened
        counted["buka" if opened else "tutup"] += 1
    assert min(counted["buka"], counted["tutup"]) > 10


def against(sources: Sources, planted: dict[str, Rows]) -> set[str]:
    """Whose month differs from what was drawn: the planted people, and everybody of a planted machine."""
    units = {device.serial: device.unit.kode for device in sources.every_device()}
    rows = [row for kind, found in planted.items() if KINDS[kind].against for row in found]
    people = {row["nip"] for row in rows}
    of = {units[row["perangkat"]] for row in rows if row["perangkat"] and not row["nip"]}
    return people | {employee.nip for employee in sources.employees if employee.unit in of}


# --- what was planted --------------------------------------------------------------------------------------------


def test_every_kind_of_machine_and_person_is_planted_in_a_small_region(planted: dict[str, Rows]):
    assert {kind.kind for kind in (*MACHINES, *PEOPLE)} <= planted.keys()
    assert all(row["harapan"] for rows in planted.values() for row in rows)


def test_the_region_says_how_often_each_kind_was_planted(region: Path, planted: dict[str, Rows]):
    text = (region / "BACA.md").read_text("utf-8")
    for kind, rows in planted.items():
        assert [row for row in text.split("\n") if row.startswith(f"| `{kind}` ") and f"| {len(rows)} |" in row]


def test_planted_lines_stand_where_the_list_says(region: Path, planted: dict[str, Rows]):
    for kind in ("ketukan_ganda", "ketukan_tengah", "tanda_keliru", "titip_absen", "tanggal_bawaan", "dua_tempat"):
        logged = [row for row in planted[kind] if row["berkas"].endswith(".dat")]
        assert logged
        for row in logged:
            line = lines(region, row["berkas"])[int(row["baris"]) - 1].decode()
            moment = line.split("\t")[1]
            assert moment[:10] == ("2000-01-01" if kind == "tanggal_bawaan" else row["tanggal"])


def test_a_repeated_punch_comes_within_ten_seconds(region: Path, folder: Folder, planted: dict[str, Rows]):
    times = defaultdict(list)
    for punch in folder.punches:
        times[punch.serial, punch.pin].append(punch.waktu)
    for row in (row for row in planted["ketukan_ganda"] if row["berkas"].endswith(".dat")):
        pin, moment, *_ = lines(region, row["berkas"])[int(row["baris"]) - 1].decode().split("\t")
        apart = (abs(other - datetime.fromisoformat(moment)) for other in times[row["perangkat"], pin.strip()])
        assert sum(gap < timedelta(seconds=10) for gap in apart) == 2


def test_flags_say_nothing_where_there_is_no_key(folder: Folder, planted: dict[str, Rows]):
    flags = defaultdict(set)
    for punch in folder.punches:
        flags[punch.serial].add(punch.flag)
    assert planted["tanda_255"]
    assert all(flags[row["perangkat"]] == {"255"} for row in planted["tanda_255"])


def test_what_cannot_be_read_is_what_was_planted(folder: Folder, planted: dict[str, Rows]):
    unread = {name: len(found) for name, found in folder.unread.items() if found}
    told = Counter(row["berkas"] for kind in ("baris_rusak", "baris_terpotong") for row in planted[kind])
    told.update({f"{row['perangkat']}_attlog.dat": 2 for row in planted["baris_kendali"]})
    assert unread == told


def test_a_file_comes_twice_and_an_export_overlaps(region: Path, planted: dict[str, Rows]):
    (twin,), (part,) = planted["berkas_kembar"], planted["ekspor_bertindih"]
    assert lines(region, twin["berkas"]) == lines(region, f"{twin['perangkat']}_attlog.dat")
    *whole, cut = lines(region, part["berkas"])
    all_lines = lines(region, f"{part['perangkat']}_attlog.dat")
    assert set(whole) < set(all_lines)
    assert cut
    assert cut not in all_lines
    assert any(line.startswith(cut) for line in all_lines)


def test_nobody_owns_the_punches_of_a_newcomer_whose_name_is_on_the_device(
    region: Path, folder: Folder, planted: dict[str, Rows]
):
    _, nobody = owned(folder)
    (newcomer,) = planted["pin_belum_terdaftar"]
    ((serial, pin),) = {(punch.serial, punch.pin) for punch in nobody}
    assert len(nobody) > 20
    assert newcomer["nip"] not in {row["nip"] for row in folder.tables["pin"]}
    names = users(region / f"sumber/mesin/{serial}_user.dat")
    nama = next(row["nama"] for row in folder.tables["pegawai"] if row["nip"] == newcomer["nip"])
    assert names[pin] == nama.partition(",")[0].upper()[:24]


def users(path: Path) -> dict[str, str]:
    """PIN and name of records of 72 bytes; the eight bytes of the password are empty."""
    found = {}
    for _, _, password, name, pin in struct.iter_unpack("<HB8s24s13x24s", path.read_bytes()):
        assert password == bytes(8)
        found[pin.rstrip(b"\0").decode()] = name.rstrip(b"\0").decode()
    return found


def test_no_pin_is_a_nip_and_some_begin_with_zero(folder: Folder):
    pins = {row["pin"] for row in folder.tables["pin"]}
    assert all(len(pin) < 6 for pin in pins)
    assert any(pin.startswith("0") for pin in pins)
    assert not all(pin.startswith("0") for pin in pins)


def test_a_pin_goes_to_its_heir_when_somebody_left(folder: Folder, planted: dict[str, Rows]):
    (reused,) = planted["pin_bekas"]
    rows = [row for row in folder.tables["pin"] if row["nip"] == reused["nip"]]
    before, after = sorted(rows, key=lambda row: row["mulai"])
    (leaver,) = (
        row
        for row in folder.tables["pin"]
        if (row["perangkat"], row["pin"]) == (after["perangkat"], after["pin"]) and row is not after
    )
    assert leaver["nip"] != reused["nip"]
    assert date.fromisoformat(after["mulai"]) - date.fromisoformat(leaver["selesai"]) == timedelta(1)
    assert before["selesai"] == leaver["selesai"]


def test_some_are_enrolled_twice_under_other_pins(folder: Folder, planted: dict[str, Rows]):
    rows = defaultdict(set)
    for row in folder.tables["pin"]:
        rows[row["nip"]].add((row["perangkat"], row["pin"]))
    for kind in ("pin_dua_mesin", "dua_tempat"):
        assert all(len({device for device, _ in rows[row["nip"]]}) == 2 for row in planted[kind])


def test_a_drifting_clock_gains_minutes_over_the_month(region: Path, sources: Sources, planted: dict[str, Rows]):
    (drifting,) = planted["jam_melenceng"]
    drawn = {(row["nip"], row["tanggal"]): row["masuk"] for row in read_csv(region / "fakta/harian.csv")}
    unit = next(device.unit.kode for device in sources.every_device() if device.serial == drifting["perangkat"])
    people = {employee.nip for employee in sources.employees if employee.unit == unit}
    gained = {
        row.tanggal: row.masuk - datetime.fromisoformat(drawn[row.nip, row.tanggal.isoformat()])
        for row in expected_harian(sources)
        if row.nip in people and row.masuk
    }
    assert gained
    assert all(gain == timedelta(seconds=30 * day.day) for day, gain in gained.items())


def test_a_machine_that_stopped_recorded_nobody_that_day(folder: Folder, planted: dict[str, Rows]):
    days = {(punch.serial, punch.waktu.date().isoformat()) for punch in folder.punches}
    (marked,), (hidden,) = planted["mati_ditandai"], planted["mati_tak_ditandai"]
    for row in (marked, hidden):
        assert (row["perangkat"], row["tanggal"]) not in days
    serials = {row["perangkat"]: row["nomor_seri"] for row in folder.tables["perangkat"]}
    outages = [row for row in folder.tables["gangguan"] if row["perangkat"]]
    assert [(serials[row["perangkat"]], row["mulai"][:10]) for row in outages] == [
        (marked["perangkat"], marked["tanggal"])
    ]
    assert all(row["mulai"].endswith("+08:00") for row in folder.tables["gangguan"])


def test_a_crowd_punches_two_seconds_apart(region: Path, planted: dict[str, Rows]):
    crowd = [row for row in planted["titip_absen"] if row["nip"]]
    moments = [lines(region, row["berkas"])[int(row["baris"]) - 1].decode().split("\t")[1] for row in crowd]
    times = sorted(map(datetime.fromisoformat, moments))
    assert len({row["nip"] for row in crowd}) >= 5
    assert {later - sooner for sooner, later in pairwise(times)} == {timedelta(seconds=2)}


def test_a_password_is_all_that_some_ever_use(folder: Folder, planted: dict[str, Rows]):
    (row,) = planted["sandi_saja"]
    serials = {item["perangkat"]: item["nomor_seri"] for item in folder.tables["perangkat"]}
    (pin,) = (item for item in folder.tables["pin"] if item["nip"] == row["nip"])
    own = [punch for punch in folder.punches if (punch.serial, punch.pin) == (serials[pin["perangkat"]], pin["pin"])]
    others = folder.punches - set(own)
    assert {punch.verify for punch in own} in ({"0"}, {"3"})
    assert {punch.verify for punch in others} == {"", "1", "15", "20"}


def test_nights_cross_both_ends_of_the_month(folder: Folder, planted: dict[str, Rows]):
    punches, _ = owned(folder)
    for row in planted["malam_bulan_lalu"]:
        assert row["tanggal"] == NIGHT_EVE.isoformat()
        assert any(punch.date() == NIGHT_EVE for punch in punches[row["nip"]])
    reaching = {nip for nip, times in punches.items() if times[-1].date() > MASA.last}
    assert {row["nip"] for row in planted["malam_ke_bulan_depan"]} <= reaching


def test_some_come_on_a_holiday(folder: Folder, planted: dict[str, Rows]):
    punches, _ = owned(folder)
    on = duties(folder, MASA.first, MASA.last)
    for row in planted["ketukan_hari_libur"]:
        _, left = pair(on[row["nip"]], punches[row["nip"]])
        assert [punch.date() for punch in left] == [SUNDAY, SUNDAY]


def test_a_clock_without_a_date_begins_in_2000(folder: Folder, planted: dict[str, Rows]):
    reset = [punch for punch in folder.punches if punch.waktu.date() == RESET]
    assert len(reset) == sum(1 for row in planted["tanggal_bawaan"] if row["nip"])
    assert {punch.serial for punch in reset} == {row["perangkat"] for row in planted["tanggal_bawaan"]}


def test_a_round_the_clock_duty_has_a_day_and_a_night(sources: Sources, planted: dict[str, Rows]):
    (guard,) = planted["jaga_24_jam"]
    rows = [row for row in expected_harian(sources) if row.nip == guard["nip"]]
    assert len(rows) >= 10
    assert all(row.jam_pulang_wajib - row.jam_masuk_wajib == timedelta(1) for row in rows)
    assert {row.menit_terlambat for row in rows} == {0}


def test_corrections_have_an_approver_or_are_not_used(folder: Folder, sources: Sources):
    days = {(row.nip, row.tanggal.isoformat()): row for row in expected_harian(sources)}
    approved = [row for row in folder.tables["koreksi"] if row["disetujui_oleh"]]
    asked = [row for row in folder.tables["koreksi"] if not row["disetujui_oleh"]]
    assert approved
    assert asked
    assert all(days[row["nip"], row["tanggal"]].pulang is not None for row in approved)
    assert all(days[row["nip"], row["tanggal"]].masuk is None for row in asked)


def test_the_roll_is_called_on_working_mondays_and_few_stay_away(folder: Folder, planted: dict[str, Rows]):
    calls = folder.tables["apel"]
    assert {row["tanggal"] for row in calls} == {"2024-03-04", "2024-03-18", "2024-03-25"}
    away = {(row["nip"], row["tanggal"]) for row in calls if row["hadir"] == "tidak"}
    missed = {(row["nip"], row["tanggal"]) for row in planted["tidak_apel"]}
    assert missed
    assert missed <= away
    assert len(away) < len(calls) // 10


def test_fasting_has_hours_of_its_own_by_its_dates(folder: Folder):
    rows = [row for row in folder.tables["jadwal"] if row["kode_pola"].endswith("_ramadan")]
    assert {(row["mulai"], row["selesai"]) for row in rows} == {("2024-03-12", "2024-04-09")}


# --- files -------------------------------------------------------------------------------------------------------


def test_tables_have_the_columns_of_their_contract(folder: Folder):
    for name in SOURCES.keys() - {"riwayat"}:
        rows = folder.tables[name]
        assert rows, name
        assert set(rows[0]) <= set(SOURCES[name].names)


def test_every_file_begins_with_the_serial_of_a_listed_device(region: Path, folder: Folder):
    serials = {row["nomor_seri"] for row in folder.tables["perangkat"]}
    names = [path.name for path in (region / "sumber/mesin").iterdir()]
    assert {name.split("_")[0] for name in names} == serials
    endings = {name.split("_", 1)[1] for name in names}
    wanted = {"attlog.dat", "user.dat", "scanlog.xlsx", "laporan_harian.xlsx", "easylink.json"}
    assert wanted <= endings


def test_the_operator_names_the_way_of_writing_dates(region: Path):
    settings = tomllib.loads((region / "sumber/sumber.toml").read_text("utf-8"))
    for entry in settings["berkas"]:
        assert (region / "sumber/mesin" / entry["nama"]).is_file()
        assert (entry["format"], entry["tanggal"]) == ("x100c", "d/m/y")


def test_the_same_seed_gives_the_same_bytes(region: Path, tmp_path: Path):
    make(tmp_path)
    assert fingerprint(tmp_path) == fingerprint(region)


def test_another_seed_leaves_no_file_of_the_region_before(tmp_path: Path):
    make(tmp_path / "a", people=60)
    (tmp_path / "a/sumber/mesin/catatan.txt").write_text("milik orang lain", "utf-8")
    make(tmp_path / "a", people=5, benih=2)
    make(tmp_path / "b", people=5, benih=2)
    own = fingerprint(tmp_path / "a")
    assert own.pop("sumber/mesin/catatan.txt")
    assert own == fingerprint(tmp_path / "b")
    generate(tmp_path / "a", pegawai=5, masa=str(MASA), benih=2, tarif=TARIF)
    assert [name for name in fingerprint(tmp_path / "a") if name.startswith("sumber/")] == ["sumber/mesin/catatan.txt"]


def test_the_facts_are_the_same_with_sources_and_without(region: Path, tmp_path: Path):
    options = Options(harian=True)
    generate(tmp_path, pegawai=PEOPLE_COUNT, masa=str(MASA), benih=BENIH, tarif=TARIF, options=options)
    assert not (tmp_path / "sumber").exists()
    assert fingerprint(tmp_path / "fakta") == fingerprint(region / "fakta")
    assert "--tanpa-sumber" in (tmp_path / "BACA.md").read_text("utf-8")


def test_a_clean_region_has_clean_punches(tmp_path: Path):
    summary = make(tmp_path, Level.BERSIH)
    dirty = {kind.kind for kind in (*MACHINES, *PEOPLE)} | {"ketukan_ganda", "ketukan_tengah", "tanda_keliru"}
    assert not dirty & summary.sources.keys()
    folder = read_folder(tmp_path / "sumber")
    assert not any(folder.unread.values())
    assert folder.read == len(folder.punches)


@pytest.mark.parametrize("people", [1, 2, 20, 120])
def test_a_tiny_region_has_sources_too(tmp_path: Path, people: int):
    make(tmp_path, people=people)
    assert len(read_csv(tmp_path / "sumber/pegawai.csv")) <= people
    assert read_folder(tmp_path / "sumber").read > 0


@pytest.mark.parametrize("masa", ["2024-12", "2024-07", "2026-02", "2030-12", "2023-04"])
def test_duties_agree_in_other_months(tmp_path: Path, masa: str):
    month = Masa.parse(masa)
    options = Options(Level.KOTOR, sumber=True)
    generate(tmp_path, pegawai=PEOPLE_COUNT, masa=masa, benih=BENIH, tarif=TARIF, options=options)
    folder, sources = read_folder(tmp_path / "sumber"), draw(Level.KOTOR, masa=month)
    by_nip = duties(folder, month.first, month.last)
    told = {(nip, duty.tanggal) for nip, rows in by_nip.items() for duty in rows if duty.tanggal in days_of(month)}
    assert told == {(row.nip, row.tanggal) for row in expected_harian(sources)}
    punches, _ = owned(folder)
    for nip, on in by_nip.items():
        _, left = pair(on, punches.get(nip, []))
        assert all(punch.date() == RESET or punch.isoweekday() == 7 for punch in left)


def days_of(month: Masa) -> set[date]:
    return {month.first + timedelta(ahead) for ahead in range(month.last.day)}


def fingerprint(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
