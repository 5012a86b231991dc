"""The employee's own pages, and what is told of one result."""

from django.urls import URLPattern, path

from tepat.web.apps.tpp.saya import views

urlpatterns: list[URLPattern] = [
    path("saya/", views.tpp_saya, name="tpp_saya"),
    path("saya/riwayat/", views.tpp_riwayat, name="tpp_riwayat"),
    path("saya/<str:masa>/", views.tpp_saya, name="tpp_saya"),
    path("saya/<str:masa>/<int:hari>/", views.tpp_saya_hari, name="tpp_saya_hari"),
    path("penjelasan/<int:hasil_id>/", views.tpp_penjelasan, name="tpp_penjelasan"),
    path("slip/<int:hasil_id>/", views.tpp_slip, name="tpp_slip"),
]
