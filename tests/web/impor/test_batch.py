"""A batch is taken as a whole, once, just as its preview showed, and by whoever may."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tepat.ingest.upload import MACHINES
from tepat.web.apps.audit.models import Perubahan
from tepat.web.apps.impor import planning, reader, services, undo
from tepat.web.apps.impor.models import Kumpulan
from tepat.web.apps.impor.selectors import device_files
from tepat.web.apps.kepegawaian.models import Pegawai, Penempatan, Ptkp
from tepat.web.apps.kepegawaian.services import save_record
from tepat.web.apps.pembayaran.models import Gaji
from tepat.web.apps.tpp.models import Hasil, Lembar, Perhitungan
from tepat.web.common.intake import write
from tests.web.impor.office import MASA, crowd, csv, everything, fates, make_pegawai, nip_of, upload

A, B = nip_of(1), nip_of(3)
TITLES = "nip,gaji_kotor,potongan_gaji,pph_gaji,iwp_gaji,bpjs_gaji"


def gaji(*rows: str) -> bytes:
    return csv(TITLES, *rows)


def codes(kumpulan: Kumpulan) -> set[str]:
    return set(kumpulan.daftar_temuan.filter(tingkat="gagal").values_list("kode", flat=True))


def take(office: dict[str, Any], jenis: str, content: bytes, **more: Any) -> Kumpulan:
    kumpulan = upload(office["bkpsdm"], jenis, content, **more)
    services.accept(kumpulan, office["bkpsdm"], "SK contoh")
    return kumpulan


# -- rows -------------------------------------------------------------------------------------------------------


def test_good_rows_are_taken_and_bad_ones_told(office: dict[str, Any]):
    content = gaji(f"{A},4500000,,,,", f"{nip_of(77)},4500000,,,,", "123,4500000,,,,", f"{B},empat juta,,,,")
    kumpulan = upload(office["bkpsdm"], "gaji", content)
    assert fates(kumpulan) == {"baru": 1, "ditolak": 3}
    assert "TAKKENAL" in codes(kumpulan)
    services.accept(kumpulan, office["bkpsdm"], "SK contoh")
    assert list(Gaji.objects.values_list("pegawai__nip", "gaji_kotor")) == [(A, 4_500_000)]


def test_every_refused_row_says_where_and_what_to_do(office: dict[str, Any]):
    kumpulan = upload(office["bkpsdm"], "gaji", gaji(f"{A},1,,,,", f"{nip_of(77)},1,,,,"))
    (item,) = kumpulan.daftar_temuan.filter(tingkat="gagal")
    assert (item.baris, item.kolom, item.isi_sel) == (3, "nip", nip_of(77))
    assert "daftar pegawai" in item.perbaikan


def test_a_changed_row_shows_old_and_new(office: dict[str, Any]):
    take(office, "gaji", gaji(f"{A},4500000,450000,,,"))
    kumpulan = upload(office["bkpsdm"], "gaji", gaji(f"{A},4600000,450000,,,"))
    (row,) = kumpulan.daftar_berkas.get().daftar_baris.all()
    assert (row.nasib, row.beda) == ("ubah", {"gaji_kotor": ["4500000", "4600000"]})


def test_a_column_that_the_file_lacks_leaves_what_was_there(office: dict[str, Any]):
    take(office, "pegawai", csv("nip,nama,status_pegawai,skema_golongan,golongan,kode_unit,kode_jabatan,ptkp,npwp",
                                f"{A},PEGAWAI CONTOH 1,PNS,PNS,III/a,UNIT-A,JAB-1,TK/0,001234567890000"))  # fmt: skip
    header = "nip,nama,status_pegawai,skema_golongan,golongan,kode_unit,kode_jabatan,ptkp,npwp"
    kumpulan = upload(office["bkpsdm"], "pegawai", csv(header, f"{A},,PNS,PNS,III/a,UNIT-A,JAB-1,,"))
    assert fates(kumpulan) == {"sama": 1}
    assert Pegawai.objects.get(nip=A).npwp == "001234567890000"
    assert Ptkp.objects.get(pegawai__nip=A).ptkp == "TK/0"


def test_a_list_of_what_holds_now_ends_the_running_record_the_day_before(office: dict[str, Any]):
    header = "nip,nama,status_pegawai,skema_golongan,golongan,kode_unit,kode_jabatan,ptkp,npwp"
    take(office, "pegawai", csv(header, f"{A},PEGAWAI CONTOH 1,PNS,PNS,III/a,UNIT-B,JAB-1,TK/0,"))
    periods = Penempatan.objects.filter(pegawai__nip=A).order_by("mulai")
    assert list(periods.values_list("unit__kode_unit", "mulai", "selesai")) == [
        ("UNIT-A", date(2024, 1, 1), date(2026, 2, 28)),
        ("UNIT-B", date(2026, 3, 1), None),
    ]


def test_a_history_is_taken_in_the_order_of_its_dates(office: dict[str, Any]):
    rows = [f"{A},{golongan},{mulai}" for golongan, mulai in [("III/b", "2024-04-01"), ("III/a", "2020-04-01")]]
    lines = [",".join([nip, "PNS", "PNS", golongan, mulai]) for nip, golongan, mulai in (r.split(",") for r in rows)]
    kumpulan = take(office, "status_pegawai", csv("nip,status_pegawai,skema_golongan,golongan,mulai", *lines))
    assert list(
        planning.INTAKE["status_pegawai"].parts[0].table._default_manager.order_by("mulai").values_list(
            "golongan", "selesai"
        )
    ) == [("III/a", date(2024, 3, 31)), ("III/b", None)]  # fmt: skip
    assert fates(kumpulan) == {"baru": 1, "ubah": 1}


def test_a_period_that_overlaps_is_refused_in_the_preview(office: dict[str, Any]):
    take(office, "cuti", csv("nip,jenis,mulai,selesai", f"{A},cuti_besar,2026-03-02,2026-05-31"))
    kumpulan = upload(
        office["bkpsdm"],
        "cuti",
        csv(
            "nip,jenis,mulai,selesai", f"{A},cuti_besar,2026-05-31,2026-06-30", f"{A},cuti_besar,2026-06-01,2026-06-30"
        ),
    )
    assert (fates(kumpulan), codes(kumpulan)) == ({"baru": 1, "ditolak": 1}, {"TUMPANG"})


def test_two_rows_that_contradict_each_other_are_not_both_taken(office: dict[str, Any]):
    kumpulan = upload(office["bkpsdm"], "gaji", gaji(f"{A},1,,,,"), gaji(f"{A},2,,,,"))
    assert (fates(kumpulan), codes(kumpulan)) == ({"baru": 1, "ditolak": 1}, {"GANDA"})


def test_the_shifts_of_a_day_are_replaced_together(office: dict[str, Any]):
    header = "nip,tanggal,kode_pola"
    take(office, "roster", csv(header, f"{A},2026-03-02,PAGI", f"{A},2026-03-02,MALAM", f"{A},2026-03-03,PAGI"))
    before = everything()
    second = take(office, "roster", csv(header, f"{A},2026-03-02,SIANG"))
    table = planning.INTAKE["roster"].parts[0].table._default_manager
    assert list(table.order_by("tanggal").values_list("tanggal__day", "kode_pola")) == [(2, "SIANG"), (3, "PAGI")]
    undo.undo(second, office["bkpsdm"], "salah")
    assert everything() == before


def test_a_unit_under_one_that_is_refused_is_refused_too(office: dict[str, Any]):
    header = "kode_unit,nama_unit,jenis_unit,induk"
    kumpulan = upload(
        office["bkpsdm"], "unit", csv(header, "U-1,SATU,bagian,U-2", "U-2,DUA,bagian,U-3", "U-4,EMPAT,bagian,")
    )
    assert fates(kumpulan) == {"baru": 1, "ditolak": 2}
    services.accept(kumpulan, office["bkpsdm"], "SK contoh")


def test_a_row_is_told_the_cause_and_not_what_follows_from_it(office: dict[str, Any]):
    header = "nip,nama,status_pegawai,skema_golongan,golongan,kode_unit,kode_jabatan,ptkp,npwp"
    row = f"{nip_of(9)},PEGAWAI CONTOH 9,PNS,PNS,III/a,UNIT-Z,JAB-1,TK/0,"
    kumpulan = upload(office["bkpsdm"], "pegawai", csv(header, row))
    assert [(item.kode, item.kolom) for item in kumpulan.daftar_temuan.filter(tingkat="gagal")] == [
        ("TAKKENAL", "kode_unit")
    ]


# -- whose rows -------------------------------------------------------------------------------------------------


def test_rows_of_another_unit_are_refused(office: dict[str, Any]):
    kumpulan = upload(office["pengelola"], "gaji", gaji(f"{A},1,,,,", f"{B},2,,,,"), unit=office["unit_a"])
    assert (fates(kumpulan), codes(kumpulan)) == ({"baru": 1, "ditolak": 1}, {"UNITLAIN"})


def test_nobody_is_moved_out_of_or_into_another_unit(office: dict[str, Any]):
    header = "nip,kode_unit,kode_jabatan,mulai"
    content = csv(header, f"{A},UNIT-B,JAB-1,2026-03-01", f"{B},UNIT-A,JAB-1,2026-03-01")
    kumpulan = upload(office["pengelola"], "penempatan", content, unit=office["unit_a"])
    assert (fates(kumpulan), codes(kumpulan)) == ({"ditolak": 2}, {"UNITLAIN"})


def test_nobody_takes_over_a_device_or_a_pin_of_another_unit(office: dict[str, Any]):
    take(office, "perangkat", csv("perangkat,nomor_seri,kode_unit,zona", "MESIN-B,SN2,UNIT-B,WITA"))
    take(office, "pin", csv("perangkat,pin,nip", f"MESIN-B,0012,{B}"))
    for jenis, content in {
        "perangkat": csv("perangkat,nomor_seri,kode_unit,zona", "MESIN-B,SN2,UNIT-A,WITA"),
        "pin": csv("perangkat,pin,nip", f"MESIN-B,0012,{A}"),
    }.items():
        kumpulan = upload(office["pengelola"], jenis, content, unit=office["unit_a"])
        assert (fates(kumpulan), codes(kumpulan)) == ({"ditolak": 1}, {"UNITLAIN"})


def test_a_list_of_the_whole_region_is_not_taken_from_one_unit(office: dict[str, Any]):
    content = csv("tanggal,jenis,keterangan", "2026-03-18,libur,HARI JADI")
    kumpulan = upload(office["pengelola"], "kalender", content, unit=office["unit_a"])
    assert (fates(kumpulan), codes(kumpulan)) == ({"ditolak": 1}, {"UNITLAIN"})
    with pytest.raises(ValidationError, match="Tidak ada yang berubah"):
        services.accept(kumpulan, office["pengelola"], "SK contoh")


# -- once, and as a whole ---------------------------------------------------------------------------------------


def test_pressed_twice_it_is_done_once(office: dict[str, Any]):
    kumpulan = upload(office["bkpsdm"], "gaji", gaji(f"{A},1,,,,"))
    assert services.accept(kumpulan, office["bkpsdm"], "SK contoh").is_news
    assert not services.accept(kumpulan, office["bkpsdm"], "SK contoh").is_news
    assert (Gaji.objects.count(), Perubahan.objects.filter(kumpulan=kumpulan).count()) == (1, 1)
    assert undo.undo(kumpulan, office["bkpsdm"], "salah").is_news
    assert not undo.undo(kumpulan, office["bkpsdm"], "salah").is_news
    assert Perubahan.objects.filter(kumpulan=kumpulan).count() == 2


def test_a_server_killed_in_the_middle_leaves_nothing(office: dict[str, Any], monkeypatch: pytest.MonkeyPatch):
    header = "nip,nama,status_pegawai,skema_golongan,golongan,kode_unit,kode_jabatan,ptkp,npwp"
    row = f"{nip_of(9)},PEGAWAI CONTOH 9,PNS,PNS,III/a,UNIT-A,JAB-1,TK/0,"
    kumpulan = upload(office["bkpsdm"], "pegawai", csv(header, row))
    before = everything()
    write_part, parts = write._write_part, []

    def dies_at_the_third_part(*args: Any) -> Any:
        parts.append(args)
        if len(parts) == 3:
            raise KeyboardInterrupt
        return write_part(*args)

    with monkeypatch.context() as patch:
        patch.setattr(write, "_write_part", dies_at_the_third_part)
        with pytest.raises(KeyboardInterrupt):
            services.accept(kumpulan, office["bkpsdm"], "SK contoh")
    kumpulan.refresh_from_db()
    assert (everything(), kumpulan.status) == (before, "pratinjau")
    assert Perubahan.objects.count() == 0
    services.accept(kumpulan, office["bkpsdm"], "SK contoh")
    assert Pegawai.objects.filter(nip=nip_of(9)).count() == 1


def test_a_reading_that_broke_off_is_read_again(office: dict[str, Any], monkeypatch: pytest.MonkeyPatch):
    kumpulan = services.receive(office["bkpsdm"], [("gaji.csv", gaji(f"{A},1,,,,"))], "gaji", MASA)
    assert kumpulan.status == "dibaca"
    with monkeypatch.context() as patch:

        def breaks(*_args: Any, **_more: Any) -> Any:
            raise reader.ReaderError

        patch.setattr(reader, "ask", breaks)
        assert services.preview(kumpulan).status == "gagal"
    for _time in range(2):
        assert fates(services.preview(kumpulan)) == {"baru": 1}
    assert kumpulan.daftar_berkas.get().daftar_baris.count() == 1


def test_records_that_changed_since_the_preview_are_looked_at_again(office: dict[str, Any]):
    kumpulan = upload(office["bkpsdm"], "gaji", gaji(f"{A},2,,,,"))
    take(office, "gaji", gaji(f"{A},1,,,,"))
    with pytest.raises(ValidationError, match="berubah sejak pratinjau"):
        services.accept(kumpulan, office["bkpsdm"], "SK contoh")
    kumpulan.refresh_from_db()
    assert (kumpulan.status, fates(kumpulan)) == ("pratinjau", {"ubah": 1})
    assert Gaji.objects.get().gaji_kotor == 1


def test_a_discarded_batch_is_not_accepted_any_more(office: dict[str, Any]):
    kumpulan = upload(office["bkpsdm"], "gaji", gaji(f"{A},1,,,,"))
    services.discard(kumpulan, office["bkpsdm"], "salah bulan")
    with pytest.raises(ValidationError, match="tidak berlaku lagi"):
        services.accept(kumpulan, office["bkpsdm"], "SK contoh")
    assert not Gaji.objects.exists()


def test_a_decision_needs_a_reason(office: dict[str, Any]):
    kumpulan = upload(office["bkpsdm"], "gaji", gaji(f"{A},1,,,,"))
    with pytest.raises(ValidationError, match="Sebutkan alasannya"):
        services.accept(kumpulan, office["bkpsdm"], "  ")


def test_the_same_file_is_told_and_taken_again_only_if_wanted(office: dict[str, Any]):
    first = take(office, "gaji", gaji(f"{A},1,,,,"))
    with pytest.raises(ValidationError, match=f"nomor {first.pk}"):
        upload(office["bkpsdm"], "gaji", gaji(f"{A},1,,,,"))
    assert fates(upload(office["bkpsdm"], "gaji", gaji(f"{A},1,,,,"), again=True)) == {"sama": 1}
    undo.undo(first, office["bkpsdm"], "salah")
    assert fates(upload(office["bkpsdm"], "gaji", gaji(f"{A},1,,,,"))) == {"baru": 1}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_pressed_by_two_at_once_it_is_done_once(office: dict[str, Any]):
    kumpulan = upload(office["bkpsdm"], "gaji", gaji(f"{A},1,,,,", f"{B},2,,,,"))

    def press(_time: int) -> bool:
        try:
            return services.accept(kumpulan, office["bkpsdm"], "SK contoh").is_news
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, range(2))) == [False, True]
    assert (Gaji.objects.count(), Perubahan.objects.count()) == (2, 2)


# -- undoing ----------------------------------------------------------------------------------------------------


def test_a_batch_is_not_undone_under_a_later_change(office: dict[str, Any]):
    kumpulan = take(office, "gaji", gaji(f"{A},1,,,,"))
    record = Gaji.objects.get()
    record.gaji_kotor = 5
    save_record(record, office["bkpsdm"], "salah ketik")
    with pytest.raises(ValidationError, match=r"diubah lagi pada .* oleh bkpsdm"):
        undo.undo(kumpulan, office["bkpsdm"], "salah")
    assert Gaji.objects.get().gaji_kotor == 5


def test_a_batch_is_not_undone_under_records_that_rest_on_it(office: dict[str, Any]):
    header = "nip,nama,status_pegawai,skema_golongan,golongan,kode_unit,kode_jabatan,ptkp,npwp"
    row = f"{nip_of(9)},PEGAWAI CONTOH 9,PNS,PNS,III/a,UNIT-A,JAB-1,TK/0,"
    people = take(office, "pegawai", csv(header, row))
    salary = take(office, "gaji", gaji(f"{nip_of(9)},1,,,,"))
    with pytest.raises(ValidationError, match="memakai catatan yang ditambahkan"):
        undo.undo(people, office["bkpsdm"], "salah")
    undo.undo(salary, office["bkpsdm"], "salah")
    undo.undo(people, office["bkpsdm"], "salah")
    assert not Pegawai.objects.filter(nip=nip_of(9)).exists()


@pytest.mark.parametrize(("masa", "is_locked"), [("2026-03", True), ("2026-02", False)])
def test_a_batch_is_not_undone_under_a_locked_month(office: dict[str, Any], masa: str, is_locked: bool):
    kumpulan = take(office, "gaji", gaji(f"{A},1,,,,"))
    lock(office, masa)
    if is_locked:
        with pytest.raises(ValidationError, match=r"2026-03: sudah terkunci dengan hasil 1 pegawai"):
            undo.undo(kumpulan, office["bkpsdm"], "salah")
    else:
        undo.undo(kumpulan, office["bkpsdm"], "salah")
    assert Gaji.objects.exists() == is_locked


def lock(office: dict[str, Any], masa: str) -> None:
    run = Perhitungan.objects.create(masa=masa, keadaan="selesai")
    sheet = Lembar.objects.create(masa=masa, unit=office["unit_a"], status="dihitung", hitungan=run)
    for pegawai in (office["p1"], office["p2"]):
        Hasil.objects.create(
            hitungan=run, lembar=sheet, pegawai=pegawai, masa=masa, unit=office["unit_a"], status_hitung="dihitung"
        )
    Lembar.objects.filter(pk=sheet.pk).update(status="terkunci")


# -- machines ---------------------------------------------------------------------------------------------------

PUNCHES = b"12\t2026-03-02 07:21:44\t1\t0\t1\t0\n12\t2026-03-02 16:03:10\t1\t1\t1\t0\nrusak\n"


def test_files_of_machines_are_counted_and_become_sources_of_the_month(office: dict[str, Any]):
    files = [
        ("SN0001_attlog.dat", PUNCHES),
        ("SN0001_1_attlog.dat", PUNCHES + b"13\t2026-03-02 07:30:00\t1\t0\t1\t0\n"),
    ]
    kumpulan = services.preview(services.receive(office["bkpsdm"], files, None, MASA))
    assert kumpulan.jenis == MACHINES
    counts = kumpulan.hitungan
    assert (counts["dibaca"], counts["baru"], counts["sama"], counts["ditolak"]) == (7, 3, 2, 2)
    assert [item["karantina"] for item in counts["berkas"]] == [1, 1]
    assert list(device_files(MASA)) == []
    services.accept(kumpulan, office["bkpsdm"], "unduhan mesin")
    assert [(name, content) for _batch, name, content, _settings in device_files(MASA)] == files
    undo.undo(kumpulan, office["bkpsdm"], "salah mesin")
    assert list(device_files(MASA)) == []


def test_readers_live_apart(office: dict[str, Any]):
    """Through the process that reads in an office."""
    kumpulan = upload(office["bkpsdm"], None, gaji(f"{A},4500000,,,,", "123,1,,,,"))
    assert (kumpulan.jenis, fates(kumpulan)) == ("gaji", {"baru": 1, "ditolak": 1})


# -- how much work ----------------------------------------------------------------------------------------------


def test_the_preview_asks_as_often_for_ten_rows_as_for_a_thousand(office: dict[str, Any]):
    header = "nip,nama,status_pegawai,skema_golongan,golongan,kode_unit,kode_jabatan,ptkp,npwp"
    Pegawai.objects.bulk_create(Pegawai(nip=nip, nama="LAMA") for nip in crowd(1000))
    counts = []
    for number in (10, 1000):
        rows = [f"{nip},BARU,PNS,PNS,III/a,UNIT-A,JAB-1,TK/0," for nip in crowd(number)]
        kumpulan = services.receive(office["bkpsdm"], [("pegawai.csv", csv(header, *rows))], "pegawai", MASA)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            found = planning.make_preview(kumpulan)
        assert found.counts["ubah"] == number
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_writing_a_thousand_rows_is_not_a_thousand_statements(office: dict[str, Any]):
    unit, jabatan = office["unit_a"], Penempatan.objects.first().jabatan
    for place in range(200):
        make_pegawai(1000 + place, unit, jabatan)
    header = "nip,kode_unit,kode_jabatan,mulai"
    rows = [f"{nip_of(1000 + place)},UNIT-B,JAB-1,2026-03-01" for place in range(200)]
    kumpulan = upload(office["bkpsdm"], "penempatan", csv(header, *rows))
    with CaptureQueriesContext(connection) as asked:
        services.accept(kumpulan, office["bkpsdm"], "SK contoh")
    assert len(asked) < 60
    with CaptureQueriesContext(connection) as asked:
        undo.undo(kumpulan, office["bkpsdm"], "salah")
    assert len(asked) < 60
