"""The authentication backend that answers which roles a person's mandates give."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.db.models import Exists, QuerySet

from owners.models import Mandate
from portal.access.roles import OWNERS, Role
from portal.accounts.models import User
from portal.company import queries as companies
from portal.lib import clock
from portal.lib.prepared import prepared


class Mandates(BaseBackend):
    """Roles from mandates, held in person or through a firm. It lets nobody in."""

    def roles(self, person: User) -> frozenset[Role]:
        """Roles held today, in the company's zone."""
        today = clock.day_in(companies.current().time_zone, clock.now())
        held = _held(person=person.pk, today=today)
        return frozenset(Role(role) for row in held for role, is_held in row.items() if is_held)

    def authenticate(self, *args: Any, **kwargs: Any) -> None:
        return None


@prepared
def _held(person: UUID, today: date) -> QuerySet[User, dict[str, bool]]:
    """Which roles, each with a probe of its own: a firm may hold ten thousand mandates."""
    given = Mandate.objects.given_to(person, today)
    return User.objects.filter(pk=person).values(**{role.value: Exists(given.filter(role=role)) for role in OWNERS})
