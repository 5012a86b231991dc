"""What the demonstration writes in bulk would have passed the services that it goes around."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise

import pytest
from django.apps import apps
from django.test import Client

from tepat.ingest.upload import MACHINES
from tepat.lang.calendar import Masa
from tepat.web.apps.akun.models import Pengguna
from tepat.web.apps.akun.selectors import rights_of
from tepat.web.apps.audit.models import Perubahan
from tepat.web.apps.impor.models import BerkasMasuk, Kumpulan
from tepat.web.apps.kepegawaian.models import Atasan, NilaiJabatan, Penempatan, Plt, Ptkp, StatusPegawai
from tepat.web.apps.kinerja.models import Penilaian
from tepat.web.apps.pembayaran.models import Gaji
from tepat.web.apps.presensi.models import Disiplin, Harian, OlahPresensi, PinPerangkat, TemuanPresensi
from tepat.web.apps.tpp.models import Hasil, Lembar
from tepat.web.common.period import NoOverlap, Period
from tepat.web.demo import money
from tepat.web.demo.accounts import ACCOUNTS, PASSWORD
from tepat.web.demo.fill import NotFillableError, fill, is_filled, past_months

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]

TODAY = date(2024, 3, 20)
APPS = ("akun", "kepegawaian", "impor", "presensi", "kinerja", "pembayaran", "tpp")
MODELS = [model for name in APPS for model in apps.get_app_config(name).get_models()]
PERIODS = [model for model in MODELS if issubclass(model, Period)]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_sample_of_every_record_is_clean(model):
    for row in model._default_manager.order_by("?")[:15]:
        # A file of a device may be empty, a hash never is: what the form of a model refuses is not what is asked here.
        row.clean_fields(
            exclude=[field.name for field in model._meta.fields if field.has_default() or field.blank or field.null]
        )
        row.validate_constraints()


@pytest.mark.parametrize("model", PERIODS, ids=lambda model: model.__name__)
def test_no_two_records_overlap(model):
    for constraint in model._meta.constraints:
        if not isinstance(constraint, NoOverlap):
            continue
        spans = defaultdict(list)
        for row in model._default_manager.all():
            key = tuple(getattr(row, model._meta.get_field(name).attname) for name in constraint.fields)
            spans[key].append((row.mulai, row.selesai or date.max))
        for held in spans.values():
            held.sort()
            assert all(last < begin for (_, last), (begin, _) in pairwise(held))


@pytest.mark.parametrize("day", [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31)])
def test_everybody_placed_has_a_status_and_a_position_with_a_value(day):
    placed = Penempatan.objects.on(day)
    people = set(placed.values_list("pegawai", flat=True))
    assert len(people) > 280
    assert people <= set(StatusPegawai.objects.on(day).values_list("pegawai", flat=True))
    assert set(placed.values_list("jabatan", flat=True)) <= set(
        NilaiJabatan.objects.on(day).exclude(nomor_sk="").values_list("jabatan", flat=True)
    )


def test_posts_that_somebody_acts_in_have_a_value():
    assert set(Plt.objects.values_list("jabatan", flat=True)) <= set(
        NilaiJabatan.objects.on(TODAY).values_list("jabatan", flat=True)
    )


def test_everybody_but_one_is_rated_by_somebody_and_nobody_in_a_circle():
    above = dict(Atasan.objects.on(TODAY).values_list("pegawai", "atasan"))
    # Whoever arrives later this month is not rated yet.
    here = set(Penempatan.objects.on(TODAY).values_list("pegawai", flat=True))
    assert len(here - above.keys()) == 1
    for person in here:
        chain = [person]
        while (superior := above.get(chain[-1])) is not None:
            assert superior not in chain
            chain.append(superior)


def test_the_months_that_are_over_are_paid_and_the_current_one_is_not_computed():
    assert is_filled()
    assert [str(masa) for masa in past_months()] == ["2024-01", "2024-02"]
    states = set(Lembar.objects.values_list("masa", "status"))
    assert states == {("2024-01", "dibayar"), ("2024-02", "dibayar")}


def test_every_month_was_processed_from_the_punches_and_the_current_one_until_yesterday():
    jobs = {job.masa: job.hingga for job in OlahPresensi.objects.filter(keadaan="selesai")}
    assert jobs == {"2024-01": None, "2024-02": None, "2024-03": date(2024, 3, 19)}
    assert not Disiplin.objects.filter(olahan=None).exists()
    assert Harian.objects.filter(tanggal=date(2024, 3, 19), status="hadir").count() > 150
    assert not Harian.objects.filter(tanggal__gt=date(2024, 3, 19)).exclude(masuk="").exists()


def test_the_second_month_knows_what_was_received_in_the_first():
    february = Hasil.objects.filter(masa="2024-02", status_hitung="dihitung")
    assert february.exclude(sebelumnya=None).count() > 270


def test_the_log_tells_the_days_of_the_demonstration_and_none_after_them():
    logged = Perubahan.objects.filter(tindakan="langkah")
    assert logged.count() > 100
    assert logged.order_by("-waktu").first().waktu.date() == date(2024, 3, 13)


def test_what_a_demonstration_wants_is_there():
    this = "2024-03"
    here = Penempatan.objects.on(TODAY)
    assert here.exclude(pegawai__in=Ptkp.objects.on(TODAY).values("pegawai")).count() == 1
    assert TemuanPresensi.objects.filter(olahan__masa=this, kode="P-101").exists()
    salaries = set(Gaji.objects.filter(masa=this).values_list("pegawai__nip", flat=True))
    missing = Penempatan.objects.on(TODAY).filter(unit__kode_unit=money.WITHOUT_SALARY)
    assert missing.exists()
    assert not salaries & set(missing.values_list("pegawai__nip", flat=True))
    waiting = Kumpulan.objects.get(status=Kumpulan.Status.PRATINJAU)
    assert waiting.daftar_temuan.count() == 2
    rated = Penilaian.objects.filter(periode=this).count()
    assert 0 < rated < 200


def test_every_accepted_file_is_kept_byte_by_byte():
    devices = BerkasMasuk.objects.filter(kumpulan__jenis=MACHINES, nama__endswith="_attlog.dat")
    assert set(devices.values_list("kumpulan__masa", flat=True)) == {"2024-01", "2024-02", "2024-03"}
    assert all(len(file.isi) == file.ukuran > 0 for file in devices)


def test_no_machine_knows_of_a_day_that_has_not_happened():
    files = BerkasMasuk.objects.filter(kumpulan__masa="2024-03", nama__endswith="_attlog.dat")
    text = b"".join(bytes(file.isi) for file in files).decode("latin-1")
    assert "2024-03-19 " in text
    assert not any(f"2024-03-{day} " in text for day in range(20, 32))


def test_a_pin_belongs_to_one_person_throughout():
    # Only who left handed a PIN over.
    owners = defaultdict(set)
    for device, pin, person in PinPerangkat.objects.values_list("perangkat", "pin", "pegawai"):
        owners[device, pin].add(person)
    assert sum(len(people) > 1 for people in owners.values()) == 1


# -- accounts ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.username)
def test_every_account_logs_in_and_has_its_role(account):
    client = Client()
    answer = client.post("/akun/masuk/", {"login": account.username, "password": PASSWORD})
    assert answer.status_code == 302
    rights = rights_of(Pengguna.objects.get(username=account.username))
    assert rights.roles == ({account.jenis} if account.jenis else set())


def test_the_employee_is_rated_by_the_superior_who_has_begun_and_not_finished():
    users = {user.username: user for user in Pengguna.objects.all()}
    people = set(Atasan.objects.filter(atasan=users["atasan"].pegawai).values_list("pegawai", flat=True))
    assert users["pegawai"].pegawai_id in people
    rated = Penilaian.objects.filter(periode="2024-03", pegawai__in=people).count()
    assert 0 < rated < len(people)
    own = Hasil.objects.filter(pegawai=users["pegawai"].pegawai)
    assert own.filter(status_hitung="dihitung").count() == 2
    # In the month before, lateness cost this person something, and nothing else did.
    bruto, discipline = own.values_list("tpp_bruto", "nilai__nilai_disiplin").get(masa="2024-02")
    assert bruto > 3_000_000
    assert discipline != "1"


def test_nobody_signs_in_as_an_operator_of_the_past():
    for user in Pengguna.objects.filter(username__startswith="operator."):
        assert not user.check_password(PASSWORD)


# -- never over somebody's data ---------------------------------------------------------------------------------------


def test_a_real_installation_is_never_filled(settings):
    settings.TEPAT_DEMO = False
    with pytest.raises(NotFillableError, match="TEPAT_DEMO"):
        fill()


def test_other_peoples_records_are_left_alone():
    Pengguna.objects.filter(username="pemuat").update(username="orang")
    with pytest.raises(NotFillableError, match="berisi pegawai"):
        fill()


def test_a_filled_region_stays_as_it_is():
    before = Hasil.objects.count()
    fill()
    assert Hasil.objects.count() == before
    assert Masa.parse("2024-03") not in past_months()
