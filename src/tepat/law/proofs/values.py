"""What a fact may still be: a set of codes, or spans of numbers; met with one another until nothing is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

# Just before (0) or just after (1) a value; None: endless.
Cut = tuple[Fraction, int] | None


@dataclass(frozen=True)
class Codes:
    """These codes, or (``others``) every code but these."""

    codes: frozenset[str]
    others: bool = False

    @property
    def empty(self) -> bool:
        """Nothing is left."""
        return not self.codes and not self.others

    def meet(self, other: Codes) -> Codes:
        """What is in both."""
        if self.others and other.others:
            return Codes(self.codes | other.codes, others=True)
        if self.others:
            return Codes(other.codes - self.codes)
        return Codes(self.codes - other.codes if other.others else self.codes & other.codes)


@dataclass(frozen=True)
class Spans:
    """Numbers between cuts, in rising order, none touching."""

    parts: tuple[tuple[Cut, Cut], ...]

    @property
    def empty(self) -> bool:
        """Nothing is left."""
        return not self.parts

    def meet(self, other: Spans) -> Spans:
        """What is in both."""
        pairs = ((_later(a, c), _earlier(b, d)) for a, b in self.parts for c, d in other.parts)
        return Spans(tuple(pair for pair in pairs if _holds_something(*pair)))

    def whole(self, scale: int) -> Spans:
        """The same numbers where only steps of 10**-scale exist: no room is left between two of them."""
        pairs = ((_step(lower, scale), _step(upper, scale)) for lower, upper in self.parts)
        return Spans(tuple(pair for pair in pairs if _holds_something(*pair)))


Values = Codes | Spans

YES, NO = Codes(frozenset({"ya"})), Codes(frozenset({"tidak"}))


def compared(operator: str, value: Fraction) -> Spans:
    """Numbers for which ``x operator value`` holds."""
    before, after = (value, 0), (value, 1)
    parts: dict[str, tuple[tuple[Cut, Cut], ...]] = {
        "=": ((before, after),),
        "<>": ((None, before), (after, None)),
        "<": ((None, before),),
        "<=": ((None, after),),
        ">": ((after, None),),
        ">=": ((before, None),),
    }
    return Spans(parts[operator])


def between(lo: Fraction, hi: Fraction) -> Spans:
    """Numbers from ``lo`` to ``hi``, both included."""
    return Spans((((lo, 0), (hi, 1)),))


def points(values: Iterable[Fraction]) -> Spans:
    """Just these numbers."""
    return Spans(tuple(((value, 0), (value, 1)) for value in sorted(set(values))))


def gaps(values: Iterable[Fraction]) -> Spans:
    """Every number but these."""
    ordered = sorted(set(values))
    lowers: list[Cut] = [None, *((value, 1) for value in ordered)]
    uppers: list[Cut] = [*((value, 0) for value in ordered), None]
    return Spans(tuple(zip(lowers, uppers, strict=True)))


def _step(cut: Cut, scale: int) -> Cut:
    """The first step that lies after a cut, as the cut just before it."""
    if cut is None:
        return None
    value, after = cut
    numerator = value * 10**scale
    whole = numerator.numerator // numerator.denominator  # the floor
    number = whole + 1 if after or whole != numerator else whole
    return Fraction(number, 10**scale), 0


def _later(one: Cut, other: Cut) -> Cut:
    if one is None or other is None:
        return one or other
    return max(one, other)


def _earlier(one: Cut, other: Cut) -> Cut:
    if one is None or other is None:
        return one or other
    return min(one, other)


def _holds_something(lower: Cut, upper: Cut) -> bool:
    return lower is None or upper is None or lower < upper


@dataclass(frozen=True)
class Term:
    """Facts all of which hold at once: what each named thing may still be."""

    held: tuple[tuple[str, Values], ...] = ()

    def meet(self, other: Term) -> Term | None:
        """Both at once; None where that is impossible."""
        merged = dict(self.held)
        for key, values in other.held:
            left = _meet(merged[key], values) if key in merged else values
            if left.empty:
                return None
            merged[key] = left
        return Term(tuple(sorted(merged.items(), key=lambda item: item[0])))


def _meet(one: Values, other: Values) -> Values:
    if isinstance(one, Codes) and isinstance(other, Codes):
        return one.meet(other)
    if isinstance(one, Spans) and isinstance(other, Spans):
        return one.meet(other)
    raise TypeError(f"{one} and {other} are not of one kind")


# More ways than this to reach a place, and the proof says nothing about it.
MOST_TERMS = 256


@dataclass(frozen=True)
class Ways:
    """The ways to reach a place, any of which may be taken; ``terms`` None: too many to follow.

    No terms at all is a place that cannot be reached.
    """

    terms: frozenset[Term] | None

    @property
    def none(self) -> bool:
        """It can certainly not be reached."""
        return self.terms is not None and not self.terms

    def both(self, other: Ways) -> Ways:
        """Reached by both."""
        if self.none or other.none:
            return NOWHERE
        if self.terms is None or other.terms is None:
            return UNFOLLOWED
        return _limited(met for one in self.terms for two in other.terms if (met := one.meet(two)) is not None)

    def either(self, other: Ways) -> Ways:
        """Reached by one or the other."""
        if self.terms is None or other.terms is None:
            return UNFOLLOWED
        return _limited((*self.terms, *other.terms))


NOWHERE, ALWAYS, UNFOLLOWED = Ways(frozenset()), Ways(frozenset({Term()})), Ways(None)


def _limited(terms: Iterable[Term]) -> Ways:
    found: set[Term] = set()
    for term in terms:
        found.add(term)
        if len(found) > MOST_TERMS:
            return UNFOLLOWED
    return Ways(frozenset(found))


def one_way(held: Iterator[tuple[str, Values]]) -> Ways:
    """A single way, on which all of these hold."""
    way = ALWAYS
    for key, values in held:
        way = NOWHERE if values.empty else way.both(Ways(frozenset({Term(((key, values),))})))
    return way
