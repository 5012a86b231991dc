"""Records of each kind: none overlap, none change without a reason, and the log says what happened."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tepat.web.apps.audit.models import Perubahan
from tepat.web.apps.audit.services import snapshot
from tepat.web.apps.kepegawaian import changes
from tepat.web.apps.kepegawaian.kinds import KINDS
from tepat.web.apps.kepegawaian.models import Cuti, Penempatan, RiwayatUnit, StatusPegawai
from tepat.web.apps.kepegawaian.services import delete_record, save_record, succeed_record
from tests.web.kepegawaian.office import OLD, Office, sample

SK = "SK contoh nomor 1"


def clear(slug: str, office: Office) -> None:
    """Nothing of the kind stands yet, so that each test begins alike."""
    KINDS[slug].model.objects.all().delete()
    if slug == "unit":  # or it could not be closed
        Penempatan.objects.all().delete()


def last() -> Perubahan:
    found = Perubahan.objects.order_by("-pk").first()
    assert found is not None
    return found


@pytest.mark.parametrize("slug", KINDS)
def test_two_records_of_a_kind_never_share_a_day(slug: str, office: Office):
    clear(slug, office)
    first = save_record(sample(slug, office), office.users["bkpsdm"], SK)
    again = sample(slug, office)
    again.mulai = date(2023, 6, 1)

    with pytest.raises(ValidationError) as refused:
        save_record(again, office.users["bkpsdm"], SK)

    assert "tumpang_tindih" in [error.code for errors in refused.value.error_dict.values() for error in errors]
    assert list(KINDS[slug].model.objects.all()) == [first]


@pytest.mark.postgres
@pytest.mark.parametrize("slug", KINDS)
def test_the_database_itself_refuses_an_overlap(slug: str, office: Office):
    clear(slug, office)
    sample(slug, office).save()
    again = sample(slug, office)
    again.mulai = date(2023, 6, 1)

    with pytest.raises(IntegrityError, match="tak_bertumpuk"), transaction.atomic():
        again.save()


@pytest.mark.parametrize("slug", KINDS)
def test_a_record_that_ends_before_it_begins_is_refused_by_service_and_database(slug: str, office: Office):
    clear(slug, office)
    wrong = sample(slug, office)
    wrong.selesai = date(2022, 12, 31)

    with pytest.raises(ValidationError):
        save_record(wrong, office.users["bkpsdm"], SK)
    with pytest.raises(IntegrityError), transaction.atomic():
        wrong.save()


@pytest.mark.parametrize("slug", KINDS)
def test_every_path_of_a_record_is_in_the_log(slug: str, office: Office):
    clear(slug, office)
    user, kind = office.users["bkpsdm"], KINDS[slug]
    record = changes.write_record(kind, sample(slug, office), user, "ditambah menurut SK 1")
    added = snapshot(record)
    assert (last().tindakan, last().lama, last().baru) == ("tambah", None, added)

    record.selesai = date(2030, 12, 31)
    changes.write_record(kind, record, user, "diperbaiki menurut SK 2")
    corrected = snapshot(record)
    assert (last().tindakan, last().lama, last().baru) == ("ubah", added, corrected)

    changes.end_record(kind, record, user, date(2029, 6, 30), "diakhiri menurut SK 3")
    ended = snapshot(record)
    assert (last().lama, last().baru, ended["selesai"]) == (corrected, ended, "2029-06-30")

    key = record.pk
    delete_record(record, user, "dihapus menurut SK 4")
    assert (last().tindakan, last().lama, last().baru) == ("hapus", ended, None)
    rows = Perubahan.objects.filter(catatan=kind.record, kunci=str(key)).order_by("pk")
    assert [row.alasan[-4:] for row in rows] == ["SK 1", "SK 2", "SK 3", "SK 4"]
    assert {row.pengguna for row in rows} == {user}


@pytest.mark.parametrize("slug", [slug for slug, kind in KINDS.items() if kind.succeeds])
def test_what_succeeds_ends_the_running_record_the_day_before(slug: str, office: Office):
    clear(slug, office)
    user, kind = office.users["bkpsdm"], KINDS[slug]
    running = save_record(sample(slug, office), user, SK)
    later = sample(slug, office)
    later.mulai = date(2024, 4, 1)

    changes.write_record(kind, later, user, "SK baru", succeeds=True)

    running.refresh_from_db()
    assert running.selesai == date(2024, 3, 31)
    assert later.selesai is None
    told = [(row.tindakan, row.kunci, row.alasan) for row in Perubahan.objects.order_by("-pk")[:2]]
    assert told == [("tambah", str(later.pk), "SK baru"), ("ubah", str(running.pk), "SK baru")]


def test_what_cannot_succeed_leaves_everything_as_it_was(office: Office):
    user, pegawai = office.users["bkpsdm"], office.people[3]
    Penempatan.objects.filter(pegawai=pegawai).update(selesai=date(2024, 12, 31))
    Penempatan.objects.create(pegawai=pegawai, unit=office.units["A"], jabatan=office.posts[9], mulai=date(2025, 1, 1))
    before = list(Penempatan.objects.order_by("pk").values())
    wrong = Penempatan(pegawai=pegawai, unit=office.units["A"], jabatan=office.posts[9], mulai=date(2024, 6, 1))

    with pytest.raises(ValidationError):
        succeed_record(wrong, user, SK, same=("pegawai",))

    assert list(Penempatan.objects.order_by("pk").values()) == before
    assert not Perubahan.objects.exists()


@pytest.mark.parametrize("reason", ["", "   "])
def test_nothing_changes_without_a_reason(reason: str, office: Office):
    record = sample("cuti", office)
    with pytest.raises(ValidationError, match="alasan"):
        save_record(record, office.users["bkpsdm"], reason)
    record.save()
    with pytest.raises(ValidationError, match="alasan"):
        delete_record(record, office.users["bkpsdm"], reason)
    assert Cuti.objects.count() == 1
    assert not Perubahan.objects.exists()


def test_saving_what_did_not_change_writes_no_log(office: Office):
    record = StatusPegawai.objects.filter(pegawai=office.people[1]).get()
    save_record(record, office.users["bkpsdm"], SK)
    assert not Perubahan.objects.exists()


def test_an_overlap_names_the_other_record_and_the_remedy(office: Office):
    record = sample("status", office)

    with pytest.raises(ValidationError) as refused:
        changes.write_record(KINDS["status"], record, office.users["bkpsdm"], SK)

    (text,) = refused.value.message_dict["mulai"]
    assert "PNS, III/a, berlaku sejak 1 Januari 2020" in text
    assert "Akhiri catatan itu paling lambat 31 Desember 2022" in text


@pytest.mark.postgres
def test_a_quicker_colleague_is_told_as_an_overlap(office: Office, monkeypatch: pytest.MonkeyPatch):
    record, check = sample("status", office), StatusPegawai.full_clean
    # The other record came between the check and the writing.
    calls = iter((lambda: None, lambda: check(record)))
    monkeypatch.setattr(StatusPegawai, "full_clean", lambda _self: next(calls)())

    with pytest.raises(ValidationError) as refused:
        save_record(record, office.users["bkpsdm"], SK)

    assert "tumpang_tindih" in [error.code for errors in refused.value.error_dict.values() for error in errors]


# -- units ------------------------------------------------------------------------------------------------------------


def test_a_unit_does_not_move_below_itself(office: Office):
    record = RiwayatUnit(
        unit=office.units["A"], nama_unit="BAGIAN CONTOH A", induk=office.units["A1"], mulai=date(2024, 1, 1)
    )
    with pytest.raises(ValidationError, match="di bawah unit ini"):
        changes.write_record(KINDS["unit"], record, office.users["bkpsdm"], SK, succeeds=True)


def test_a_unit_with_people_is_not_closed(office: Office):
    record = RiwayatUnit.objects.get(unit=office.units["B"])
    with pytest.raises(ValidationError, match="2 orang masih ditempatkan"):
        changes.end_record(KINDS["unit"], record, office.users["bkpsdm"], date(2024, 3, 31), SK)
    Penempatan.objects.filter(unit=office.units["B"]).update(selesai=date(2024, 3, 31))

    changes.end_record(KINDS["unit"], record, office.users["bkpsdm"], date(2024, 3, 31), SK)

    assert RiwayatUnit.objects.get(unit=office.units["B"]).selesai == date(2024, 3, 31)


def test_a_unit_with_units_below_is_not_closed(office: Office):
    record = RiwayatUnit.objects.get(unit=office.units["A"])
    with pytest.raises(ValidationError, match="1 unit masih berada"):
        changes.end_record(KINDS["unit"], record, office.users["bkpsdm"], date(2024, 3, 31), SK)


def test_a_unit_is_renamed_while_people_stand_in_it(office: Office):
    record = RiwayatUnit(unit=office.units["B"], nama_unit="BADAN CONTOH B", mulai=date(2024, 4, 1))

    changes.write_record(KINDS["unit"], record, office.users["bkpsdm"], SK, succeeds=True)

    names = RiwayatUnit.objects.filter(unit=office.units["B"]).order_by("mulai").values_list("nama_unit", "mulai")
    assert list(names) == [("BAGIAN CONTOH B", OLD), ("BADAN CONTOH B", date(2024, 4, 1))]


# -- taking back ------------------------------------------------------------------------------------------------------


def undo(slug: str, key: int, office: Office) -> Any:
    return changes.undo_change(KINDS[slug], key, office.users["bkpsdm"], "salah ketik")


def test_an_addition_a_correction_and_a_removal_are_taken_back(office: Office):
    user, kind = office.users["bkpsdm"], KINDS["cuti"]
    record = changes.write_record(kind, sample("cuti", office), user, SK)
    key, first = record.pk, snapshot(record)
    record.jenis = "cuti_sakit"
    changes.write_record(kind, record, user, SK)

    assert snapshot(undo("cuti", key, office)) == first
    delete_record(Cuti.objects.get(pk=key), user, SK)
    assert snapshot(undo("cuti", key, office)) == first
    assert Cuti.objects.get(pk=key).jenis == "cuti_besar"
    other = changes.write_record(kind, sample("cuti", office, 4), user, SK)
    assert undo("cuti", other.pk, office) is None
    assert not Cuti.objects.filter(pk=other.pk).exists()
    assert last().alasan == "salah ketik"


def test_what_changed_past_the_log_is_not_taken_back(office: Office):
    record = changes.write_record(KINDS["cuti"], sample("cuti", office), office.users["bkpsdm"], SK)
    Cuti.objects.filter(pk=record.pk).update(jenis="cuti_sakit")
    with pytest.raises(ValidationError, match="sudah berubah"):
        undo("cuti", record.pk, office)


def test_taking_back_does_not_make_an_overlap(office: Office):
    user, kind = office.users["bkpsdm"], KINDS["cuti"]
    record = changes.write_record(kind, sample("cuti", office), user, SK)
    key = record.pk
    delete_record(record, user, SK)
    changes.write_record(kind, sample("cuti", office), user, SK)
    with pytest.raises(ValidationError, match="Bertumpuk"):
        undo("cuti", key, office)
    assert Cuti.objects.count() == 1


@pytest.mark.parametrize(
    ("before", "after", "days"),
    [
        (None, ("2024-01-01", None, "a"), [(date(2024, 1, 1), None)]),
        (("2024-01-01", None, "a"), ("2024-01-01", "2024-03-31", "a"), [(date(2024, 4, 1), None)]),
        (("2024-01-01", None, "a"), ("2024-02-01", None, "a"), [(date(2024, 1, 1), date(2024, 1, 31))]),
        (
            ("2024-01-01", "2024-01-31", "a"),
            ("2024-01-01", "2024-02-29", "a"),
            [(date(2024, 2, 1), date(2024, 2, 29))],
        ),
        (
            ("2024-01-01", "2024-01-31", "a"),
            ("2024-01-01", "2024-01-31", "b"),
            [(date(2024, 1, 1), date(2024, 1, 31)), (date(2024, 1, 1), date(2024, 1, 31))],
        ),
    ],
)
def test_the_days_that_change(before: Any, after: Any, days: Any):
    cells = [
        None if item is None else dict(zip(("mulai", "selesai", "isi"), item, strict=True)) for item in (before, after)
    ]
    assert changes.changed_days(*cells) == days
