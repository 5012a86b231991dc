"""Addresses of the tests of the look: its own, and one of each error page."""

from __future__ import annotations

from django.urls import include, path

from tepat.web.ui import views

urlpatterns = [
    path("", include("tepat.web.ui.urls")),
    path("gaya/", views.style_page),
]
handler400 = "tepat.web.ui.views.bad_request"
handler403 = "tepat.web.ui.views.permission_denied"
handler404 = "tepat.web.ui.views.page_not_found"
handler500 = "tepat.web.ui.views.server_error"
