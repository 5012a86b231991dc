"""Questions about salaries and earlier payments."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from tepat.lang.calendar import Masa
from tepat.law import packet
from tepat.web.apps.pembayaran.models import Gaji, Pagu, PembayaranLalu
from tepat.web.common.sheet import FactSheet, sheet_ask
from tepat.web.common.together import Ask, Question

_SALARY = ("gaji_kotor", "potongan_gaji", "pph_gaji", "iwp_gaji", "bpjs_gaji")


def salary_ask(masa: Masa, people: Collection[int] | None = None) -> Ask[FactSheet]:
    """The packet's ``gaji``."""
    who = Q() if people is None else Q(pegawai__in=people)
    rows = Gaji.objects.filter(who, masa=str(masa)).order_by("pegawai__nip")
    return sheet_ask(packet.GAJI, rows.values_list("pegawai__nip", *_SALARY))


def earlier_payments(masa: Masa, people: Collection[int] | None = None) -> Question:
    """What was paid or withheld up to a month before Tepat computed it: nip, masa, jenis_run, variabel, nilai."""
    who = Q() if people is None else Q(pegawai__in=people)
    rows = PembayaranLalu.objects.filter(who, masa__lte=str(masa), masa__gte=f"{masa.year - 1}-01")
    ordered = rows.order_by("pegawai__nip", "pk")
    return ordered.values_list("pegawai__nip", "masa", "jenis_run", "variabel", "nilai")


def with_salary(masa: Masa) -> QuerySet[Gaji]:
    """The salaries of a month that are known."""
    return Gaji.objects.filter(masa=str(masa), gaji_kotor__isnull=False)


def budgets(tahun: int) -> dict[int, int]:
    """The budget of a year by unit. One query."""
    return dict(Pagu.objects.filter(tahun=tahun).values_list("unit_id", "nilai"))


def salary_origin(masa: Masa, pegawai_id: int) -> Question:
    """The file and row of a person's salary of a month."""
    rows = Gaji.objects.filter(pegawai=pegawai_id, masa=str(masa))
    return rows.values_list("kumpulan__daftar_berkas__nama", "baris")
