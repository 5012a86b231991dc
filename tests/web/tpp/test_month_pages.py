"""Pages of the month, as each role sees them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tepat.web.apps.audit.models import Perubahan
from tepat.web.apps.kepegawaian.models import Cuti
from tepat.web.apps.presensi.models import OlahPresensi, TemuanPresensi
from tepat.web.apps.tpp.masa import board, next_step
from tepat.web.apps.tpp.masa import queries as sheet_queries
from tepat.web.apps.tpp.models import Hasil, Lembar, Perhitungan
from tepat.web.common.today import now
from tests.web.tpp.region import FEBRUARY, MARCH, Region

SEES = ("bkpsdm", "operator_a", "bendahara", "auditor")
BLIND = ("administrator", "orang_lain")


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def addresses(region: Region) -> list[str]:
    sheet = region.sheet("A")
    return [
        reverse("tpp_kesiapan"),
        reverse("tpp_kesiapan", args=[MARCH]),
        reverse("tpp_kesiapan_rinci", args=[MARCH, "gaji"]),
        reverse("tpp_masa"),
        reverse("tpp_masa", args=[MARCH]),
        reverse("tpp_hitungan", args=[sheet.hitungan_id]),
        reverse("tpp_lembar", args=[sheet.pk]),
        reverse("pembayaran_masa"),
        reverse("pembayaran_masa", args=[MARCH]),
    ]


@pytest.fixture
def planted(region: Region) -> Region:
    region.furnish()
    region.plant()
    return region


@pytest.mark.parametrize("who", SEES)
def test_who_sees_the_month_sees_every_page_of_it(planted: Region, visitor: Any, who: str):
    for address in addresses(planted):
        assert visitor(who).get(address).status_code == 200, address


@pytest.mark.parametrize("who", BLIND)
def test_who_sees_no_month_sees_none_of_its_pages(planted: Region, visitor: Any, who: str):
    for address in addresses(planted):
        assert visitor(who).get(address).status_code == 403, address


def test_a_sheet_of_another_unit_is_not_found(planted: Region, visitor: Any):
    other = planted.sheet("B")
    for address in (reverse("tpp_lembar", args=[other.pk]), reverse("tpp_langkah", args=[other.pk, "verifikasi"])):
        assert visitor("operator_a").get(address).status_code == 404
    people = reverse("tpp_kesiapan_rinci", args=[MARCH, "gaji"]) + f"?unit={planted.units['B'].pk}"
    assert visitor("operator_a").get(people).status_code == 404


def test_every_page_reads_without_htmx_and_without_inline_scripts(planted: Region, visitor: Any):
    for address in addresses(planted):
        page = text(visitor("bkpsdm").get(address))
        assert "style=" not in page
        assert "<script>" not in page


# -- readiness ------------------------------------------------------------


def test_the_board_counts_what_is_missing_and_leads_to_whom(region: Region, visitor: Any):
    region.furnish(people=region.people[2:])
    found = board.readiness(MARCH, None)
    (a, b) = found.rows
    assert (a.nama, a.orang, a.needs["gaji"], a.needs["penilaian"].kurang) == ("Dinas A", 3, board.Count(2, 3), 1)
    assert [part.nama for part in b.parts] == ["Dinas B", "UPT B1"]
    assert b.needs["presensi"] == board.Count(2, 3)
    address = reverse("tpp_kesiapan_rinci", args=[MARCH, "gaji"]) + f"?unit={region.units['A'].pk}"
    page = text(visitor("bkpsdm").get(address))
    assert region.people[0].nama in page
    assert region.people[2].nama not in page
    assert "1 orang belum lengkap" in page


def test_whose_turn_it_is_stands_beside_each_person(region: Region, visitor: Any):
    page = text(visitor("bkpsdm").get(reverse("tpp_kesiapan_rinci", args=[MARCH, "penilaian"])))
    assert f"{region.people[0].nama}<small>atasan yang menilai</small>" in page
    assert "atasannya belum dicatat" in page


def test_leave_without_its_letter_is_missing_and_with_it_is_not(region: Region):
    region.furnish()
    away = Cuti.objects.create(pegawai=region.people[0], jenis="cuti_sakit", mulai="2024-03-04", selesai="2024-03-05")
    assert board.readiness(MARCH, None).rows[0].needs["plt_cuti"] == board.Count(0, 1)
    assert [row.pegawai for row in board.missing(MARCH, "plt_cuti", None)] == [region.people[0]]
    Cuti.objects.filter(pk=away.pk).update(nomor_surat="800/1")
    assert board.readiness(MARCH, None).rows[0].needs["plt_cuti"] == board.Count(1, 1)
    assert "plt_cuti" not in board.readiness(MARCH, None).rows[1].needs


def test_what_is_in_order_asks_for_no_attention(region: Region, visitor: Any):
    region.furnish()
    page = text(visitor("bkpsdm").get(reverse("tpp_kesiapan")))
    assert "Tidak ada yang kurang." in page
    assert reverse("tpp_kesiapan_rinci", args=[MARCH, "gaji"]) not in page
    assert reverse("tpp_hitung", args=[MARCH]) in page


def test_somebody_who_moved_in_the_month_counts_once_where_they_ended(region: Region):
    from tepat.web.apps.kepegawaian.models import Penempatan

    first = Penempatan.objects.get(pegawai=region.people[0])
    Penempatan.objects.filter(pk=first.pk).update(selesai="2024-03-09")
    Penempatan.objects.create(
        pegawai=region.people[0], jabatan=first.jabatan, unit=region.units["B"], mulai="2024-03-10"
    )
    assert {row.nama: row.orang for row in board.readiness(MARCH, None).rows} == {"Dinas A": 2, "Dinas B": 4}


def test_the_next_thing_to_do_follows_the_month(planted: Region):
    from tepat.web.apps.akun.selectors import rights_of

    def asked(who: str) -> str:
        user = type(planted.users[who]).objects.get(pk=planted.users[who].pk)
        lines = sheet_queries.sheet_lines(sheet_queries.access_lembar(user).filter(masa=str(MARCH)), MARCH)
        found = next_step.next_step(rights_of(user), MARCH, None, lines)
        return str(found.link.label) if found.link else found.text

    assert asked("operator_a") == "Verifikasi"
    assert asked("bkpsdm") == "2 lembar menunggu verifikasi SKPD-nya."
    Lembar.objects.update(status="diverifikasi")
    assert asked("bkpsdm") == "Setujui"
    Lembar.objects.update(status="disetujui")
    assert asked("bkpsdm") == "Kunci"
    assert asked("bendahara") == "Tidak ada yang menunggu Anda."
    Lembar.objects.update(status="terkunci")
    assert asked("bendahara") == "Tandai dikirim"


# -- asking and watching ------------------------------------------------------------


def test_pressing_once_leads_to_the_run_and_pressing_again_to_the_same(region: Region, visitor: Any):
    region.furnish()
    address = reverse("tpp_hitung", args=[MARCH])
    first = visitor("bkpsdm").post(address, {"unit": "semua", "jenis": "reguler", "alasan": ""})
    run = Perhitungan.objects.get()
    assert first.url == reverse("tpp_hitungan", args=[run.pk])
    second = visitor("bkpsdm2").post(address, {"unit": "semua", "jenis": "reguler", "alasan": ""}, follow=True)
    assert second.redirect_chain == [(first.url, 302)]
    assert "sedang dihitung atas permintaan Akun bkpsdm" in text(second)
    assert Perhitungan.objects.count() == 1


def test_an_operator_may_not_press_for_everybody(region: Region, visitor: Any):
    address = reverse("tpp_hitung", args=[MARCH])
    assert visitor("operator_a").post(address, {"unit": "semua", "jenis": "reguler"}).status_code == 422
    other = {"unit": region.units["B"].pk, "jenis": "reguler"}
    assert visitor("operator_a").post(address, other).status_code == 422
    own = {"unit": region.units["A"].pk, "jenis": "reguler"}
    assert visitor("operator_a").post(address, own).status_code == 302
    assert Perhitungan.objects.get().unit == region.units["A"]


def test_whoever_asks_for_everybody_sees_which_sheets_are_left_alone(planted: Region, visitor: Any):
    Lembar.objects.filter(unit=planted.units["A"]).update(status="diverifikasi")
    page = text(visitor("bkpsdm").get(reverse("tpp_hitung", args=[MARCH])))
    assert "1 lembar tidak akan disentuh" in page
    assert "Dinas A" in page
    assert "Tarik dahulu verifikasinya" in page


def test_a_repeat_without_a_reason_comes_back_with_the_question(planted: Region, visitor: Any):
    response = visitor("bkpsdm").post(reverse("tpp_hitung", args=[MARCH]), {"unit": "semua", "jenis": "reguler"})
    assert response.status_code == 422
    assert "Sebutkan mengapa dihitung lagi" in text(response)


def test_a_waiting_run_says_after_half_a_minute_that_nobody_has_taken_it(region: Region, visitor: Any):
    run = Perhitungan.objects.create(masa=str(MARCH), pemohon=region.users["bkpsdm"])
    address = reverse("tpp_hitungan", args=[run.pk])
    page = text(visitor("bkpsdm").get(address))
    assert "Menunggu pekerja." in page
    assert f'hx-get="{address}"' in page
    from datetime import timedelta

    Perhitungan.objects.update(dibuat_at=run.dibuat_at - timedelta(seconds=31))
    assert "Belum ada pekerja yang mengambilnya" in text(visitor("bkpsdm").get(address))


def test_progress_is_a_fragment_that_reloads_the_page_at_the_end(region: Region, visitor: Any):
    run = Perhitungan.objects.create(masa=str(MARCH), keadaan="berjalan", langkah="hitung", kemajuan=40)
    address = reverse("tpp_hitungan", args=[run.pk])
    part = visitor("bkpsdm").get(address, headers={"HX-Request": "true"})
    assert "<html" not in text(part)
    assert "menghitung" in text(part)
    assert "HX-Refresh" not in part
    Perhitungan.objects.update(keadaan="selesai")
    assert visitor("bkpsdm").get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_a_failed_run_says_why_and_offers_another(region: Region, visitor: Any):
    run = Perhitungan.objects.create(masa=str(MARCH), keadaan="gagal", pesan="T-001 berkas gaji rusak")
    page = text(visitor("bkpsdm").get(reverse("tpp_hitungan", args=[run.pk])))
    assert "Tidak ada yang berubah" in page
    assert "T-001 berkas gaji rusak" in page
    assert reverse("tpp_hitung", args=[MARCH]) in page


# -- a sheet and its steps ------------------------------------------------------------


def test_a_step_is_confirmed_with_its_consequence_people_and_rupiah(planted: Region, visitor: Any):
    sheet = planted.sheet("A")
    planted.add_user("di_dalam", "pengelola", "A", pegawai=planted.people[0])
    page = text(visitor("operator_a").get(reverse("tpp_langkah", args=[sheet.pk, "verifikasi"])))
    assert "3 orang, Rp 14.850.000 diterima." in page
    assert "Menyatakan hasil SKPD benar" in page
    assert "Akun di_dalam punya baris sendiri" in page
    assert f'name="versi" value="{sheet.versi}"' in page


def test_a_step_is_taken_by_a_plain_form(planted: Region, visitor: Any):
    sheet = planted.sheet("A")
    address = reverse("tpp_langkah", args=[sheet.pk, "verifikasi"])
    response = visitor("operator_a").post(address, {"versi": sheet.versi, "alasan": ""})
    assert response.url == reverse("tpp_lembar", args=[sheet.pk])
    assert planted.sheet("A").status == "diverifikasi"


def test_a_step_with_an_older_version_comes_back_with_the_reason(planted: Region, visitor: Any):
    sheet = planted.sheet("A")
    response = visitor("operator_a").post(
        reverse("tpp_langkah", args=[sheet.pk, "verifikasi"]), {"versi": sheet.versi - 1}
    )
    assert response.status_code == 422
    assert "Keadaan sudah berubah" in text(response)
    assert planted.sheet("A").status == "dihitung"


def test_paying_asks_for_the_number_of_the_order(planted: Region, visitor: Any):
    Lembar.objects.update(status="dikirim")
    sheet = planted.sheet("A")
    address = reverse("tpp_langkah", args=[sheet.pk, "bayar"])
    assert "Nomor SP2D" in text(visitor("bendahara").get(address))
    assert visitor("bendahara").post(address, {"versi": sheet.versi, "alasan": ""}).status_code == 422
    assert visitor("bendahara").post(address, {"versi": sheet.versi, "alasan": "SP2D 12/2024"}).status_code == 302
    assert "SP2D 12/2024" in text(visitor("bendahara").get(reverse("tpp_lembar", args=[sheet.pk])))


def test_a_step_of_another_role_is_refused(planted: Region, visitor: Any):
    address = reverse("tpp_langkah", args=[planted.sheet("A").pk, "verifikasi"])
    assert visitor("bkpsdm").get(address).status_code == 403
    assert visitor("auditor").post(address, {"versi": 1}).status_code == 403


def test_several_sheets_are_approved_at_once_and_those_that_could_not_be_are_named(planted: Region, visitor: Any):
    Lembar.objects.update(status="diverifikasi")
    a, b = planted.sheet("A"), planted.sheet("B")
    from tepat.web.apps.tpp.models import Pemeriksaan

    Pemeriksaan.objects.create(lembar=a, hitungan=a.hitungan, tahap="verifikasi", pengguna=planted.users["bkpsdm"])
    address = reverse("tpp_langkah_banyak", args=[MARCH, "setujui"])
    chosen = {"lembar": [f"{a.pk}:{a.versi}", f"{b.pk}:{b.versi}"]}
    page = text(visitor("bkpsdm").post(address, chosen))
    assert (planted.sheet("A").status, planted.sheet("B").status) == ("diverifikasi", "disetujui")
    assert "Anda yang memverifikasi" in page
    assert visitor("operator_a").get(address).status_code == 403


def test_withheld_people_stand_first_with_reason_and_remedy(planted: Region, visitor: Any):
    words = {"berkas": "disiplin", "label": "Nilai disiplin kerja", "label_en": "Discipline"}
    held = {"kode": "H-101", "tingkat": "tahan", "kata": words, "pesan": "…", "perbaikan": "…"}
    Hasil.objects.filter(pegawai=planted.people[0]).update(
        status_hitung="tertahan", tpp_bruto=None, tpp_diterima=None, temuan=[held]
    )
    address, reader = reverse("tpp_lembar", args=[planted.sheet("A").pk]), visitor("operator_a")
    page = text(reader.get(address))
    assert "1 tertahan" in page
    assert page.index("tidak ada baris pada berkas disiplin") < page.index("orang tanpa catatan")
    assert "tambahkan baris orang ini pada disiplin" in page
    planted.users["operator_a"].bahasa = "en"
    planted.users["operator_a"].save()
    assert "there is no row in file disiplin, which Discipline needs" in text(reader.get(address))


def test_people_of_a_sheet_are_found_and_sorted(planted: Region, visitor: Any):
    address = reverse("tpp_lembar", args=[planted.sheet("A").pk])
    page = visitor("operator_a").get(address, {"cari": "0002"})
    assert [row.cells[0].value for row in page.context["semua"].rows] == ["PEGAWAI CONTOH 0002"]
    page = visitor("operator_a").get(address, {"urut": "-nama"})
    assert next(row.cells[0].value for row in page.context["semua"].rows) == "PEGAWAI CONTOH 0004"


# -- the treasurer ------------------------------------------------------------


def test_the_treasurer_sees_green_only_where_rows_and_receipt_agree(planted: Region, visitor: Any):
    Lembar.objects.update(status="terkunci")
    address = reverse("pembayaran_masa", args=[MARCH])
    (run,) = visitor("bendahara").get(address).context["runs"]
    assert {check.state for check in run.checks} == {"beres"}
    Perhitungan.objects.filter(daftar_lembar__isnull=False).update(masa=str(MARCH))
    assert "Rp 29.700.000" in text(visitor("bendahara").get(address))


def test_a_difference_is_shown_to_the_rupiah(region: Region, visitor: Any):
    run = region.plant()
    row = Hasil.objects.filter(hitungan=run).first()
    row.nilai = {**row.nilai, "tpp_diterima": str(row.tpp_diterima + 7)}
    row.save()
    Lembar.objects.update(status="terkunci")
    page = text(visitor("bendahara").get(reverse("pembayaran_masa", args=[MARCH])))
    assert "selisih 7" in page


def test_a_download_is_logged_and_only_for_who_sees_all_that_is_in_it(planted: Region, visitor: Any):
    run = planted.sheet("A").hitungan
    address = reverse("tpp_unduh", args=[run.pk, "paket.zip"])
    response = visitor("bendahara").get(address)
    assert response.content == bytes(run.paket)
    assert "attachment" in response["Content-Disposition"]
    logged = Perubahan.objects.get(catatan="tpp.perhitungan", tindakan="langkah")
    assert (logged.pengguna, logged.baru) == (planted.users["bendahara"], {"unduh": "paket.zip"})
    assert visitor("operator_a").get(address).status_code == 403
    assert visitor("bendahara").get(reverse("tpp_unduh", args=[run.pk, "rahasia"])).status_code == 404


# -- attendance ------------------------------------------------------------


@pytest.fixture
def processed(region: Region) -> OlahPresensi:
    job = OlahPresensi.objects.create(
        masa=str(MARCH), keadaan="selesai", selesai_at=now(), hingga="2024-03-19",
        ringkasan={"orang": 6, "menunggu_nip": [region.people[0].nip], "tanpa_pemilik": [
            {"perangkat": "Mesin A", "pin": "17", "banyak": "22", "nama": "", "saran_nip": ""}]},
    )  # fmt: skip
    for person in (*region.people[:2], None):
        TemuanPresensi.objects.create(
            olahan=job,
            kode="P-101",
            tingkat="peringatan",
            pegawai=person,
            kata={"pin": f"temuan {person}", "perangkat": "Mesin B", "banyak": 1, "saran": "-"},
        )
    return job


def test_the_worklist_of_attendance_shows_an_operator_the_own_people_only(
    region: Region, visitor: Any, processed: OlahPresensi
):
    address = reverse("presensi_olah") + f"?masa={MARCH}"
    whole, own, other = (text(visitor(who).get(address)) for who in ("bkpsdm", "operator_a", "operator_b"))
    assert all(f"PIN temuan {person} di Mesin B belum dikenal" in whole for person in (*region.people[:2], None))
    assert "Mesin A" in whole
    assert f"temuan {region.people[0]}" in own
    assert "1 orang menunggu keputusan" in own
    for hidden in (f"temuan {region.people[1]}", "temuan None", "Mesin A"):
        assert hidden not in own
    assert "menunggu keputusan" not in other


def test_attendance_is_processed_by_pressing_once(region: Region, visitor: Any):
    address = reverse("presensi_olah") + f"?masa={MARCH}"
    assert visitor("operator_a").post(address, {"hingga": ""}).status_code == 403
    assert visitor("bkpsdm").post(address, {"hingga": "2024-02-28"}).status_code == 422
    assert visitor("bkpsdm").post(address, {"hingga": "2024-03-19"}).status_code == 302
    (job,) = OlahPresensi.objects.all()
    assert str(job.hingga) == "2024-03-19"
    assert "Mengolah presensi Maret 2024" in text(visitor("bkpsdm").get(address))
    assert visitor("bkpsdm2").post(address, {"hingga": ""}).status_code == 422


# -- as many queries for a thousand as for ten ------------------------------------------------------------


def queries(client: Any, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def counted(people: int) -> dict[str, int]:
    """How many queries each page takes with so many people; the database is as before afterwards."""
    with transaction.atomic():
        region = Region.build(people)
        region.furnish(people=region.people[people // 2 :])
        region.plant(FEBRUARY)
        region.plant(net=4_000_000)
        Hasil.objects.filter(hitungan=region.sheet("A").hitungan).update(sebelumnya=4_950_000)
        client = Client()
        client.force_login(region.users["bkpsdm"], backend="django.contrib.auth.backends.ModelBackend")
        places = [*addresses(region), reverse("presensi_olah")]
        found = {place.rstrip("0123456789/"): queries(client, place) for place in places}
        transaction.set_rollback(True)
    return found


def test_no_page_of_the_month_asks_more_of_the_database_for_more_people(db: None):
    few, many = counted(10), counted(1000)
    assert many == few
    assert max(few.values()) <= 32
