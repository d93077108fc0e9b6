"""Changing what is known of a person."""

from datetime import datetime
from typing import Any

from django.db import transaction

from portal.accounts.actions import signing_in
from portal.accounts.models import User


def change(*, person: User, **columns: Any) -> User:
    """Writes name, telephone, language."""
    User.objects.filter(pk=person.pk).update(**columns)
    person.refresh_from_db()
    return person


def set_password(*, person: User, password: str) -> User:
    """A password the form has checked."""
    person.set_password(password)
    person.save(update_fields=["password"])
    return person


@transaction.atomic
def deactivate(*, person: User, at: datetime) -> User:
    """Nobody comes in as this person any more; the sessions end at once."""
    User.objects.filter(pk=person.pk).update(is_active=False)
    signing_in.end(sign_ins=person.sign_ins.all(), at=at)
    person.refresh_from_db()
    return person
