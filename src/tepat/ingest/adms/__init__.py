"""ZKTeco ADMS, also called iclock or push: the device calls us, says hello, delivers punches and asks for work.

Contract: `handle` is the whole server but for its socket. It takes a `Request` and gives an `Answer`: what to send, and
what happened, as data. It reads no clock, opens no file and knows no web framework.

``OK: n`` means to the device that it may forget n punches. So `handle` gets the function that stores them, calls it,
and builds the answer only after it came back; where it raises, the exception goes through, there is no answer at all,
and the device sends everything again. Storing has to be idempotent on `Batch.keys`.

- A punch is a line of 3 to 10 fields by TAB: PIN, time, state, how verified, work code. There is no machine number, as
  the file on the stick has. The time is on the device's clock, or seconds since 1970, which need the device's ``zona``.
- A line that is no punch is stored in quarantine and counts as taken, or the device would send it for ever.
- Only registered serial numbers are heard. Others go to a waiting list; their rows are not stored, and their answer
  says no OK, so that the device keeps them until somebody has registered it.
- Templates, photographs, passwords and cards are dropped unread. Of users, PIN and name help to find whose a PIN is.
- The serial number is all that a device proves, and anybody can write one: each batch keeps the address it came from.
- Give the ``Date`` header with every answer: the device sets its clock by it and by ``TimeZone``, at its next start.
"""

from tepat.ingest.adms.commands import INFO, REBOOT, Command, query_attlog
from tepat.ingest.adms.exchange import Answer, Batch, Device, Effect, Request, Store
from tepat.ingest.adms.handler import handle

__all__ = [
    "INFO",
    "REBOOT",
    "Answer",
    "Batch",
    "Command",
    "Device",
    "Effect",
    "Request",
    "Store",
    "handle",
    "query_attlog",
]
