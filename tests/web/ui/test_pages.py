"""The page of all components, the error pages, and the switches: whole, readable to devices, in both languages."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from tepat.web.ui import views
from tests.web.ui.page import Page

ERRORS = {
    400: views.bad_request,
    403: views.permission_denied,
    404: views.page_not_found,
    429: views.too_many_requests,
}


@pytest.fixture
def style_page(client: Client) -> str:
    response = client.get("/gaya/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_style_page_has_nothing_a_device_stumbles_over(client: Client, language: str):
    page = Page(client.get("/gaya/", headers={"accept-language": language}).content.decode())
    assert page.all("main")
    assert page.unclosed == []
    assert page.faults() == []


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ("<h1>a</h1><h3>b</h3>", "h1 then h3"),
        ("<h1>a</h1><input name=x>", "without a label"),
        ("<h1>a</h1><a href='#'></a>", "without a name"),
        ("<h1>a</h1><p id=a></p><p id=a></p>", "twice"),
        ("<h1>a</h1><input aria-label=a aria-describedby=b>", "of no element"),
        ("<h2>a</h2>", "0 h1"),
    ],
)
def test_planted_faults_are_found(markup: str, fault: str):
    assert any(fault in found for found in Page(markup).faults())


def test_every_component_tag_stands_on_the_style_page():
    from pathlib import Path

    from tepat.web.ui.templatetags import komponen

    folder = Path(views.__file__).parent / "templates/ui"
    text = "".join(path.read_text("utf-8") for path in folder.glob("*.html"))
    assert [tag for tag in komponen.register.tags if f"{{% {tag} " not in text] == []


def test_the_frame_has_skip_link_live_regions_and_the_safe_settings_of_htmx(style_page: str):
    assert '<a class="skip" href="#isi">' in style_page
    assert 'aria-live="polite"' in style_page
    assert '"allowEval": false' in style_page
    assert '"includeIndicatorStyles": false' in style_page
    assert '"historyCacheSize": 0' in style_page, "pages about people are not left in the browser's storage"


def test_the_page_in_hand_and_its_place_are_marked(style_page: str):
    page = Page(style_page)
    marked = [element.words().strip() for element in page.elements if element.attrs.get("aria-current") == "page"]
    assert {"Beranda", "Gaya", "Ringkasan", "7"} <= set(marked)


def test_what_a_wrong_field_says_is_tied_to_it(style_page: str):
    (nip,) = [element for element in Page(style_page).all("input") if element.attrs.get("name") == "nip"]
    assert nip.attrs["aria-invalid"] == "true"
    assert nip.attrs["aria-describedby"] == "id_nip_galat"
    assert 'id="id_nip_galat"' in style_page


@pytest.mark.parametrize("status", ERRORS)
def test_an_error_page_says_what_and_what_to_do_with_its_reference(status: int):
    request = RequestFactory().get("/tidak-ada")
    response = ERRORS[status](request, Exception("rahasia"))
    text = response.content.decode()
    assert response.status_code == status
    assert "Yang dapat Anda lakukan" in text
    assert request.rujukan in text
    assert "rahasia" not in text
    assert Page(text).faults() == []


def test_the_page_of_a_server_error_needs_no_context_processor_and_no_database(settings):
    settings.TEMPLATES[0]["OPTIONS"]["context_processors"].clear()
    request = RequestFactory().get("/")
    request.rujukan = "7F3A19C2"
    response = views.server_error(request)
    assert response.status_code == 500
    assert "7F3A19C2" in response.content.decode()


def test_an_unknown_address_gets_the_page_of_404(client: Client):
    response = client.get("/tidak/ada/")
    assert response.status_code == 404
    assert "Halaman tidak ditemukan" in response.content.decode()


def test_a_form_from_an_old_page_is_told_so():
    response = views.csrf_failure(RequestFactory().post("/"))
    assert response.status_code == 403
    assert "terlalu lama" in response.content.decode()


def test_the_theme_is_kept_and_leads_back(client: Client):
    response = client.post(reverse("ui:tema"), {"tema": "gelap", "next": "/gaya/"})
    assert (response.status_code, response.url) == (302, "/gaya/")
    assert 'data-bs-theme="dark"' in client.get("/gaya/").content.decode()


def test_a_theme_chosen_by_the_script_needs_no_page_in_return(client: Client):
    response = client.post(reverse("ui:tema"), {"tema": "gelap"}, headers={"x-requested-with": "fetch"})
    assert (response.status_code, response.cookies["tema"].value) == (204, "gelap")


@pytest.mark.django_db
def test_theme_and_language_stay_with_the_account_whatever_the_browser(client: Client, django_user_model: type):
    user = django_user_model.objects.create_user("contoh", password="bukan rahasia")
    client.force_login(user)
    client.post(reverse("ui:tema"), {"tema": "gelap"})
    client.post(reverse("ui:bahasa"), {"language": "en"})
    user.refresh_from_db()
    assert (user.tema, user.bahasa) == ("gelap", "en")
    del client.cookies["tema"]
    assert 'data-tema="gelap"' in client.get("/gaya/").content.decode()


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org", "javascript:f()", ""])
def test_a_theme_switch_leads_to_no_other_place(client: Client, target: str):
    assert client.post(reverse("ui:tema"), {"tema": "terang", "next": target}).url == "/"


def test_a_theme_that_is_none_is_refused_and_a_strange_cookie_counts_as_none(client: Client):
    assert client.post(reverse("ui:tema"), {"tema": "ungu"}).status_code == 400
    client.cookies["tema"] = "ungu"
    assert 'data-tema="sistem"' in client.get("/gaya/").content.decode()


def test_the_language_is_switched(client: Client):
    client.post(reverse("ui:bahasa"), {"language": "en", "next": "/gaya/"})
    assert '<html lang="en"' in client.get("/gaya/").content.decode()


def test_the_style_page_runs_without_any_query(client: Client):
    """No database is allowed in this test at all: a query would raise."""
    assert client.get("/gaya/").status_code == 200
