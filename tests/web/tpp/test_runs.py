"""Runs of the month: what is refused, what is left alone, and what a supplement pays."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tepat.law.shelf import regulations_root
from tepat.web.apps.kinerja.models import Penilaian
from tepat.web.apps.presensi.models import Disiplin
from tepat.web.apps.tpp import services
from tepat.web.apps.tpp.hitung import controls, worker
from tepat.web.apps.tpp.hitung.paid import paid_before, payments_of
from tepat.web.apps.tpp.masa import causes, queries, worklist
from tepat.web.apps.tpp.models import Hasil, Lembar, Perhitungan
from tests.web.tpp.region import FEBRUARY, MARCH, NET, Region

WAY = (("operator", "verifikasi"), ("bkpsdm", "setujui"), ("bkpsdm", "kunci"))


def compute(
    region: Region, who: str = "bkpsdm", unit: str = "", kind: str = "reguler", reason: str = ""
) -> Perhitungan:
    """Have March computed by a real child process."""
    unit_id = region.units[unit].pk if unit else None
    run = services.request_for_unit(region.users[who], MARCH, unit_id, kind, reason)
    worker.work_on(run.pk)
    run.refresh_from_db()
    assert (run.keadaan, run.pesan) == ("selesai", "")
    return run


def lock(region: Region, code: str, kind: str = "reguler", order: int = 1) -> Lembar:
    """Take a sheet to the lock."""
    for who, name in WAY:
        sheet = region.sheet(code, kind=kind, order=order)
        user = region.users[f"operator_{code.lower()}" if who == "operator" else who]
        services.take_step(user, sheet.pk, name, sheet.versi)
    return region.sheet(code, kind=kind, order=order)


def code_of(call: Any, *args: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        call(*args)
    return str(caught.value.code)


@pytest.fixture
def ready(region: Region) -> Region:
    region.furnish()
    return region


# -- a whole month --------------------------------------------------------------------------------------------------


def test_a_month_is_computed_with_its_packet_its_receipt_and_every_person(ready: Region):
    run = compute(ready)
    assert run.ringkasan["dihitung"] == len(ready.people)
    assert controls.uneven(run) == []
    with zipfile.ZipFile(io.BytesIO(bytes(run.paket))) as packet:
        assert {"tanda_terima.json", "hasil.csv", "rekap.xlsx", "fakta/pegawai.csv"} <= set(packet.namelist())
    first = Hasil.objects.get(hitungan=run, pegawai=ready.people[0])
    assert first.unit == ready.units["A"]
    assert first.tpp_bruto - first.potongan == first.tpp_diterima > 0
    assert first.fakta["pegawai"][0]["nip"] == ready.people[0].nip


def test_what_the_region_supplies_takes_part_in_the_month_and_stands_in_its_packet(ready: Region, settings: Any):
    settings.TEPAT_PELENGKAP = str(regulations_root() / "contoh" / "pelengkap-tarif-presensi")
    run = compute(ready)
    with zipfile.ZipFile(io.BytesIO(bytes(run.paket))) as packet:
        assert any("pelengkap-tarif-presensi/instrumen.toml" in name for name in packet.namelist())
    settings.TEPAT_PELENGKAP = ""
    bare = compute(ready, reason="tanpa pelengkap")
    assert bare.sidik_aturan != run.sidik_aturan


def test_people_of_a_subunit_stand_on_the_sheet_of_their_skpd(ready: Region):
    compute(ready)
    assert Hasil.objects.get(pegawai=ready.people[3]).unit == ready.units["B1"]
    assert Hasil.objects.get(pegawai=ready.people[3]).lembar == ready.sheet("B")


def test_somebody_without_attendance_waits_and_the_others_do_not(ready: Region):
    Disiplin.objects.filter(pegawai=ready.people[0]).delete()
    compute(ready)
    (group,) = worklist.withheld(ready.sheet("A"))
    assert [person.pegawai_id for person, _why in group.people] == [ready.people[0].pk]
    assert group.kode
    assert group.perbaikan
    assert Hasil.objects.filter(status_hitung="dihitung").count() == len(ready.people) - 1


def test_a_month_that_cannot_be_computed_says_why_and_changes_nothing(region: Region, settings: Any):
    settings.TEPAT_REGULASI = "tidak-ada"
    run = Perhitungan.objects.create(masa=str(MARCH), pemohon=region.users["bkpsdm"])
    worker.work_on(run.pk)
    run.refresh_from_db()
    assert run.keadaan == "gagal"
    assert "tidak-ada" in run.pesan
    assert not Lembar.objects.exists()


# -- asking for it -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["bendahara", "auditor", "administrator", "orang_lain"])
def test_who_computes_nothing_asks_in_vain(region: Region, who: str):
    with pytest.raises(PermissionDenied):
        services.request_run(region.users[who], MARCH)


def test_an_operator_computes_the_own_skpd_alone(region: Region):
    operator = region.users["operator_a"]
    assert services.request_run(operator, MARCH, region.units["A"]).unit == region.units["A"]
    for unit in (None, region.units["B"]):
        with pytest.raises(PermissionDenied):
            services.request_run(operator, MARCH, unit)


def test_a_month_is_not_computed_twice_at_a_time(region: Region):
    run = services.request_run(region.users["bkpsdm"], MARCH)
    with pytest.raises(services.RunOpenError) as caught:
        services.request_run(region.users["bkpsdm2"], MARCH)
    assert caught.value.run == run
    with pytest.raises(services.RunOpenError):
        services.request_run(region.users["operator_a"], MARCH, region.units["A"])


def test_a_kind_of_run_that_the_law_does_not_know_is_refused(region: Region):
    assert code_of(services.request_run, region.users["bkpsdm"], MARCH, None, "bonus") == "jenis"


def test_a_repeat_says_why(region: Region):
    region.plant()
    assert code_of(services.request_for_unit, region.users["bkpsdm"], MARCH, None, "reguler", " ") == "alasan"
    assert services.request_for_unit(region.users["bkpsdm"], MARCH, None, "reguler", "gaji baru").alasan == "gaji baru"


@pytest.mark.parametrize("status", ["diverifikasi", "disetujui", "terkunci", "dikirim", "dibayar"])
def test_an_examined_sheet_is_not_computed_again(region: Region, status: str):
    region.plant(status=status)
    operator, unit = region.users["operator_a"], region.units["A"]
    assert code_of(services.request_run, operator, MARCH, unit, "reguler", 1, "lagi") == "diperiksa"


def test_a_run_for_everybody_leaves_examined_sheets_alone_and_says_so(ready: Region):
    first = compute(ready)
    sheet = ready.sheet("A")
    services.take_step(ready.users["operator_a"], sheet.pk, "verifikasi", sheet.versi)
    (left,) = services.left_alone(MARCH)
    assert (left.unit_id, left.status) == (ready.units["A"].pk, "diverifikasi")
    second = compute(ready, reason="penilaian menyusul")
    assert ready.sheet("A").hitungan == first
    assert ready.sheet("B").hitungan == second
    assert set(Hasil.objects.filter(hitungan=second).values_list("lembar", flat=True)) == {ready.sheet("B").pk}


def test_a_word_given_while_the_month_is_computed_is_not_wiped(ready: Region, monkeypatch: pytest.MonkeyPatch):
    first = compute(ready)
    whole = worker._compute

    def meanwhile(run: Any, scratch: Any) -> Any:
        computed = whole(run, scratch)
        sheet = ready.sheet("A")
        services.take_step(ready.users["operator_a"], sheet.pk, "verifikasi", sheet.versi)
        return computed

    monkeypatch.setattr(worker, "_compute", meanwhile)
    second = compute(ready, reason="penilaian menyusul")
    assert (ready.sheet("A").status, ready.sheet("A").hitungan) == ("diverifikasi", first)
    assert second.ringkasan["dilewati"] == [ready.units["A"].pk]


def test_what_a_recompute_changed_is_told_in_people_and_rupiah(ready: Region):
    compute(ready)
    assert queries.changed_since(ready.sheet("A")) is None
    Penilaian.objects.filter(pegawai=ready.people[0]).update(predikat="kurang")
    before = Hasil.objects.get(lembar=ready.sheet("A"), pegawai=ready.people[0]).tpp_diterima
    second = compute(ready, reason="penilaian diperbaiki")
    after = Hasil.objects.get(hitungan=second, pegawai=ready.people[0]).tpp_diterima
    assert before > after
    moved = queries.changed_since(ready.sheet("A"))
    assert moved == queries.Moved(1, 0, after - before, after - before)
    untouched = queries.changed_since(ready.sheet("B"))
    assert untouched == queries.Moved(0, 0, 0, 0)


# -- against last month ---------------------------------------------------------------------------------------------


def test_a_large_change_is_told_with_causes_that_add_up(ready: Region):
    ready.furnish(FEBRUARY)
    february = services.request_run(ready.users["bkpsdm"], FEBRUARY)
    worker.work_on(february.pk)
    Penilaian.objects.filter(pegawai=ready.people[0], periode=str(MARCH)).update(predikat="kurang")
    Disiplin.objects.filter(pegawai=ready.people[0], masa=str(MARCH)).update(potongan_persen=Decimal(5))
    compute(ready)
    (row,) = worklist.changed(ready.sheet("A"))
    assert row.pegawai == ready.people[0]
    told = causes.against_last_month([row], MARCH)[row.pegawai_id]
    assert told.selisih == row.tpp_diterima - row.sebelumnya < 0
    assert sum(reason.rupiah for reason in told.reasons) == told.selisih
    assert len(told.reasons) == 2


def test_what_is_odd_is_found_by_its_thresholds(db: None):
    region = Region.build(14)
    region.plant(FEBRUARY)
    region.plant()
    sheet = region.sheet("A")
    rows = list(Hasil.objects.filter(lembar=sheet).order_by("pk"))
    Hasil.objects.filter(pk=rows[0].pk).update(tpp_bruto=3 * NET)
    Hasil.objects.filter(pk=rows[1].pk).update(tpp_bruto=0)
    rows[2].delete()
    found = worklist.anomalies(sheet)
    assert [row.pk for row in found.tinggi] == [rows[0].pk]
    assert [row.pk for row in found.nol] == [rows[1].pk]
    assert [row.pegawai_id for row in found.hilang] == [rows[2].pegawai_id]
    assert found.units_without_discipline == ()
    Hasil.objects.filter(lembar=sheet).update(nilai={"nilai_disiplin": "0"})
    assert worklist.anomalies(sheet).units_without_discipline == (region.units["A"].pk,)


# -- supplements ----------------------------------------------------------------------------------------------------


def test_only_amounts_of_locked_sheets_count_as_paid(ready: Region):
    compute(ready)
    assert list(paid_before(MARCH)) == []
    lock(ready, "A")
    paid = {(nip, name): amount for nip, _masa, _kind, name, amount in payments_of(paid_before(MARCH))}
    row = Hasil.objects.get(lembar=ready.sheet("A"), pegawai=ready.people[0])
    assert paid[row.pegawai.nip, "tpp_diterima"] == row.tpp_diterima
    assert {nip for nip, _name in paid} == {person.nip for person in ready.people[0::2]}
    assert "nilai_disiplin" not in {name for _nip, name in paid}


def test_a_supplement_pays_only_what_the_locked_month_lacks_and_takes_back_what_was_too_much(ready: Region):
    up, down, same = ready.people[0], ready.people[2], ready.people[4]
    Penilaian.objects.filter(pegawai=up).update(predikat="kurang")
    compute(ready)
    lock(ready, "A")
    then = dict(Hasil.objects.filter(lembar=ready.sheet("A")).values_list("pegawai_id", "tpp_diterima"))
    Penilaian.objects.filter(pegawai=up).update(predikat="baik")
    Disiplin.objects.filter(pegawai=down).update(potongan_persen=Decimal(10))
    compute(ready, "operator_a", "A", services.SUPPLEMENT, "penilaian dan presensi diperbaiki")
    sheet = ready.sheet("A", kind="susulan")
    rows = {row.pegawai_id: row for row in Hasil.objects.filter(lembar=sheet)}
    assert rows[up.pk].tpp_diterima > 0 > rows[down.pk].tpp_diterima
    assert rows[same.pk].tpp_diterima == 0
    assert {row.pegawai_id for row in worklist.differing(sheet)} == {up.pk, down.pk}
    for person, told in causes.against_paid(worklist.differing(sheet), sheet).items():
        assert told.lama == then[person]
        assert told.selisih == rows[person].tpp_diterima
        assert sum(reason.rupiah for reason in told.reasons) == told.selisih
        assert told.reasons


def test_a_second_supplement_finds_nothing_left_to_pay(ready: Region):
    Penilaian.objects.filter(pegawai=ready.people[0]).update(predikat="kurang")
    compute(ready)
    lock(ready, "A")
    Penilaian.objects.filter(pegawai=ready.people[0]).update(predikat="baik")
    compute(ready, "operator_a", "A", services.SUPPLEMENT, "penilaian diperbaiki")
    assert services.next_supplement(MARCH, ready.units["A"].pk) == 1
    lock(ready, "A", services.SUPPLEMENT)
    assert services.next_supplement(MARCH, ready.units["A"].pk) == 2
    compute(ready, "operator_a", "A", services.SUPPLEMENT, "diperiksa sekali lagi")
    second = ready.sheet("A", kind=services.SUPPLEMENT, order=2)
    assert set(Hasil.objects.filter(lembar=second).values_list("tpp_diterima", flat=True)) == {0}
    assert not worklist.differing(second).exists()


def test_no_supplement_touches_a_month_that_is_not_locked(ready: Region):
    compute(ready)
    operator, unit = ready.users["operator_a"], ready.units["A"].pk
    assert code_of(services.request_for_unit, operator, MARCH, unit, services.SUPPLEMENT, "kurang") == "diperiksa"
    lock(ready, "B")
    run = compute(ready, kind=services.SUPPLEMENT, reason="seluruh daerah")
    assert set(Hasil.objects.filter(hitungan=run).values_list("lembar__unit", flat=True)) == {ready.units["B"].pk}


def test_a_supplement_says_why(region: Region):
    region.plant(status="terkunci")
    assert code_of(services.request_supplement, region.users["bkpsdm"], MARCH, region.units["A"], " ") == "alasan"


def test_a_run_for_nobody_ends_as_failed_with_the_way_to_go(region: Region):
    region.plant(status="terkunci")
    run = services.request_run(region.users["bkpsdm"], MARCH, alasan="lagi")
    worker.work_on(run.pk)
    run.refresh_from_db()
    assert run.keadaan == "gagal"
    assert "terkunci" in run.pesan
