"""ZKTeco ``user.dat``: the users of a device, as it writes them to a USB stick.

Contract: records of 28 bytes (older firmware) or of 72, without a header: number of the slot, privilege, password,
name, card, group, user number. Only the user number, which is the PIN of the log, and the name are read: they help to
find whose a PIN is. Passwords and cards are passed over, and what cannot be read goes to quarantine as its length
alone.

The slot is used again after somebody is deleted: it identifies nobody.
"""

from tepat.ingest.format import Format
from tepat.ingest.user_dat.reader import read_user_dat, recognise_user_dat

FORMAT = Format("user_dat", ("ZKTeco user.dat", "ZKTeco user.dat"), recognise_user_dat, read_user_dat)

__all__ = ["FORMAT"]
