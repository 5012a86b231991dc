"""The kinds of units of the fictional region: how many of its people each has, their positions and pattern of work.

The shares are made up after the shape of a kabupaten of about 6,000 people with eight kecamatan: schools and health
together have 65 of 100.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from tepat.lab.contoh.months import Pola
from tepat.lab.contoh.shares import EVERY_KIND_FROM
from tepat.lab.contoh.words import PLACES

# Beban kerja by class, rupiah a month; prestasi kerja is half as much again (40 : 60). Classes 9, 11, 12 and 14 as
# seen in Balangan in 2023; the others are made up between them.
BEBAN_KERJA = {
    15: 12_400_000,
    14: 6_866_860,
    13: 5_720_000,
    12: 4_928_000,
    11: 3_809_960,
    10: 3_267_000,
    9: 2_882_880,
    8: 2_316_880,
    7: 1_936_220,
    6: 1_682_552,
    5: 1_403_200,
    4: 1_271_600,
    3: 1_140_112,
    2: 1_097_200,
    1: 1_054_296,
}


@dataclass(frozen=True)
class Title:
    """A position as a kind of unit has it; ``kelangkaan``: rupiah a month for a scarce profession; ``jaga``: shifts."""

    nama: str
    kelas: int
    kelangkaan: int = 0
    jaga: bool = False

    def amounts(self, kondisi: bool) -> tuple[int, int, int, int, int, int]:
        """The six criteria in the order of the packet; ``kondisi``: the unit's work is hazardous."""
        beban = BEBAN_KERJA[self.kelas]
        # Class 9: 612,612 beside 2,882,880, as in Balangan.
        return beban, beban * 3 // 2, beban * 17 // 80 if kondisi else 0, 0, self.kelangkaan, 0

    @property
    def is_functional(self) -> bool:
        """A functional position: named with its level."""
        return self.nama.split()[-1] in ("Pertama", "Muda", "Madya", "Terampil", "Mahir")


@dataclass(frozen=True)
class UnitKind:
    """A kind of unit, with ``share`` of every thousand people.

    There is one for every ``dense`` people until the names run out, and one for every ``sparse`` people from then
    on. ``pejabat`` are posts with one holder each, the head first; ``staf`` share the rest in turn. ``induk``: prefix
    and number of the unit above, or no number where the units above take turns.
    """

    prefix: str
    jenis: str
    names: tuple[str, ...]
    dense: int
    sparse: int
    pejabat: tuple[Title, ...]
    staf: tuple[Title, ...]
    share: int
    induk: tuple[str, int | None] | None = None
    kondisi: bool = False
    pola: Pola = Pola.KANTOR

    @cached_property
    def titles(self) -> tuple[Title, ...]:
        """Every position of such a unit once, those of one holder first."""
        return self.pejabat + tuple(dict.fromkeys(self.staf))

    @cached_property
    def turns(self) -> tuple[int, ...]:
        """Which of `titles` the staff hold, in turn."""
        return tuple(self.titles.index(title, len(self.pejabat)) for title in self.staf)

    def count(self, people: int) -> int:
        """How many such units a region of ``people`` has."""
        minimum = int(people >= EVERY_KIND_FROM)
        return max(minimum, min(len(self.names), people // self.dense), people // self.sparse)

    def name(self, number: int) -> str:
        """The name of the unit of this number, counted from 0."""
        again, which = divmod(number, len(self.names))
        return f"{self.names[which]} {again + 1}" if again else self.names[which]


def _titles(kelas: int, *names: str) -> tuple[Title, ...]:
    return tuple(Title(name, kelas) for name in names)


def _numbered(kelas: int, name: str, count: int) -> tuple[Title, ...]:
    return _titles(kelas, *(f"{name} {number}" for number in ("I", "II", "III", "IV")[:count]))


def _named(prefix: str, places: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{prefix} {place}" for place in places)


_KASUBBAG = _titles(9, "Kepala Subbagian Umum", "Kepala Subbagian Keuangan")
_OFFICE = (
    Title("Analis Kebijakan Ahli Muda", 9),
    Title("Pengelola Keuangan", 7),
    Title("Pranata Komputer Ahli Pertama", 8),
    Title("Pengadministrasi Perkantoran", 5),
    Title("Penelaah Teknis Kebijakan", 7),
    Title("Pengolah Data dan Informasi", 6),
    Title("Perencana Ahli Madya", 11),
    Title("Bendahara", 7),
    Title("Arsiparis Terampil", 6),
    Title("Pengadministrasi Perkantoran", 5),
    Title("Petugas Keamanan", 4),
    Title("Pengemudi", 3),
)
_NURSING = (
    Title("Dokter Ahli Pertama", 9, jaga=True),
    Title("Perawat Ahli Pertama", 8, jaga=True),
    Title("Perawat Terampil", 7, jaga=True),
    Title("Bidan Terampil", 7, jaga=True),
    Title("Perawat Terampil", 7, jaga=True),
    Title("Apoteker Ahli Pertama", 8),
    Title("Bidan Ahli Muda", 9),
    Title("Pranata Laboratorium Terampil", 7),
    Title("Pengadministrasi Perkantoran", 5),
    Title("Pramu Kebersihan", 2),
)
_SPECIALISTS = (
    Title("Dokter Spesialis Ahli Madya", 11, 12_500_000),
    Title("Dokter Spesialis Ahli Muda", 10, 11_000_000),
    Title("Radiografer Terampil", 7, jaga=True),
)
_TEACHERS = (
    Title("Guru Ahli Muda", 9),
    Title("Guru Ahli Pertama", 8),
    Title("Guru Ahli Pertama", 8),
    Title("Guru Ahli Muda", 9),
    Title("Guru Ahli Pertama", 8),
    Title("Pengadministrasi Sekolah", 5),
    Title("Guru Ahli Pertama", 8),
    Title("Penjaga Sekolah", 1),
)
_GUARDS = (
    Title("Polisi Pamong Praja Terampil", 6, jaga=True),
    Title("Polisi Pamong Praja Terampil", 6, jaga=True),
    Title("Polisi Pamong Praja Ahli Pertama", 8),
    Title("Anggota Satuan Pengamanan", 4, jaga=True),
    Title("Pengadministrasi Perkantoran", 5),
)

_DINAS = (
    "Pendidikan dan Kebudayaan",
    "Kesehatan",
    "Pekerjaan Umum dan Penataan Ruang",
    "Perumahan dan Permukiman",
    "Sosial",
    "Tenaga Kerja dan Transmigrasi",
    "Ketahanan Pangan dan Pertanian",
    "Lingkungan Hidup",
    "Kependudukan dan Pencatatan Sipil",
    "Pemberdayaan Masyarakat dan Desa",
    "Pengendalian Penduduk dan Keluarga Berencana",
    "Perhubungan",
    "Komunikasi dan Informatika",
    "Koperasi, Usaha Kecil dan Perdagangan",
    "Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
    "Pemuda, Olahraga dan Pariwisata",
    "Perpustakaan dan Kearsipan",
    "Perikanan",
)
_BADAN = (
    "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
    "Badan Pengelolaan Keuangan dan Aset Daerah",
    "Badan Perencanaan Pembangunan Daerah",
    "Badan Pendapatan Daerah",
    "Badan Kesatuan Bangsa dan Politik",
)
_BAGIAN = (
    "Pemerintahan",
    "Kesejahteraan Rakyat",
    "Hukum",
    "Perekonomian",
    "Pembangunan",
    "Pengadaan Barang dan Jasa",
    "Umum",
    "Organisasi",
    "Protokol",
)
_KECAMATAN = PLACES[:8]


def _head(title: str, kelas: int = 14) -> tuple[Title, ...]:
    return (Title(title, kelas), Title("Sekretaris", 12), *_KASUBBAG)


_SEKDA = (
    Title("Sekretaris Daerah", 15),
    *_numbered(14, "Asisten", 3),
    *_numbered(13, "Staf Ahli Bupati", 2),
)
_BAGIAN_POSTS = (Title("Kepala Bagian", 12), *_numbered(9, "Kepala Subbagian", 3))
_SETWAN_POSTS = (
    Title("Sekretaris DPRD", 14),
    Title("Kepala Bagian Umum", 12),
    *_KASUBBAG,
    *_titles(11, "Kepala Bagian Persidangan", "Kepala Bagian Fasilitasi"),
)
_BPBD_POSTS = (
    *_head("Kepala Pelaksana"),
    *_titles(11, "Kepala Bidang Kesiapsiagaan", "Kepala Bidang Kedaruratan"),
)
_RSUD_POSTS = (
    Title("Direktur", 13),
    Title("Kepala Bagian Tata Usaha", 11),
    *_KASUBBAG,
    *_titles(11, "Kepala Bidang Pelayanan", "Kepala Bidang Penunjang"),
)
_CAMAT_POSTS = (
    Title("Camat", 12),
    Title("Sekretaris Kecamatan", 11),
    *_titles(9, "Kepala Subbagian Umum", "Kepala Seksi Pemerintahan", "Kepala Seksi Pelayanan"),
)
_LURAH_POSTS = (
    Title("Lurah", 9),
    Title("Sekretaris Kelurahan", 8),
    *_titles(8, "Kepala Seksi Pelayanan", "Kepala Seksi Ketertiban"),
)
_NEVER = 10**9

KINDS = (
    UnitKind("SETDA", "sekretariat daerah", ("Sekretariat Daerah",), 1, _NEVER, _SEKDA, _OFFICE, 8),
    UnitKind("BAG", "bagian", _named("Bagian", _BAGIAN), 200, 1_500, _BAGIAN_POSTS, _OFFICE, 35, ("SETDA", 0)),
    UnitKind("SETWAN", "sekretariat dprd", ("Sekretariat DPRD",), 300, 50_000, _SETWAN_POSTS, _OFFICE, 9),
    UnitKind(
        "INSP",
        "inspektorat",
        ("Inspektorat",),
        300,
        50_000,
        (*_head("Inspektur"), *_numbered(12, "Inspektur Pembantu", 4)),
        _OFFICE,
        10,
    ),
    UnitKind(
        "DIN",
        "dinas",
        _named("Dinas", _DINAS),
        100,
        400,
        (*_head("Kepala Dinas"), *_numbered(11, "Kepala Bidang", 4)),
        _OFFICE,
        175,
    ),
    UnitKind(
        "BDN",
        "badan",
        _BADAN,
        300,
        1_500,
        (*_head("Kepala Badan"), *_numbered(11, "Kepala Bidang", 3)),
        _OFFICE,
        45,
    ),
    UnitKind(
        "BPBD",
        "badan",
        ("Badan Penanggulangan Bencana Daerah",),
        300,
        50_000,
        _BPBD_POSTS,
        _OFFICE,
        10,
        kondisi=True,
    ),
    UnitKind(
        "SATPOL",
        "satuan polisi pamong praja",
        ("Satuan Polisi Pamong Praja",),
        300,
        50_000,
        (*_head("Kepala Satuan"), *_titles(11, "Kepala Bidang Penegakan", "Kepala Bidang Ketertiban")),
        _GUARDS,
        28,
        kondisi=True,
    ),
    UnitKind(
        "RSUD",
        "rumah sakit",
        ("RSUD Tanjung Contoh",),
        300,
        8_000,
        _RSUD_POSTS,
        _SPECIALISTS + _NURSING * 3,
        95,
        ("DIN", 1),
        kondisi=True,
    ),
    UnitKind(
        "PKM",
        "puskesmas",
        _named("Puskesmas", PLACES),
        500,
        500,
        (Title("Kepala Puskesmas", 10), Title("Kepala Subbagian Tata Usaha", 8)),
        _NURSING,
        120,
        ("DIN", 1),
        kondisi=True,
        pola=Pola.ENAM_HARI,
    ),
    UnitKind("KEC", "kecamatan", _named("Kecamatan", _KECAMATAN), 250, 750, _CAMAT_POSTS, _OFFICE, 25),
    UnitKind(
        "KEL", "kelurahan", _named("Kelurahan", PLACES), 1_500, 1_500, _LURAH_POSTS, _OFFICE[3:6], 5, ("KEC", None)
    ),
    UnitKind(
        "SMP",
        "sekolah",
        _named("SMPN", PLACES),
        200,
        200,
        (Title("Kepala Sekolah", 11),),
        _TEACHERS,
        115,
        ("DIN", 0),
        pola=Pola.SEKOLAH,
    ),
    UnitKind(
        "SD",
        "sekolah",
        _named("SDN", PLACES),
        45,
        45,
        (Title("Kepala Sekolah", 10),),
        _TEACHERS,
        320,
        ("DIN", 0),
        pola=Pola.SEKOLAH,
    ),
)
