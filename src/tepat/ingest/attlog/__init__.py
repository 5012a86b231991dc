"""ZKTeco ``attlog.dat``: the log of punches that a device writes to a USB stick.

Contract: no header; one punch a line; six fields by TAB: PIN (padded with blanks), time on the device's clock, number
of the machine, state key (0 in, 1 out, …, 255 none pressed), how it was verified, work code. Line ends CR LF or LF.
Variants that are read: a first line with the serial number and a last one with a checksum (older firmware); white
space or ``|`` instead of TAB. With four or five columns nobody can tell which is missing: the operator names them in
``sumber.toml``, for example ``kolom = ["pin", "waktu", "status", "verifikasi"]``.

The machine number is 1 on most devices, so it identifies nothing: the device is the serial number in the file's name.
"""

from tepat.ingest.attlog.reader import read_attlog, recognise_attlog
from tepat.ingest.format import Format

FORMAT = Format("attlog", ("ZKTeco attlog.dat", "ZKTeco attlog.dat"), recognise_attlog, read_attlog)

__all__ = ["FORMAT"]
