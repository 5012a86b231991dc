"""The log says enough to find a fault, and never who somebody is."""

from __future__ import annotations

import io
import json
import logging
import logging.config
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.db import IntegrityError
from django.test import Client
from django.urls import path, reverse

from tepat.web.config import urls
from tepat.web.config.logs import log_settings, mask, mask_text
from tests.web.tiny_office import PASSWORD, Office

NIP = "190001011920011001"
NUMBERS = {
    "nip": NIP,
    "nip in groups": "19000101 192001 1 001",
    "npwp": "09.254.294.3-407.000",
    "npwp16": "0925429434070001",
    "rekening": "0012345678",
}


class Log(io.StringIO):
    """What was written, line by line."""

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.getvalue().splitlines()]


@pytest.fixture
def log() -> Iterator[Log]:
    """Everything that any logger writes while the test runs, as in a real office."""
    stream = Log()
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    told = log_settings(readable=False)
    told["handlers"]["layar"]["stream"] = stream
    logging.config.dictConfig(told)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)


def fail(request: Any, siapa: str) -> None:
    raise IntegrityError(f"Key (nip)=({NIP}) already exists; rekening: 0012345678")


urlpatterns = [*urls.urlpatterns, path("gagal/<str:siapa>/", fail, name="gagal")]
handler500 = "tepat.web.ui.views.server_error"


@pytest.fixture
def signed_in(office: Office) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(office.users["pegawai"], "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("number", NUMBERS.values(), ids=list(NUMBERS))
def test_personal_numbers_are_masked_wherever_they_stand(number: str):
    for text in (number, f"/pegawai/{number}/?q={number}", f"Key (nip)=({number}) exists", f"a{number}b"):
        assert number not in mask_text(text)


def test_the_secret_of_a_link_is_masked():
    assert (
        mask_text("/akun/sandi/baru/OA/digob3-a2fb81c29903bb5b9e44aacadd8b3e44/") == "/akun/sandi/baru/OA/digob3-•••/"
    )


@pytest.mark.parametrize("text", ["2024-03-31 11:42:36", "Rp 7.214.300", "halaman 12 dari 4816", "ms=31", "127.0.0.1"])
def test_other_numbers_stay(text: str):
    assert mask_text(text) == text


@pytest.mark.parametrize("name", ["nip", "npwp", "rekening", "nomor_rekening", "password1", "sandi", "Cookie", "token"])
def test_what_stands_in_secret_fields_is_masked(name: str):
    assert "abc" not in str(mask({"isi": [{name: "abc"}]}))
    assert "abc" not in mask_text(f"{name}=abc")
    assert "abc" not in mask_text(f"{{'{name}': 'abc'}}")


@pytest.mark.django_db
def test_a_request_leaves_one_line_with_its_number_and_without_its_query(log: Log, signed_in: Client, office: Office):
    response = signed_in.get("/", {"q": "PEGAWAI CONTOH A", "nip": NIP})
    (line,) = [line for line in log.lines() if line["event"] == "permintaan"]
    assert line["pengguna"] == office.users["pegawai"].pk
    assert (line["cara"], line["alamat"], line["nama"], line["status"]) == ("GET", "/", "beranda", 200)
    assert line["rujukan"] in response.content.decode()
    assert isinstance(line["ms"], int)
    assert "CONTOH" not in log.getvalue()


@pytest.mark.django_db
def test_a_request_for_a_number_leaves_none_in_the_log(log: Log, signed_in: Client):
    for number in NUMBERS.values():
        signed_in.get(f"/cari/{number}/", {"q": number})
        signed_in.post(f"/cari/{number}/", {"nip": number})
    text = log.getvalue()
    assert len(log.lines()) == 2 * len(NUMBERS)
    assert [number for number in NUMBERS.values() if number in text] == []


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_a_failure_with_a_number_in_its_text_leaves_none_in_the_log(log: Log, signed_in: Client):
    response = signed_in.get(f"/gagal/{NIP}/")
    assert response.status_code == 500
    failure = next(line for line in log.lines() if line["level"] == "error")
    assert "IntegrityError" in failure["exception"]
    assert "in fail" in failure["exception"], "the place of the fault is told"
    assert failure["rujukan"] in response.content.decode(), "who reports it names the line"
    assert NIP not in log.getvalue()
    assert "0012345678" not in log.getvalue()
    assert NIP not in response.content.decode()


@pytest.mark.django_db
def test_signing_in_leaves_neither_name_nor_password(log: Log, office: Office):
    Client().post(reverse("account_login"), {"login": NIP, "password": PASSWORD})
    Client().post(reverse("account_login"), {"login": "pegawai", "password": PASSWORD})
    assert PASSWORD not in log.getvalue()
    assert NIP not in log.getvalue()


def test_values_that_are_attached_to_an_event_are_masked(log: Log):
    structlog.get_logger("uji").warning("diolah", siapa=NIP, rincian={"baris": [NIP, 7]}, rekening="12")
    logging.getLogger("django.db.backends").warning("SELECT %s", NIP)
    logging.getLogger("pustaka").warning("gagal", extra={"nomor": int(NIP), "token": "abc"})
    first, second, third = log.lines()
    assert (first["rincian"], first["rekening"]) == ({"baris": ["•••", 7]}, "•••")
    assert second["event"] == "SELECT •••"
    assert (third["nomor"], third["token"]) == ("•••", "•••")
    assert NIP not in log.getvalue()


def test_the_readable_log_of_a_developer_masks_as_well():
    stream = Log()
    told = log_settings(readable=True)
    formatter = told["formatters"]["tepat"]
    made = formatter.pop("()")(**formatter)
    stream.write(made.format(logging.LogRecord("uji", 30, __file__, 1, "NIP %s", (NIP,), None)))
    log_settings(readable=False)
    assert "•••" in stream.getvalue()
    assert NIP not in stream.getvalue()


@pytest.mark.django_db
def test_no_address_carries_a_personal_number(office: Office):
    """Addresses name people by the numbers of their records."""
    from tests.web.matrix import read_matrix
    from tests.web.test_access import address_of

    nips = {person.nip for person in office.people.values()}
    for address in read_matrix().addresses.values():
        if not address.bersyarat:
            assert not [nip for nip in nips if nip in address_of(address, office, "bkpsdm", "own")]
