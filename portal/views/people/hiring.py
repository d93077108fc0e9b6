"""Giving a post. Who may work on lifts is written where work is given out, too: access knows no technician."""

from datetime import date, datetime

from django.db import transaction

from maintenance.actions import technicians
from portal.access import actions as posts
from portal.access.models import Post
from portal.access.roles import Role
from portal.accounts.models import User


@transaction.atomic
def hire(*, person: User, role: Role, from_on: date, by: User | None, at: datetime, evidence: str = "") -> Post:
    """The post, and for a technician the row that breakdowns and visits are given to. Raises AlreadyHeld, NotYours."""
    post = posts.give_post(person=person, role=role, from_on=from_on, evidence=evidence, by=by, at=at)
    if role == Role.TECHNICIAN:
        technicians.enrol(person=person, since_on=from_on)
    return post
