"""Which way a letter reaches somebody: by mail, or on the telephone where he chose so for its topic and it can be.

What the law asks goes by mail whatever he chose, since it has to be kept and proven. What goes to the telephone is
shorter; the letter itself stands in the portal, and goes by mail after all when no telephone has shown it.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import translation

from notifications.channels import opening, sms
from notifications.channels.sms import layout
from notifications.enums import LOST, Channel, Class, DeliveryState, Door, Style, Why
from notifications.letter import Letter
from notifications.models import Delivery, Message, Subscription
from notifications.notice import Notice
from notifications.queries import mobiles, subscriptions
from notifications.queries.listeners import Wishes
from notifications.touchpoint import Touchpoint
from portal.accounts.models import User
from portal.ledger.models import Entry
from portal.lib import nudge

SHOWN_WITHIN = timedelta(minutes=30)  # by a telephone; then the mail goes
TRIED_FOR = timedelta(hours=6)  # an SMS; then the mail goes
LOOKED_BACK = timedelta(days=3)
MOST = 100
NOT_TOLD = Q(state__in=LOST) | Q(state=DeliveryState.CANCELLED, reason=Why.NO_PHONE)  # taken back is no failure
PHONES = (Channel.PUSH, Channel.SMS)


def wanted(touchpoint: Touchpoint, wishes: Wishes) -> Channel:
    """The way he chose for what is told at once."""
    if touchpoint.kind == Class.LEGAL or touchpoint.concerns is not None or wishes.style != Style.OWN:
        return Channel.EMAIL
    return Channel(wishes.channels.get(touchpoint.topic, Channel.EMAIL))


def chosen(touchpoint: Touchpoint, person: User, wishes: Wishes) -> Channel:
    """The same, where it is there today."""
    way = wanted(touchpoint, wishes)
    return way if way == Channel.EMAIL or way in offered(person) else Channel.EMAIL


def offered(person: User) -> list[Channel]:
    """The ways he may choose between today."""
    ways = [Channel.EMAIL]
    if _browsers(person).exists():
        ways.append(Channel.PUSH)
    if sms.is_on() and mobiles.number_of(person):
        ways.append(Channel.SMS)
    return ways


def _browsers(person: User) -> QuerySet[Subscription]:
    """The technician's app shows work, and no letters."""
    return subscriptions.of(person).filter(door=Door.PORTAL)


def to_telephones(message: Message, letter: Letter, person: User) -> None:
    """Puts the letter, short, on its way to each of his telephones."""
    notice = Notice(title=letter.title, body=_short(letter), place="", url=opening.address(letter.page, message))
    for telephone in _browsers(person):
        _queue(message, Channel.PUSH, str(telephone.pk), notice.written(), SHOWN_WITHIN, subscription=telephone)
    nudge.on_commit("notifications.deliver")


def to_mobile(message: Message, text: str, person: User) -> None:
    """Puts an SMS on its way to his number, if he has one that takes them."""
    number = mobiles.number_of(person)
    if sms.is_on() and number:
        _queue(message, Channel.SMS, number, text, TRIED_FOR)
        nudge.on_commit("notifications.deliver")


def beside(message: Message, touchpoint: Touchpoint, entry: Entry, person: User) -> None:
    """An SMS of the touchpoint's own, in the language that is on, to whose mobile takes any."""
    if sms.is_on() and (text := touchpoint.texts(entry, person)):
        to_mobile(message, text, person)


def by_phone(message: Message, letter: Letter, person: User, way: Channel) -> None:
    """The letter, the way he chose."""
    if way == Channel.PUSH:
        to_telephones(message, letter, person)
    else:
        with translation.override(person.language):
            to_mobile(message, layout.text(letter), person)


def _short(letter: Letter) -> str:
    return " ".join(part for part in (letter.where and f"{letter.where}.", letter.what_happened) if part)[:240]


def _queue(
    message: Message,
    channel: Channel,
    address: str,
    text: str,
    lives: timedelta,
    subscription: Subscription | None = None,
) -> None:
    goes_at = message.goes_at or message.created_at
    times: dict[str, Any] = {"next_at": goes_at, "expires_at": goes_at + lives, "created_at": message.created_at}
    told = {"message": message, "channel": channel, "address": address, "text": text, "subscription": subscription}
    Delivery.objects.create(**told, **times)


def fall_back(*, at: datetime) -> int:
    """Sends by mail what no telephone has shown and no gateway has taken; answers how many go."""
    of_it = Delivery.objects.filter(message=OuterRef("message"))
    told = of_it.filter(channel__in=PHONES).exclude(NOT_TOLD)
    again = of_it.filter(channel=Channel.EMAIL).exclude(pk=OuterRef("pk"))
    kept = Delivery.objects.filter(
        channel=Channel.EMAIL, state=DeliveryState.CANCELLED, reason=Why.BY_PHONE, created_at__gt=at - LOOKED_BACK
    ).exclude(address="")
    waiting = kept.filter(~Exists(told), ~Exists(again)).select_related("message").order_by("created_at", "pk")
    return sum(_mail_after_all(one, at) for one in waiting[:MOST])


def _mail_after_all(kept: Delivery, at: datetime) -> bool:
    columns = {"text": kept.text, "html": kept.html, "attachment": kept.attachment, "created_at": at, "next_at": at}
    columns |= {"attachment_name": kept.attachment_name, "expires_at": at + (kept.expires_at - kept.created_at)}
    key = {"message": kept.message, "channel": Channel.EMAIL, "address": kept.address, "round": kept.round + 1}
    _mail, is_new = Delivery.objects.get_or_create(**key, defaults=columns)
    if is_new:
        nudge.on_commit("notifications.deliver")
    return is_new
