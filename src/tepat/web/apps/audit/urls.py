"""Addresses."""

from django.urls import path

from tepat.web.apps.audit import month_views, views

urlpatterns = [
    path("perubahan/", views.perubahan, name="audit_perubahan"),
    path("perubahan/ekspor.csv", views.ekspor, name="audit_perubahan_ekspor"),
    path("perubahan/pegawai/<int:pegawai_id>/", views.perubahan_pegawai, name="audit_perubahan_pegawai"),
    path("", month_views.audit_beranda, name="audit_beranda"),
    path("bulan/<str:masa>/", month_views.audit_masa, name="audit_masa"),
    path("hitungan/<int:run_id>/ulang/", month_views.audit_hitung_ulang, name="audit_hitung_ulang"),
    path("hitungan/<int:run_id>/paket/", month_views.audit_paket, name="audit_paket"),
    path("hitung-ulang/<int:job_id>/", month_views.audit_hasil, name="audit_hasil"),
]
