"""Which people of a month an audit looks at: by lot, with a seed that anybody can repeat, or where the risk is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Abs

from tepat.web.apps.tpp.hitung.runs import Units, results_in_force
from tepat.web.apps.tpp.models import Hasil, Pemeriksaan

LOT, CHANGED, WITHHELD, EXAMINERS = "acak", "berubah", "tertahan", "pemeriksa"


@dataclass(frozen=True)
class Sampled:
    """Somebody who was picked."""

    hasil_id: int
    pegawai_id: int
    nip: str
    nama: str
    jabatan: str
    unit_id: int
    status_hitung: str
    tpp_diterima: int | None
    sebelumnya: int | None

    @property
    def selisih(self) -> int | None:
        """What is received more or less than a month before; None where one of the two is not known."""
        if self.tpp_diterima is None or self.sebelumnya is None:
            return None
        return self.tpp_diterima - self.sebelumnya


def sample(masa: str, way: str, seed: str, count: int, units: Units = None) -> list[Sampled]:
    """Some people of a month. At most two queries.

    Parameters
    ----------
    way : ``acak`` (by lot), ``berubah`` (the largest changes), ``tertahan`` (withheld), ``pemeriksa`` (the rows
        of those who examined the very sheet they stand on)
    seed : decides the lot: the same seed picks the same people of the same month
    """
    rows = results_in_force(units).filter(masa=masa)
    return [_sampled(row) for row in _picked(rows, masa, way, seed, count)]


def _picked(rows: QuerySet[Hasil], masa: str, way: str, seed: str, count: int) -> list[Hasil]:
    chosen = rows.select_related("pegawai").defer("nilai", "derivasi", "fakta", "temuan")
    match way:
        case "acak":
            numbers = _lot(rows, masa, seed, count)
            return sorted(chosen.filter(pk__in=numbers), key=lambda row: numbers.index(row.pk))
        case "berubah":
            moved = chosen.exclude(sebelumnya=F("tpp_diterima")).filter(
                sebelumnya__isnull=False, tpp_diterima__isnull=False
            )
            return list(moved.order_by(Abs(F("tpp_diterima") - F("sebelumnya")).desc(), "pegawai__nip")[:count])
        case "tertahan":
            return list(chosen.filter(status_hitung="tertahan").order_by("pegawai__nip")[:count])
        case "pemeriksa":
            words = Pemeriksaan.objects.filter(
                lembar=OuterRef("lembar"), pengguna__pegawai=OuterRef("pegawai"), dicabut=False
            )
            return list(chosen.filter(Exists(words)).order_by("pegawai__nip")[:count])
        case _:
            raise ValueError(f"no way of sampling is called {way!r}")


def _lot(rows: QuerySet[Hasil], masa: str, seed: str, count: int) -> list[int]:
    """The lot anybody can repeat: those whose hash of seed, month and nip is least."""

    def ticket(row: tuple[int, str]) -> str:
        return hashlib.sha256(f"{seed}:{masa}:{row[1]}".encode()).hexdigest()

    people = rows.order_by().values_list("pk", "pegawai__nip")
    return [pk for pk, _nip in sorted(people, key=ticket)[:count]]


def _sampled(row: Hasil) -> Sampled:
    return Sampled(
        row.pk,
        row.pegawai_id,
        row.pegawai.nip,
        row.nama,
        row.nama_jabatan,
        row.unit_id,
        row.status_hitung,
        row.tpp_diterima,
        row.sebelumnya,
    )
