"""Addresses."""

from django.urls import URLPattern

from tepat.web.apps.tpp.masa import urls as urls_masa
from tepat.web.apps.tpp.saya import urls as urls_saya

urlpatterns: list[URLPattern] = [*urls_saya.urlpatterns, *urls_masa.urlpatterns]
