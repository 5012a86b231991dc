"""The profile of a table: what its rows are, what its columns are called, how it writes days and hours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from tepat.ingest.months import COUNTS, PERCENT, PRESENCE
from tepat.ingest.refusal import Refused

_PERSON = ("pin", "nip", "nama")
_ROWS: Mapping[str, tuple[str, ...]] = {
    "ketukan": (*_PERSON, "waktu", "tanggal", "jam", "perangkat", "status", "verifikasi"),
    "hari": (*_PERSON, "tanggal", "jam_masuk", "jam_pulang", "status", "keterangan", "perangkat"),
    "bulan": ("nip", "bulan", "tahun", "masa", *COUNTS, PERCENT, PRESENCE),
}
_ZONES = {"WIB": 7 * 60, "WITA": 8 * 60, "WIT": 9 * 60}


class Profil(BaseModel):
    """One profile, as the operator writes it.

    ``baris``: what a row is. ``kolom``: our name of a column to its name in the file. ``tanggal``, ``jam``: how days
    and hours are written. ``zona`` or ``selisih_utc`` (minutes): the clock of the times, where the file has one of its
    own. ``judul``: the row of the header, else it is searched. ``pemisah``: between the cells of a text. ``lembar``:
    the sheet of a workbook. ``pulang_besok``: a departure earlier than the arrival is on the next day.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    baris: Literal["ketukan", "hari", "bulan"]
    kolom: dict[str, str] = Field(min_length=1)
    tanggal: Literal["d/m/y", "m/d/y", "d-mon-y", "y/m/d"] = "y/m/d"
    jam: Literal["J:M", "J.M"] = "J:M"
    zona: Literal["WIB", "WITA", "WIT"] | None = None
    selisih_utc: int | None = Field(default=None, ge=-720, le=840)
    judul: int | None = Field(default=None, ge=1, le=10_000)
    pemisah: Literal[";", ",", "|", "tab"] | None = None
    lembar: str | None = None
    pulang_besok: bool = False

    @model_validator(mode="after")
    def _columns_are_known(self) -> Self:
        known = _ROWS[self.baris]
        if unknown := [name for name in self.kolom if name not in known]:
            raise ValueError(f"kolom {', '.join(unknown)} tidak dikenal; yang dikenal: {', '.join(known)}")
        if missing := [choice for choice in _needed(self.baris) if not self._has(choice)]:
            raise ValueError(f"kolom {', '.join(map(_either, missing))} belum disebut")
        if self.zona is not None and self.selisih_utc is not None:
            raise ValueError("zona dan selisih_utc: cukup salah satu")
        return self

    def _has(self, choice: tuple[tuple[str, ...], ...]) -> bool:
        return any(all(name in self.kolom for name in names) for names in choice)

    @property
    def dots(self) -> bool:
        """Hours and minutes have a point between them."""
        return self.jam == "J.M"

    @property
    def offset(self) -> int | None:
        """Minutes from UTC, where the profile tells."""
        return _ZONES[self.zona] if self.zona is not None else self.selisih_utc


# Each need is a choice of columns, one of which must be there as a whole.
def _needed(baris: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    person = (("pin",), ("nip",))
    return {
        "ketukan": (person, (("waktu",), ("tanggal", "jam"))),
        "hari": (person, (("tanggal",),), (("jam_masuk",), ("jam_pulang",), ("status",))),
        "bulan": ((("nip",),), (("masa",), ("bulan", "tahun"))),
    }[baris]


def _either(choice: tuple[tuple[str, ...], ...]) -> str:
    return " atau ".join(" dan ".join(names) for names in choice)


def read_profile(settings: Mapping[str, Any]) -> Profil:
    """The profile among a file's settings; Refused with M-041 (wrong, with every reason) or M-044 (none)."""
    raw = settings.get("profil")
    if raw is None:
        raise Refused("M-044")
    try:
        return Profil.model_validate(raw)
    except ValidationError as error:
        raise Refused("M-041", rincian="; ".join(map(_reason, error.errors()))) from None


def _reason(error: Any) -> str:
    spot = ".".join(map(str, error["loc"]))
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    words = {
        "extra_forbidden": f"tidak dikenal; yang dikenal: {', '.join(Profil.model_fields)}",
        "missing": "belum diisi",
        "literal_error": f"harus {error.get('ctx', {}).get('expected', '')}".replace(" or ", " atau "),
    }
    return f"{spot}: {words.get(error['type'], 'isinya tidak cocok')}" if spot else "profil bukan tabel TOML"
