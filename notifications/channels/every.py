"""The channels by their names. Another one is a folder beside them and a line here."""

from collections.abc import Collection
from contextlib import AbstractContextManager, ExitStack
from datetime import timedelta
from typing import Any, Protocol

from django.db.models import Q

from notifications.channels import email, push, sms
from notifications.enums import Channel
from notifications.models import Delivery


class Carrier(Protocol):
    """What taking a delivery to its end asks of a channel. `known_by` names who will know whether it arrived."""

    def pack(self, delivery: Delivery, /) -> Any: ...
    def send(self, parcel: Any, /) -> None: ...
    def kept(self) -> AbstractContextManager[None]: ...
    def door_of(self, delivery: Delivery, /) -> str: ...
    def behind(self, doors: Collection[str], /) -> Q: ...
    def evidence_of(self, parcel: Any, /) -> str: ...
    def name_of(self, delivery: Delivery, /) -> str: ...
    def look_up(self, known_by: str, name: str, /) -> bool | None: ...
    def settles_after(self, known_by: str, /) -> timedelta: ...


CHANNELS: dict[str, Carrier] = {Channel.EMAIL: email, Channel.PUSH: push, Channel.SMS: sms}


def kept() -> ExitStack:
    """Within it every channel may keep one connection for many."""
    lines = ExitStack()
    for carrier in CHANNELS.values():
        lines.enter_context(carrier.kept())
    return lines


def behind(doors: Collection[str]) -> Q:
    """The deliveries that would go through one of these doors."""
    found = Q(pk__in=[])
    for channel, carrier in CHANNELS.items():
        found |= Q(channel=channel) & carrier.behind(doors)
    return found
