"""What there is at all, and whom somebody rates: for the first page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tepat.web.apps.kepegawaian.models import Atasan, Jabatan, Pegawai, Unit


@dataclass(frozen=True)
class RatedPerson:
    """Somebody whom one rates."""

    id: int
    nip: str
    nama: str


def filled() -> dict[str, bool]:
    """Which of the lists an installation begins with are there. Three queries."""
    return {
        "unit": Unit.objects.exists(),
        "jabatan": Jabatan.objects.exists(),
        "pegawai": Pegawai.objects.exists(),
    }


def rated_on(pegawai_id: int, day: date) -> list[RatedPerson]:
    """The people whom somebody rates on a day, by name. One query."""
    rows = Atasan.objects.on(day).filter(atasan=pegawai_id).order_by("pegawai__nama", "pegawai__nip")
    return [RatedPerson(*row) for row in rows.values_list("pegawai_id", "pegawai__nip", "pegawai__nama")]
