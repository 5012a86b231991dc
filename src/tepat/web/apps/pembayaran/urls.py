"""Addresses."""

from django.urls import path, re_path

from tepat.web.apps.pembayaran import views

urlpatterns = [
    path("", views.masa, name="pembayaran_masa"),
    re_path(r"^(?P<masa>[0-9]{4}-[0-9]{2})/$", views.masa, name="pembayaran_masa"),
]
