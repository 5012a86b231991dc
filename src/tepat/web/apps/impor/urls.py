"""Addresses."""

from django.urls import path

from tepat.web.apps.impor import views

urlpatterns = [
    path("", views.batch_list, name="impor_daftar"),
    path("baru/", views.upload, name="impor_baru"),
    path("templat/<slug:jenis>/", views.template_file, name="impor_templat"),
    path("<int:pk>/", views.batch, name="impor_kumpulan"),
    path("<int:pk>/baca/", views.read_again, name="impor_baca"),
    path("<int:pk>/ditolak.csv", views.refused_rows, name="impor_ditolak"),
    path("<int:pk>/terima/", views.decide, {"tindakan": "terima"}, name="impor_terima"),
    path("<int:pk>/buang/", views.decide, {"tindakan": "buang"}, name="impor_buang"),
    path("<int:pk>/batal/", views.decide, {"tindakan": "batal"}, name="impor_batal"),
    path("berkas/<int:pk>/", views.original, name="impor_berkas"),
]
