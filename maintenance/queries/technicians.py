"""Who can be given work."""

from datetime import date

from django.db import models

from maintenance.models import Technician
from portal.access.models import Post
from portal.access.roles import Role


def known() -> models.QuerySet[Technician]:
    """Who ever worked here, by name: a visit of last week is hers who left yesterday."""
    return Technician.objects.select_related("person").order_by("person__name", "pk")


def working(today: date) -> models.QuerySet[Technician]:
    """Who may sign in and holds the post today, by name: whoever has left it is given no more work."""
    posts = Post.objects.held_on(today).filter(role=Role.TECHNICIAN)
    return known().filter(person__is_active=True, person__in=posts.values("person"))
