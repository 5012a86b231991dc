"""``user.dat``: names for the mapping of PINs, and nothing else of a user."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ingest.files import codes, everything, long_user, read, short_user


def names(reading) -> list[tuple[str, str]]:
    return [(row["pin"], row["nama"]) for row in reading.names.to_pylist()]


@pytest.mark.parametrize("user", [short_user(1, 12), long_user(1, b"12")])
def test_a_file_that_was_cut_off_shows_the_length_of_its_rest_alone(user: bytes):
    reading = read("user_dat", user * 3 + user[:20])
    assert codes(reading) == ["M-107"]
    assert reading.quarantine["mentah"].to_pylist() == ["20 bita"]
    assert len(names(reading)) == 3


def test_a_record_that_is_no_user_shows_its_length_alone():
    reading = read("user_dat", long_user(1, b"12") + b"\xff" * 72 + long_user(3, b"0013"))
    assert (codes(reading), reading.quarantine["mentah"].to_pylist()) == (["M-108"], ["72 bita"])
    assert names(reading) == [("12", "PEGAWAI CONTOH A"), ("0013", "PEGAWAI CONTOH A")]


def test_both_sizes_are_known_by_what_is_in_them():
    # 7 × 72 = 18 × 28: the length alone does not tell.
    assert len(read("user_dat", b"".join(short_user(slot, slot + 100) for slot in range(1, 19))).names) == 18
    assert len(read("user_dat", b"".join(long_user(slot, b"%d" % slot) for slot in range(1, 8))).names) == 7


def test_the_user_number_is_the_pin_and_the_slot_is_not():
    assert names(read("user_dat", short_user(7, 1007, b"CONTOH\0xx"))) == [("1007", "CONTOH")]
    assert names(read("user_dat", long_user(7, b"0012", b"PEGAWAI\0CONTOH"))) == [("0012", "PEGAWAI")]


@pytest.mark.parametrize(
    "content",
    [short_user(1, 12), long_user(1, b"12"), long_user(1, b"12")[:40], long_user(0, b"\xff") + long_user(1, b"12")],
)
def test_passwords_and_cards_are_kept_nowhere(content: bytes):
    kept = everything(read("user_dat", content))
    assert "54321" not in kept
    assert "777777" not in kept


def test_a_slot_that_is_not_used_is_no_user():
    reading = read("user_dat", long_user(1, b"12") + bytes(72) + long_user(3, b"13"))
    assert (reading.accepted, reading.rejected, reading.controls) == (2, 0, 1)


def test_a_user_without_name_is_no_fault():
    reading = read("user_dat", long_user(1, b"12", b""))
    assert (reading.accepted, reading.rejected, names(reading)) == (1, 0, [])


@given(st.binary(max_size=300), st.lists(st.builds(long_user, st.integers(0, 9), st.binary(max_size=5)), max_size=4))
def test_every_record_is_accepted_rejected_or_an_empty_slot(rest: bytes, users: list[bytes]):
    content = b"".join(users) + rest
    reading = read("user_dat", content)
    read_lines = reading.accepted + reading.rejected + reading.controls
    assert read_lines in {-(-len(content) // 72), -(-len(content) // 28)}
    assert "54321" not in everything(reading)
    assert len(codes(reading)) == reading.rejected
