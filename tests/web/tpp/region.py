"""A small region in the database, and months of it, computed or planted.

`Region.build(people=6)` makes two SKPD (the second with a sub-unit) and an account per role; `plant` puts a computed
month there without the engine, with a receipt that agrees with its rows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from tepat.lang.calendar import Masa
from tepat.web.apps.akun.models import Pengguna, Peran
from tepat.web.apps.kepegawaian.models import (
    Atasan,
    Jabatan,
    NilaiJabatan,
    Pegawai,
    Penempatan,
    Ptkp,
    RiwayatUnit,
    StatusPegawai,
    Unit,
)
from tepat.web.apps.kinerja.models import Penilaian
from tepat.web.apps.pembayaran.models import Gaji, Pagu
from tepat.web.apps.presensi.models import Disiplin
from tepat.web.apps.tpp.models import Hasil, Lembar, Peralihan, Perhitungan
from tests.packets import nip

BEGINNING = date(2020, 1, 1)
MARCH, FEBRUARY = Masa(2024, 3), Masa(2024, 2)
PACKET = b"a packet as the engine wrote it"
GROSS, NET = 5_000_000, 4_950_000


@dataclass
class Region:
    """What stands in the database."""

    units: dict[str, Unit] = field(default_factory=dict)
    people: list[Pegawai] = field(default_factory=list)
    users: dict[str, Pengguna] = field(default_factory=dict)

    @classmethod
    def build(cls, people: int = 6) -> Region:
        """Dinas A has the even people, Dinas B the odd ones, its sub-unit every third of these."""
        region = cls()
        for code, name, above in (("A", "Dinas A", ""), ("B", "Dinas B", ""), ("B1", "UPT B1", "B")):
            region.units[code] = Unit.objects.create(kode_unit=code)
            RiwayatUnit.objects.create(
                unit=region.units[code], nama_unit=name, induk=region.units.get(above), mulai=BEGINNING
            )
        region._fill(people)
        for name, kind, unit in ROLES:
            region.add_user(name, kind, unit)
        return region

    def _fill(self, people: int) -> None:
        post = Jabatan.objects.create(kode_jabatan="J-1")
        NilaiJabatan.objects.create(
            jabatan=post, nama_jabatan="Analis Contoh", kelas_jabatan=9, beban_kerja=2_000_000,
            prestasi_kerja=3_000_000, mulai=BEGINNING,
        )  # fmt: skip
        made = [Pegawai(nip=nip(number), nama=f"PEGAWAI CONTOH {number:04}") for number in range(people)]
        self.people = list(Pegawai.objects.bulk_create(made))
        for model, values in (
            (StatusPegawai, {"status_pegawai": "PNS", "skema_golongan": "PNS", "golongan": "III/a"}),
            (Ptkp, {"ptkp": "TK/0"}),
        ):
            model.objects.bulk_create(model(pegawai=person, mulai=BEGINNING, **values) for person in self.people)
        Penempatan.objects.bulk_create(
            Penempatan(pegawai=person, jabatan=post, unit=self.unit_of(number), mulai=BEGINNING)
            for number, person in enumerate(self.people)
        )
        Atasan.objects.bulk_create(
            Atasan(pegawai=person, atasan=self.people[0], mulai=BEGINNING) for person in self.people[1:]
        )

    def unit_of(self, number: int) -> Unit:
        """Where a person works."""
        return self.units["A" if number % 2 == 0 else ("B1" if number % 3 == 0 else "B")]

    def add_user(self, name: str, kind: str = "", unit: str = "", pegawai: Pegawai | None = None) -> Pengguna:
        """An account, with a role where a kind is given."""
        user = Pengguna.objects.create(username=name, nama=f"Akun {name}", pegawai=pegawai)
        if kind:
            Peran.objects.create(pengguna=user, jenis=kind, unit=self.units.get(unit), mulai=BEGINNING)
        self.users[name] = user
        return user

    # -- what a month needs ---------------------------------------------------------------------------------------

    def furnish(self, masa: Masa = MARCH, people: Sequence[Pegawai] | None = None) -> None:
        """Ratings, salaries and attendance of a month."""
        who = self.people if people is None else people
        moment = datetime(masa.year, masa.month, 28, tzinfo=UTC)
        Penilaian.objects.bulk_create(
            Penilaian(pegawai=person, periode=str(masa), hasil_kerja="sesuai_ekspektasi",
                      perilaku_kerja="sesuai_ekspektasi", predikat="baik", waktu_dinilai=moment)
            for person in who
        )  # fmt: skip
        Gaji.objects.bulk_create(
            Gaji(pegawai=person, masa=str(masa), gaji_kotor=5_000_000, potongan_gaji=100_000, pph_gaji=0,
                 iwp_gaji=50_000, bpjs_gaji=200_000)
            for person in who
        )  # fmt: skip
        Disiplin.objects.bulk_create(
            Disiplin(pegawai=person, masa=str(masa), hari_kerja=Decimal(20), hari_hadir=Decimal(20),
                     hari_alpa=Decimal(0), potongan_persen=Decimal(0), presensi_manual=False)
            for person in who
        )  # fmt: skip
        Pagu.objects.bulk_create(
            Pagu(unit=self.units[code], tahun=masa.year, nilai=1_000_000_000)
            for code in "AB"
            if not Pagu.objects.filter(unit=self.units[code], tahun=masa.year).exists()
        )

    # -- a month without the engine -------------------------------------------------------------------------------

    def plant(self, masa: Masa = MARCH, status: str = "dihitung", net: int = NET, kind: str = "reguler") -> Perhitungan:
        """A finished run over everybody, in force on both sheets; its receipt agrees with its rows."""
        run = Perhitungan.objects.create(
            masa=str(masa), jenis_run=kind, keadaan="selesai", paket=PACKET, mulai_at=datetime(2024, 4, 1, tzinfo=UTC),
            sidik_paket=hashlib.sha256(PACKET).hexdigest(), tanda_terima=receipt(len(self.people), net),
            pemohon=self.users["bkpsdm"],
        )  # fmt: skip
        sheets = {
            code: Lembar.objects.get_or_create(masa=str(masa), unit=self.units[code], jenis_run=kind)[0]
            for code in "AB"
        }
        Hasil.objects.bulk_create(
            self._row(run, sheets["A" if number % 2 == 0 else "B"], number, net) for number in range(len(self.people))
        )
        for sheet in sheets.values():
            Peralihan.objects.create(lembar=sheet, dari=sheet.status, ke="dihitung", hitungan=run)
            sheet.hitungan, sheet.status = run, status
            sheet.save()
        return run

    def _row(self, run: Perhitungan, sheet: Lembar, number: int, net: int) -> Hasil:
        values = {"tpp_bruto": str(net + 50_000), "iwp": "50000", "tpp_diterima": str(net), "capaian": "1"}
        return Hasil(
            hitungan=run, lembar=sheet, pegawai=self.people[number], masa=run.masa, unit=self.unit_of(number),
            nama=self.people[number].nama, status_hitung="dihitung", tpp_bruto=net + 50_000, potongan=50_000,
            tpp_diterima=net, nilai=values, fakta={"jabatan": [{"kelas_jabatan": "9"}]},
        )  # fmt: skip

    def sheet(self, code: str = "A", masa: Masa = MARCH, kind: str = "reguler", order: int = 1) -> Lembar:
        """The sheet of an SKPD as it stands now."""
        return Lembar.objects.get(masa=str(masa), unit=self.units[code], jenis_run=kind, urutan=order)


ROLES = (
    ("bkpsdm", "bkpsdm", ""),
    ("bkpsdm2", "bkpsdm", ""),
    ("operator_a", "pengelola", "A"),
    ("operator_b", "pengelola", "B"),
    ("bendahara", "bendahara", ""),
    ("auditor", "auditor", ""),
    ("administrator", "administrator", ""),
    ("orang_lain", "", ""),
)


def receipt(people: int, net: int) -> dict[str, Any]:
    """What the engine would have said of planted rows."""
    totals = {"tpp_bruto": people * (net + 50_000), "iwp": people * 50_000, "tpp_diterima": people * net}
    told = {"kendali": {name: str(total) for name, total in totals.items()}, "status": {"dihitung": people}}
    return dict(json.loads(json.dumps(told)))
