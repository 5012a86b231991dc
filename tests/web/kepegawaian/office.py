"""A small office: two SKPD, a few people, and somebody for every role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from tepat.web.apps.akun.models import Pengguna, Peran
from tepat.web.apps.kepegawaian.models import (
    Atasan,
    Cuti,
    Hukdis,
    Jabatan,
    NilaiJabatan,
    Pegawai,
    Penempatan,
    Plt,
    Ptkp,
    Rekening,
    RiwayatUnit,
    StatusPegawai,
    Unit,
)
from tepat.web.apps.presensi.models import Perangkat, PinPerangkat

OLD = date(2020, 1, 1)
TODAY = date(2024, 3, 20)


def nip_of(number: int) -> str:
    """The NIP of an invented person."""
    return f"1900010119200{number:05}"


@dataclass
class Office:
    """Units A (with A1 below) and B, positions, people 1–4, and users by role."""

    units: dict[str, Unit]
    posts: dict[int, Jabatan]
    people: dict[int, Pegawai]
    users: dict[str, Pengguna]
    device: Perangkat


def make_unit(code: str, above: Unit | None = None) -> Unit:
    """A unit with its name."""
    unit = Unit.objects.create(kode_unit=f"UNIT-{code}")
    RiwayatUnit.objects.create(unit=unit, nama_unit=f"BAGIAN CONTOH {code}", induk=above, mulai=OLD)
    return unit


def make_post(grade: int) -> Jabatan:
    """A position of a class, worth a million for each."""
    post = Jabatan.objects.create(kode_jabatan=f"JAB-{grade}")
    NilaiJabatan.objects.create(
        jabatan=post,
        nama_jabatan=f"PENELAAH CONTOH {grade}",
        kelas_jabatan=grade,
        beban_kerja=grade * 1_000_000,
        prestasi_kerja=grade * 500_000,
        mulai=OLD,
    )
    return post


def make_pegawai(number: int, unit: Unit, post: Jabatan) -> Pegawai:
    """Somebody with a status and a place."""
    pegawai = Pegawai.objects.create(nip=nip_of(number), nama=f"PEGAWAI CONTOH {number:05}")
    Penempatan.objects.create(pegawai=pegawai, unit=unit, jabatan=post, mulai=OLD)
    StatusPegawai.objects.create(
        pegawai=pegawai, status_pegawai="PNS", skema_golongan="PNS", golongan="III/a", mulai=OLD
    )
    return pegawai


def make_user(name: str, role: str = "", unit: Unit | None = None, pegawai: Pegawai | None = None) -> Pengguna:
    """Somebody who signs in."""
    user = Pengguna.objects.create_user(name, password="rahasia-sekali", nama=name.upper(), pegawai=pegawai)
    if role:
        Peran.objects.create(pengguna=user, jenis=role, unit=unit, mulai=OLD)
    return user


def make_office() -> Office:
    """People 1 and 2 in A1 below A, 3 and 4 in B; 1 rates 2."""
    a, b = make_unit("A"), make_unit("B")
    units = {"A": a, "A1": make_unit("A1", a), "B": b}
    posts = {7: make_post(7), 9: make_post(9)}
    people = {
        number: make_pegawai(number, units["A1" if number < 3 else "B"], posts[9 if number == 1 else 7])
        for number in (1, 2, 3, 4)
    }
    Atasan.objects.create(pegawai=people[2], atasan=people[1], mulai=OLD)
    users = {
        "bkpsdm": make_user("bkpsdm", "bkpsdm"),
        "pengelola": make_user("pengelola", "pengelola", a),
        "auditor": make_user("auditor", "auditor"),
        "administrator": make_user("administrator", "administrator"),
        "bendahara": make_user("bendahara", "bendahara"),
        "atasan": make_user("atasan", pegawai=people[1]),
        "pegawai": make_user("pegawai", pegawai=people[2]),
    }
    return Office(units, posts, people, users, Perangkat.objects.create(perangkat="MESIN CONTOH 1"))


def sample(slug: str, office: Office, number: int = 3) -> Any:
    """An unsaved record of a kind, that begins on the first of 2023 and says something of its own."""
    pegawai, post = office.people[number], office.posts[9]
    day = date(2023, 1, 1)
    made: dict[str, Any] = {
        "status": lambda: StatusPegawai(
            pegawai=pegawai, status_pegawai="PNS", skema_golongan="PNS", golongan="III/b", mulai=day
        ),
        "penempatan": lambda: Penempatan(pegawai=pegawai, unit=office.units["A"], jabatan=post, mulai=day),
        "plt": lambda: Plt(pegawai=pegawai, jabatan=post, jenis="naik", mulai=day),
        "cuti": lambda: Cuti(pegawai=pegawai, jenis="cuti_besar", mulai=day),
        "hukdis": lambda: Hukdis(pegawai=pegawai, tingkat="ringan", mulai=day),
        "ptkp": lambda: Ptkp(pegawai=pegawai, ptkp="K/1", mulai=day),
        "rekening": lambda: Rekening(
            pegawai=pegawai, bank="BANK CONTOH", nomor_rekening="0012345", atas_nama=pegawai.nama, mulai=day
        ),
        "pin": lambda: PinPerangkat(pegawai=pegawai, perangkat=office.device, pin="17", mulai=day),
        "atasan": lambda: Atasan(pegawai=pegawai, atasan=office.people[1], mulai=day),
        "unit": lambda: RiwayatUnit(unit=office.units["B"], nama_unit="BAGIAN CONTOH B BARU", mulai=day),
        "jabatan": lambda: NilaiJabatan(jabatan=post, nama_jabatan="PENELAAH BARU", kelas_jabatan=9, mulai=day),
    }
    return made[slug]()
