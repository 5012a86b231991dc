"""Addresses."""

from django.urls import URLPattern

from tepat.web.apps.tpp import urls_masa, urls_saya

urlpatterns: list[URLPattern] = [*urls_saya.urlpatterns, *urls_masa.urlpatterns]
