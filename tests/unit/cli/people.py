"""People of March 2024 whose facts are those of `ORDINARY`, but for what a test is about."""

from __future__ import annotations

from copy import deepcopy

from tests.packets import Packet, Row, nip

MASA = "2024-03"

ORDINARY: dict[str, Row] = {
    "pegawai": {
        "nama": "Orang Contoh",
        "status_pegawai": "PNS",
        "skema_golongan": "PNS",
        "golongan": "III/d",
        "kode_unit": "U-1",
        "kode_jabatan": "J-9",
        "ptkp": "K/3",
        "npwp": "",
    },
    "kinerja": {
        "periode": "",
        "hasil_kerja": "",
        "perilaku_kerja": "",
        "predikat": "sangat_baik",
        "waktu_dinilai": "2024-04-04T10:00:00",
        "capaian_persen": "92",
    },
    "disiplin": {
        "hari_kerja": "18",
        "hari_hadir": "18",
        "hari_alpa": "0",
        "potongan_persen": "0",
        "presensi_manual": "tidak",
    },
    "gaji": {
        "gaji_kotor": "5188640",
        "potongan_gaji": "599640",
        "pph_gaji": "0",
        "iwp_gaji": "46769",
        "bpjs_gaji": "187078",
    },
}

_CRITERIA = "beban_kerja prestasi_kerja kondisi_kerja tempat_bertugas kelangkaan_profesi pertimbangan_objektif".split()
_POSITIONS = {
    "J-9": ("9", "2882880", "4324320", "612612", "", "", "0"),
    "J-11": ("11", "4000000", "6000000", "0", "", "", "0"),
    "J-7": ("7", "1000001", "0", "0", "", "", "0"),
    "J-ENAM": ("8", "100", "200", "300", "400", "500", "600"),
}


def position(kode: str) -> Row:
    """A row of `jabatan`."""
    kelas, *amounts = _POSITIONS[kode]
    row = {"kode_jabatan": kode, "nama_jabatan": f"Jabatan {kode}", "kelas_jabatan": kelas}
    return row | dict(zip(_CRITERIA, amounts, strict=True))


class People:
    """A packet that grows by one person at a time."""

    def __init__(self) -> None:
        self.packet: Packet = {name: [] for name in (*ORDINARY, "unit", "plt", "cuti", "hukdis")}
        self.packet["jabatan"] = [position(kode) for kode in _POSITIONS]
        self.packet["unit"].append({"kode_unit": "U-1", "nama_unit": "Dinas", "jenis_unit": "dinas", "induk": ""})
        self.nip: dict[str, str] = {}

    def add(
        self, name: str, *, without: tuple[str, ...] = (), duties: tuple[tuple[str, Row], ...] = (), **facts: str
    ) -> None:
        """Somebody whose facts are ordinary but for ``facts``; ``without``: files without a row of theirs."""
        self.nip[name] = number = nip(len(self.nip))
        for file, ordinary in ORDINARY.items():
            if file not in without:
                own = {column: facts.pop(column) for column in ordinary if column in facts}
                self.packet[file].append({"nip": number, **deepcopy(ordinary), **own})
        for file, duty in duties:
            self.packet[file].append({"nip": number, **duty})
        if facts:
            raise AssertionError(f"no fact file has {', '.join(facts)}")


def acting(kode: str, jenis: str, mulai: str = "2024-03-01", selesai: str = "") -> tuple[str, Row]:
    """A row of `plt`."""
    return "plt", {"kode_jabatan": kode, "jenis": jenis, "mulai": mulai, "selesai": selesai}


def leave(jenis: str, mulai: str, selesai: str = "") -> tuple[str, Row]:
    """A row of `cuti`."""
    return "cuti", {"jenis": jenis, "mulai": mulai, "selesai": selesai}


def punished(mulai: str, selesai: str = "") -> tuple[str, Row]:
    """A row of `hukdis`."""
    return "hukdis", {"tingkat": "sedang", "mulai": mulai, "selesai": selesai}
