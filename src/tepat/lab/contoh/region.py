"""The fictional Kabupaten Tanjung Contoh: its units, their positions and what a position is worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from tepat.lab.contoh.shares import EVERY_KIND_FROM
from tepat.lab.contoh.words import PLACES

DAERAH = "Kabupaten Tanjung Contoh"

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
    3: 1_140_112,
    2: 1_097_200,
    1: 1_054_296,
}


@dataclass(frozen=True)
class Title:
    """A position as a kind of unit has it; ``kelangkaan`` rupiah a month for a scarce profession."""

    nama: str
    kelas: int
    kelangkaan: int = 0

    def amounts(self, kondisi: bool) -> tuple[int, int, int, int, int, int]:
        """The six criteria in the order of the packet; ``kondisi``: the unit's work is hazardous."""
        beban = BEBAN_KERJA[self.kelas]
        # Class 9: 612,612 beside 2,882,880, as in Balangan.
        return beban, beban * 3 // 2, beban * 17 // 80 if kondisi else 0, 0, self.kelangkaan, 0


@dataclass(frozen=True)
class UnitKind:
    """A kind of unit.

    There is one for every ``dense`` people until the names run out, and one for every ``sparse`` people from then
    on. ``pejabat`` are posts with one holder each, the head first; ``staf`` share the rest of the people in turn;
    ``weight`` is the unit's part of them. ``induk``: prefix and number of the unit above, or no number where the
    units above take turns.
    """

    prefix: str
    jenis: str
    names: tuple[str, ...]
    dense: int
    sparse: int
    pejabat: tuple[Title, ...]
    staf: tuple[Title, ...]
    weight: int
    induk: tuple[str, int | None] | None = None
    kondisi: bool = False

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
    Title("Pengemudi", 3),
)
_NURSING = (
    Title("Dokter Ahli Pertama", 9),
    Title("Perawat Ahli Pertama", 8),
    Title("Perawat Terampil", 7),
    Title("Bidan Terampil", 7),
    Title("Perawat Terampil", 7),
    Title("Apoteker Ahli Pertama", 8),
    Title("Bidan Ahli Muda", 9),
    Title("Pranata Laboratorium Terampil", 7),
    Title("Pengadministrasi Perkantoran", 5),
    Title("Pramu Kebersihan", 1),
)
_SPECIALISTS = (
    Title("Dokter Spesialis Ahli Madya", 11, 12_500_000),
    Title("Dokter Spesialis Ahli Muda", 10, 11_000_000),
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

KINDS = (
    UnitKind(
        "SETDA",
        "sekretariat daerah",
        ("Sekretariat Daerah",),
        1,
        10**9,
        (Title("Sekretaris Daerah", 15), *_titles(14, "Asisten I", "Asisten II", "Asisten III")),
        _OFFICE,
        10,
    ),
    UnitKind(
        "BAG",
        "bagian",
        tuple(f"Bagian {name}" for name in _BAGIAN),
        200,
        1_500,
        (Title("Kepala Bagian", 12), *_titles(9, "Kepala Subbagian I", "Kepala Subbagian II", "Kepala Subbagian III")),
        _OFFICE,
        12,
        ("SETDA", 0),
    ),
    UnitKind(
        "SETWAN",
        "sekretariat dprd",
        ("Sekretariat DPRD",),
        300,
        50_000,
        (
            Title("Sekretaris DPRD", 14),
            Title("Kepala Bagian Umum", 12),
            *_KASUBBAG,
            *_titles(11, "Kepala Bagian Persidangan", "Kepala Bagian Fasilitasi"),
        ),
        _OFFICE,
        30,
    ),
    UnitKind(
        "INSP",
        "inspektorat",
        ("Inspektorat",),
        300,
        50_000,
        (
            Title("Inspektur", 14),
            Title("Sekretaris", 12),
            *_KASUBBAG,
            *_titles(12, *(f"Inspektur Pembantu {number}" for number in ("I", "II", "III", "IV"))),
        ),
        _OFFICE,
        35,
    ),
    UnitKind(
        "DIN",
        "dinas",
        tuple(f"Dinas {name}" for name in _DINAS),
        100,
        400,
        (
            Title("Kepala Dinas", 14),
            Title("Sekretaris", 12),
            *_KASUBBAG,
            *_titles(11, *(f"Kepala Bidang {number}" for number in ("I", "II", "III", "IV"))),
        ),
        _OFFICE,
        50,
    ),
    UnitKind(
        "BDN",
        "badan",
        (
            "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
            "Badan Pengelolaan Keuangan dan Aset Daerah",
            "Badan Perencanaan Pembangunan Daerah",
            "Badan Pendapatan Daerah",
            "Badan Kesatuan Bangsa dan Politik",
        ),
        300,
        1_500,
        (
            Title("Kepala Badan", 14),
            Title("Sekretaris", 12),
            *_KASUBBAG,
            *_titles(11, "Kepala Bidang I", "Kepala Bidang II", "Kepala Bidang III"),
        ),
        _OFFICE,
        35,
    ),
    UnitKind(
        "BPBD",
        "badan",
        ("Badan Penanggulangan Bencana Daerah",),
        300,
        50_000,
        (
            Title("Kepala Pelaksana", 14),
            Title("Sekretaris", 12),
            *_KASUBBAG,
            *_titles(11, "Kepala Bidang Kesiapsiagaan", "Kepala Bidang Kedaruratan"),
        ),
        _OFFICE,
        35,
        kondisi=True,
    ),
    UnitKind(
        "RSUD",
        "rumah sakit",
        ("RSUD Tanjung Contoh",),
        300,
        8_000,
        (
            Title("Direktur", 13),
            Title("Kepala Bagian Tata Usaha", 11),
            *_KASUBBAG,
            *_titles(11, "Kepala Bidang Pelayanan", "Kepala Bidang Penunjang"),
        ),
        _SPECIALISTS + _NURSING * 3,
        400,
        ("DIN", 1),
        kondisi=True,
    ),
    UnitKind(
        "PKM",
        "puskesmas",
        tuple(f"Puskesmas {place}" for place in PLACES),
        500,
        500,
        (Title("Kepala Puskesmas", 10), Title("Kepala Subbagian Tata Usaha", 8)),
        _NURSING,
        55,
        ("DIN", 1),
        kondisi=True,
    ),
    UnitKind(
        "KEC",
        "kecamatan",
        tuple(f"Kecamatan {place}" for place in PLACES),
        750,
        750,
        (
            Title("Camat", 12),
            Title("Sekretaris Kecamatan", 11),
            *_titles(9, "Kepala Seksi Pemerintahan", "Kepala Seksi Pelayanan", "Kepala Seksi Pembangunan"),
        ),
        _OFFICE,
        15,
    ),
    UnitKind(
        "KEL",
        "kelurahan",
        tuple(f"Kelurahan {place}" for place in PLACES),
        1_500,
        1_500,
        (
            Title("Lurah", 9),
            Title("Sekretaris Kelurahan", 8),
            *_titles(8, "Kepala Seksi Pelayanan", "Kepala Seksi Ketertiban"),
        ),
        _OFFICE[3:6],
        8,
        ("KEC", None),
    ),
    UnitKind(
        "SMP",
        "sekolah",
        tuple(f"SMPN {place}" for place in PLACES),
        200,
        200,
        (Title("Kepala Sekolah", 11),),
        _TEACHERS,
        22,
        ("DIN", 0),
    ),
    UnitKind(
        "SD",
        "sekolah",
        tuple(f"SDN {place}" for place in PLACES),
        50,
        50,
        (Title("Kepala Sekolah", 10),),
        _TEACHERS,
        12,
        ("DIN", 0),
    ),
)


@dataclass(frozen=True)
class Unit:
    """One unit of the region; ``induk`` is empty at the top."""

    kode: str
    nama: str
    induk: str
    kind: UnitKind

    def position(self, which: int) -> str:
        """The code of the position of that number in the kind's `titles`."""
        return f"{self.kode}-{which + 1:02d}"


@dataclass(frozen=True)
class Seat:
    """Where one person works: unit, and the number of the position in it."""

    unit: Unit
    which: int

    @cached_property
    def title(self) -> Title:
        """The position held."""
        return self.unit.kind.titles[self.which]

    @cached_property
    def kode_jabatan(self) -> str:
        """The code of the position held."""
        return self.unit.position(self.which)

    @property
    def is_pejabat(self) -> bool:
        """Whether the position has one holder."""
        return self.which < len(self.unit.kind.pejabat)


def build_units(people: int) -> tuple[Unit, ...]:
    """The unit tree of a region of ``people``, parents first."""
    counts = {kind.prefix: kind.count(people) for kind in KINDS}
    return tuple(
        Unit(_code(kind.prefix, number), kind.name(number), _parent(kind, number, counts), kind)
        for kind in KINDS
        for number in range(counts[kind.prefix])
    )


def _code(prefix: str, number: int) -> str:
    return f"{prefix}-{number + 1:03d}"


def _parent(kind: UnitKind, number: int, counts: Mapping[str, int]) -> str:
    if kind.induk is None:
        return ""
    prefix, fixed = kind.induk
    above = counts[prefix]
    which = fixed if fixed is not None else number % max(above, 1)
    return _code(prefix, which) if which < above else ""


def build_seats(units: Iterable[Unit], people: int, vacant: Mapping[str, int]) -> list[Seat]:
    """A seat for each of ``people``, unit by unit, the head first.

    ``vacant`` names by unit code the one post of the unit that nobody holds.
    """
    units = tuple(units)
    posts = [_posts(unit, vacant.get(unit.kode)) for unit in units]
    seats: list[Seat] = []
    shares = _spread(max(people - sum(map(len, posts)), 0), [unit.kind.weight for unit in units])
    for unit, held, staff in zip(units, posts, shares, strict=True):
        seats += held
        turns = [Seat(unit, which) for which in unit.kind.turns]
        seats += (turns * (staff // len(turns) + 1))[:staff]
    return seats[:people]


def _posts(unit: Unit, vacant: int | None) -> list[Seat]:
    return [Seat(unit, which) for which in range(len(unit.kind.pejabat)) if which != vacant]


def _spread(total: int, weights: Iterable[int]) -> Iterator[int]:
    """Whole parts of ``total`` in proportion to ``weights``; they sum to it."""
    weights = list(weights)
    whole, upto, given = sum(weights), 0, 0
    for weight in weights:
        upto += weight
        part = total * upto // whole - given
        given += part
        yield part
