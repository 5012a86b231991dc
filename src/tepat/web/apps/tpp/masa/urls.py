"""Addresses of the month: readiness, runs, sheets and their steps."""

from django.urls import path, re_path

from tepat.web.apps.tpp.masa import sheet_views as views_lembar
from tepat.web.apps.tpp.masa import views as views_masa

_MASA = "(?P<masa>[0-9]{4}-[0-9]{2})"

urlpatterns = [
    path("", views_masa.masa, name="tpp_masa"),
    path("kesiapan/", views_masa.kesiapan, name="tpp_kesiapan"),
    re_path(rf"^{_MASA}/$", views_masa.masa, name="tpp_masa"),
    re_path(rf"^{_MASA}/kesiapan/$", views_masa.kesiapan, name="tpp_kesiapan"),
    re_path(rf"^{_MASA}/kesiapan/(?P<need>[a-z_]+)/$", views_masa.kesiapan_rinci, name="tpp_kesiapan_rinci"),
    re_path(rf"^{_MASA}/hitung/$", views_masa.hitung, name="tpp_hitung"),
    re_path(rf"^{_MASA}/langkah/(?P<name>setujui|kunci)/$", views_lembar.langkah_banyak, name="tpp_langkah_banyak"),
    path("hitungan/<int:run_id>/", views_masa.hitungan, name="tpp_hitungan"),
    path("hitungan/<int:run_id>/unduh/<str:what>/", views_masa.unduh, name="tpp_unduh"),
    path("lembar/<int:lembar_id>/", views_lembar.lembar, name="tpp_lembar"),
    path("lembar/<int:lembar_id>/<str:name>/", views_lembar.langkah, name="tpp_langkah"),
]
