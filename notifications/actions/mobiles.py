"""A person's mobile: asked for, confirmed by the code that went there, and left."""

import secrets
from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from notifications.actions.messages import lives
from notifications.enums import Channel, Class
from notifications.models import Delivery, Message, Mobile
from notifications.queries import mobiles
from portal.accounts.models import User
from portal.company import queries as companies
from portal.lib import nudge
from portal.lib.keys import new_key

MOST_A_DAY, MOST_TRIES, GOOD_FOR = 3, 5, timedelta(minutes=15)
TOUCHPOINT = "mobile_code"


class TooOften(Exception):
    """He asked for as many codes as one may in a day."""


class WrongCode(Exception):
    """It is not that code, or it has run out, or was guessed at too often."""


@transaction.atomic
def ask(*, person: User, number: str, at: datetime) -> Mobile:
    """Sends a code to the number, which takes the place of the one he had. Raises TooOften."""
    if mobiles.asked_lately(person, at) >= MOST_A_DAY:
        raise TooOften
    leave(person=person, at=at)
    key, code = new_key(), f"{secrets.randbelow(10**6):06d}"
    made = Mobile.objects.create(pk=key, person=person, number=number, code=_digest(str(key), code), asked_at=at)
    told = {"code": code, "company": companies.current().name}
    _send(person, number, _("%(code)s es su código de %(company)s. Vale quince minutos.") % told, at)
    return made


def confirm(*, person: User, code: str, at: datetime) -> Mobile:
    """He has copied the code: his SMS go there from now on. Raises WrongCode; a wrong one is counted all the same."""
    waiting = Mobile.objects.filter(person=person, gone_at=None, confirmed_at=None, asked_at__gt=at - GOOD_FOR)
    found = waiting.first()
    if found is None or not waiting.filter(tries__lt=MOST_TRIES).update(tries=models.F("tries") + 1):
        raise WrongCode
    copied = _digest(str(found.pk), "".join(filter(str.isdigit, code)))
    if not constant_time_compare(found.code, copied) or not waiting.update(confirmed_at=at, code=""):
        raise WrongCode
    found.refresh_from_db()
    return found


def leave(*, person: User, at: datetime) -> None:
    """Nothing goes there any more."""
    Mobile.objects.filter(person=person, gone_at=None).update(gone_at=at, code="")


def _digest(key: str, code: str) -> str:
    return salted_hmac("notifications.mobile", f"{key} {code}", algorithm="sha256").hexdigest()


def _send(person: User, number: str, text: str, at: datetime) -> None:
    told = {"touchpoint": TOUCHPOINT, "kind": Class.SERVICE, "title": _("Su código"), "created_at": at}
    message = Message.objects.create(person=person, **told)
    until = min(at + lives(message), at + GOOD_FOR)
    sent = {"channel": Channel.SMS, "address": number, "text": text, "next_at": at, "expires_at": until}
    Delivery.objects.create(message=message, created_at=at, **sent)
    nudge.on_commit("notifications.deliver")
