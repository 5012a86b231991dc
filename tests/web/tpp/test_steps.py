"""Steps of a sheet: every guard, each with the violation it must catch."""

from __future__ import annotations

import hashlib
import threading
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction

from tepat.web.apps.audit.models import Perubahan
from tepat.web.apps.tpp import services, steps
from tepat.web.apps.tpp.models import Hasil, Lembar, Pemeriksaan, Peralihan, Perhitungan
from tepat.web.common.today import now
from tests.web.tpp.region import MARCH, NET, PACKET, Region, receipt


def take(region: Region, who: str, name: str, code: str = "A", reason: str = "") -> Lembar:
    sheet = region.sheet(code)
    return services.take_step(region.users[who], sheet.pk, name, sheet.versi, reason)


def refusal(call: Any, *args: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        call(*args)
    return str(caught.value.code)


def test_a_sheet_goes_its_whole_way_by_the_right_people(region: Region):
    region.plant()
    for who, name, reached in (
        ("operator_a", "verifikasi", "diverifikasi"),
        ("bkpsdm", "setujui", "disetujui"),
        ("bkpsdm", "kunci", "terkunci"),
        ("bendahara", "kirim", "dikirim"),
        ("bendahara", "bayar", "dibayar"),
    ):
        assert take(region, who, name).status == reached
    walked = Peralihan.objects.filter(lembar=region.sheet()).order_by("pk").values_list("ke", flat=True)
    assert list(walked) == ["dihitung", "diverifikasi", "disetujui", "terkunci", "dikirim", "dibayar"]
    assert Perubahan.objects.filter(catatan="tpp.lembar", kunci=str(region.sheet().pk)).count() == 5


@pytest.mark.parametrize(
    ("status", "who", "name"),
    [
        ("dihitung", "operator_b", "verifikasi"),
        ("dihitung", "bkpsdm", "verifikasi"),
        ("dihitung", "auditor", "verifikasi"),
        ("diverifikasi", "operator_a", "setujui"),
        ("disetujui", "operator_a", "kunci"),
        ("disetujui", "administrator", "kunci"),
        ("terkunci", "bkpsdm", "kirim"),
        ("dikirim", "orang_lain", "bayar"),
    ],
)
def test_a_step_of_somebody_without_the_right_is_refused(region: Region, status: str, who: str, name: str):
    region.plant(status=status)
    with pytest.raises(PermissionDenied):
        take(region, who, name)
    assert region.sheet().status == status


def test_a_step_from_another_state_is_refused(region: Region):
    region.plant()
    assert refusal(take, region, "bkpsdm", "setujui") == "berubah"


def test_whoever_saw_an_older_version_decides_again(region: Region):
    region.plant()
    seen = region.sheet().versi
    Lembar.objects.filter(pk=region.sheet().pk).update(versi=seen + 1)
    assert refusal(services.take_step, region.users["operator_a"], region.sheet().pk, "verifikasi", seen) == "berubah"


def test_whoever_verified_does_not_approve(region: Region):
    region.plant()
    both = region.add_user("keduanya", "bkpsdm")
    from tepat.web.apps.akun.models import Peran

    Peran.objects.create(pengguna=both, jenis="pengelola", unit=region.units["A"], mulai="2020-01-01")
    take(region, "keduanya", "verifikasi")
    assert refusal(take, region, "keduanya", "setujui") == "orang_sama"
    assert take(region, "bkpsdm", "setujui").status == "disetujui"


def test_whoever_stands_in_the_sheet_needs_a_second_examiner(region: Region):
    region.plant()
    region.add_user("di_dalam", "pengelola", "A", pegawai=region.people[0])
    assert take(region, "di_dalam", "verifikasi").status == "dihitung"
    assert refusal(take, region, "di_dalam", "verifikasi") == "menunggu_kedua"
    assert take(region, "operator_a", "verifikasi").status == "diverifikasi"
    assert Pemeriksaan.objects.filter(tahap="verifikasi", dicabut=False).count() == 2


def test_whoever_stands_in_another_sheet_examines_alone(region: Region):
    region.plant()
    region.add_user("di_luar", "pengelola", "A", pegawai=region.people[1])
    assert take(region, "di_luar", "verifikasi").status == "diverifikasi"


@pytest.mark.parametrize(
    ("status", "who", "name", "reached"),
    [
        ("diverifikasi", "operator_a", "batal_verifikasi", "dihitung"),
        ("diverifikasi", "bkpsdm", "kembalikan", "dihitung"),
        ("disetujui", "bkpsdm", "batal_setujui", "diverifikasi"),
        ("dikirim", "bendahara", "batal_kirim", "terkunci"),
    ],
)
def test_a_step_back_needs_a_reason_and_keeps_it(region: Region, status: str, who: str, name: str, reached: str):
    region.plant(status=status)
    assert refusal(take, region, who, name, "A", "  ") == "alasan"
    assert take(region, who, name, reason="rekening ditolak bank").status == reached
    assert Peralihan.objects.latest("pk").alasan == "rekening ditolak bank"


def test_a_verification_that_was_taken_back_no_longer_counts(region: Region):
    region.plant()
    take(region, "operator_a", "verifikasi")
    take(region, "bkpsdm", "kembalikan", reason="daftar gajinya salah")
    assert not Pemeriksaan.objects.filter(dicabut=False).exists()
    assert take(region, "operator_a", "verifikasi").status == "diverifikasi"


def test_nothing_leads_back_from_a_locked_sheet(region: Region):
    region.plant(status="terkunci")
    leading_back = [step.name for step in services_steps_from("terkunci") if step.back]
    assert leading_back == []


def services_steps_from(status: str) -> list[Any]:
    from tepat.web.apps.tpp.states import steps_from

    return steps_from(status)


# -- what is locked must be what was computed ------------------------------------------------------------


def test_a_row_that_was_touched_stops_the_lock(region: Region):
    run = region.plant(status="disetujui")
    row = Hasil.objects.filter(hitungan=run).first()
    row.nilai = {**row.nilai, "tpp_diterima": str(row.tpp_diterima + 1)}
    row.save()
    assert refusal(take, region, "bkpsdm", "kunci") == "kendali"


def test_a_row_that_was_lost_stops_the_lock(region: Region):
    run = region.plant(status="disetujui")
    Hasil.objects.filter(hitungan=run).first().delete()
    assert refusal(take, region, "bkpsdm", "kunci") == "kendali"


def test_a_receipt_without_totals_stops_the_lock(region: Region):
    run = region.plant(status="disetujui")
    Perhitungan.objects.filter(pk=run.pk).update(tanda_terima={})
    assert refusal(take, region, "bkpsdm", "kunci") == "kendali"


@pytest.mark.parametrize("packet", [b"another packet", None])
def test_another_packet_stops_the_lock(region: Region, packet: bytes | None):
    run = region.plant(status="disetujui")
    Perhitungan.objects.filter(pk=run.pk).update(paket=packet)
    assert refusal(take, region, "bkpsdm", "kunci") == "sidik"


def test_a_supplement_computed_before_the_month_was_locked_is_computed_again(region: Region):
    region.plant(status="disetujui")
    region.plant(kind="susulan", status="disetujui")
    take(region, "bkpsdm", "kunci")
    late = region.sheet(kind="susulan")
    assert refusal(services.take_step, region.users["bkpsdm"], late.pk, "kunci", late.versi) == "susulan_usang"


def test_somebody_whom_a_locked_sheet_pays_is_not_paid_by_another_skpd(region: Region):
    region.plant(status="disetujui")
    take(region, "bkpsdm", "kunci")
    moved = Perhitungan.objects.create(
        masa=str(MARCH), keadaan="selesai", paket=PACKET, sidik_paket=hashlib.sha256(PACKET).hexdigest(),
        tanda_terima=receipt(1, NET), mulai_at=now(),
    )  # fmt: skip
    sheet = region.sheet("B")
    region._row(moved, sheet, 0, NET).save()
    Lembar.objects.filter(pk=sheet.pk).update(hitungan=moved)
    assert refusal(take, region, "bkpsdm", "kunci", "B") == "sudah_dibayar"
    assert region.sheet("B").status == "disetujui"


# -- several at once ------------------------------------------------------------


def test_several_sheets_are_locked_each_by_its_own_guards(region: Region):
    region.plant(status="disetujui")
    stale, ready = region.sheet("A"), region.sheet("B")
    Lembar.objects.filter(pk=stale.pk).update(versi=stale.versi + 1)
    pairs = [(stale.pk, stale.versi), (ready.pk, ready.versi)]
    moved, refused = services.take_steps(region.users["bkpsdm"], pairs, "kunci")
    assert [sheet.pk for sheet in moved] == [ready.pk]
    assert [item.lembar_id for item in refused] == [stale.pk]
    assert "Muat ulang" in refused[0].pesan
    assert (region.sheet("A").status, region.sheet("B").status) == ("disetujui", "terkunci")


def test_a_sheet_of_another_unit_is_refused_among_several(region: Region):
    region.plant()
    pairs = [(region.sheet(code).pk, region.sheet(code).versi) for code in "AB"]
    moved, refused = services.take_steps(region.users["operator_a"], pairs, "verifikasi")
    assert ([item.unit.kode_unit for item in moved], len(refused)) == (["A"], 1)
    assert region.sheet("B").status == "dihitung"


# -- locked is final, also past the application ------------------------------------------------------------


COLUMNS = ", ".join(field.column for field in Hasil._meta.concrete_fields if not field.primary_key)
REFUSED = r"terkunci|lembar_berstatus_ada_hitungan"


@pytest.mark.parametrize("status", ["terkunci", "dikirim", "dibayar"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tpp_hasil SET tpp_diterima = 1",
        "DELETE FROM tpp_hasil",
        "UPDATE tpp_lembar SET status = 'disetujui'",
        "UPDATE tpp_lembar SET hitungan_id = NULL",
        "UPDATE tpp_lembar SET masa = '2024-05'",
        "DELETE FROM tpp_lembar",
        f"INSERT INTO tpp_hasil ({COLUMNS}) SELECT {COLUMNS} FROM tpp_hasil",
        "UPDATE tpp_perhitungan SET sidik_paket = 'lain'",
        "UPDATE tpp_perhitungan SET paket = NULL",
        "UPDATE tpp_perhitungan SET tanda_terima = NULL",
        "DELETE FROM tpp_perhitungan",
    ],
)
def test_the_database_itself_refuses_to_change_a_locked_month(region: Region, statement: str, status: str):
    region.plant(status=status)
    with (
        pytest.raises(DatabaseError, match=REFUSED),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Hasil.objects.filter(tpp_diterima=1).count() == 0


def test_what_is_not_locked_may_be_computed_again(region: Region):
    region.plant(status="disetujui")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tpp_hasil SET tpp_diterima = 1")
    assert Hasil.objects.filter(tpp_diterima=1).count() == len(region.people)


def test_rows_of_a_run_that_is_no_longer_in_force_are_not_locked(region: Region):
    first = region.plant()
    region.plant(status="terkunci")
    Hasil.objects.filter(hitungan=first).update(tpp_diterima=1)
    assert Hasil.objects.filter(tpp_diterima=1).count() == len(region.people)


# -- two people at once ------------------------------------------------------------


def at_once(calls: list[Any]) -> list[Any]:
    """What several calls come to that begin together, each in a thread with a connection of its own."""
    start, outcomes = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place: int) -> None:
        try:
            start.wait()
            outcomes[place] = calls[place]()
        except Exception as error:
            outcomes[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_lock_at_once_exactly_one_does():
    region = Region.build()
    region.plant(status="disetujui")
    sheet = region.sheet()
    calls = [
        lambda who=who: services.take_step(region.users[who], sheet.pk, "kunci", sheet.versi)
        for who in ("bkpsdm", "bkpsdm2")
    ]
    outcomes = at_once(calls)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Lembar", "ValidationError"]
    assert Peralihan.objects.filter(lembar=sheet, ke="terkunci").count() == 1
    assert region.sheet().versi == sheet.versi + 1


def test_own_rows_are_told_from_those_of_others(region: Region):
    region.plant()
    inside = steps.stand_in(region.sheet(), [region.people[0].pk, region.people[1].pk])
    assert inside == {region.people[0].pk}
    assert str(MARCH) == region.sheet().masa
