"""Small valid files of each format, written by a die: what the fuzz mutates and recognition is tested on."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.ingest.files import NIP_A, NIP_B, long_user, short_user


@dataclass(frozen=True)
class Sample:
    """A delivered file: its name and content."""

    name: str
    content: bytes


def _time(die: Random, between: str = " ") -> str:
    day, hour, minute, second = (die.randint(*span) for span in ((1, 31), (6, 17), (0, 59), (0, 59)))
    return f"2026-01-{day:02}{between}{hour:02}:{minute:02}:{second:02}"


def _pin(die: Random) -> str:
    return die.choice(["12", "0012", "1007", "A7", "3"])


def _json(die: Random, *documents: Any) -> bytes:
    """One after another, in one of the ways in which programs write them."""
    indent = die.choice([None, 1])
    return "\n".join(json.dumps(document, indent=indent) for document in documents).encode()


def attlog(die: Random) -> Sample:
    """Six columns, sometimes with the lines of older firmware."""
    lines = [f"{_pin(die):>9}\t{_time(die)}\t1\t{die.choice([0, 1, 255])}\t{die.choice([1, 15])}\t0" for _ in range(6)]
    if die.random() < 0.3:
        lines = ["TESTSN0001", *lines, "48213"]
    return Sample("TESTSN0001_attlog.dat", ("\r\n".join(lines) + "\r\n").encode())


def user_dat(die: Random) -> Sample:
    """Users of either size."""
    users = range(1, die.randint(2, 5))
    if die.random() < 0.5:
        return Sample("user.dat", b"".join(short_user(slot, die.randint(1, 9999)) for slot in users))
    return Sample("TESTSN0001_user.dat", b"".join(long_user(slot, _pin(die).encode()) for slot in users))


def easylink(die: Random) -> Sample:
    """Two pages."""

    def page(follows: bool) -> dict[str, Any]:
        keys = {"VerifyMode": 1, "IOMode": 0, "WorkCode": 0}
        data = [{"SN": "TESTSN0001", "ScanDate": _time(die), "PIN": _pin(die)} | keys for _ in range(3)]
        return {"Result": True, "IsSession": follows, "Data": data}

    return Sample("easylink.json", _json(die, page(True), page(False)))


def fingerspot_io(die: Random) -> Sample:
    """An answer, or bodies of the webhook."""
    if die.random() < 0.5:
        data = [{"pin": _pin(die), "scan_date": _time(die), "verify": 1, "status_scan": 0} for _ in range(4)]
        return Sample("fingerspot.json", _json(die, {"success": True, "trans_id": "1", "data": data}))
    punches = [{"pin": _pin(die), "scan": _time(die)[:16], "verify": "1", "status_scan": "0"} for _ in range(3)]
    bodies = [
        {"type": "attlog", "cloud_id": "TESTCLOUD", "data": punch | {"photo_url": "RAHASIA"}} for punch in punches
    ]
    return Sample("webhook.jsonl", "\n".join(map(json.dumps, bodies)).encode())


def hikvision(die: Random) -> Sample:
    """A page, or pushed events."""
    if die.random() < 0.5:
        events = [
            {"major": 5, "minor": die.choice([75, 38, 21]), "time": f"{_time(die, 'T')}+08:00"}
            | {"employeeNoString": _pin(die), "name": "PEGAWAI CONTOH A", "serialNo": number, "pictureURL": "RAHASIA"}
            for number in range(4)
        ]
        page = {"searchID": "a1", "totalMatches": 4, "numOfMatches": 4, "responseStatusStrg": "OK", "InfoList": events}
        return Sample("hikvision.json", _json(die, {"AcsEvent": page}))
    about = {"majorEventType": 5, "subEventType": 75, "employeeNoString": _pin(die), "attendanceStatus": "checkIn"}
    event = {"ipAddress": "192.0.2.7", "dateTime": f"{_time(die, 'T')}+08:00", "eventType": "AccessControllerEvent"}
    return Sample("hikvision.json", _json(die, *[event | {"AccessControllerEvent": about}] * 3))


def simpegnas(die: Random) -> Sample:
    """One of the three answers."""
    if die.random() < 0.4:
        days = [
            {"tgl": f"2026-01-{day:02}", "pagi": "HN", "sore": "PC1", "jam_pagi": "07:21:44", "jam_sore": "16:34:02"}
            | {"siang": None, "jam_siang": None, "keterangan": ""}
            for day in range(5, 8)
        ]
        return Sample("simpegnas.json", _json(die, {"data": [{"nip": NIP_A, "presensi": days}]}))
    check = {"work_from": "WFO", "status": "HN", "source": "mobile", "time": "2026-01-04T23:21:44Z"}
    check |= {"time_with_timezone": "2026-01-05T07:21:44+08:00", "timezone": "Asia/Makassar", "lat": "RAHASIA"}
    days = [
        {"day": day, "checkIn": check, "checkRest": None, "checkOut": None, "status": die.choice(["HN", "TM1", "DL"])}
        for day in range(5, 7)
    ]
    person = {"nama": "PEGAWAI CONTOH A", "nip": NIP_A, "tahun": 2026, "bulan": 1, "presensi": days}
    return Sample("simpegnas.json", _json(die, {"data": [person] if die.random() < 0.5 else person}))


def e_office(die: Random) -> Sample:
    """Answers with their requests."""
    return Sample("e-office.json", _json(die, *(e_office_answer(nip, die.randint(0, 9)) for nip in (NIP_A, NIP_B))))


def e_office_answer(nip: str = NIP_A, alpa: int = 0, **states: object) -> dict[str, Any]:
    """A month of e-Office in a wrapper that says whose it is."""
    usual = {
        "terlambat": 1,
        "tepatWaktu": 18,
        "H": 20 - alpa,
        "A": alpa,
        "I": 0,
        "S": 0,
        "C": 0,
        "TL": 0,
        "IT": 0,
        "IPC": 0,
    }
    status = usual | {"totalPotongan": 2.5} | states
    absen = {"dataPegawai": {"pegawai_nama": "PEGAWAI CONTOH A"}, "absenStatusPegawai": status}
    answer = {"text": "success", "data": {"jumlah_hari_kerja": 20, "absen_pegawai": absen}}
    return {"pegawai_nip": nip, "year": 2026, "month": 1, **answer}


SAMPLES: Mapping[str, Callable[[Random], Sample]] = {
    "attlog": attlog,
    "user_dat": user_dat,
    "easylink": easylink,
    "fingerspot_io": fingerspot_io,
    "hikvision": hikvision,
    "simpegnas": simpegnas,
    "e_office": e_office,
}
