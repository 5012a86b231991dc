"""A small rule book whose tables are asked of rows: punishments, each with its cut, summed into the month."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tepat.engine.compute import Resources, Run, compute
from tepat.lang.calendar import Masa
from tepat.law.bind import bind
from tepat.law.bound import BoundBook
from tepat.law.consolidate import consolidate
from tepat.law.shelf import open_shelf
from tests.packets import MASA, Row, nip, valid_packet, write_packet

_FILES = {
    "instrumen.toml": """\
id = "perbup-baris"
jenis = "Peraturan Bupati"
judul = "Potongan tiap hukuman"
singkatan = "Perbup Baris"
daerah = "perbup-baris"
zona_waktu = "Asia/Makassar"
masa_pertama = "2024-01"
sumber = "contoh"
""",
    "aturan.toml": """\
[tabel.potongan_tingkat]
label = "Potongan menurut tingkat"
label_en = "Cut by level"
dasar = "contoh"
kunci = { tingkat = "tingkat_hukdis" }
nilai = "persen"

[baris.hukdis.potongan]
label = "Potongan sebuah hukuman"
label_en = "Cut of a punishment"
tipe = "persen"
dasar = "contoh"
rumus = "TABEL('potongan_tingkat', tingkat)"

[relasi.hukdis_semua]
label = "Semua hukuman"
label_en = "All punishments"
dasar = "contoh"
dari = "hukdis"

[potongan]
label = "Potongan"
label_en = "Cut"
tipe = "persen"
dasar = "contoh"
rumus = "CASE WHEN BANYAK(hukdis_semua) > 2 THEN PERSEN(100) ELSE JUMLAH(hukdis_semua.potongan) END"

[tpp_diterima]
label = "TPP"
label_en = "TPP"
tipe = "rupiah"
dasar = "contoh"
rumus = "BULAT_SETENGAH_NAIK(jabatan.beban_kerja * (PERSEN(100) - potongan))"
""",
    "tabel/potongan_tingkat.csv": "tingkat,nilai,sumber\nringan,10,contoh\nsedang,20,contoh\nberat,50,contoh\n",
}


@cache
def bound_rows() -> BoundBook:
    """The rule book of the month, bound."""
    with TemporaryDirectory() as scratch:
        folder = Path(scratch) / "perbup-baris"
        for name, text in _FILES.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
        return bind(consolidate(open_shelf(str(folder)), Masa.parse(MASA)))


def run_rows(folder: Path, *levels: tuple[str, ...]) -> Run:
    """Compute the month of people with punishments of these levels."""
    packet = valid_packet(len(levels))
    packet["hukdis"] = [_punished(number, level) for number, found in enumerate(levels) for level in found]
    folder.mkdir()
    return compute(write_packet(packet, folder), bound_rows(), Resources(threads=2))


def _punished(number: int, level: str) -> Row:
    return {"nip": nip(number), "tingkat": level, "mulai": f"{MASA}-01", "selesai": ""}
