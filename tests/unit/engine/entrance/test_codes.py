"""Every code of the catalogue of facts is produced by some damage to a packet, and says so in both languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tepat.lang.errors import PacketError, Problem
from tepat.lang.findings import Finding
from tepat.lang.messages import LANGUAGES, catalogue
from tests.packets import Packet, nip, valid_packet, write_packet
from tests.unit.engine.entrance.entering import enter_folder

DESTROYED = "1.90001E+17"


def cell(file: str, column: str, text: str, row: int = 0) -> Callable[[Packet], None]:
    """Damage: that text in a cell."""

    def damage(packet: Packet) -> None:
        packet[file][row][column] = text

    return damage


def repeated(file: str) -> Callable[[Packet], None]:
    """Damage: the first row again at the end."""
    return lambda packet: packet[file].append(dict(packet[file][0]))


def renamed(file: str, old: str, new: str) -> Callable[[Path], None]:
    """Damage: another title for a column."""
    return rewritten(file, lambda text: text.replace(old, new, 1))


def rewritten(file: str, change: Callable[[str], str]) -> Callable[[Path], None]:
    """Damage: another text of a file."""

    def damage(folder: Path) -> None:
        path = folder / f"{file}.csv"
        path.write_text(change(path.read_text("utf-8")), "utf-8")

    return damage


def stored(name: str, content: bytes) -> Callable[[Path], None]:
    """Damage: a file of that content."""

    def damage(folder: Path) -> None:
        (folder / name).write_bytes(content)

    return damage


def without_folder(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


def drop_rated(packet: Packet) -> None:
    """Damage: a rating whose NIP a spreadsheet destroyed."""
    packet["kinerja"][0]["nip"] = DESTROYED


IN_FILES: Mapping[str, Callable[[Path], object]] = {
    "F-001": lambda folder: (folder / "gaji.csv").unlink(),
    "F-002": without_folder,
    "F-003": stored("gaji.parquet", b""),
    "F-004": stored("gaji.csv", b""),
    "F-005": rewritten("gaji", lambda text: text.replace(",", ";")),
    "F-006": renamed("kinerja", "predikat", "predikat_kinerja"),
    "F-007": renamed("pegawai", "nama,", "nip,nama,"),
    "F-008": rewritten("cuti", lambda text: text.replace("\n", ",\n")),
    "F-009": stored("unit.csv", "kode_unit,nama_unit,jenis_unit,induk\nU-1,Balai Pélatihan,,\n".encode("latin-1")),
    "F-010": stored("unit.csv", "kode_unit,nama_unit,jenis_unit,induk\n".encode("utf-16")),
    "F-011": rewritten("disiplin", lambda text: text.replace("19.5", "19,5")),
    "F-012": rewritten("pegawai", lambda text: text.replace("Contoh Ke-0", '"Contoh')),
    "F-013": lambda folder: (folder / "plt.csv").rename(folder / "plt.parquet"),
}
IN_ROWS: Mapping[str, Callable[[Packet], object]] = {
    "F-101": cell("gaji", "gaji_kotor", "lima juta"),
    "F-102": cell("gaji", "gaji_kotor", "5.188.640,00"),
    "F-103": cell("gaji", "gaji_kotor", "5188640.50"),
    "F-104": cell("disiplin", "hari_hadir", "19.25"),
    "F-105": cell("disiplin", "hari_kerja", "32"),
    "F-106": cell("kinerja", "predikat", "Baik"),
    "F-107": cell("cuti", "jenis", "Cuti Sakit"),
    "F-108": cell("plt", "mulai", "01/01/2024"),
    "F-109": cell("kinerja", "waktu_dinilai", "2024-02-03"),
    "F-110": cell("disiplin", "presensi_manual", "kadang"),
    "F-111": cell("kinerja", "periode", "Januari 2024"),
    "F-112": cell("pegawai", "nip", DESTROYED),
    "F-113": cell("pegawai", "nip", "19000101 192001 1 001"),
    "F-114": cell("plt", "kode_jabatan", ""),
    "F-115": cell("cuti", "selesai", "2023-12-31"),
    "F-116": repeated("pegawai"),
    "F-117": repeated("gaji"),
    "F-118": repeated("jabatan"),
    "F-119": cell("pegawai", "kode_jabatan", "J-999"),
    "F-120": drop_rated,
    "F-201": cell("unit", "kode_unit", ""),
    "F-202": cell("gaji", "nip", nip(99)),
    "F-203": cell("pegawai", "npwp", "12.345"),
    "F-204": cell("disiplin", "hari_hadir", "23"),
    "F-205": lambda packet: None,
    "F-206": lambda packet: [row.update(catatan="x") for row in packet["gaji"]],
    "F-207": drop_rated,
    "F-208": cell("kinerja", "nip", "Jumlah"),
}
READ = {name: frozenset(valid_packet()[name][0]) for name in valid_packet() if name != "unit"}


def untested(codes: set[str]) -> set[str]:
    """Codes that the catalogue of facts and the damages do not share."""
    return codes ^ {*IN_FILES, *IN_ROWS}


def test_every_code_of_the_catalogue_has_a_damage_that_produces_it() -> None:
    codes = {code for code in catalogue() if code.startswith("F-")}
    assert codes
    assert untested(codes) == set()


def test_a_new_code_without_a_damage_would_be_noticed() -> None:
    assert untested({*IN_FILES, *IN_ROWS, "F-199"}) == {"F-199"}


@pytest.mark.parametrize("code", IN_FILES)
def test_a_damaged_file_stops_the_entrance_with_its_code(code: str, tmp_path: Path) -> None:
    folder = tmp_path / "fakta"
    folder.mkdir()
    write_packet(valid_packet(), folder)
    IN_FILES[code](folder)
    with pytest.raises(PacketError) as caught:
        enter_folder(folder)
    assert {problem.code for problem in caught.value.problems} == {code}
    assert_spoken(caught.value.problems)


@pytest.mark.parametrize("code", IN_ROWS)
def test_a_damaged_row_is_found_with_its_code(code: str, tmp_path: Path) -> None:
    packet = valid_packet()
    IN_ROWS[code](packet)
    write_packet(packet, tmp_path)
    if code == "F-205":
        (tmp_path / "catatan.txt").touch()
    findings = enter_folder(tmp_path, READ).findings
    assert code in {finding.kode for finding in findings}
    assert_spoken(findings)


def assert_spoken(found: tuple[Problem, ...] | tuple[Finding, ...]) -> None:
    """Every sentence and remedy is filled, in every language."""
    for one in found:
        for language in LANGUAGES:
            message = one.message(language)
            assert message.pesan
            assert message.perbaikan
            assert "{" not in message.pesan + message.perbaikan
