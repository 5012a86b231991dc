"""Every address × role × own or another's: who gets what. The matrix itself is access_matrix.toml."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction
from django.test import Client
from django.urls import path, reverse

from tests.web.matrix import ASKERS, Address, Matrix, addresses_of, gaps, read_matrix
from tests.web.pages import Writes, inline_faults, missing_headers
from tests.web.tiny_office import ANONYMOUS, Office

MATRIX = read_matrix()
# A method that no class is named for: refused, whichever of the reasons is looked at first.
REFUSED = {"405", "403", "404", "login"}


def address_of(address: Address, office: Office, asker: str, side: str) -> str:
    own = side == "own"
    kwargs = {name: office.value(kind, asker, own=own) for name, kind in address.kwargs.items()}
    return reverse(address.name.partition("#")[0], kwargs=kwargs)


def fields_of(kinds: dict[str, Any], office: Office, asker: str, side: str) -> dict[str, Any]:
    return {name: office.value(kind, asker, own=side == "own") for name, kind in kinds.items()}


def client_of(office: Office, asker: str) -> Client:
    client = Client(raise_request_exception=False)
    if asker != ANONYMOUS:
        client.force_login(office.users[asker], "django.contrib.auth.backends.ModelBackend")
    return client


def outcome_of(response: Any) -> str:
    """The answer in the matrix's words."""
    if response.status_code not in (302, 303):
        return str(response.status_code)
    target = urlsplit(response["Location"])
    if target.netloc:
        return f"302 to {target.netloc}"
    return "login" if target.path == reverse("account_login") else f"302:{target.path}"


def agrees(expected: str, found: str) -> bool:
    if expected == "302":
        return found.startswith("302:")
    if expected.startswith("302:"):
        return found == f"302:{reverse(expected.removeprefix('302:'))}"
    return expected == found


def ask(office: Office, address: Address, method: str, asker: str, side: str, watch: Any = None) -> Any:
    """One request; whatever it wrote is taken back."""
    url = address_of(address, office, asker, side)
    fields = fields_of(address.query if method == "get" else address.data, office, asker, side)
    with transaction.atomic():
        client = client_of(office, asker)
        with watch or nullcontext():
            response = getattr(client, method)(url, fields)
        transaction.set_rollback(True)
    return response


def differences(office: Office, address: Address, asker: str) -> list[str]:
    """Where the application answers otherwise than the matrix says."""
    found = []
    for side in address.sides:
        for method, name in (("get", address.get), ("post", address.post)):
            expected = MATRIX.expected(name, asker, side)
            told = outcome_of(ask(office, address, method, asker, side))
            if not (agrees(expected, told) if name else told in REFUSED):
                found.append(f"{method.upper()} {address.name} by {asker} ({side}): expected {expected}, found {told}")
    return found


def is_there(address: Address) -> bool:
    return not address.bersyarat or bool(getattr(django_settings, address.bersyarat))


ASKED = [address for address in MATRIX.addresses.values() if is_there(address)]


@pytest.mark.django_db
@pytest.mark.parametrize("asker", ASKERS)
@pytest.mark.parametrize("address", ASKED, ids=lambda address: address.name)
def test_everybody_gets_what_the_matrix_says(office: Office, address: Address, asker: str):
    assert differences(office, address, asker) == []


def test_every_address_has_an_entry_and_every_entry_an_address():
    names = set(addresses_of())
    assert "beranda" in names, "the guard did not see the addresses"
    assert gaps(MATRIX, names) == []


def test_an_address_without_an_entry_is_found():
    planted = [path("baru/", lambda request: None, name="baru")]
    names = {*addresses_of(), *addresses_of(planted)}
    assert gaps(MATRIX, names) == ["baru: an address without an entry"]


def test_an_address_without_a_name_is_found():
    planted = [path("tanpa-nama/", lambda request: None)]
    assert gaps(Matrix({}, {}), set(addresses_of(planted))) == ["<tanpa-nama/>: an address without an entry"]


def test_an_entry_without_an_address_is_found():
    planted = read_matrix('[akses.masuk]\nsemua = "200"\n[alamat.hilang]\nget = "masuk"')
    assert gaps(planted, set()) == ["hilang: an entry without an address"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[akses.a]\npegawai = "200"', "missing"),
        ('[akses.a]\nsemua = "200"\nlurah = "200"', "unknown"),
        ('[akses.a]\nsemua = "boleh"', "no outcome"),
        ('[alamat.a]\nget = "tak_ada"', "must name a class"),
        ('[akses.a]\nsemua = "200"\n[alamat.a]\nkwargs = {}', "must name a class"),
        ('[akses.a]\nsemua = "200"\n[alamat.a]\nget = "a"\nkwargs = {pk = "lurah"}', "no object"),
        ('[akses.a]\nsemua = "200"\n[alamat.a]\nget = "a"\nput = "a"', "unknown"),
    ],
)
def test_a_matrix_that_says_nothing_clear_is_refused(text: str, fault: str):
    with pytest.raises(ValueError, match=fault):
        read_matrix(text)


@pytest.mark.django_db
def test_a_page_that_is_open_to_too_many_is_found(office: Office):
    planted = Address("beranda", get="atur_akun")
    assert len(differences(office, planted, "pegawai")) == 1
    assert differences(office, planted, "administrator") == []


READ = [address for address in ASKED if address.get]


# -- what holds at every address --------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("address", READ, ids=lambda address: address.name)
def test_a_page_changes_nothing_carries_the_headers_and_keeps_to_the_policy(office: Office, address: Address):
    for asker in ASKERS:
        writes = Writes()
        response = ask(office, address, "get", asker, "own", connection.execute_wrapper(writes))
        assert address.menulis or writes.found == [], asker
        assert missing_headers(response) == [], asker
        assert inline_faults(response) == [], asker


@pytest.mark.django_db
def test_a_write_is_noticed(office: Office):
    writes = Writes()
    with connection.execute_wrapper(writes):
        office.units["A"].save()
    assert len(writes.found) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("address", [item for item in ASKED if item.post], ids=lambda address: address.name)
def test_a_form_from_elsewhere_is_refused(office: Office, address: Address):
    """Without the token of our own page nothing is accepted, whoever asks."""
    for asker in ASKERS:
        client = Client(enforce_csrf_checks=True)
        if asker != ANONYMOUS:
            client.force_login(office.users[asker], "django.contrib.auth.backends.ModelBackend")
        url = address_of(address, office, asker, "own")
        assert client.post(url, fields_of(address.data, office, asker, "own")).status_code == 403
