"""Authentication backends that answer which roles a person holds today."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from portal.access.models import Post
from portal.access.roles import Role
from portal.accounts.models import User
from portal.company import queries as companies
from portal.lib import clock


class Posts(BaseBackend):
    """Roles from the posts of staff. It lets nobody in; it only says what who is in may do."""

    def roles(self, person: User) -> frozenset[Role]:
        """Roles held today, in the company's zone."""
        today = clock.day_in(companies.current().time_zone, clock.now())
        held = Post.objects.held_on(today).filter(person=person).values_list("role", flat=True)
        return frozenset(Role(role) for role in held)

    def authenticate(self, *args: Any, **kwargs: Any) -> None:
        return None
