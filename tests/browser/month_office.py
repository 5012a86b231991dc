"""A small office in which March is over and not computed: for the journey from a list to a locked month."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from io import BytesIO

from xlsxwriter import Workbook

from tepat.ingest.upload import MACHINES
from tests.browser.signs import PASSWORD
from tests.web.tpp.region import BEGINNING, FEBRUARY, MARCH, Region

TODAY = "2024-04-08"
LATE = 7  # this person came an hour late on the 5th of March
UNRATED = 5
_HOLIDAYS = {date(2024, 3, 11), date(2024, 3, 12), date(2024, 3, 29)}
_SALARY = ("gaji_kotor", "potongan_gaji", "pph_gaji", "iwp_gaji", "bpjs_gaji")


def make_month_office(people: int = 12) -> Region:
    """Two SKPD, February paid, of March everything but the salaries; the machine's file is in, not processed."""
    from django.contrib.auth.hashers import make_password

    from tepat.web.apps.akun.models import Pengguna, Peran
    from tepat.web.apps.kinerja.models import Penilaian
    from tepat.web.apps.pembayaran.models import Gaji
    from tepat.web.apps.presensi.models import Disiplin

    region = Region.build(people)
    region.plant(FEBRUARY, status="dibayar")
    region.furnish()
    Gaji.objects.all().delete()
    Disiplin.objects.all().delete()
    Penilaian.objects.filter(pegawai=region.people[UNRATED]).delete()
    region.add_user("pemeriksa_a", "pengelola", "A")
    # An examiner who also works for the whole region: may not approve what they verified.
    Peran.objects.create(pengguna=region.users["pemeriksa_a"], jenis="bkpsdm", mulai=BEGINNING)
    Pengguna.objects.filter(username="operator_a").update(pegawai=region.people[0])
    Pengguna.objects.update(password=make_password(PASSWORD))
    _set_up_attendance(region)
    return region


def _set_up_attendance(region: Region) -> None:
    from tepat.web.apps.impor.models import BerkasMasuk, Kumpulan
    from tepat.web.apps.presensi.models import Jadwal, Perangkat, PinPerangkat, PolaKerja

    device = Perangkat.objects.create(perangkat="Mesin A", nomor_seri="TESTSN0001", unit=region.units["A"], zona="WITA")
    PinPerangkat.objects.bulk_create(
        PinPerangkat(perangkat=device, pin=str(number + 1), pegawai=person, mulai=BEGINNING)
        for number, person in enumerate(region.people)
    )
    PolaKerja.objects.create(kode_pola="kantor", hari="1-5", masuk="08:00", pulang="15:00", lewat_tengah_malam=False)
    Jadwal.objects.bulk_create(Jadwal(unit=unit, kode_pola="kantor", mulai=BEGINNING) for unit in region.units.values())
    content = "".join(_punches(len(region.people))).encode()
    who = region.users["bkpsdm"]
    batch = Kumpulan.objects.create(jenis=MACHINES, masa=str(MARCH), status="diterima", dibuat_oleh=who)
    BerkasMasuk.objects.create(
        kumpulan=batch, nama="TESTSN0001_attlog.dat", ukuran=len(content),
        sidik=hashlib.sha256(content).hexdigest(), isi=content,
    )  # fmt: skip


def _punches(people: int) -> Iterator[str]:
    day = MARCH.first
    while day <= MARCH.last:
        if day.weekday() < 5 and day not in _HOLIDAYS:
            for number in range(people):
                late = number == LATE and day.day == 5
                morning = "08:30" if late else "07:30"
                yield f"{number + 1}\t{day:%Y-%m-%d} {morning}:00\t1\t0\t15\t0\n"
                yield f"{number + 1}\t{day:%Y-%m-%d} 15:20:00\t1\t1\t15\t0\n"
        day += timedelta(days=1)


def salary_list(region: Region, unknown: Sequence[str] = ("190001011920019990",)) -> bytes:
    """The salaries of March as an office sends them, as XLSX; some of the people nobody knows."""
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Gaji")
        sheet.write_row(0, 0, ("nip", *_SALARY))
        for number, nip in enumerate((*(person.nip for person in region.people), *unknown), start=1):
            sheet.write_row(number, 0, (nip, 5_000_000, 100_000, 0, 50_000, 200_000))
    return buffer.getvalue()
