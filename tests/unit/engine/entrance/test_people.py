"""Nobody disappears, and whose month waits is exactly who is touched by what is wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.packets import POSITIONS, Packet, nip, valid_packet
from tests.unit.engine.entrance.entering import READ_ALL, Entered

Enter = Callable[..., Entered]


def people(entered: Entered) -> list[str]:
    return [row["nip"] for row in entered.table("pegawai")]


def counted(findings: Entered) -> dict[str, int]:
    return {code: findings.codes.count(code) for code in findings.codes}


@pytest.mark.parametrize("text", ["1.90001E+17", "190001011920011000", "Budi", "19000101 192001 1 001", ""])
def test_a_person_whose_nip_is_none_stays_under_its_text_and_waits(text: str, enter: Enter, packet: Packet) -> None:
    for name in ("pegawai", "kinerja", "disiplin", "gaji"):
        packet[name] = packet[name][:1]
    packet["pegawai"] = [{**packet["pegawai"][0], "nip": text}]
    entered = enter(packet)
    assert people(entered) == [text]
    assert entered.withheld == {text}


def test_people_who_share_a_destroyed_nip_stay_once_and_each_row_is_told(enter: Enter, packet: Packet) -> None:
    for row in packet["pegawai"][:3]:
        row["nip"] = "1.90001E+17"
    entered = enter(packet)
    assert people(entered) == ["1.90001E+17", nip(3)]
    assert entered.codes.count("F-112") == 3
    assert "F-116" not in entered.codes


def test_a_person_listed_twice_stays_with_the_first_row_and_waits(enter: Enter, packet: Packet) -> None:
    packet["pegawai"].append({**packet["pegawai"][0], "nama": "Yang Kedua"})
    entered = enter(packet)
    assert people(entered) == [nip(number) for number in range(4)]
    assert entered.cell("pegawai", "nama") == "Contoh Ke-0"
    assert (entered.only().kode, entered.withheld) == ("F-116", {nip(0)})


def test_the_same_nip_with_and_without_apostrophe_is_one_person(enter: Enter, packet: Packet) -> None:
    packet["pegawai"].append({**packet["pegawai"][0], "nip": f"'{nip(0)}"})
    assert enter(packet).only().kode == "F-116"


@pytest.mark.parametrize("name", ["kinerja", "disiplin", "gaji"])
def test_a_row_that_stands_twice_is_used_not_even_once(name: str, enter: Enter, packet: Packet) -> None:
    packet[name].append(dict(packet[name][0]))
    entered = enter(packet)
    assert (entered.only().kode, entered.withheld) == ("F-117", {nip(0)})
    assert [row["nip"] for row in entered.table(name)] == [nip(1), nip(2), nip(3)]


def test_an_empty_period_and_this_month_are_the_same_period(enter: Enter, packet: Packet) -> None:
    packet["kinerja"].append({**packet["kinerja"][0], "periode": ""})
    assert enter(packet).only().words["salinan"] == "2, 6"


def test_a_rating_of_an_unreadable_period_repeats_no_other(enter: Enter, packet: Packet) -> None:
    packet["kinerja"].append({**packet["kinerja"][0], "periode": "Januari"})
    entered = enter(packet)
    assert entered.codes == ["F-111"]
    assert len(entered.table("kinerja")) == 4


def test_ratings_of_two_periods_are_two_ratings(enter: Enter, packet: Packet) -> None:
    packet["kinerja"].append({**packet["kinerja"][0], "periode": "2023-Q4"})
    entered = enter(packet)
    assert entered.findings == ()
    assert len(entered.table("kinerja")) == 5


def test_two_ratings_of_another_month_keep_nobody_waiting(enter: Enter, packet: Packet) -> None:
    packet["kinerja"] += [{**packet["kinerja"][0], "periode": "2023-12"}] * 2
    entered = enter(packet)
    assert (entered.only().kode, entered.withheld) == ("F-201", set())
    assert len(entered.table("kinerja")) == 4


@pytest.mark.parametrize("name", ["plt", "cuti", "hukdis"])
def test_duties_of_one_person_may_repeat(name: str, enter: Enter, packet: Packet) -> None:
    packet[name].append(dict(packet[name][0]))
    entered = enter(packet)
    assert entered.findings == ()
    assert len(entered.table(name)) == 2


def test_a_position_listed_twice_loses_its_values_and_its_holders_wait(enter: Enter, packet: Packet) -> None:
    packet["jabatan"].append({**packet["jabatan"][1], "beban_kerja": "1"})
    entered = enter(packet)
    assert (entered.only().kode, entered.only().words["salinan"]) == ("F-118", "3, 5")
    assert [row["kode_jabatan"] for row in entered.table("jabatan")] == list(POSITIONS)
    assert {entered.cell("jabatan", column, baris=2) for column in ("beban_kerja", "kelas_jabatan")} == {None}
    assert entered.withheld == {nip(1)}


def test_who_acts_in_a_faulty_position_waits_like_who_holds_it(enter: Enter, packet: Packet) -> None:
    packet["jabatan"][1]["beban_kerja"] = "1.000.000"
    packet["plt"][0] |= {"nip": nip(3), "kode_jabatan": POSITIONS[1]}
    entered = enter(packet)
    assert (entered.only().kode, entered.only().nip) == ("F-102", "")
    assert entered.withheld == {nip(1), nip(3)}
    assert entered.cell("jabatan", "beban_kerja", baris=2) is None


def test_a_bad_position_that_nobody_holds_keeps_nobody_waiting(enter: Enter, packet: Packet) -> None:
    packet["jabatan"].append({**packet["jabatan"][0], "kode_jabatan": "J-9", "beban_kerja": "x"})
    assert enter(packet).withheld == set()


def test_a_unit_listed_twice_matters_only_where_units_are_read(enter: Enter, packet: Packet) -> None:
    packet["unit"].append(dict(packet["unit"][0]))
    assert len(enter(packet).withheld) == 4
    assert enter(packet, read={name: READ_ALL[name] for name in READ_ALL if name != "unit"}).withheld == set()


@pytest.mark.parametrize("code", ["J-9", "j-001"])
def test_a_position_that_does_not_exist_is_told(code: str, enter: Enter, packet: Packet) -> None:
    packet["pegawai"][0]["kode_jabatan"] = code
    entered = enter(packet)
    assert entered.codes == ["F-119"]
    assert entered.withheld == {nip(0)}


def test_a_post_acted_in_that_is_gone_from_the_list_is_left_to_the_formulas(enter: Enter, packet: Packet) -> None:
    """It may have ended long ago; whether it counts this month, only they know."""
    packet["plt"][0]["kode_jabatan"] = "J-999"
    entered = enter(packet)
    assert entered.codes == []
    assert entered.withheld == set()


def test_a_person_without_a_position_is_left_to_the_formulas(enter: Enter, packet: Packet) -> None:
    packet["pegawai"][0]["kode_jabatan"] = ""
    assert enter(packet).findings == ()


def test_people_outside_pegawai_are_one_warning_a_row_whatever_else_is_wrong(enter: Enter, packet: Packet) -> None:
    packet["gaji"].append({**packet["gaji"][0], "nip": nip(99), "gaji_kotor": "x", "pph_gaji": "x"})
    entered = enter(packet)
    assert (entered.only().kode, entered.only().nip, entered.only().place.line) == ("F-202", nip(99), 6)
    assert entered.withheld == set()


def test_whoever_may_own_a_rating_with_a_destroyed_nip_waits(enter: Enter) -> None:
    packet = valid_packet(people=60)
    packet["kinerja"][0]["nip"] = "1.900010E+17"
    packet["kinerja"] = [row for row in packet["kinerja"] if row["nip"] not in {nip(5), nip(40)}]
    entered = enter(packet)
    # Persons 0 and 5 are born in January 1900 and have no rating left; 40 is born in February.
    assert entered.withheld == {nip(0), nip(5)}
    assert [(finding.kode, finding.nip, finding.place.line) for finding in entered.findings] == [
        ("F-207", "", 2),
        ("F-120", nip(0), 2),
        ("F-120", nip(5), 2),
    ]


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("1.90001E+17", True),
        ("1,90001E+17", True),
        ("1.9000101192001101e+17", True),
        ("1.90001011920011E+17", True),
        ("2E+17", True),
        ("1.90002E+17", False),
        ("190001011920011000", True),
        ("190001011920012000", False),
        ("19000101 192001 1 001", True),
        ("19000101.192001.1.001", True),
        ("19000101192001100", True),
        ("19000101l92001100l", True),
        ("19000102192001100", False),
        ("190", False),
        ("Jumlah 20", False),
        ("", False),
    ],
)
def test_the_digits_that_survive_tell_whose_row_it_may_be(text: str, owner: bool, enter: Enter, packet: Packet) -> None:
    packet["gaji"][0]["nip"] = text
    assert enter(packet).withheld == ({nip(0)} if owner else set())


def test_a_spreadsheet_rounds_the_last_digit_that_it_shows(enter: Enter, packet: Packet) -> None:
    packet["pegawai"][0]["nip"] = "190000961920011001"
    packet["gaji"][0]["nip"] = "1.90001E+17"
    packet["kinerja"], packet["disiplin"] = packet["kinerja"][1:], packet["disiplin"][1:]
    assert enter(packet).withheld == {"190000961920011001"}


@pytest.mark.parametrize("form", ["{!r}", "{:.14e}", "{:.16e}"])
@pytest.mark.parametrize("text", ["190001011920011001", "190001011920021001", "190001011920012999"])
def test_a_nip_kept_as_a_floating_number_still_finds_its_owner(text: str, form: str, enter: Enter) -> None:
    packet = valid_packet(people=1)
    for name in ("pegawai", "kinerja", "gaji"):
        packet[name][0]["nip"] = text
    packet["disiplin"][0]["nip"] = form.format(float(int(text)))
    assert enter(packet).withheld == {text}


@pytest.mark.parametrize("name", ["plt", "cuti", "hukdis"])
def test_whoever_may_have_a_duty_with_a_destroyed_nip_waits(name: str, enter: Enter, packet: Packet) -> None:
    packet[name].append({**packet[name][0], "nip": "1.90001E+17"})
    assert enter(packet).withheld == {nip(number) for number in range(4)}


def test_a_broken_rating_of_another_month_keeps_nobody_waiting(enter: Enter, packet: Packet) -> None:
    packet["kinerja"][0] |= {"nip": "1.90001E+17", "periode": "2023-12"}
    assert enter(packet).withheld == set()


def test_last_months_rating_does_not_hide_that_this_months_is_broken(enter: Enter, packet: Packet) -> None:
    packet["kinerja"].append({**packet["kinerja"][0], "periode": "2023-12"})
    packet["kinerja"][0]["nip"] = "1.90001E+17"
    assert enter(packet).withheld == {nip(0)}


def test_broken_rows_of_a_file_that_is_not_read_keep_nobody_waiting(enter: Enter, packet: Packet) -> None:
    packet["cuti"][0]["nip"] = "1.90001E+17"
    entered = enter(packet, read={name: READ_ALL[name] for name in READ_ALL if name != "cuti"})
    assert (entered.only().kode, entered.withheld) == ("F-207", set())


def test_every_finding_that_withholds_a_person_stands_in_rusak_and_the_other_way_round(enter: Enter) -> None:
    packet = valid_packet(people=40)
    packet["kinerja"][0]["nip"] = "1.90001E+17"
    packet["kinerja"][1]["predikat"] = "Baik"
    packet["gaji"].append(dict(packet["gaji"][2]))
    packet["disiplin"][3] |= {"hari_kerja": "x", "hari_hadir": "y"}
    packet["pegawai"][4]["nip"] = "x"
    entered = enter(packet)
    told = {(found.nip, found.kode, found.variabel) for found in entered.findings if found.tingkat == "tahan"}
    kept = {(row["nip"], row["kode"], row["kolom"]) for row in entered.table("rusak", "nip")}
    assert told == kept
    assert len(kept) == 6
