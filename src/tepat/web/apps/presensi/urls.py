"""Addresses."""

from django.urls import path

from tepat.web.apps.presensi import views

urlpatterns = [path("", views.olah, name="presensi_olah")]
