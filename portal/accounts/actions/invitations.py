"""Inviting a person: by a link in a mail, or by a code in a printed letter. Single use, and it runs out."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from portal.accounts.models import Invitation, User, digest
from portal.company import queries as companies

BY_MAIL = timedelta(hours=72)
ON_PAPER = timedelta(days=30)
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is read as another on paper
CODE_LENGTH = 12


class CannotInvite(Exception):
    """Who may not sign in is not invited."""


class InvitationOver(Exception):
    """It was used, voided, or has run out."""


@transaction.atomic
def invite(*, person: User, on_paper: bool, by: User | None, at: datetime) -> tuple[Invitation, str]:
    """A new invitation and its secret, which is kept nowhere; any earlier one is void."""
    # The lock makes a second press of the button wait for the first; SQLite has one writer anyway.
    if not User.objects.select_for_update().filter(pk=person.pk, is_active=True).exists():
        raise CannotInvite
    Invitation.objects.filter(person=person, used_at=None, voided_at=None).update(voided_at=at)
    secret = _code() if on_paper else secrets.token_urlsafe(32)

    invitation = Invitation.objects.create(
        person=person,
        digest=digest(secret),
        on_paper=on_paper,
        created_at=at,
        created_by=by,
        expires_at=at + (ON_PAPER if on_paper else BY_MAIL),
    )
    return invitation, secret


def find(secret: str, at: datetime) -> Invitation:
    """The open invitation of a secret as it was typed or followed; raises InvitationOver."""
    open_ones = Invitation.objects.filter(used_at=None, voided_at=None, expires_at__gt=at, person__is_active=True)
    faces = [digest(secret.strip()), digest(spoken(secret))]
    found = open_ones.select_related("person").filter(digest__in=faces).first()
    if found is None:
        raise InvitationOver
    return found


def spoken(code: str) -> str:
    """A letter's code as it was made, however it was typed: dashes, spaces and small letters do not count."""
    return "".join(character for character in code.upper() if character.isascii() and character.isalnum())


@transaction.atomic
def accept(*, invitation_id: UUID, at: datetime) -> User:
    """Uses the invitation; whoever comes second is told it is over."""
    # No join here: PostgreSQL would decide by what it read before it waited, and let both in.
    open_one = Invitation.objects.filter(pk=invitation_id, used_at=None, voided_at=None, expires_at__gt=at)
    if not open_one.update(used_at=at):
        raise InvitationOver
    person = Invitation.objects.select_related("person").get(pk=invitation_id).person
    if not person.is_active:
        raise InvitationOver
    return person


@transaction.atomic
def invite_by_mail(*, person: User, address_of: Callable[[str], str], by: User | None, at: datetime) -> Invitation:
    """A new invitation and the mail that carries its link; `address_of` makes the link of the secret."""
    invitation, secret = invite(person=person, on_paper=False, by=by, at=at)
    mail(person=person, url=address_of(secret))
    return invitation


def mail(*, person: User, url: str) -> None:
    """Sends the link."""
    with translation.override(person.language):
        words = {"company": companies.current(), "person": person, "url": url}
        subject = render_to_string("accounts/mail/invitation_subject.txt", words).strip()
        text = render_to_string("accounts/mail/invitation.txt", words)
    EmailMultiAlternatives(subject, text, to=[person.email or ""], headers={"X-Touchpoint": "welcome"}).send()


def _code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
