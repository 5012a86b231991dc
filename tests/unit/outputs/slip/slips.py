"""A slip that adds up, for tests to change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from tepat.lang.calendar import Masa
from tepat.outputs.slip import Achievement, Holder, Instrument, Line, Reason, Slip, Totals

ANI = Holder("PEGAWAI CONTOH A", "190001011920011001", "Dinas Contoh", "Analis Contoh", "9")
PRINTED_AT = datetime(2024, 4, 5, 3, 0, tzinfo=UTC)


def slip(**changes: Any) -> Slip:
    """Rp 7.214.300 of March 2024, with everything a slip can hold."""
    whole = Slip(
        daerah="Kabupaten Tanjung Contoh",
        masa=Masa(2024, 3),
        holder=ANI,
        run="Reguler",
        status="Dihitung",
        earnings=(
            Line("TPP beban kerja", 4_000_000, 4_100_000, "Pasal 9 ayat (3) · Perbup Contoh 1/2024"),
            Line("TPP prestasi kerja", 3_287_300, 3_287_300, "Pasal 10 · Perbup Contoh 1/2024"),
        ),
        deductions=(Line("IWP 1 %", 73_000, None, "Pasal 30 · Perbup Contoh 1/2024"),),
        totals=Totals(7_287_300, 73_000, 7_214_300),
        printed_at=PRINTED_AT,
        zone="Asia/Makassar",
        borne=(Line("PPh 21, ditanggung APBD", 91_765, None, "Pasal 30 · Perbup Contoh 1/2024"),),
        achievements=(Achievement("Nilai disiplin kerja", "98,5 %", "100 % − 1,5 %", "Pasal 12"),),
        why=(Reason("Terlambat 3 kali (12, 19 dan 27 Maret).", -100_000), Reason("Cuti tahunan 1 hari.")),
        instruments=(Instrument("Perbup Contoh 1/2024", "Tambahan Penghasilan Pegawai", "ditetapkan 2 Januari 2024"),),
        receipt="ab" * 32,
        url="https://tpp.contoh.go.id/periksa/ab12",
        mark="CONTOH",
    )
    return replace(whole, **changes)


def withheld() -> Slip:
    """A month that waits."""
    return slip(earnings=(), deductions=(), borne=(), totals=None, status="Tertahan")
