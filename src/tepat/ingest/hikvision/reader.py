"""Reads access events of Hikvision terminals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tepat.ingest.jsonfile import Element, Records, keys_of, read_json
from tepat.ingest.reading import Reading, Source
from tepat.ingest.text import read_zoned

_MAJOR = "5"
# A person recognised by fingerprint or face, alone or with a card, a number or a password (the SDK's …_PASS events).
_PASSED = frozenset("38 40 43 46 54 57 60 63 66 69 72 75 77".split())
# The names of one thing in a page and in a pushed event.
_PAGE = {"major": "major", "minor": "minor", "time": "time"}
_EVENT = {"major": "majorEventType", "minor": "subEventType", "time": "dateTime"}


def recognise_hikvision(source: Source) -> bool:
    """A page or a pushed event."""
    return bool(keys_of(source) & {"AcsEvent", "AccessControllerEvent"})


def read_hikvision(source: Source) -> Reading:
    """Every event.

    Problems: M-201 events that are no presence, by minor; M-202 a page without events; M-204 pages are missing.
    """
    events = _Events(source)
    reading = read_json(source, events.page)
    if events.others:
        kinds = ", ".join(f"{minor or '?'} ({count})" for minor, count in sorted(events.others.items()))
        reading.problem("M-201", banyak=events.others.total(), macam=f"minor {kinds}")
    if 0 < events.met < events.expected:
        reading.problem("M-204", berkas=source.name, ada=events.met, seharusnya=events.expected)
    return reading


class _Events:
    """What was met so far of a file."""

    def __init__(self, source: Source) -> None:
        named = source.settings.get("minor")
        more = named if isinstance(named, Sequence) and not isinstance(named, str) else ()
        self.passed = _PASSED | set(map(str, more))
        self.others: Counter[str] = Counter()
        self.met = 0
        self._named: set[tuple[str, str]] = set()
        # Every page of one search says how many events the search found.
        self.expected = 0

    def page(self, page: Element, records: Records) -> None:
        if page.has("AcsEvent"):
            self._list(page.get("AcsEvent"), records)
        elif page.has("AccessControllerEvent"):
            event = page.get("AccessControllerEvent")
            if records.sound(event):
                inner = event.value | ({"dateTime": page.value["dateTime"]} if page.has("dateTime") else {})
                self._event(Element(inner, event.path), records, _EVENT)
        elif page.has("minor", "time"):
            self._event(page, records, _PAGE)
        elif page.has("eventType"):
            records.accept()
            self.others[page.get("eventType").text[:40]] += 1
        else:
            records.reject(page, "M-111")

    def _list(self, page: Element, records: Records) -> None:
        if not records.sound(page):
            return
        events, total = page.get("InfoList"), page.get("totalMatches").value
        if isinstance(total, int):
            self.expected = max(self.expected, total)
        if isinstance(events.value, list) and events.value:
            for event in events.items():
                self.met += 1
                if records.sound(event):
                    self._event(event, records, _PAGE)
        elif page.get("responseStatusStrg").text == "NO MATCH" or total == 0:
            records.nothing()
        else:
            records.reject(page, "M-111", "InfoList")

    def _event(self, event: Element, records: Records, names: dict[str, str]) -> None:
        major, minor = event.get(names["major"]).text, event.get(names["minor"]).text
        if (major or _MAJOR) != _MAJOR or minor not in self.passed:
            records.accept()
            self.others[minor[:8]] += 1
            return
        when = read_zoned(event.get(names["time"]).text)
        if not event.get("employeeNoString").pin:
            records.wrong(event, "M-103", "employeeNoString")
        elif when is None:
            records.wrong(event, "M-104", names["time"])
        else:
            number, pin, nama = records.next(), event.get("employeeNoString").pin, event.get("name").text
            if nama and (pin, nama) not in self._named:
                self._named.add((pin, nama))
                records.reading.name(number, f"{pin}\t{nama}", pin, nama)
            records.reading.punch(
                number,
                event.raw,
                pin,
                when[0],
                status=event.get("attendanceStatus").text or None,
                verify=event.get("currentVerifyMode").text or minor,
                offset=when[1],
            )
