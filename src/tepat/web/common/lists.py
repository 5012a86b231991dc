"""What every list does: a page of fifty, and the list alone where only it was asked for."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tepat.web.common.fragments import is_fragment

PER_PAGE = 50


def page_of(request: HttpRequest, rows: Any, size: int = PER_PAGE) -> Page[Any]:
    """The page that is asked for (``?halaman=``); of a number beyond the last page the last one."""
    return Paginator(rows, size).get_page(request.GET.get("halaman"))


def list_response(request: HttpRequest, page: str, part: str, context: dict[str, Any]) -> HttpResponse:
    """The whole page, or for htmx the list alone: the same fragment that the page includes."""
    return render(request, part if is_fragment(request) else page, context)
