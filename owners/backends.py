"""The authentication backend that answers which roles a person's mandates give."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from owners.models import Mandate
from portal.access.roles import Role
from portal.accounts.models import User
from portal.company import queries as companies
from portal.lib import clock


class Mandates(BaseBackend):
    """Roles from mandates, held in person or through a firm. It lets nobody in."""

    def roles(self, person: User) -> frozenset[Role]:
        """Roles held today, in the company's zone."""
        today = clock.day_in(companies.current().time_zone, clock.now())
        held = Mandate.objects.given_to(person, today).order_by("role").values_list("role", flat=True).distinct()
        return frozenset(Role(role) for role in held)

    def authenticate(self, *args: Any, **kwargs: Any) -> None:
        return None
