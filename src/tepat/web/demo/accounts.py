"""One account per role, with one password for all: for a demonstration only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from tepat.lang.calendar import Masa
from tepat.web.apps.akun.models import Pengguna, Peran
from tepat.web.apps.kepegawaian.selectors import rated_by
from tepat.web.apps.kinerja.models import Penilaian
from tepat.web.apps.presensi.models import Harian
from tepat.web.apps.presensi.selectors import processed
from tepat.web.common.today import end_of
from tepat.web.demo.records import Region
from tepat.web.demo.source import BEGINNING

PASSWORD = "contoh-tepat"  # noqa: S105 -- shown on the log-in page of every demonstration


@dataclass(frozen=True)
class Account:
    """An account of the demonstration: its name, who that is, and what they see."""

    username: str
    peran: Any
    melihat: Any
    jenis: str = ""


ACCOUNTS = (
    Account("pegawai", _("Pegawai"), _("TPP-nya sendiri bulan ini, dan mengapa sebesar itu")),
    Account("atasan", _("Atasan"), _("siapa yang belum dinilai, dan berapa yang dipertaruhkan")),
    Account(
        "pengelola", _("Pengelola SKPD"), _("kesiapan dan hasil Dinas Pendidikan, dari perkecualiannya"), "pengelola"
    ),
    Account("bkpsdm", _("BKPSDM"), _("seluruh daerah: muat data, hitung, setujui, kunci"), "bkpsdm"),
    Account("bkpsdm2", _("BKPSDM, orang kedua"), _("yang memeriksa apa yang tidak boleh diperiksa sendiri"), "bkpsdm"),
    Account("bendahara", _("Bendahara"), _("daftar yang terkunci sampai terbayar"), "bendahara"),
    Account("auditor", _("Auditor"), _("semua hanya dibaca, dan bulan mana pun dihitung ulang"), "auditor"),
    Account("administrator", _("Administrator"), _("akun dan peran; tidak mengubah angka apa pun"), "administrator"),
)
# Where the people of the accounts work.
SKPD_PENGELOLA = "DIN-001"
_OFFICE = {"bkpsdm": "BDN-001", "bkpsdm2": "BDN-001", "bendahara": "DIN-003", "auditor": "INSP-001"}
_FEWEST_RATED = 8
_DEADLINE = timedelta(days=5)


def operator(kode: str) -> str:
    """The name of the account that looks after an SKPD in the months that are over; nobody signs in with it."""
    return f"operator.{kode.lower()}"


def make_accounts(region: Region) -> dict[str, Pengguna]:
    """Every account, with its person and role; beside them an operator of each SKPD."""
    people = dict(_people(region))
    password = make_password(PASSWORD)
    tops = [line["kode_unit"] for line in region.last.facts("unit") if not line["induk"]]
    users = [
        Pengguna(
            username=account.username,
            password=password,
            nama=region.place[people[account.username]]["nama"] if account.username in people else str(account.peran),
            pegawai_id=region.pegawai[people[account.username]] if account.username in people else None,
        )
        for account in ACCOUNTS
    ]
    users += [Pengguna(username=operator(kode), password="!", nama=f"Operator {kode}") for kode in tops]  # noqa: S106
    found = {user.username: user for user in Pengguna.objects.bulk_create(users)}
    Peran.objects.bulk_create(_roles(region, found, tops))
    return found


def give_account_to_a_late_comer(account: Pengguna, superior: Pengguna, masa: Masa) -> None:
    """Bind the employee's account to somebody whose month shows what the application is for.

    A few late mornings, no day of absence, and the superior has not rated yet. Where nobody's month is so, the account
    stays with whom it has.
    """
    rated = Penilaian.objects.filter(periode=str(masa)).values("pegawai")
    late = (
        Harian.objects.filter(olahan=processed(masa), pegawai__in=rated_by(superior.pegawai_id or 0, masa.last))
        .exclude(pegawai__in=rated)
        .values("pegawai", "pegawai__nama")
        .annotate(
            mornings=Count("pk", filter=Q(menit_terlambat__gt=0)),
            others=Count("pk", filter=Q(menit_pulang_cepat__gt=0) | Q(status="alpa", tanggal__lte=_last_day(masa))),
        )
        .filter(mornings__gte=2, mornings__lte=4, others=0, pegawai__pengguna__isnull=True)
    )
    found = late.order_by("mornings", "pegawai").first()
    if found is not None:
        account.pegawai_id, account.nama = found["pegawai"], found["pegawai__nama"]
        account.save(update_fields=["pegawai", "nama"])


def _last_day(masa: Masa) -> date:
    """The last day whose attendance is known: of those after it the ledger says absent."""
    done = processed(masa)
    return masa.last if done is None or done.hingga is None else done.hingga


def _roles(region: Region, users: dict[str, Pengguna], tops: list[str]) -> Iterator[Peran]:
    for account in ACCOUNTS:
        if account.jenis:
            unit = region.unit[SKPD_PENGELOLA] if account.jenis == "pengelola" else None
            yield Peran(pengguna=users[account.username], jenis=account.jenis, unit_id=unit, mulai=BEGINNING)
    for kode in tops:
        yield Peran(pengguna=users[operator(kode)], jenis="pengelola", unit_id=region.unit[kode], mulai=BEGINNING)


def _people(region: Region) -> Iterator[tuple[str, str]]:
    """Which person has which account: the superior of many, one of them, and somebody of each office."""
    superior = _superior(region)
    yield "atasan", superior
    rated = [nip for nip, above in region.superior.items() if above == superior]
    late = _latest(region, rated)
    yield "pegawai", late
    taken = {superior, late}
    usual = _rated_in_time(region)
    for username, kode in {"pengelola": SKPD_PENGELOLA, **_OFFICE}.items():
        here = [
            nip
            for nip, line in reversed(region.place.items())
            if line["kode_unit"] == kode and nip not in taken and not line["selesai"]
        ]
        # Somebody whose months were paid as usual: the first page of a new account should not say "Rp 0".
        nip = next((nip for nip in here if nip in usual), here[0])
        taken.add(nip)
        yield username, nip


def _superior(region: Region) -> str:
    """Who rates people of whom some have a rating of the current month and others have not, and rates many."""
    rated = set(Penilaian.objects.filter(periode=str(region.last.masa)).values_list("pegawai__nip", flat=True))
    sizes = Counter(region.superior.values())
    begun = {above for nip, above in region.superior.items() if nip in rated}
    return min(
        (nip for nip in begun if region.place[nip]["kode_unit"] not in _OFFICE.values()),
        key=lambda nip: (sizes[nip] < _FEWEST_RATED, abs(sizes[nip] - 12), nip),
    )


def _latest(region: Region, people: list[str]) -> str:
    """Of these people one who was late in the month before, and otherwise has nothing out of the ordinary."""
    cuts = {line["nip"]: line for line in region.months[-2].facts("disiplin")}
    held = {line["nip"] for month in region.months for name in ("cuti", "hukdis", "plt") for line in month.facts(name)}
    free = [nip for nip in people if nip in cuts and nip not in held and cuts[nip]["hari_alpa"] == "0"]
    usual = set(free) & _rated_in_time(region)
    worth = {line["kode_jabatan"]: int(line["kelas_jabatan"]) for line in region.last.facts("jabatan")}

    def fitness(nip: str) -> tuple[bool, int, str]:
        late = Decimal(cuts[nip]["potongan_persen"] or 0) >= 1
        return late, worth[region.place[nip]["kode_jabatan"]], nip

    return max(usual or free or people, key=fitness)


def _rated_in_time(region: Region) -> set[str]:
    """Who was rated as usual, before the deadline, in every month that is over."""
    found = [
        set(
            Penilaian.objects.filter(
                periode=str(month.masa), predikat="baik", waktu_dinilai__lte=end_of(month.masa.last + _DEADLINE)
            ).values_list("pegawai__nip", flat=True)
        )
        for month in region.months[:-1]
    ]
    return set.intersection(*found)
