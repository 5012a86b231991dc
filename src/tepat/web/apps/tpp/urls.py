"""Addresses."""

from django.urls import URLPattern

from tepat.web.apps.tpp import urls_masa

urlpatterns: list[URLPattern] = [*urls_masa.urlpatterns]
