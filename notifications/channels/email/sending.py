"""The last door: whoever EMAIL_SENDER names takes the parcel out of the house.

A sender is a function of a parcel that returns when the other side has taken it and raises Undeliverable when not.
Beside it its module may have `kept`, within which one connection carries many, `door`, by which all go, and `look_up`,
which knows afterwards whether the other side has a mail (unless `knows` says that it does not). With EVIDENCE_HOST any
sender has one: a mailbox of ours that gets a copy of each.
"""

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q

from notifications.channels import senders
from notifications.channels.email import evidence
from notifications.channels.email.parcel import Parcel
from notifications.models import Delivery
from notifications.rules import retrying

COPY = "copy "  # before the address of the mailbox that knows


def send(parcel: Parcel) -> None:
    """Hands it over; raises Undeliverable. Without a sender nothing leaves: in the demo mails are read at /mailbox/."""
    if settings.EMAIL_SENDER:
        senders.named(settings.EMAIL_SENDER)(parcel)


def kept() -> AbstractContextManager[None]:
    """Within it the sender may keep one connection for many parcels."""
    with_line: Callable[[], AbstractContextManager[None]] = _beside("kept") or nullcontext
    return with_line()


def door() -> str:
    """Where all mails go through: when nobody gets through there, none does."""
    own: Callable[[], str] | None = _beside("door")
    if own is not None:
        return own()
    return f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}" if settings.EMAIL_SENDER else ""


def door_of(_delivery: Delivery) -> str:
    """The same for each."""
    return door()


def behind(doors: Collection[str]) -> Q:
    """Which mails go through one of these doors: all or none."""
    return Q() if door() in doors else Q(pk__in=[])


def evidence_of(parcel: Parcel) -> str:
    """Who will know afterwards whether this parcel arrived; empty when nobody will."""
    if parcel.copy_to:
        return COPY + parcel.copy_to
    knows: Callable[[], bool] = _beside("knows") or (lambda: True)
    return settings.EMAIL_SENDER if _beside("look_up") and knows() else ""


def look_up(known_by: str, message_id: str) -> bool | None:
    """Whether the other side has it: yes, no, or (None) nobody can say now. Raises OSError when it cannot be asked."""
    if known_by == COPY + settings.EVIDENCE_ADDRESS:
        return evidence.look_up(message_id)
    if known_by and known_by == settings.EMAIL_SENDER and (ask := _beside("look_up")):
        answer: bool | None = ask(message_id)
        return answer
    return None


def settles_after(known_by: str) -> timedelta:
    """How long after a mail was cut off its absence is to be believed."""
    return retrying.SETTLES_BY_COPY if known_by.startswith(COPY) else retrying.SETTLES


def _beside(name: str) -> Any:
    return senders.beside(settings.EMAIL_SENDER, name)
