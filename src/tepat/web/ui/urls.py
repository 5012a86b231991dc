"""Language, theme, and (while developing) the page of all components."""

from __future__ import annotations

from django.conf import settings
from django.urls import path

from tepat.web.ui import views

app_name = "ui"
urlpatterns = [
    path("bahasa/", views.set_language, name="bahasa"),
    path("tema/", views.set_theme, name="tema"),
    *([path("gaya/", views.style_page, name="gaya")] if settings.DEBUG else []),
]
