"""What every list does: a page of fifty, and the list alone where only it was asked for."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

PER_PAGE = 50


def page_of(request: HttpRequest, rows: Any, size: int = PER_PAGE) -> Page[Any]:
    """The page that is asked for (``?halaman=``); of a number beyond the last page the last one."""
    return Paginator(rows, size).get_page(request.GET.get("halaman"))


def list_response(request: HttpRequest, page: str, part: str, context: dict[str, Any]) -> HttpResponse:
    """The whole page, or for htmx the list alone: the same fragment that the page includes."""
    is_part = getattr(request, "htmx", False) and not request.headers.get("HX-Boosted")
    response = render(request, part if is_part else page, context)
    patch_vary_headers(response, ["HX-Request"])
    return response
