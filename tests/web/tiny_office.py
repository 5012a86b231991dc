"""A tiny office with everything in it once: two SKPD with a unit below each, one person per role, a computed month.

The access matrix (tests/web/access_matrix.toml) names its objects by the words of `KINDS`.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from unittest import mock

from django.contrib.auth.hashers import make_password

from tepat.lang.calendar import Masa
from tepat.web.apps.akun.models import Pengguna, Peran
from tepat.web.apps.audit.models import HitungUlang
from tepat.web.apps.impor.models import BerkasMasuk, Kumpulan
from tepat.web.apps.kepegawaian.models import (
    CRITERIA,
    Atasan,
    Cuti,
    Jabatan,
    NilaiJabatan,
    Pegawai,
    Penempatan,
    Ptkp,
    RiwayatUnit,
    StatusPegawai,
    Unit,
)
from tepat.web.apps.kepegawaian.services import save_record
from tepat.web.apps.kinerja.models import Penilaian
from tepat.web.apps.pembayaran.models import Gaji
from tepat.web.apps.presensi.models import Disiplin
from tepat.web.apps.tpp.hitung import worker
from tepat.web.apps.tpp.models import Hasil, Lembar, Perhitungan
from tepat.web.apps.tpp.services import request_run

MASA = "2024-03"
TODAY = "2024-04-03"
SINCE = date(2020, 1, 1)
PASSWORD = "kuda-besi-contoh"
ANONYMOUS = "anonim"
ROLES = ("pegawai", "atasan", "pengelola", "bkpsdm", "bendahara", "auditor", "administrator")
GIVEN = ("pengelola", "bkpsdm", "bendahara", "auditor", "administrator")
# Who works where: the name of the person, and the code of the unit.
PLACES = {
    "pegawai": "A1",
    "rekan": "A1",  # a colleague in the same unit, whom nobody of the others rates
    "bawahan": "A1",  # whom `atasan` rates
    "atasan": "A1",
    "pengelola": "A1",
    "bkpsdm": "A",
    "bendahara": "A",
    "auditor": "A",
    "lain": "B1",
    "kedua": "B",
}


@dataclass(frozen=True)
class Office:
    """Its users by role, its people and units by name, and what the matrix asks for by kind."""

    users: dict[str, Pengguna]
    people: dict[str, Pegawai]
    units: dict[str, Unit]

    def value(self, kind: Any, role: str, *, own: bool) -> Any:
        """What a word of the matrix stands for, asked by a role."""
        if not isinstance(kind, str):
            return kind
        if kind.startswith("="):
            return kind[1:]
        return KINDS[kind](self, role, own)

    def person(self, role: str, own: bool) -> Pegawai:
        """Somebody of one's own, or another's, as the matrix tells it for a role."""
        names = {"pegawai": ("pegawai", "rekan"), "atasan": ("bawahan", "rekan")}.get(role, ("bawahan", "lain"))
        return self.people[names[0] if own else names[1]]

    def unit(self, own: bool) -> Unit:
        """A unit below an SKPD."""
        return self.units["A1" if own else "B1"]

    def skpd(self, own: bool) -> Unit:
        """An SKPD."""
        return self.units["A" if own else "B"]


def _sheet(office: Office, role: str, own: bool) -> int:
    return Lembar.objects.get(masa=MASA, unit=office.skpd(own)).pk


def _batch(office: Office, role: str, own: bool) -> int:
    return Kumpulan.objects.get(unit=office.skpd(own)).pk


# What differs by asker: each with the office, the role, and whether it is one's own.
KINDS: dict[str, Any] = {
    "pegawai": lambda office, role, own: office.person(role, own).pk,
    "unit": lambda office, role, own: office.unit(own).pk,
    "skpd": lambda office, role, own: office.skpd(own).pk,
    "lembar": _sheet,
    "hasil": lambda office, role, own: Hasil.objects.get(pegawai=office.person(role, own), masa=MASA).pk,
    "akun": lambda office, role, own: office.users["pegawai"].pk,
    "peran": lambda office, role, own: Peran.objects.get(pengguna=office.users["auditor"]).pk,
    "penempatan": lambda office, role, own: Penempatan.objects.get(pegawai=office.person(role, own)).pk,
    "kumpulan": _batch,
    "berkas": lambda office, role, own: BerkasMasuk.objects.get(kumpulan=_batch(office, role, own)).pk,
    "ubahan": lambda office, role, own: Cuti.objects.get(pegawai=office.person(role, own)).pk,
    "hitung_ulang": lambda office, role, own: HitungUlang.objects.get().pk,
    "perhitungan": lambda office, role, own: Perhitungan.objects.get(masa=MASA).pk,
    "jabatan": lambda office, role, own: Jabatan.objects.get().pk,
    "masa": lambda office, role, own: MASA,
}
# Of these own and other differ; an entry that is built from none of them is asked once.
TWOFOLD = {"pegawai", "unit", "skpd", "lembar", "hasil", "penempatan", "kumpulan", "berkas", "ubahan"}


def make_office() -> Office:
    """Fill an empty database, and compute the month."""
    units = _units()
    people = _people(units)
    users = _users(people, units)
    _facts(people)
    _compute(users["bkpsdm"])
    _uploads(users["bkpsdm"], units)
    _changes(users["bkpsdm"], people)
    HitungUlang.objects.create(perhitungan=Perhitungan.objects.get(), pemohon=users["auditor"])
    return Office(users, people, units)


def _units() -> dict[str, Unit]:
    names = {"A": "DINAS CONTOH A", "A1": "BIDANG CONTOH A", "B": "DINAS CONTOH B", "B1": "BIDANG CONTOH B"}
    units = {unit.kode_unit: unit for unit in Unit.objects.bulk_create(Unit(kode_unit=code) for code in names)}
    RiwayatUnit.objects.bulk_create(
        RiwayatUnit(unit=unit, nama_unit=names[code], jenis_unit="Dinas", induk=units.get(code[:-1]), mulai=SINCE)
        for code, unit in units.items()
    )
    return units


def _people(units: dict[str, Unit]) -> dict[str, Pegawai]:
    jabatan = Jabatan.objects.create(kode_jabatan="J1")
    money = dict.fromkeys(CRITERIA, 0) | {"beban_kerja": 2_000_000, "prestasi_kerja": 3_000_000}
    NilaiJabatan.objects.create(jabatan=jabatan, nama_jabatan="ANALIS CONTOH", kelas_jabatan=9, mulai=SINCE, **money)
    made = Pegawai.objects.bulk_create(
        Pegawai(nip=f"19000101192001{number:04d}", nama=f"PEGAWAI CONTOH {name.upper()}")
        for number, name in enumerate(PLACES, 1001)
    )
    people = dict(zip(PLACES, made, strict=True))
    for name, person in people.items():
        Penempatan.objects.create(pegawai=person, jabatan=jabatan, unit=units[PLACES[name]], mulai=SINCE)
    StatusPegawai.objects.bulk_create(
        StatusPegawai(pegawai=person, status_pegawai="PNS", skema_golongan="PNS", golongan="III/a", mulai=SINCE)
        for person in made
    )
    Ptkp.objects.bulk_create(Ptkp(pegawai=person, ptkp="TK/0", mulai=SINCE) for person in made)
    Atasan.objects.create(pegawai=people["bawahan"], atasan=people["atasan"], mulai=SINCE)
    return people


def _users(people: dict[str, Pegawai], units: dict[str, Unit]) -> dict[str, Pengguna]:
    password = make_password(PASSWORD)
    made = Pengguna.objects.bulk_create(
        Pengguna(username=role, password=password, nama=f"PENGGUNA CONTOH {role.upper()}", pegawai=people.get(role))
        for role in ROLES
    )
    users = {user.username: user for user in made}
    Peran.objects.bulk_create(
        Peran(pengguna=users[role], jenis=role, unit=units["A"] if role == "pengelola" else None, mulai=SINCE)
        for role in GIVEN
    )
    return users


def _facts(people: dict[str, Pegawai]) -> None:
    rated = datetime(2024, 4, 2, 1, tzinfo=UTC)
    for person in people.values():
        Penilaian.objects.create(
            pegawai=person, periode=MASA, hasil_kerja="sesuai_ekspektasi", perilaku_kerja="sesuai_ekspektasi",
            predikat="baik", waktu_dinilai=rated,
        )  # fmt: skip
        Disiplin.objects.create(
            pegawai=person,
            masa=MASA,
            hari_kerja=18,
            hari_hadir=18,
            hari_alpa=0,
            potongan_persen=0,
            presensi_manual=None,
        )
        Gaji.objects.create(
            pegawai=person, masa=MASA, gaji_kotor=5_000_000, potongan_gaji=0, pph_gaji=0, iwp_gaji=100_000,
            bpjs_gaji=50_000,
        )  # fmt: skip


def _uploads(user: Pengguna, units: dict[str, Unit]) -> None:
    """A batch of each SKPD that waits to be decided on."""
    for code in ("A", "B"):
        batch = Kumpulan.objects.create(
            jenis="gaji", masa=MASA, unit=units[code], status=Kumpulan.Status.PRATINJAU, dibuat_oleh=user
        )
        content = b"nip,gaji_kotor\n"
        BerkasMasuk.objects.create(kumpulan=batch, nama="gaji.csv", ukuran=len(content), sidik="0" * 64, isi=content)


def _changes(user: Pengguna, people: dict[str, Pegawai]) -> None:
    """A record of some people that was typed in, so that the log knows it."""
    for name in ("pegawai", "rekan", "bawahan", "lain"):
        leave = Cuti(pegawai=people[name], jenis="tahunan", mulai=date(2024, 5, 6), selesai=date(2024, 5, 7))
        save_record(leave, user, "surat cuti")


def _compute(user: Pengguna) -> None:
    """As the worker does it, but inside the transaction of the tests: a heart on a second connection would wait."""
    run = request_run(user, Masa.parse(MASA))
    with mock.patch.object(worker, "beating", return_value=nullcontext()):
        worker.work_on(run.pk)
    run.refresh_from_db()
    assert run.keadaan == Perhitungan.Keadaan.SELESAI, run.pesan
