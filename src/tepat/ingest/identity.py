"""Who a record of a sheet is of: its PIN, and what the sheet tells of names, which decides nothing."""

from __future__ import annotations

import re

from tepat.ingest.cells import Kept, read_name, read_nip
from tepat.ingest.columns import Record
from tepat.ingest.reading import Reading
from tepat.ingest.sheet import show

_PIN = re.compile(r"[A-Za-z0-9]{1,24}", re.ASCII)
# Of Fingerspot's machines: a number this long has lost no zeros.
_SERIAL_DIGITS = 14
_SERIAL = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)


class Identities:
    """Reads PIN, serial number and name of a file's records, and counts what a spreadsheet did to them."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._numbers = dict.fromkeys(("M-210", "M-211", "M-212"), 0)
        self._named: set[tuple[str, ...]] = set()

    def pin(self, record: Record, column: str = "pin") -> str | None:
        """The PIN; None where the record went into quarantine: M-134 none, M-135 destroyed by a spreadsheet."""
        found = read_name(record[column])
        if found.kept is Kept.DESTROYED:
            record.reject(self._reading, "M-135", column, nilai=found.text)
        elif _PIN.fullmatch(found.text) is None:
            record.reject(self._reading, "M-134", column, nilai=show(record[column]))
        else:
            self._numbers["M-210"] += found.kept is Kept.NUMBER
            return found.text
        return None

    def serial(self, record: Record, column: str = "perangkat") -> str | None:
        """The device's serial number, empty where the record tells none; None: in quarantine (M-135, M-139)."""
        if record[column] is None:
            return ""
        found = read_name(record[column])
        if found.kept is Kept.DESTROYED:
            record.reject(self._reading, "M-135", column, nilai=found.text)
        elif _SERIAL.fullmatch(found.text) is None:
            record.reject(self._reading, "M-139", column, nilai=show(record[column]))
        else:
            self._numbers["M-212"] += found.kept is Kept.NUMBER and len(found.text) < _SERIAL_DIGITS
            return found.text
        return None

    def name(self, record: Record, pin: str, device: str | None = None) -> None:
        """Tell once what the file calls the owner of a PIN."""
        nip = read_nip(record["nip"])
        self._numbers["M-211"] += nip.kept is Kept.DESTROYED
        told = (device or "", pin, show(record["nama"]), nip.text)
        if any(told[2:]) and told not in self._named:
            self._named.add(told)
            self._reading.name(record.line, record.raw, pin, told[2], nip.text, device=device)

    def tell(self) -> None:
        """The file's notes: M-210 PINs, M-212 serial numbers without their leading zeros, M-211 NIPs destroyed."""
        for code, count in self._numbers.items():
            if count:
                self._reading.problem(code, banyak=count)
