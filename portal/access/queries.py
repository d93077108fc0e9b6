"""The posts of staff, and whose account a person may change."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import Q

from portal.access import grants
from portal.access.models import Post
from portal.access.permissions import Permission
from portal.access.roles import RUN_COMPANY, STAFF, Role
from portal.accounts.models import User


def posts() -> models.QuerySet[Post]:
    """All posts, running ones first, then the newest."""
    return Post.objects.select_related("person").order_by(models.F("to_on").desc(nulls_first=True), "-from_on", "pk")


def posts_held_by(people: Collection[UUID], today: date) -> dict[UUID, list[str]]:
    """What each of these people is in the company today, in words."""
    said: dict[UUID, list[str]] = defaultdict(list)
    held = Post.objects.held_on(today).filter(person__in=people).order_by("role", "pk")
    for person, role in held.values_list("person_id", "role"):
        said[person].append(str(Role(role).label))
    return said


def handled_by(person: User, today: date) -> models.QuerySet[User]:
    """Whose account a person may invite to, change and close.

    Who runs the company, now or soon, is handled only by who may change the company: whoever can give an account
    another e-mail, or print its letter, can come in as that person.
    """
    if grants.may(person, Permission.MANAGE_COMPANY):
        return User.objects.all()
    running = Post.objects.filter(Q(to_on=None) | Q(to_on__gt=today), role__in=[role.value for role in RUN_COMPANY])
    return User.objects.exclude(pk__in=running.values("person"))


def posts_given_by(person: User) -> list[Role]:
    """The posts a person may give."""
    if grants.may(person, Permission.MANAGE_COMPANY):
        return list(STAFF)
    return [role for role in STAFF if role not in RUN_COMPANY]
