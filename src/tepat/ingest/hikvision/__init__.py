"""Hikvision terminals (ISAPI): pages of access events, and events as the device pushes them.

Contract: a page is ``{"AcsEvent": {"totalMatches", "responseStatusStrg", "InfoList": [{"major", "minor", "time",
"employeeNoString", "attendanceStatus", "currentVerifyMode"}]}}``; a pushed event ``{"dateTime",
"AccessControllerEvent": {"majorEventType", "subEventType", "employeeNoString", …}}``.

A punch is an event of major 5 whose minor says that a person was recognised: fingerprint (38), face (75), and those two
together with each other, with a card, a number or a password. Other events (doors, refusals, cards alone) are no
presence; they are counted by minor, and an office that clocks in by card names it in ``sumber.toml``: ``minor = [1]``.
Times carry their distance from UTC, which is kept; the time is the device's own. Pictures are dropped.
"""

from tepat.ingest.format import Format
from tepat.ingest.hikvision.reader import read_hikvision, recognise_hikvision

FORMAT = Format(
    "hikvision", ("Hikvision AcsEvent (JSON)", "Hikvision AcsEvent (JSON)"), recognise_hikvision, read_hikvision
)

__all__ = ["FORMAT"]
