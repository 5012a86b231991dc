"""Addresses."""

from django.urls import path

from tepat.web.apps.audit import month_views

urlpatterns = [
    path("", month_views.audit_beranda, name="audit_beranda"),
    path("bulan/<str:masa>/", month_views.audit_masa, name="audit_masa"),
    path("hitungan/<int:run_id>/ulang/", month_views.audit_hitung_ulang, name="audit_hitung_ulang"),
    path("hitungan/<int:run_id>/paket/", month_views.audit_paket, name="audit_paket"),
    path("hitung-ulang/<int:job_id>/", month_views.audit_hasil, name="audit_hasil"),
]
