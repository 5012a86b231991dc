"""Proofs over a rule book: what they examine, and every hole they find.

One module per proof; each looks at the bound book of a month and hands back a `Proof`.
"""

from __future__ import annotations

from tepat.law.bound import BoundBook
from tepat.law.proofs.articles import prove_numbers, prove_owners
from tepat.law.proofs.branches import prove_branches, prove_conditions
from tepat.law.proofs.proof import Proof
from tepat.law.proofs.usage import prove_terms, prove_variables


def run_proofs(bound: BoundBook, *, alone: bool = False, runs: tuple[BoundBook, ...] = ()) -> tuple[Proof, ...]:
    """All proofs over a month's book and those of its kinds of run.

    ``alone``: a national instrument by itself, whose terms are for others to read.
    """
    books = (bound, *runs)
    return (
        *(item for book in books for item in (prove_branches(book), prove_conditions(book))),
        prove_variables(books, alone),
        prove_terms(books, alone),
        prove_numbers(bound),
        *(prove_owners(book, alone) for book in books),
    )


__all__ = ["Proof", "run_proofs"]
