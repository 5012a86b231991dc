"""Fingerspot.io: answers of ``get_attlog`` and the bodies of its webhook.

Contract: an answer is ``{"success", "trans_id", "data": [{"pin", "scan_date", "verify", "status_scan"}]}`` (some write
``status`` for ``success`` and ``scan`` for ``scan_date``); a webhook body ``{"type": "attlog", "cloud_id", "data": {…,
"scan": "YYYY-MM-DD HH:MM"}}``. Other types of the webhook are no presence.

A webhook may tell the minute only: such a punch has ``tanpa_detik``, and a punch of the same device, PIN and minute
that has seconds is the same one. An answer does not say which device it is of; where the file does not hold the request
beside it (``{"request": {"cloud_id": …}, "response": {…}}``), the operator names it in ``sumber.toml``. Whether
``status_scan`` 0 means in or out differs: it is kept as written. Pictures are dropped.
"""

from tepat.ingest.fingerspot_io.reader import read_fingerspot_io, recognise_fingerspot_io
from tepat.ingest.format import Format

FORMAT = Format(
    "fingerspot_io", ("Fingerspot.io (JSON)", "Fingerspot.io (JSON)"), recognise_fingerspot_io, read_fingerspot_io
)

__all__ = ["FORMAT"]
