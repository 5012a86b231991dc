"""Addresses."""

from django.urls import URLPattern

from tepat.web.apps.tpp import urls_masa, urls_saya

urlpatterns: list[URLPattern] = [*urls_masa.urlpatterns, *urls_saya.urlpatterns]
