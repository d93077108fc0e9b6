"""Authentication backends that answer which roles a person holds today."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.db.models import QuerySet

from portal.access.models import Post
from portal.access.roles import Role
from portal.accounts.models import User
from portal.company import queries as companies
from portal.lib import clock
from portal.lib.prepared import prepared


class Posts(BaseBackend):
    """Roles from the posts of staff. It lets nobody in; it only says what who is in may do."""

    def roles(self, person: User) -> frozenset[Role]:
        """Roles held today, in the company's zone."""
        today = clock.day_in(companies.current().time_zone, clock.now())
        return frozenset(Role(role) for role in _held(person=person.pk, today=today))

    def authenticate(self, *args: Any, **kwargs: Any) -> None:
        return None


@prepared
def _held(person: UUID, today: date) -> QuerySet[Post, str]:
    return Post.objects.held_on(today).filter(person=person).values_list("role", flat=True)
