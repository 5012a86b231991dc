"""EasyLink SDK: what the Fingerspot service on a PC answers.

Contract: pages ``{"Result", "IsSession", "Data": [{"SN", "ScanDate", "PIN", "VerifyMode", "IOMode", "WorkCode"}]}``,
one a file or several one after another; ``IsSession`` true: another page follows. "No data" is an answer, not an error.
``/scanlog/new`` leaves out what another program has fetched already: for a month take ``/scanlog/all/paging``.
Pages of users give names; their passwords, cards and templates are dropped.
"""

from tepat.ingest.easylink.reader import read_easylink, recognise_easylink
from tepat.ingest.format import Format

FORMAT = Format("easylink", ("EasyLink SDK (JSON)", "EasyLink SDK (JSON)"), recognise_easylink, read_easylink)

__all__ = ["FORMAT"]
