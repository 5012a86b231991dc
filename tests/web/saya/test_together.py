"""One person's facts in one round trip are the rows that a run of everybody computes with."""

from __future__ import annotations

from datetime import date

from tepat.web.apps.kepegawaian.models import FaktaTambahan, Pegawai
from tepat.web.apps.presensi.models import Disiplin
from tepat.web.apps.tpp.hitung.facts import fact_sheets, person_rows, rows_by_person
from tepat.web.apps.tpp.saya.rules import rules_of
from tepat.web.common.together import rows_together
from tests.web.saya.region import MASA, attend_until, rate_until


def test_the_rows_of_each_person_are_those_of_the_run_of_everybody(region, django_assert_num_queries):
    rules = rules_of(MASA)
    rate_until(region, date(2024, 4, 8))
    attend_until(region, rules, date(2024, 3, 19))
    _add_further(region)
    everybody = rows_by_person(fact_sheets(MASA, rules.month))
    for nip, person in region.people.items():
        with django_assert_num_queries(1):
            alone = person_rows(MASA, rules.month, [person.pk])
        assert alone == {nip: everybody[nip]}
    assert all(everybody[nip]["disiplin"] for nip in region.people)
    assert any(row["waktu_dinilai"] for rows in everybody.values() for row in rows["kinerja"])


def test_what_a_region_asks_of_people_beyond_the_contract_is_in_the_packet_of_everybody(region):
    nip = _add_further(region)
    everybody = rows_by_person(fact_sheets(MASA, rules_of(MASA).month))
    assert everybody[nip]["kegiatan"] == [{"nip": nip, "jumlah_kegiatan": "12"}]


def _add_further(region) -> str:
    nip, person = next(iter(region.people.items()))
    FaktaTambahan.objects.create(masa=str(MASA), berkas="kegiatan", pegawai=person, sel={"jumlah_kegiatan": "12"})
    return nip


def test_a_recap_stands_in_where_the_punches_gave_nothing(region):
    person = region.people[next(iter(region.people))]
    Disiplin.objects.create(pegawai=person, masa=str(MASA), hari_kerja="20.5", hari_hadir=20, presensi_manual=True)
    (rows,) = person_rows(MASA, rules_of(MASA).month, [person.pk]).values()
    assert rows["disiplin"] == [
        {
            "nip": person.nip,
            "hari_kerja": "20.5",
            "hari_hadir": "20",
            "hari_alpa": "",
            "potongan_persen": "",
            "presensi_manual": "ya",
        }
    ]


def test_answers_come_in_the_order_and_with_the_types_of_their_questions(region):
    by_name = Pegawai.objects.order_by("-nama", "nip").values_list("pk", "nama")
    nobody = Pegawai.objects.filter(pk__in=[]).values_list("nip")
    assert rows_together([nobody, by_name, nobody]) == [[], list(by_name), []]
