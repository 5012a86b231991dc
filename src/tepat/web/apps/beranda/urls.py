"""Addresses."""

from django.urls import path

from tepat.web.apps.beranda import views

urlpatterns = [path("", views.beranda, name="beranda"), path("bantuan/", views.bantuan, name="bantuan")]
