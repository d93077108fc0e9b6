"""Mobile numbers that take SMS."""

from datetime import datetime, timedelta

from notifications.models import Mobile
from portal.accounts.models import User

DAY = timedelta(days=1)


def of(person: User) -> Mobile | None:
    """His, confirmed or waiting for its code."""
    return Mobile.objects.filter(person=person, gone_at=None).first()


def number_of(person: User) -> str:
    """The number that takes his SMS; empty when none does."""
    found = Mobile.objects.filter(person=person, gone_at=None, confirmed_at__isnull=False)
    return found.values_list("number", flat=True).first() or ""


def asked_lately(person: User, at: datetime) -> int:
    """How many codes he asked for in the last day."""
    return Mobile.objects.filter(person=person, asked_at__gt=at - DAY).count()
