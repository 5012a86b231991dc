"""What a slip says, as plain data; amounts are whole rupiah."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tepat.lang.calendar import Masa
from tepat.lang.errors import InternalError


@dataclass(frozen=True)
class Holder:
    """Whose slip it is; what is not known is empty and not printed."""

    nama: str
    nip: str
    unit: str = ""
    jabatan: str = ""
    kelas_jabatan: str = ""


@dataclass(frozen=True)
class Line:
    """One amount with the article it rests on.

    ``before``: the full amount, before achievement; None where the rules name no such amount.
    """

    label: str
    amount: int
    before: int | None = None
    dasar: str = ""


@dataclass(frozen=True)
class Totals:
    """What the lines come to: ``gross`` of the earnings, ``deductions``, and ``net``, which is paid."""

    gross: int
    deductions: int
    net: int


@dataclass(frozen=True)
class Achievement:
    """A measure of the month as exact text (``98,5 %``), and how it came about in numbers, where that is short."""

    label: str
    tampil: str
    angka: str = ""
    dasar: str = ""


@dataclass(frozen=True)
class Reason:
    """One sentence of why the amount is what it is, with its rupiah where it has one."""

    text: str
    amount: int | None = None


@dataclass(frozen=True)
class Instrument:
    """A legal instrument the amounts rest on: how people cite it, its title, and its dates in words."""

    short: str
    title: str
    dates: str


@dataclass(frozen=True)
class Slip:
    """One person's month.

    ``totals`` is None of a month that is withheld: it then has no lines, and ``why`` says what it waits for.
    ``borne``: amounts that others pay and that take nothing from the net. ``mark``: a word across the page, such as
    DRAF. ``url``: what the QR code opens; none is printed where it is empty. ``printed_at``: an instant with its zone;
    it dates the file too.

    Raises `InternalError` where the lines do not add up to the totals: such a slip is never printed.
    """

    daerah: str
    masa: Masa
    holder: Holder
    run: str
    status: str
    earnings: tuple[Line, ...]
    deductions: tuple[Line, ...]
    totals: Totals | None
    printed_at: datetime
    zone: str
    borne: tuple[Line, ...] = ()
    achievements: tuple[Achievement, ...] = ()
    why: tuple[Reason, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    receipt: str = ""
    url: str = ""
    mark: str = ""
    bahasa: str = "id"

    def __post_init__(self) -> None:
        if self.printed_at.utcoffset() is None:
            raise InternalError("a slip is printed at an instant with its zone")
        if self.totals is None:
            self._refuse_lines()
        else:
            self._refuse_difference(self.totals)

    def _refuse_lines(self) -> None:
        if self.earnings or self.deductions or self.borne:
            raise InternalError(f"the month of {self.holder.nip} is withheld, yet its slip has amounts")

    def _refuse_difference(self, totals: Totals) -> None:
        sums = (
            ("gross", totals.gross, sum(line.amount for line in self.earnings)),
            ("deductions", totals.deductions, sum(line.amount for line in self.deductions)),
            ("net", totals.net, totals.gross - totals.deductions),
        )
        for name, total, parts in sums:
            if total != parts:
                raise InternalError(f"slip of {self.holder.nip}: {name} {total} is not the sum of its parts, {parts}")

    @property
    def most(self) -> int | None:
        """The earnings in full; a line that knows no full amount counts as it is. None where no line knows one."""
        if all(line.before is None for line in self.earnings):
            return None
        return sum(line.amount if line.before is None else line.before for line in self.earnings)
