"""A small office for the tests of imports, and files as an office uploads them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.apps import apps
from django.db import models

from tepat.web.apps.akun.models import Pengguna, Peran
from tepat.web.apps.impor import services
from tepat.web.apps.impor.models import Kumpulan
from tepat.web.apps.kepegawaian.models import Jabatan, NilaiJabatan, Pegawai, Penempatan, RiwayatUnit, Unit

MASA = "2026-03"
OLD = date(2024, 1, 1)
# What imports may change; the log and the batches themselves are not among them.
RECORDS = ("kepegawaian", "presensi", "kinerja", "pembayaran")


def nip_of(number: int) -> str:
    """The NIP of an invented person.

    >>> nip_of(1)
    '190001011920010001'
    """
    return f"19000101192001{number:04}"


def crowd(number: int) -> list[str]:
    """The NIP of many invented people; none ends as a spreadsheet leaves a number that it cut."""
    return [nip_of(1001 + place + place // 999) for place in range(number)]


def csv(*lines: str) -> bytes:
    """A file of these lines."""
    return ("\n".join(lines) + "\n").encode()


def make_office() -> dict[str, Any]:
    """Two units with a position and two people each, and who imports for one or all of them."""
    office: dict[str, Any] = {}
    for letter, first in (("A", 1), ("B", 3)):
        unit = Unit.objects.create(kode_unit=f"UNIT-{letter}")
        RiwayatUnit.objects.create(unit=unit, nama_unit=f"BAGIAN CONTOH {letter}", jenis_unit="bagian", mulai=OLD)
        office[f"unit_{letter.lower()}"] = unit
        for number in (first, first + 1):
            office[f"p{number}"] = make_pegawai(number, unit, _jabatan())
    office["bkpsdm"] = make_user("bkpsdm", "bkpsdm")
    office["pengelola"] = make_user("pengelola", "pengelola", office["unit_a"])
    office["auditor"] = make_user("auditor", "auditor")
    return office


def _jabatan() -> Jabatan:
    found, is_new = Jabatan.objects.get_or_create(kode_jabatan="JAB-1")
    if is_new:
        NilaiJabatan.objects.create(
            jabatan=found, nama_jabatan="PENELAAH CONTOH", kelas_jabatan=7, beban_kerja=1_000_000, mulai=OLD
        )
    return found


def make_pegawai(number: int, unit: Unit, jabatan: Jabatan) -> Pegawai:
    """Somebody with a place."""
    pegawai = Pegawai.objects.create(nip=nip_of(number), nama=f"PEGAWAI CONTOH {number}")
    Penempatan.objects.create(pegawai=pegawai, unit=unit, jabatan=jabatan, mulai=OLD)
    return pegawai


def make_user(name: str, role: str, unit: Unit | None = None) -> Pengguna:
    """Somebody who signs in with a role."""
    user = Pengguna.objects.create_user(name, password="rahasia-sekali")
    Peran.objects.create(pengguna=user, jenis=role, unit=unit, mulai=OLD)
    return user


def upload(user: Any, jenis: str | None, *contents: bytes, unit: Any = None, masa: str = MASA, **more: Any) -> Kumpulan:
    """A batch of files, read."""
    files = [(f"berkas-{place}.csv", content) for place, content in enumerate(contents)]
    return services.preview(services.receive(user, files, jenis, masa, unit, **more))


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every record that imports may change, with its number and where it came from."""
    found = {}
    for label in RECORDS:
        for model in apps.get_app_config(label).get_models():
            rows = model._default_manager.order_by("pk").values()
            found[model._meta.label] = list(rows)
    return {name: rows for name, rows in found.items() if rows}


def fates(kumpulan: Kumpulan) -> dict[str, int]:
    """How many rows of each fate, without those of none."""
    names = ("baru", "ubah", "sama", "ditolak")
    return {name: kumpulan.hitungan[name] for name in names if kumpulan.hitungan[name]}


def records(model: str) -> models.QuerySet[Any]:
    """The records of a model, by its label."""
    return apps.get_model(model)._default_manager.all()
