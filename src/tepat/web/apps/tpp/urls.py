"""Addresses."""

from django.urls import URLPattern

from tepat.web.apps.tpp import urls_saya

urlpatterns: list[URLPattern] = [*urls_saya.urlpatterns]
