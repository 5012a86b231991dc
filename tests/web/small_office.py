"""An office of any size for the tests of pages: units, people, and a month with everything that it needs."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

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
from tepat.web.apps.pembayaran.models import Gaji
from tepat.web.apps.presensi.models import Disiplin
from tepat.web.apps.tpp import services
from tepat.web.apps.tpp.hitung import worker
from tepat.web.apps.tpp.models import Hasil, Lembar, Perhitungan

OLD = date(2023, 1, 1)
TODAY = "2024-04-02"
MASA = "2024-03"


def nip_of(number: int) -> str:
    """The NIP of an invented person."""
    return f"1900010119200{number:05}"


@dataclass
class Office:
    """What stands there."""

    units: list[Unit]
    people: list[Pegawai]

    def rate(self, people: Sequence[Pegawai], masa: str = MASA) -> None:
        """Rate people in time."""
        when = datetime(2024, 4, 1, 3, tzinfo=UTC)
        Penilaian.objects.bulk_create(
            Penilaian(
                pegawai=person,
                periode=masa,
                hasil_kerja="sesuai_ekspektasi",
                perilaku_kerja="sesuai_ekspektasi",
                predikat="baik",
                waktu_dinilai=when,
            )
            for person in people
        )

    def attend(self, people: Sequence[Pegawai], masa: str = MASA) -> None:
        """A month of attendance without fault, as a recap."""
        days = Decimal(20)
        Disiplin.objects.bulk_create(
            Disiplin(
                pegawai=person,
                masa=masa,
                hari_kerja=days,
                hari_hadir=days,
                hari_alpa=0,
                potongan_persen=0,
                presensi_manual=False,
            )
            for person in people
        )

    def earn(self, people: Sequence[Pegawai], masa: str = MASA) -> None:
        """Salaries of a month."""
        amounts = {"gaji_kotor": 4_000_000, "potongan_gaji": 0, "pph_gaji": 0, "iwp_gaji": 40_000, "bpjs_gaji": 160_000}
        Gaji.objects.bulk_create(Gaji(pegawai=person, masa=masa, **amounts) for person in people)

    def fill(self, masa: str = MASA) -> None:
        """Everything that a month needs of everybody."""
        for put in (self.rate, self.attend, self.earn):
            put(self.people, masa)

    def put_under(self, superior: Pegawai, people: Sequence[Pegawai]) -> None:
        """Somebody rates these people."""
        Atasan.objects.bulk_create(Atasan(pegawai=person, atasan=superior, mulai=OLD) for person in people)

    def results(self, masa: str, status: str = "terkunci", amount: int = 1_000_000) -> Perhitungan:
        """A month as if it had been computed: one sheet for each unit. Nothing is computed."""
        run = Perhitungan.objects.create(masa=masa, keadaan="selesai", paket=b"PK", sidik_paket="0" * 64)
        # Locked last: a locked sheet takes no more rows.
        sheets = {unit.pk: Lembar.objects.create(masa=masa, unit=unit, hitungan=run) for unit in self.units}
        placed = dict(Penempatan.objects.values_list("pegawai_id", "unit_id"))
        Hasil.objects.bulk_create(
            Hasil(
                hitungan=run,
                lembar=sheets[placed[person.pk]],
                pegawai=person,
                masa=masa,
                unit_id=placed[person.pk],
                nama=person.nama,
                status_hitung="dihitung",
                tpp_bruto=amount,
                potongan=0,
                tpp_diterima=amount,
                sebelumnya=amount - person.pk % 7,
            )
            for person in self.people
        )
        Lembar.objects.filter(hitungan=run).update(status=status)
        return run


def make_office(people: int = 4, units: int = 2) -> Office:
    """Units with people placed in them by turns."""
    made = [Unit.objects.create(kode_unit=f"UNIT-{number}") for number in range(1, units + 1)]
    RiwayatUnit.objects.bulk_create(
        RiwayatUnit(unit=unit, nama_unit=f"DINAS CONTOH {place}", jenis_unit="dinas", mulai=OLD)
        for place, unit in enumerate(made, 1)
    )
    jabatan = Jabatan.objects.create(kode_jabatan="JAB-1")
    NilaiJabatan.objects.create(
        jabatan=jabatan,
        nama_jabatan="PENELAAH CONTOH",
        kelas_jabatan=7,
        beban_kerja=2_000_000,
        prestasi_kerja=3_000_000,
        mulai=OLD,
    )
    found = Pegawai.objects.bulk_create(
        Pegawai(nip=nip_of(number), nama=f"PEGAWAI CONTOH {number}") for number in range(1, people + 1)
    )
    Penempatan.objects.bulk_create(
        Penempatan(pegawai=person, unit=made[place % units], jabatan=jabatan, mulai=OLD)
        for place, person in enumerate(found)
    )
    states = {"status_pegawai": "PNS", "skema_golongan": "PNS", "golongan": "III/a", "mulai": OLD}
    StatusPegawai.objects.bulk_create(StatusPegawai(pegawai=person, **states) for person in found)
    Ptkp.objects.bulk_create(Ptkp(pegawai=person, ptkp="TK/0", mulai=OLD) for person in found)
    return Office(made, found)


def make_user(name: str, *roles: str, unit: Unit | None = None, pegawai: Pegawai | None = None) -> Pengguna:
    """Somebody who signs in."""
    user = Pengguna.objects.create(username=name, nama=name.upper(), password="x", pegawai=pegawai)
    for role in roles:
        Peran.objects.create(pengguna=user, jenis=role, unit=unit, mulai=OLD)
    return user


def signed_in(user: Any) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(user)
    return client


def compute(monkeypatch: pytest.MonkeyPatch, user: Any, masa: str = MASA) -> Perhitungan:
    """A month computed as a worker does it. Its heart is still: what it writes no other connection of a test sees."""
    monkeypatch.setattr(worker, "beating", lambda job: nullcontext())
    run = services.request_run(user, Masa.parse(masa))
    worker.work_on(run.pk)
    run.refresh_from_db()
    assert run.keadaan == "selesai", run.pesan
    return run
