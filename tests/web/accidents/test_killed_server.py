"""The server's process dies in the middle of an import: nothing is lost or double, and it can be done again."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest
from django.test import Client

from tepat.web.apps.audit.models import Perubahan
from tepat.web.apps.impor import services
from tepat.web.apps.impor.models import Kumpulan
from tepat.web.apps.pembayaran.models import Gaji
from tests.web.accidents.processes import run
from tests.web.tpp.region import MARCH, Region

ROWS = 1_000
DEATHS = 5
SERVER = "tests.web.accidents.mortal_server"


@pytest.fixture
def office(transactional_db: None, settings: Any) -> Region:
    return Region.build(ROWS)


@pytest.fixture
def batch(office: Region) -> Kumpulan:
    """A salary list of a thousand rows, previewed."""
    lines = [f"{person.nip},5000000,100000,0,50000,200000" for person in office.people]
    text = "\n".join(["nip,gaji_kotor,potongan_gaji,pph_gaji,iwp_gaji,bpjs_gaji", *lines]) + "\n"
    files = [("gaji.csv", text.encode())]
    found = services.preview(services.receive(office.users["bkpsdm"], files, "gaji", str(MARCH)))
    assert found.hitungan["baru"] == ROWS
    return found


def press(office: Region, batch: Kumpulan, moment: int) -> Any:
    """Accept by a server that dies at a query (0: it lives)."""
    client = Client()
    client.force_login(office.users["bkpsdm"], backend="django.contrib.auth.backends.ModelBackend")
    return run(SERVER, str(batch.pk), client.cookies["sessionid"].value, str(moment))


def test_a_server_killed_while_it_accepts_has_accepted_nothing_and_the_next_press_accepts_all(
    office: Region, batch: Kumpulan
):
    moments = random.Random(20)
    for _death in range(DEATHS):
        dead = press(office, batch, moments.randint(1, QUERIES))
        assert dead.returncode == -9, dead.stderr
        batch.refresh_from_db()
        assert batch.status == Kumpulan.Status.PRATINJAU
        assert not Gaji.objects.exists()
        assert not Perubahan.objects.filter(kumpulan=batch.pk).exists()
    alive = press(office, batch, 0)
    status, queries = map(int, alive.stdout.split())
    assert status == 302, alive.stderr
    assert queries > QUERIES, "a moment of death may lie after the request"
    batch.refresh_from_db()
    assert batch.status == Kumpulan.Status.DITERIMA
    assert Counter(Gaji.objects.values_list("pegawai", flat=True)) == Counter(person.pk for person in office.people)
    assert Perubahan.objects.filter(kumpulan=batch.pk, tindakan="tambah").count() == ROWS


# The request of a thousand rows takes more than these, the last of them after the rows are written.
QUERIES = 20


def test_a_press_after_the_answer_was_lost_does_nothing_twice(office: Region, batch: Kumpulan):
    for _press in range(2):
        assert press(office, batch, 0).stdout.startswith("302")
    assert Gaji.objects.count() == ROWS
    assert Perubahan.objects.filter(kumpulan=batch.pk, tindakan="tambah").count() == ROWS
