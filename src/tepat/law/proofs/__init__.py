"""Proofs over a rule book: what they examine, and every hole they find.

One module per proof; each looks at the bound book of a month and hands back a `Proof`.
"""

from __future__ import annotations

from tepat.law.bind import BoundBook
from tepat.law.proofs.articles import prove_numbers, prove_owners
from tepat.law.proofs.branches import prove_branches, prove_conditions
from tepat.law.proofs.proof import Proof
from tepat.law.proofs.usage import prove_terms, prove_variables


def run_proofs(bound: BoundBook, *, alone: bool = False) -> tuple[Proof, ...]:
    """All proofs over one book. ``alone``: a national instrument by itself, whose terms are for others to read."""
    return (
        prove_branches(bound),
        prove_conditions(bound),
        prove_variables(bound, alone),
        prove_terms(bound, alone),
        prove_numbers(bound),
        prove_owners(bound, alone),
    )


__all__ = ["Proof", "run_proofs"]
