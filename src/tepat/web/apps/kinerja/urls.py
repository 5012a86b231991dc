"""Addresses."""

from django.urls import path

from tepat.web.apps.kinerja import views

urlpatterns = [path("tim/", views.tim, name="kinerja_tim")]
