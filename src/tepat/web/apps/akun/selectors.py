"""Who may see and do what: the few `access_*` selectors that every view goes through.

A role holds for a unit and all below it; a role without a unit for the whole region. Whoever asks for something
outside gets "not found": that it exists is not told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet

from tepat.web.apps.akun.models import Pengguna, Peran
from tepat.web.apps.kepegawaian import selectors as kepegawaian
from tepat.web.common.rights import RIGHTS, Act
from tepat.web.common.today import today


@dataclass(frozen=True)
class Rights:
    """What somebody may do, and where.

    ``units``: for each right the ids of the units it holds for; None for the whole region. ``is_pegawai``: an
    employee's own pages; ``is_atasan``: somebody rates people.
    """

    roles: frozenset[str] = frozenset()
    units: dict[Act, frozenset[int] | None] = field(default_factory=dict)
    is_pegawai: bool = False
    is_atasan: bool = False

    def may(self, act: Act | str) -> bool:
        """Whether the right is held for any unit."""
        return Act(act) in self.units

    def covers(self, act: Act | str, unit_id: int | None) -> bool:
        """Whether the right is held for this unit; None asks for the whole region."""
        if not self.may(act):
            return False
        units = self.units[Act(act)]
        return units is None or (unit_id is not None and unit_id in units)


def rights_of(user: Any) -> Rights:
    """The rights of a user, read once for a request."""
    found: Rights | None = getattr(user, "hak_terbaca", None)
    if found is None:
        found = _read_rights(user) if user.is_active else Rights()
        user.hak_terbaca = found
    return found


def _read_rights(user: Pengguna) -> Rights:
    roles = list(Peran.objects.on(today()).filter(pengguna=user))
    tree = kepegawaian.tree_on(today()) if any(role.unit_id for role in roles) else None
    units: dict[Act, frozenset[int] | None] = {}
    for role in roles:
        below = None if tree is None or role.unit_id is None else tree.below(role.unit_id)
        for act in RIGHTS[role.jenis]:
            held = units.get(act, frozenset())
            units[act] = None if below is None or held is None else held | below
    own = user.pegawai_id
    return Rights(
        roles=frozenset(role.jenis for role in roles),
        units=units,
        is_pegawai=own is not None,
        is_atasan=own is not None and kepegawaian.rates_somebody(own, today()),
    )


def access_act(user: Any, act: Act, unit_id: int | None = None, *, anywhere: bool = False) -> Rights:
    """The rights of somebody who may do something for a unit (None: the whole region; ``anywhere``: some unit).

    Raises `PermissionDenied`.
    """
    rights = rights_of(user)
    if not (rights.may(act) if anywhere else rights.covers(act, unit_id)):
        raise PermissionDenied
    return rights


def access_unit(user: Any, act: Act) -> frozenset[int] | None:
    """The units for which somebody may do something; None: all. `PermissionDenied` where there is none."""
    return access_act(user, act, anywhere=True).units[act]


def unit_filter(units: frozenset[int] | None, column: str = "unit") -> Q:
    """A condition on a column of units; no condition where all are allowed."""
    return Q() if units is None else Q(**{f"{column}__in": units})


def access_pegawai(user: Any) -> QuerySet[Any]:
    """The people whose records somebody may see: of the units held, one's own, and those one rates."""
    rights = rights_of(user)
    day = today()
    if rights.may(Act.LIHAT_PEGAWAI):
        units = rights.units[Act.LIHAT_PEGAWAI]
        if units is None:
            return kepegawaian.all_pegawai()
        return kepegawaian.pegawai_of_units(units, day, also=user.pegawai_id)
    if rights.is_pegawai:
        return kepegawaian.pegawai_and_rated(user.pegawai_id, day)
    return kepegawaian.all_pegawai().none()


def holders_of(act: Act, unit_id: int | None) -> list[Pengguna]:
    """Who may do something for a unit today, by name: "two people are needed" says who they can be. Two queries."""
    above = [node.id for node in kepegawaian.tree_on(today()).path(unit_id)] if unit_id is not None else []
    kinds = [kind for kind, acts in RIGHTS.items() if act in acts]
    roles = Peran.objects.on(today()).filter(Q(unit__isnull=True) | Q(unit__in=above), jenis__in=kinds)
    users = Pengguna.objects.filter(pk__in=roles.values("pengguna"), is_active=True)
    return sorted(users, key=lambda user: user.get_full_name())


def access_catatan(user: Any, act: Act) -> QuerySet[Any]:
    """The people whose personnel records somebody may see or change: those of the units held today.

    Neither one's own nor those one rates: for these there are pages of their own. Raises `PermissionDenied`.
    """
    units = access_unit(user, act)
    return kepegawaian.all_pegawai() if units is None else kepegawaian.pegawai_of_units(units, today())


@dataclass(frozen=True)
class AccountStanding:
    """Accounts that may sign in; of them those that lead nowhere, and those with a role but without a second factor."""

    aktif: int
    tanpa_peran: int
    tanpa_mfa: int


def account_standing() -> AccountStanding:
    """How the accounts stand. Three queries."""
    roles = Peran.objects.on(today()).filter(pengguna=OuterRef("pk"))
    factors = Authenticator.objects.filter(user=OuterRef("pk"))
    # An account whose password cannot be used signs nobody in.
    active = Pengguna.objects.filter(~Q(password__startswith=UNUSABLE_PASSWORD_PREFIX), is_active=True)
    return AccountStanding(
        active.count(),
        active.filter(~Exists(roles), pegawai__isnull=True).count(),
        active.filter(Exists(roles), ~Exists(factors)).count(),
    )
