"""What is compared, and what is not."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.alone.sizes import Sizes

# Markdown of its own: a line is a line of the page.
_WORDS = """The population is invented, made by SQL from a seed (`benchmarks/population.py`) in the types of the
entrance's tables, and takes every branch of the rules: CPNS, acting posts of both kinds, leave of every factor,
punishment, no rating, late rating, few days, full absence, missing facts. The rules are Balangan's of March 2024.

- **OpenFisca-Core** (`benchmarks/openfisca_balangan.py`): the same variables as a country package: formulas over numpy
  arrays, scales in its parameters, money as float. Measured: setting every input from aligned arrays that already have
  its types (categories as numbers, dates as local days), and calculating every variable. Not measured: making the
  tax-benefit system and an empty simulation. OpenFisca knows no missing value, so its package is told by flags what is
  missing. It uses one thread; numpy does no more.
- **Tepat, the statement**: that of `tepat sql` from the joined fact layer `fakta`, a table in memory, to the table
  `hitung` with every variable, compiling the SQL included. Texts and missing values are in it as they are.
- **Tepat over arrays** (`src/tepat/engine/arrays`): the same typed formulas over numpy's integers, with masks for what
  is not known, from columns of facts in memory to a column for every variable. Not measured: compiling the rule book
  (five milliseconds), as with OpenFisca. This is what OpenFisca's aligned arrays correspond to. `tepat hitung
  --mesin numpy` computes a month this way.
- **Hand-written SQL** (`benchmarks/hand.py`): the same rules as somebody would write them for this region, in BIGINT:
  no proof that nothing overflows, one test for missing facts at the end; no findings and no predicate matrix.
- **LibreOffice Calc** (`benchmarks/calc`): the joined facts on a row per person, a column with a formula for every
  variable, the tables of the annex as named ranges, ROUND where the rules round. The formulas stand in the first row
  and are filled down before the clock starts. Measured inside the program: a hard recalculation of every cell, with as
  many threads as it takes. The values are read back as it saves them.
- **Person by person** (`benchmarks/loop`): Python over a database of SQLite, as administrations' programs are built:
  for each person the facts, the amounts as binary numbers, one row of results. Once with an indexed query for every
  kind of fact (eight a person, the fewest that do), once with every table read into dictionaries first. It is written
  as a careful programmer would write it, all writes in one transaction, rounding half up and not by the language's own
  `round`. The same lines over fractions get everybody right, which a test proves: what is wrong is binary arithmetic.
  Neither keeps steps, only amounts.
- **Joins and month**, **result**: what a run of Tepat does between the entrance and the files."""


def sections(sizes: Sizes) -> Iterator[str]:
    """The population and the contenders."""
    yield "## What is compared"
    yield _WORDS
    if sizes.rows:
        people = sizes.people[-1]
        rows = ", ".join(f"{name} {count:,}" for name, count in sizes.rows[people].items())
        yield f"Rows at {people:,} people: {rows}."
