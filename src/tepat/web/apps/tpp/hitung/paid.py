"""What the application itself has paid: the locked results, as the packet's ``pembayaran`` tells payments."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction

from django.db.models import F, Q

from tepat.lang.calendar import Masa
from tepat.web.apps.tpp.hitung.variables import whole_amounts
from tepat.web.apps.tpp.models import Hasil, Lembar
from tepat.web.common.together import Question, Rows

PAID = (Lembar.Status.TERKUNCI, Lembar.Status.DIKIRIM, Lembar.Status.DIBAYAR)


def paid_before(masa: Masa, people: Collection[int] | None = None) -> Question:
    """The values of locked sheets of the year up to a month: nip, masa, jenis_run, values by variable."""
    who = Q() if people is None else Q(pegawai__in=people)
    rows = Hasil.objects.filter(
        who,
        lembar__hitungan=F("hitungan"),
        lembar__status__in=PAID,
        status_hitung="dihitung",
        masa__range=(f"{masa.year}-01", str(masa)),
    ).order_by("pegawai__nip", "masa", "pk")
    return rows.values_list("pegawai__nip", "masa", "lembar__jenis_run", "nilai")


def payments_of(rows: Rows) -> Iterator[tuple[str, str, str, str, int]]:
    """Every rupiah variable of `paid_before`: nip, masa, jenis_run, variabel, nilai."""
    for nip, month, kind, values in rows:
        # A ratio that happens to be 1 is no rupiah.
        for item in whole_amounts(Masa.parse(month), kind):
            amount = whole_rupiah(values.get(item.name))
            if amount is not None:
                yield nip, month, kind, item.name, amount


def whole_rupiah(text: object) -> int | None:
    """The amount of a stored value; None of what is no whole number (a ratio, a word, nothing)."""
    try:
        number = Fraction(str(text))
    except (ValueError, ZeroDivisionError):
        return None
    return int(number) if number.denominator == 1 else None
