"""A delivery as the mailbox prints it."""

import re
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from notifications import notice
from notifications.catalogue import label_of
from notifications.enums import Channel, DeliveryState, Why
from notifications.models import Delivery
from portal.lib import clock
from portal.web import words

CODE = re.compile(r"^\s*(\d{6})\s*$", re.MULTILINE)
TONES = {
    DeliveryState.ACCEPTED: "no_fault bare",
    DeliveryState.DELIVERED: "no_fault bare",
    DeliveryState.QUEUED: "unknown",
    DeliveryState.CLAIMED: "unknown",
    DeliveryState.HANDOFF: "unknown",
    DeliveryState.CANCELLED: "unknown",
    DeliveryState.RETRY_WAIT: "reported",
    DeliveryState.UNCERTAIN: "reported",
}


def line(mail: Delivery) -> dict[str, Any]:
    """A line of the list."""
    person = mail.message.person
    now = timezone.localtime(clock.now())
    return {
        "key": mail.pk,
        "to": person.name if person else mail.address,
        "initials": person.initials if person else "@",
        "address": _address(mail),
        "subject": mail.message.title,
        "what": label_of(mail.message.touchpoint),
        "when": words.moment(timezone.localtime(mail.created_at), now),
        "tone": TONES.get(DeliveryState(mail.state), "out_of_order"),
        "state": mail.get_state_display(),
        "why": _why(mail),
        "attachment": mail.attachment_name,
    }


def whole(mail: Delivery) -> dict[str, Any]:
    """Everything of one mail."""
    is_code = mail.message.touchpoint == "sign_in_code"
    found = CODE.search(mail.text) if is_code else None
    return line(mail) | {
        "text": notice.read(mail.text).body if _is_push(mail) else mail.text.strip(),
        "has_page": bool(mail.html),
        "code": found.group(1) if found else "",
        "size": mail.attachment.size if mail.attachment else 0,
        "kind": mail.message.get_kind_display(),
    }


def _address(mail: Delivery) -> str:
    """Where it went; a telephone's address is a secret."""
    return str(Channel.PUSH.label) if _is_push(mail) else mail.address or _("sin correo")


def _is_push(mail: Delivery) -> bool:
    return mail.channel == Channel.PUSH


def _why(mail: Delivery) -> str:
    """The policy's reason, or what the other side said."""
    return Why.told(mail.reason or mail.message.decision)
