"""How an answer finds the mail it answers: an address that only that mail's reader was given, else its Message-ID.

The address is that of our mailbox with a signed name after a plus: `respuestas+…@example.com`. Mail programs change
neither it nor, most of them, the Message-ID they answer; both hold a key nobody guesses.
"""

import base64
import re
from collections.abc import Iterable
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from notifications.enums import Channel
from notifications.models import Delivery, Message

SALT = "notifications.reply"
SEAL = 10  # bytes of the signature; with the key they are 42 letters, so the mailbox's own name has room for 21
LOCAL = 64  # letters before the @ of an address (RFC 5321 §4.5.3.1.1)
OURS = re.compile(r"<([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@([^<>@\s]+)>", re.IGNORECASE)


def address_of(message: Message) -> str:
    """Where an answer to this message goes; empty where nobody reads answers, or where it lets somebody in."""
    mailbox, at, domain = settings.REPLIES_ADDRESS.partition("@")
    is_of_the_house = message.entry_id is None and message.tells_id is None
    if not at or is_of_the_house or message.person_id is None:
        return ""
    signed = f"{mailbox}+{_sealed(message.pk)}"
    fits = settings.REPLIES_PLUS and len(signed) <= LOCAL
    return f"{signed}@{domain}" if fits else settings.REPLIES_ADDRESS


def message_of(told_to: Iterable[str], answers: Iterable[str]) -> Message | None:
    """The message that a mail to these addresses answers, by its address or by the Message-IDs it names."""
    key = next((key for one in told_to if (key := _key_in(one))), None)
    if key is None:
        named = [key for name in answers if (key := delivery_in(name))]
        found = dict(Delivery.objects.filter(pk__in=named, channel=Channel.EMAIL).values_list("pk", "message"))
        key = next((found[one] for one in named if one in found), None)
    return Message.objects.select_related("person", "entry__stream").filter(pk=key).first() if key else None


def is_signed(message: Message, told_to: Iterable[str]) -> bool:
    """Whether one of these addresses is that which only this message's reader was given."""
    return any(_key_in(one) == message.pk for one in told_to)


def delivery_in(name: str) -> UUID | None:
    """The delivery whose Message-ID this would be; None for another house's."""
    found = OURS.fullmatch(name.strip())
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return UUID(found.group(1)) if found and found.group(2).lower() == domain.lower() else None


def _sealed(key: UUID) -> str:
    return base64.b32encode(key.bytes + _seal(key)).decode().rstrip("=").lower()


def _seal(key: UUID, secret: str | bytes | None = None) -> bytes:
    return salted_hmac(SALT, key.bytes, secret=secret, algorithm="sha256").digest()[:SEAL]


def _key_in(address: str) -> UUID | None:
    """The message whose address this is; None for one we did not sign. Case is lost on the way."""
    mailbox, _at, domain = settings.REPLIES_ADDRESS.lower().partition("@")
    local, _at, place = address.strip().lower().rpartition("@")
    base, plus, name = local.partition("+")
    if not (mailbox and plus) or (base, place) != (mailbox, domain):
        return None
    try:
        content = base64.b32decode(name.upper() + "=" * (-len(name) % 8))
        key = UUID(bytes=content[:16])
    except ValueError:
        return None
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    is_ours = any(constant_time_compare(content[16:], _seal(key, secret)) for secret in secrets)
    return key if is_ours else None
