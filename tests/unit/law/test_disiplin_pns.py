"""The thresholds of PP 94/2021 are those of the national package, with the punishment that its formulas point to."""

from __future__ import annotations

from tepat.lang.calendar import Masa
from tepat.law.disiplin_pns import Threshold, thresholds

JULY = Masa(2026, 7)


def test_every_threshold_of_the_year_has_its_punishment_and_level():
    found = [(item.hari, item.jenis_hukuman, item.tingkat) for item in thresholds(JULY) if not item.berturut]
    assert found == [
        (3, "teguran_lisan", "ringan"),
        (4, "teguran_tertulis", "ringan"),
        (7, "tidak_puas_tertulis", "ringan"),
        (11, "potongan_6_bulan", "sedang"),
        (14, "potongan_9_bulan", "sedang"),
        (17, "potongan_12_bulan", "sedang"),
        (21, "turun_jabatan", "berat"),
        (25, "pembebasan_jabatan", "berat"),
        (28, "pemberhentian", "berat"),
    ]


def test_ten_days_in_a_row_lead_to_dismissal_before_the_sum_does():
    (row,) = (item for item in thresholds(JULY) if item.berturut)
    assert row == Threshold(10, "pemberhentian", "berat", "PP 94/2021 Pasal 11 ayat (2) huruf d", berturut=True)


def test_every_threshold_cites_its_article():
    articles = [item.dasar.split(":")[0] for item in thresholds(JULY)]
    assert articles == [
        *["PP 94/2021 Pasal 9"] * 3,
        *["PP 94/2021 Pasal 10"] * 3,
        *["PP 94/2021 Pasal 11 ayat (2) huruf d"] * 4,
    ]
