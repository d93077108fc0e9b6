"""Giving and ending the posts of staff. Who runs the office cannot make himself, or anybody, run the company."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from portal.access import grants
from portal.access.models import Post
from portal.access.permissions import Permission
from portal.access.roles import RUN_COMPANY, Role
from portal.accounts.models import User


class NotYours(Exception):
    """Posts of office and administration are given and ended by who may change the company."""


class AlreadyHeld(Exception):
    """The person holds that post."""


class CannotEnd(Exception):
    """It has ended already, or would end before it began."""


class OwnPost(Exception):
    """Nobody takes the administration from himself: so the company always has one."""


@transaction.atomic
def give_post(*, person: User, role: Role, from_on: date, by: User | None, at: datetime, evidence: str = "") -> Post:
    """Makes the person part of the company from a day on."""
    _refuse_what_is_not_his(role, by)
    try:
        with transaction.atomic():
            return Post.objects.create(
                person=person, role=role, from_on=from_on, evidence=evidence, given_by=by, given_at=at
            )
    except IntegrityError as held:
        raise AlreadyHeld from held


@transaction.atomic
def end_post(*, post: Post, to_on: date, by: User | None, at: datetime) -> Post:
    """The post ends at 00:00 of a day."""
    _refuse_what_is_not_his(Role(post.role), by)
    if post.role == Role.ADMIN and by == post.person:
        raise OwnPost
    running = Post.objects.filter(pk=post.pk, to_on=None, from_on__lte=to_on)
    if not running.update(to_on=to_on, ended_by=by, ended_at=at):
        raise CannotEnd
    post.refresh_from_db()
    return post


def _refuse_what_is_not_his(role: Role, by: User | None) -> None:
    if by is not None and role in RUN_COMPANY and not grants.may(by, Permission.MANAGE_COMPANY):
        raise NotYours
