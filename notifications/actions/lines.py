"""The company's own way with a line of the catalogue: whether it is sent, and in which words. Each change is a version.

What the law or safety asks is neither switched off nor worded otherwise.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from notifications.actions import moving
from notifications.enums import Class, Why
from notifications.models import LineVersion, Message
from notifications.queries import lines
from notifications.touchpoint import Touchpoint
from portal.accounts.models import User


class CannotChange(Exception):
    """The law or safety asks for it, or it has no words of its own."""


class Overtaken(Exception):
    """Somebody changed it since the page was opened."""


@dataclass(frozen=True)
class Words:
    """A title and an opening in both languages; all of them empty: in our words."""

    title_es: str = ""
    title_en: str = ""
    opening_es: str = ""
    opening_en: str = ""


def can_be_switched(touchpoint: Touchpoint) -> bool:
    """Whether the company may leave it unsaid: what is of service, and is no program's."""
    return touchpoint.kind == Class.SERVICE and touchpoint.mailbox is None


def can_be_worded(touchpoint: Touchpoint) -> bool:
    """Whether the company may say it in its own words: of what may be switched, the letters."""
    return can_be_switched(touchpoint) and touchpoint.letter is not None


@transaction.atomic
def switch(*, touchpoint: Touchpoint, is_on: bool, seen: int, by: User, at: datetime) -> LineVersion:
    """Sends it from now on, or no more, nor what of it waits to go. Raises CannotChange, Overtaken."""
    if not can_be_switched(touchpoint):
        raise CannotChange
    version = _write(touchpoint, seen, by, at, is_on=is_on)
    if not is_on:
        waiting = Message.objects.filter(touchpoint=touchpoint.key, kind=Class.SERVICE, entry__isnull=False)
        moving.take_back(waiting, Why.OFF_BY_COMPANY)
    return version


@transaction.atomic
def word(*, touchpoint: Touchpoint, words: Words, seen: int, by: User, at: datetime) -> LineVersion:
    """Says it in these words from now on, or again in ours. Raises CannotChange, Overtaken."""
    if not can_be_worded(touchpoint):
        raise CannotChange
    return _write(touchpoint, seen, by, at, **vars(words))


def _write(touchpoint: Touchpoint, seen: int, by: User, at: datetime, **changed: Any) -> LineVersion:
    last = lines.history(touchpoint.key).first()
    number = last.number if last else 0
    if number != seen:
        raise Overtaken
    kept = {name: getattr(last, name) for name in ("is_on", *vars(Words()))} if last else {}
    try:
        with transaction.atomic():
            return LineVersion.objects.create(
                touchpoint=touchpoint.key, number=number + 1, by=by, at=at, **(kept | changed)
            )
    except IntegrityError as faster:
        raise Overtaken from faster
