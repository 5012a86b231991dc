"""Small uploads, and what reading them said."""

from __future__ import annotations

from tepat.ingest.daftar import ListReading, read_list
from tepat.ingest.daftar.opening import open_upload
from tests.ingest.sheets import NIP_A, NIP_B, NIP_C, Rows, text_of, workbook

__all__ = ["NIP_A", "NIP_B", "NIP_C", "Rows", "assert_nothing_lost", "codes", "gaji", "rekap", "text_of", "workbook"]

REKAP_TITLES = (
    "No",
    "NIP",
    "Nama",
    "Jabatan",
    "Rating Hasil Kinerja",
    "Rating Perilaku Kerja",
    "Predikat Kinerja Periodik",
)


def codes(reading: ListReading, level: str = "kesalahan") -> list[tuple[int | None, str]]:
    """Line and code of each problem of a level."""
    return [(problem.line, problem.code) for problem in reading.problems if problem.level == level]


def gaji(*cells: object, masa: str | None = None) -> ListReading:
    """A list of salaries with these in ``gaji_kotor``, one person each, as text."""
    nips = (NIP_A, NIP_B, NIP_C)
    rows = [["NIP", "Gaji Kotor"], *([nip, cell] for nip, cell in zip(nips, cells, strict=False))]
    return read_list("gaji.csv", text_of(rows).encode(), "gaji", masa)


def rekap(period: str, *ratings: str) -> bytes:
    """BKN's Rekap Penilaian with these ratings."""
    nips = (NIP_A, NIP_B, NIP_C)
    people = [
        [str(number), nip, "PEGAWAI CONTOH", "PENELAAH", "Sesuai Ekspektasi", "Di Atas Ekspektasi", rating]
        for number, (nip, rating) in enumerate(zip(nips, ratings, strict=False), 1)
    ]
    return workbook([["PEMERINTAH KAB. CONTOH"], ["BAGIAN CONTOH"], [period], [], REKAP_TITLES, *people])


def assert_nothing_lost(name: str, content: bytes, reading: ListReading) -> None:
    """Every row of the sheet is accepted, refused with a reason, or skipped; each sentence has all its words."""
    told = [problem.problem(name).text(bahasa) for problem in reading.problems for bahasa in ("id", "en")]
    assert all(told)
    opened = open_upload(name, content)
    if opened.fault is not None:
        assert (reading.rows, reading.usable) == ((), False)
        return
    accepted, refused, skipped = [row.line for row in reading.rows], reading.refused, reading.skipped
    assert sorted([*accepted, *refused, *skipped]) == [row.number for row in opened.grids[reading.sheet].rows]
    if reading.usable:
        reasons = {problem.line for problem in reading.problems if problem.level == "kesalahan"}
        assert set(refused) == reasons
    else:
        assert not accepted
