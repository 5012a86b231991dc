"""The employee's page in the demonstration: three months, two of them paid."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tepat.lang.calendar import Masa
from tepat.web.apps.akun.models import Pengguna
from tepat.web.apps.kepegawaian.models import Pegawai
from tepat.web.apps.tpp.saya.page import month_page
from tepat.web.common.today import end_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]


def test_a_month_differs_from_the_one_before_by_causes_that_add_up():
    kinds = set()
    for person in Pegawai.objects.order_by("pk")[:40:2]:
        page = month_page(person, Masa(2024, 2), end_of(date(2024, 3, 20)))
        result, told = page.month.result, page.compared
        if told is not None and result is not None:
            assert (told.lama, told.baru) == (result.sebelumnya, result.tpp_diterima)
            assert sum(cause.amount for cause in told.causes) == told.selisih
            kinds |= {cause.sentence for cause in told.causes}
    assert {"Kehadiran", "Penilaian atasan"} <= kinds


def test_the_employee_of_the_demonstration_sees_the_paid_month_with_its_dates(django_assert_max_num_queries):
    client = Client()
    client.force_login(Pengguna.objects.get(username="pegawai"), "django.contrib.auth.backends.ModelBackend")
    for address in ("/tpp/saya/", "/tpp/saya/2024-02/"):
        with django_assert_max_num_queries(12):
            response = client.get(address)
        assert response.status_code == 200
    text = response.content.decode()
    assert "Dibayar" in text
    assert "13 Maret 2024" in text
    assert "Dibanding Januari 2024" in text
