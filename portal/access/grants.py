"""What a person may do, collected from the backends once and kept on the person for the request."""

from dataclasses import dataclass
from datetime import timedelta
from functools import reduce

from django.contrib.auth import get_backends

from portal.access.audiences import Audience
from portal.access.permissions import Permission
from portal.access.roles import A_DAYS_WORK, AUDIENCES, PERMISSIONS, SIGNED_IN_FOR, Role
from portal.accounts.models import User


@dataclass(frozen=True)
class Grants:
    """A person's roles and what follows from them."""

    roles: frozenset[Role]

    @property
    def permissions(self) -> frozenset[Permission]:
        return reduce(frozenset.union, (PERMISSIONS[role] for role in self.roles), frozenset())

    @property
    def audiences(self) -> frozenset[Audience]:
        return reduce(frozenset.union, (AUDIENCES[role] for role in self.roles), frozenset({Audience.PUBLIC}))

    @property
    def strongest(self) -> Role | None:
        """The role written beside the name."""
        return next((role for role in Role if role in self.roles), None)

    @property
    def signed_in_for(self) -> timedelta:
        """How long the person stays signed in."""
        return min((SIGNED_IN_FOR[role] for role in self.roles), default=A_DAYS_WORK)


def of(person: User) -> Grants:
    """The person's grants; a person who may not sign in has none."""
    known: Grants | None = getattr(person, "_grants", None)
    if known is None:
        known = Grants(_roles(person) if person.is_active else frozenset())
        person._grants = known  # type: ignore[attr-defined]
    return known


def may(person: User, permission: Permission) -> bool:
    """Whether the person may use the verb on any row at all."""
    return permission in of(person).permissions


def _roles(person: User) -> frozenset[Role]:
    asked = [backend.roles(person) for backend in get_backends() if hasattr(backend, "roles")]
    return reduce(frozenset.union, asked, frozenset())
