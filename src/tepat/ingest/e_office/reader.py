"""Reads the monthly answers of Balangan's e-Office."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from tepat.ingest.jsonfile import Element, Records, keys_of, read_json
from tepat.ingest.reading import Reading, Source

# Their names of what a month counts, by ours.
_COUNTS: Mapping[str, str] = {
    "hari_hadir": "H",
    "hari_alpa": "A",
    "izin": "I",
    "sakit": "S",
    "cuti": "C",
    "dinas_luar": "TL",
    "terlambat": "terlambat",
    "potongan_persen": "totalPotongan",
}
_WHOLE = Decimal(100)
# An answer that fails says why in these words; the rest of the failures have a code together.
_FAILURES: Mapping[str, str] = {"too many attempts": "M-114", "data tidak ditemukan": "M-115"}
_NUMBER = re.compile(r"(\d{1,5})(?:[.,](\d{1,4}))?", re.ASCII)
_NIP = re.compile(r"\d{18}", re.ASCII)
_YEAR = re.compile(r"20\d\d", re.ASCII)
_MONTH = re.compile(r"0?[1-9]|1[0-2]", re.ASCII)


def recognise_e_office(source: Source) -> bool:
    """A month, or a request of one that failed."""
    keys = keys_of(source)
    return bool(keys & {"jumlah_hari_kerja", "absenStatusPegawai"}) or {"pegawai_nip", "message"} <= keys


def read_e_office(source: Source) -> Reading:
    """Every month of every person."""

    def visit(page: Element, records: Records) -> None:
        answer = page.get("response") if page.has("response") else page
        if records.sound(answer):
            _answer(answer, records, _whose(page, source))

    return read_json(source, visit)


def _whose(page: Element, source: Source) -> dict[str, str]:
    """NIP and month from the request, from keys beside the answer, or from the operator."""
    found = {}
    for name, theirs in (("nip", "pegawai_nip"), ("tahun", "year"), ("bulan", "month")):
        beside = page.get("request").get(theirs).text or page.get(theirs).text
        found[name] = beside or str(source.settings.get(name, ""))
    return found


def _answer(answer: Element, records: Records, whose: Mapping[str, str]) -> None:
    message = answer.get("message")
    if not isinstance(answer.get("data").value, dict):
        kode = _FAILURES.get(message.text.casefold().rstrip("."), "M-116" if message.value is not None else "M-111")
        records.reject(answer, kode, "message", pesan=message.shown, nip=whose["nip"][:40])
        return
    if not _NIP.fullmatch(whose["nip"]) or not _YEAR.fullmatch(whose["tahun"]) or not _MONTH.fullmatch(whose["bulan"]):
        records.reject(answer, "M-117")
        return
    _month(answer, records, whose)


def _month(answer: Element, records: Records, whose: Mapping[str, str]) -> None:
    data = answer.get("data")
    states = data.get("absen_pegawai").get("absenStatusPegawai")
    places = {"hari_kerja": data.get("jumlah_hari_kerja")} | {ours: states.get(key) for ours, key in _COUNTS.items()}
    values = {name: _number(place) for name, place in places.items()}
    wrong = next((name for name, value in values.items() if isinstance(value, str)), None)
    hari_kerja = values["hari_kerja"]
    if not isinstance(states.value, dict) or hari_kerja is None:
        place = states if hari_kerja is not None else places["hari_kerja"]
        records.reject(answer, "M-112", place.path, kunci=place.path)
    elif wrong:
        records.reject(answer, "M-119", places[wrong].path, nilai=places[wrong].shown)
    elif hari_kerja == 0:
        records.reject(answer, "M-118", places["hari_kerja"].path, nip=whose["nip"])
    else:
        if values["hari_alpa"] == hari_kerja:
            values["potongan_persen"] = _WHOLE
        masa = f"{whose['tahun']}-{whose['bulan']:0>2}"
        raw = f"{whose['nip']} {masa} {answer.raw}"
        records.reading.month(records.next(), raw, {"nip": whose["nip"], "masa": masa, **values})


def _number(place: Element) -> Decimal | str | None:
    """A number of at most four decimals, from a number or its text; None where none is said, else what is wrong."""
    if place.value is None or place.value == "":
        return None
    text = str(place.value) if isinstance(place.value, Decimal) else place.text
    found = _NUMBER.fullmatch(text)
    return Decimal(f"{found[1]}.{found[2] or 0}") if found else "M-119"
