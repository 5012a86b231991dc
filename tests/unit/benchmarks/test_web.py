"""The benchmark's page of the web application."""

from __future__ import annotations

from benchmarks.page.web import sections, verdict
from benchmarks.web.measure import Web

STEPS = ("start", "fakta", "hitung", "periksa", "tulis", "muat")
PARTS = ("facts", "packet", "child", "kept", "load", "insert", "rest")


def office(whole: float, queries: int) -> Web:
    rounds = [{**dict.fromkeys([*PARTS, *(f"child: {step}" for step in STEPS)], 0.5), "whole": whole, "processor": 4.0}]
    month = {"rounds": rounds, "rows": 5741, "worker": 223.0, "child": 320.0}
    attendance = {"seconds": {"child: baca": 2.0, "whole": 20.0}, "days": 133_582, "child": 869.0}
    page = {"page": "tpp_saya", "account": "pegawai", "queries": queries, "median": 0.04}
    crowd = {"kind": "employees", "answers": 100, "wrong": 2, "median": 0.2, "p95": 0.4}
    return Web("PostgreSQL", 6_000, 24, attendance, month, month, {"tpp_hasil": 9}, 10**9, [page], [crowd], (0.1, 0.2))


def test_the_page_says_whether_the_aims_are_kept():
    (kept,) = verdict([office(4.2, 8)])
    (missed,) = verdict([office(10.5, 13)])
    assert "4.200 s, within" in kept
    assert "8 queries, within" in kept
    assert missed.count("**not within**") == 2


def test_every_part_stands_on_the_page():
    text = "\n".join(sections([office(4.2, 8)]))
    assert "tpp_saya (pegawai) | 8, 40 |" in text
    assert "2 of 100 refused" in text
    assert "0.1 before, 0.2 after" in text
