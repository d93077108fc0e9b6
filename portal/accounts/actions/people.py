"""Writing down a person, and changing what is known of him."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from portal.accounts.actions import signing_in
from portal.accounts.models import Closure, Invitation, User
from portal.lib.text import fold


class AddressTaken(Exception):
    """Somebody else has that e-mail."""


def enrol(*, name: str, email: str | None = None, phone: str = "", language: str = "es") -> User:
    """Writes down a person, who cannot do anything yet; raises AddressTaken."""
    try:
        with transaction.atomic():
            return User.objects.create_user(name=name, email=email, phone=phone, language=language)
    except IntegrityError as taken:
        raise AddressTaken from taken


def change(*, person: User, **columns: Any) -> User:
    """Writes name, telephone, language."""
    known = {"name": person.name, "email": person.email} | columns
    User.objects.filter(pk=person.pk).update(search=fold(known["name"], known["email"] or ""), **columns)
    person.refresh_from_db()
    return person


@transaction.atomic
def rewrite(*, person: User, email: str | None, at: datetime, **columns: Any) -> User:
    """Changes all of it, the e-mail too: a link sent to the old one opens nothing any more. Raises AddressTaken."""
    before, address = person.email, email.strip().lower() if email else None
    try:
        with transaction.atomic():
            change(person=person, email=address, **columns)
    except IntegrityError as taken:
        raise AddressTaken from taken
    if address != before:
        Invitation.objects.filter(person=person, used_at=None, voided_at=None).update(voided_at=at)
    return person


def set_password(*, person: User, password: str) -> User:
    """A password the form has checked."""
    person.set_password(password)
    person.save(update_fields=["password"])
    return person


@transaction.atomic
def deactivate(*, person: User, by: User | None, at: datetime) -> User:
    """Nobody comes in as this person any more; the sessions end at once and a sent invitation is void.

    Pressed twice it is closed once, by whoever was first.
    """
    if User.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
        Closure.objects.create(person=person, closed_by=by, closed_at=at)
    Invitation.objects.filter(person=person, used_at=None, voided_at=None).update(voided_at=at)
    signing_in.end(sign_ins=person.sign_ins.all(), at=at)
    person.refresh_from_db()
    return person


@transaction.atomic
def reactivate(*, person: User, by: User | None, at: datetime) -> User:
    """The person may come in again, and must sign in."""
    if User.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
        Closure.objects.filter(person=person, reopened_at=None).update(reopened_by=by, reopened_at=at)
    person.refresh_from_db()
    return person
