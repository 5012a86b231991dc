"""Addresses."""

from django.urls import path

from tepat.web.apps.audit import views

urlpatterns = [
    path("perubahan/", views.perubahan, name="audit_perubahan"),
    path("perubahan/ekspor.csv", views.ekspor, name="audit_perubahan_ekspor"),
    path("perubahan/pegawai/<int:pegawai_id>/", views.perubahan_pegawai, name="audit_perubahan_pegawai"),
]
