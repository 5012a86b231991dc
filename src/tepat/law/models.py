"""The shape of the files of an instrument: what may be written in ``instrumen.toml``, ``aturan.toml``, ``kasus/``."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from tepat.lang.types import Unit

Sumber = Literal["naskah", "praktik", "contoh", "nomor"]
MasaText = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
NameText = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BagianModel(_Model):
    """One paragraph (ayat, huruf, angka) and how the program honours it."""

    tanda: str
    naskah: str = ""
    status: Literal["dihitung", "prosedur", "definisi", "di_luar"]
    oleh: tuple[str, ...] = ()
    fitur: str = ""
    alasan: str = ""


class PasalModel(_Model):
    """One article; without ``bagian`` it is known only by its number."""

    nomor: str
    judul: str = ""
    sumber: Sumber
    catatan: str = ""
    bagian: tuple[BagianModel, ...] = ()


class OperasiModel(_Model):
    """An amendment: what the amending instrument does to an article of the amended one.

    ``tetap``: what rests on the changed paragraphs and stays as it is.
    """

    dasar: str
    jenis: Literal["ubah", "sisip", "tambah", "hapus"]
    pasal: str
    bagian: tuple[str, ...] = ()
    tetap: tuple[str, ...] = ()
    naskah: str = ""


class InstrumenModel(_Model):
    """Identity, dates, relations and articles of an instrument."""

    id: str
    jenis: str
    nomor: str = ""
    tahun: int | None = None
    judul: str
    singkatan: str
    daerah: str
    zona_waktu: str = ""
    ditetapkan: date | None = None
    diundangkan: date | None = None
    berlaku: date | None = None
    diketahui: date | None = None
    masa_pertama: MasaText
    masa_terakhir: MasaText | None = None
    mengubah: str | None = None
    mencabut: tuple[str, ...] = ()
    mengacu: tuple[str, ...] = ()
    melepas: tuple[str, ...] = ()
    diperiksa: date | None = None
    sumber: Sumber
    lengkap: bool = False
    catatan: str = ""
    operasi: tuple[OperasiModel, ...] = ()
    pasal: tuple[PasalModel, ...] = ()

    @property
    def known_on(self) -> date | None:
        """The day from which the office knew it: as stated, else its promulgation; None where nobody recorded it."""
        return self.diketahui or self.diundangkan or self.ditetapkan


class VariabelModel(_Model):
    """One variable, parameter or open term."""

    label: str
    label_en: str
    tipe: Unit
    domain: tuple[str, ...] | None = None
    dasar: str
    sumber: Sumber | None = None
    rumus: str | None = None
    nilai: int | Decimal | str | None = None
    tidak_diketahui: str | None = None
    berlaku_bila: str | None = None
    operasi: Literal["ganti", "tetap"] | None = None
    menyimpang: str = ""
    catatan: str = ""
    keluaran: str = ""


class KeluargaModel(_Model):
    """A declared list over which one definition is repeated."""

    label: str
    label_en: str
    dasar: str
    anggota: dict[NameText, str]
    anggota_en: dict[NameText, str] = Field(default_factory=dict)


class TabelModel(_Model):
    """A table: its keys (column → domain), whether it has bands, and the unit of its values.

    ``terbuka``: a national one that stands until a region states its own, as an open term with a value does.
    """

    label: str
    label_en: str
    dasar: str
    sumber: Sumber | None = None
    kunci: dict[NameText, str] = Field(default_factory=dict)
    lapis: Unit | None = None
    nilai: Unit
    domain: tuple[str, ...] | None = None
    tidak_diketahui: str | None = None
    terbuka: bool = False
    operasi: Literal["ganti", "tetap"] | None = None
    menyimpang: str = ""
    catatan: str = ""


class KolomModel(_Model):
    """One column of a further fact: its unit, its bounds as the file writes them, and what an empty cell means."""

    tipe: Unit
    label: str
    kosong: Literal["ditolak", "tidak_diketahui", "tidak_ada", "nol"] = "tidak_diketahui"
    domain: tuple[str, ...] | None = None
    terkecil: int | Decimal | None = None
    terbesar: int | Decimal | None = None
    desimal: int | None = None


class BerkasModel(_Model):
    """A further fact file, or further columns of one the contract has."""

    label: str = ""
    butir: str = ""
    kunci: tuple[NameText, ...] = ()
    wajib: bool = True
    orang: bool = True
    dasar: str
    kolom: dict[NameText, KolomModel] = Field(default_factory=dict)


class RelasiModel(_Model):
    """Rows of a fact file that belong to the person: all that pass a test, or the one a key leads to."""

    label: str
    label_en: str
    dasar: str
    dari: NameText
    syarat: str | None = None
    melalui: str | None = None
    jumlah: Literal["satu", "banyak"] = "banyak"
    operasi: Literal["ganti", "tetap"] | None = None
    menyimpang: str = ""


class SyaratModel(_Model):
    """A condition on the person: what must hold, and what happens where it does not."""

    nama: NameText
    uji: str
    berlaku_bila: str | None = None
    akibat: Literal["tahan", "nol", "peringatan"]
    menolkan: tuple[str, ...] = ()
    jenis_run: tuple[str, ...] = ()
    pesan: str
    pesan_en: str
    perbaikan: str
    perbaikan_en: str
    dasar: str
    pada: NameText | None = None


class KekekalanModel(_Model):
    """Parts that must add up to an amount, for every person."""

    jumlah: str
    bagian: str
    dasar: str
    jenis_run: tuple[str, ...] = ()


class JenisRunModel(_Model):
    """A kind of run: who takes part, what is computed otherwise than in a regular month, and what not at all.

    ``dari``: the kind of this instrument that it is like, but for what it states itself. ``berkas``: fact files that
    may be left out of a regular month, but without which this run would pay wrongly.
    """

    label: str
    label_en: str
    dasar: str
    nomor: int | None = None
    dari: NameText | None = None
    berkas: tuple[str, ...] = ()
    peserta: str | None = None
    tanpa: tuple[str, ...] = ()
    variabel: dict[str, VariabelModel] = Field(default_factory=dict)


class HapusModel(_Model):
    """A variable, table, relation or condition that an amendment takes away; ``jenis`` where two share the name."""

    nama: NameText
    dasar: str
    jenis: Literal["variabel", "tabel", "relasi", "syarat"] | None = None


class KasusModel(_Model):
    """One worked case: facts of one person and the values the source prints.

    ``status = "berbeda"``: we hold the other program wrong; then ``harapan`` are its numbers, at least one of which
    must differ from ours, and ``alasan`` says why. ``sumbu``: the axes of variation it shows. ``pelengkap``: the folder
    below ``regulasi`` with what the region's law leaves unknown, where the case is computed with one.
    """

    label: str
    sumber: str
    masa: MasaText
    jenis_run: str = "reguler"
    pelengkap: str = ""
    sumbu: tuple[str, ...] = ()
    status: Literal["sama", "berbeda"] = "sama"
    alasan: str = ""
    fakta: dict[str, dict[str, object] | list[dict[str, object]]] = Field(default_factory=dict)
    diberikan: dict[str, object] = Field(default_factory=dict)
    harapan: dict[str, object]
