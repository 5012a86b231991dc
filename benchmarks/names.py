"""What is compared, by name: needed also where numpy and OpenFisca are not installed."""

from __future__ import annotations

REGION, MASA, THREADS = "balangan", "2024-03", 2

UNKNOWN = -1
"""Stands where a fact or an amount is missing; a category is the place of its code in the contract, from 0."""

CRITERIA = (
    "beban_kerja",
    "prestasi_kerja",
    "kondisi_kerja",
    "tempat_bertugas",
    "kelangkaan_profesi",
    "pertimbangan_objektif",
)
AMOUNTS = (*(f"tpp_{name}" for name in CRITERIA), "tpp_bruto", "pph21", "iwp", "bpjs", "tpp_diterima")
"""The columns that everybody must get right to the rupiah."""

# The contenders.
OPENFISCA, MONTH, WHOLE, RESULT, HAND = "openfisca", "tepat", "tepat_whole", "tepat_result", "hand"
ARRAYS = "tepat_arrays"
LOOP, QUERIES, CALC = "loop", "queries", "calc"
EXACT_ONES = (ARRAYS, MONTH, WHOLE, HAND)
"""Those of whom nobody may be wrong."""
LABELS = {
    OPENFISCA: "OpenFisca-Core: set inputs → every variable",
    ARRAYS: "Tepat over arrays: columns of facts → every variable",
    MONTH: "Tepat, the statement: `fakta` → `hitung`",
    HAND: "hand-written BIGINT SQL: `fakta` → table",
    CALC: "LibreOffice Calc: formulas recalculated",
    WHOLE: "Tepat, joins and month: fact tables → `fakta` → `hitung`",
    LOOP: "person by person, tables read once: SQLite → SQLite",
    QUERIES: "person by person, eight queries each: SQLite → SQLite",
    RESULT: "Tepat, result: `hitung` → `hasil`",
}
