"""Addresses."""

from django.urls import path

from tepat.web.apps.regulasi import views

urlpatterns = [
    path("", views.regulasi_daftar, name="regulasi_daftar"),
    path("beda/", views.regulasi_beda, name="regulasi_beda"),
    path("bulan/<str:masa>/", views.regulasi_masa, name="regulasi_masa"),
    path("naskah/<path:kunci>/baca/", views.regulasi_baca, name="regulasi_baca"),
    path("naskah/<path:kunci>/", views.regulasi_rinci, name="regulasi_rinci"),
]
