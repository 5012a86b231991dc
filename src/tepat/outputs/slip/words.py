"""The fixed words of a slip, Indonesian and English."""

from __future__ import annotations

from collections.abc import Mapping

from tepat.lang.calendar import Masa
from tepat.lang.prose import date_text

WORDS: Mapping[str, Mapping[str, str]] = {
    "id": {
        "title": "Slip TPP",
        "subtitle": "Tambahan Penghasilan Pegawai",
        "month": "Masa",
        "name": "Nama",
        "nip": "NIP",
        "unit": "Unit kerja",
        "position": "Jabatan",
        "class": "Kelas jabatan",
        "run": "Jenis",
        "status": "Status",
        "net": "Diterima",
        "earnings": "Penghasilan",
        "most": "Besaran penuh",
        "got": "Diperoleh",
        "gross": "Jumlah penghasilan",
        "deductions": "Potongan",
        "taken": "Jumlah potongan",
        "none": "Tidak ada potongan",
        "borne": "Tidak mengurangi yang diterima",
        "achievements": "Capaian",
        "why": "Mengapa sebesar ini",
        "waits": "Yang ditunggu",
        "instruments": "Dasar hukum",
        "receipt": "Tanda terima",
        "printed": "Dicetak",
        "verify": "Periksa keaslian",
        "regular": "Reguler",
        "computed": "Dihitung",
        "withheld": "Tertahan",
        "unpaid": "Belum dapat dibayar",
        "enacted": "ditetapkan",
        "in_force": "berlaku",
        "first_masa": "mulai masa",
        "rupiah": "rupiah",
        "minus": "minus",
    },
    "en": {
        "title": "TPP slip",
        "subtitle": "Performance allowance",
        "month": "Month",
        "name": "Name",
        "nip": "NIP",
        "unit": "Unit",
        "position": "Position",
        "class": "Class",
        "run": "Kind",
        "status": "Status",
        "net": "Received",
        "earnings": "Earnings",
        "most": "Full amount",
        "got": "Earned",
        "gross": "Sum of earnings",
        "deductions": "Deductions",
        "taken": "Sum of deductions",
        "none": "No deductions",
        "borne": "Takes nothing from what is received",
        "achievements": "Achievement",
        "why": "Why this much",
        "waits": "What it waits for",
        "instruments": "Legal basis",
        "receipt": "Receipt",
        "printed": "Printed",
        "verify": "Verify",
        "regular": "Regular",
        "computed": "Computed",
        "withheld": "Withheld",
        "unpaid": "Cannot be paid yet",
        "enacted": "enacted",
        "in_force": "in force",
        "first_masa": "from month",
        "rupiah": "rupiah",
        "minus": "minus",
    },
}

REASONS: Mapping[str, Mapping[str, str]] = {
    "id": {
        "whole": "Diperoleh utuh: tidak ada yang berkurang dari besaran penuh.",
        "share": "Berkurang dari besaran penuh karena {causes}.",
        "less": "Berkurang dari besaran penuh menurut rumus di atas.",
    },
    "en": {
        "whole": "Earned in full: nothing was lost of the full amount.",
        "share": "Less than the full amount by {causes}.",
        "less": "Less than the full amount, by the rules above.",
    },
}


def month_text(masa: Masa, bahasa: str) -> str:
    """A month as people name it.

    >>> month_text(Masa(2024, 3), "id")
    'Maret 2024'
    """
    return date_text(masa.first, bahasa).split(" ", 1)[1]
