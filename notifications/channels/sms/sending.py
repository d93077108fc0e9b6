"""Whoever SMS_SENDER names takes it out of the house: a function of a parcel that returns when the gateway has it and
raises Undeliverable when not. Beside it its module has `door`, and may have `look_up`, which knows afterwards whether
the gateway has one of that name, and `fate`, which knows what became of it. Without a sender there are no SMS, and no
page speaks of them.
"""

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q

from notifications.channels import Undeliverable, senders
from notifications.channels.sms.parcel import Parcel
from notifications.models import Delivery
from notifications.rules import retrying
from notifications.rules.retrying import Refusal


def is_on() -> bool:
    """Whether the house sends any."""
    return bool(settings.SMS_SENDER)


def send(parcel: Parcel) -> None:
    """Hands it over; raises Undeliverable."""
    if not is_on():
        raise Undeliverable("no gateway is named", refusal=Refusal.OURS)
    senders.named(settings.SMS_SENDER)(parcel)


def kept() -> AbstractContextManager[None]:
    """A gateway keeps no connection."""
    return nullcontext()


def door_of(_delivery: Delivery) -> str:
    """All go through one."""
    return _door()


def behind(doors: Collection[str]) -> Q:
    return Q() if _door() in doors else Q(pk__in=[])


def evidence_of(_parcel: Parcel) -> str:
    """Who will know afterwards."""
    return settings.SMS_SENDER if _beside("look_up") else ""


def name_of(delivery: Delivery) -> str:
    """What the gateway knows it by."""
    return str(delivery.pk)


def look_up(known_by: str, name: str) -> bool | None:
    """Whether the gateway has it; None when nobody can say now. Raises OSError."""
    if known_by and known_by == settings.SMS_SENDER and (ask := _beside("look_up")):
        answer: bool | None = ask(name)
        return answer
    return None


def tells_fates() -> bool:
    """Whether the gateway says what became of what it took."""
    return _beside("fate") is not None


def fate_of(name: str) -> tuple[bool | None, str]:
    """Whether it arrived, None while nobody can say, and what was said of it. Raises OSError."""
    ask: Callable[[str], tuple[bool | None, str]] | None = _beside("fate")
    return ask(name) if ask else (None, "")


def settles_after(_known_by: str) -> timedelta:
    return retrying.SETTLES


def _door() -> str:
    own: Callable[[], str] | None = _beside("door")
    return own() if own else settings.SMS_SENDER


def _beside(name: str) -> Any:
    return senders.beside(settings.SMS_SENDER, name)
