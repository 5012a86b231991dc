"""Addresses. A person is known by a key of the database, never by NIP."""

from django.urls import path

from tepat.web.apps.kepegawaian.views import people, places, records, search

urlpatterns = [
    path("cari/", search.cari, name="cari"),
    path("saya/", people.saya, name="kepegawaian_saya"),
    path("pegawai/", people.daftar, name="kepegawaian_pegawai"),
    path("pegawai/ekspor.csv", people.ekspor, name="kepegawaian_pegawai_ekspor"),
    path("pegawai/tambah/", people.tambah, name="kepegawaian_pegawai_tambah"),
    path("pegawai/<int:pegawai_id>/", people.rinci, name="kepegawaian_pegawai_rinci"),
    path("pegawai/<int:pegawai_id>/perbaiki/", people.perbaiki, name="kepegawaian_pegawai_perbaiki"),
    path("unit/", places.unit, name="kepegawaian_unit"),
    path("unit/tambah/", places.unit_tambah, name="kepegawaian_unit_tambah"),
    path("unit/<int:unit_id>/", places.unit_rinci, name="kepegawaian_unit_rinci"),
    path("jabatan/", places.jabatan, name="kepegawaian_jabatan"),
    path("jabatan/tambah/", places.jabatan_tambah, name="kepegawaian_jabatan_tambah"),
    path("jabatan/<int:jabatan_id>/", places.jabatan_rinci, name="kepegawaian_jabatan_rinci"),
    path("catatan/<slug:jenis>/baru/<int:pemilik_id>/", records.tambah, name="kepegawaian_catatan_tambah"),
    path("catatan/<slug:jenis>/<int:catatan_id>/", records.catatan, name="kepegawaian_catatan"),
    path("catatan/<slug:jenis>/<int:catatan_id>/perbaiki/", records.perbaiki, name="kepegawaian_catatan_perbaiki"),
    path("catatan/<slug:jenis>/<int:catatan_id>/akhiri/", records.akhiri, name="kepegawaian_catatan_akhiri"),
    path("catatan/<slug:jenis>/<int:catatan_id>/hapus/", records.hapus, name="kepegawaian_catatan_hapus"),
    path("catatan/<slug:jenis>/<int:catatan_id>/batalkan/", records.batalkan, name="kepegawaian_catatan_batalkan"),
]
