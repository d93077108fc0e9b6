"""How we know that a message was opened: who signs in by a link in it says so by coming. Nothing in a mail tells us.

The link's page is named as ever, with the message's key behind it; a copy of the link in other hands says nothing. What
brings a quote or speaks of a contract is not followed: whoever weighs that up is not watched while he does.
"""

import base64
from dataclasses import replace
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

from django.conf import settings
from django.urls import Resolver404, resolve

from notifications import catalogue
from notifications.enums import Topic
from notifications.letter import Letter, Part
from notifications.models import Message

NAME = "m"  # of the parameter


def led(letter: Letter, message: Message) -> Letter:
    """The letter, its links into the portal naming the message."""
    if not _is_followed(message):
        return letter
    return replace(
        letter,
        action_url=address(letter.action_url, message),
        parts=tuple(_part(part, message) for part in letter.parts),
    )


def address(url: str, message: Message) -> str:
    """A page of ours that asks who comes, naming the message; any other address as it was."""
    if not _is_followed(message) or not _asks_who_comes(url):
        return url
    found = urlsplit(url)
    named = f"{NAME}={name_of(message)}"
    return urlunsplit(found._replace(query=f"{found.query}&{named}" if found.query else named))


def name_of(message: Message) -> str:
    """Its key as a link writes it, short."""
    return base64.urlsafe_b64encode(message.pk.bytes).decode().rstrip("=")


def key_in(text: str) -> UUID | None:
    """The key of the message that a parameter names; None for anything else."""
    try:
        return UUID(bytes=base64.urlsafe_b64decode(text + "=="))
    except ValueError:
        return None


def _part(part: Part, message: Message) -> Part:
    return replace(part, lines=tuple(replace(line, url=address(line.url, message)) for line in part.lines))


def _is_followed(message: Message) -> bool:
    """What is told to people of an owner's, but for what they decide on."""
    if message.person_id is None:
        return False
    touchpoint = catalogue.KEYS.get(message.touchpoint)
    if touchpoint is None:
        return message.tells_id is not None
    return touchpoint.concerns is None and touchpoint.topic != Topic.QUOTES


def _asks_who_comes(url: str) -> bool:
    path = url.removeprefix(settings.SITE_URL)
    if path == url and not url.startswith("/"):
        return False
    try:
        view = resolve(urlsplit(path).path).func
    except Resolver404:
        return False
    return getattr(view, "access", "public") not in {"public", "demo"}
