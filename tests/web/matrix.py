"""The access matrix as data: its entries, its classes of access, and the addresses of the application."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.web.tiny_office import ANONYMOUS, KINDS, ROLES, TWOFOLD

FILE = Path(__file__).with_name("access_matrix.toml")
ASKERS = (ANONYMOUS, *ROLES)
SIDES = ("own", "other")
KEYS = {"get", "post", "kwargs", "query", "data", "menulis", "bersyarat"}
OUTCOMES = {"200", "204", "302", "400", "403", "404", "405", "409", "422", "login"}


@dataclass(frozen=True)
class Address:
    """One entry of the matrix."""

    name: str
    get: str = ""
    post: str = ""
    kwargs: dict[str, Any] = field(default_factory=dict)
    query: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    menulis: bool = False
    bersyarat: str = ""

    @property
    def sides(self) -> tuple[str, ...]:
        """Own and other where something of it differs by that."""
        words = [*self.kwargs.values(), *self.query.values(), *self.data.values()]
        return SIDES if any(word in TWOFOLD for word in words) else SIDES[:1]


@dataclass(frozen=True)
class Matrix:
    """All entries, and for each class of access the outcome of every asker on both sides."""

    addresses: dict[str, Address]
    classes: dict[str, dict[tuple[str, str], str]]

    def expected(self, name: str, asker: str, side: str) -> str:
        """The outcome of a class; a method without a class is refused, to strangers by sending them to sign in."""
        return self.classes[name][asker, side] if name else "405"


def read_matrix(text: str | None = None) -> Matrix:
    """The matrix of the file, or of a text."""
    told = tomllib.loads(FILE.read_text("utf-8") if text is None else text)
    classes = {name: _outcomes(name, table) for name, table in told.get("akses", {}).items()}
    addresses = {name: _address(name, table, classes) for name, table in told.get("alamat", {}).items()}
    return Matrix(addresses, classes)


def _outcomes(name: str, table: dict[str, str]) -> dict[tuple[str, str], str]:
    unknown = table.keys() - {*ASKERS, "semua"}
    missing = () if "semua" in table else [role for role in ROLES if role not in table]
    if unknown or missing:
        raise ValueError(f"akses.{name}: unknown {sorted(unknown)}, missing {list(missing)}")
    found = {}
    for asker in ASKERS:
        told = table.get(asker, "login" if asker == ANONYMOUS else table.get("semua", "")).split()
        for side, outcome in zip(SIDES, told * 2 if len(told) == 1 else told, strict=True):
            if outcome not in OUTCOMES and not outcome.startswith("302:"):
                raise ValueError(f"akses.{name}: {outcome!r} is no outcome")
            found[asker, side] = outcome
    return found


def _address(name: str, table: dict[str, Any], classes: dict[str, Any]) -> Address:
    if unknown := table.keys() - KEYS:
        raise ValueError(f"alamat.{name}: unknown {sorted(unknown)}")
    address = Address(name, **table)
    used = {address.get, address.post} - {""}
    if not used or used - classes.keys():
        raise ValueError(f"alamat.{name}: get or post must name a class of access; {sorted(used - classes.keys())}")
    for word in (*address.kwargs.values(), *address.query.values(), *address.data.values()):
        if isinstance(word, str) and not word.startswith("=") and word not in KINDS:
            raise ValueError(f"alamat.{name}: {word!r} is no object of the office")
    return address


def addresses_of(patterns: list[Any] | None = None) -> Iterator[str]:
    """The names of all addresses, as the matrix writes them; one without a name is told by its pattern."""
    found = list(_patterns(get_resolver().url_patterns if patterns is None else patterns))
    names = Counter(name for name, _arguments in found)
    for name, arguments in found:
        yield f"{name}#{','.join(sorted(arguments))}" if names[name] > 1 and arguments else name


def _patterns(patterns: list[Any], namespace: str = "") -> Iterator[tuple[str, set[str]]]:
    for item in patterns:
        match item:
            case URLResolver():
                inner = f"{namespace}{item.namespace}:" if item.namespace else namespace
                yield from _patterns(item.url_patterns, inner)
            case URLPattern():
                arguments = set(item.pattern.converters) | set(item.pattern.regex.groupindex)
                yield f"{namespace}{item.name}" if item.name else f"<{item.pattern}>", arguments
            case _:
                raise TypeError(f"what is {item!r}?")


def gaps(matrix: Matrix, names: set[str]) -> list[str]:
    """Addresses without an entry, and entries without an address."""
    without = [f"{name}: an address without an entry" for name in sorted(names - matrix.addresses.keys())]
    wanted = {name for name, address in matrix.addresses.items() if not address.bersyarat}
    return without + [f"{name}: an entry without an address" for name in sorted(wanted - names)]
