"""What is told of what somebody asked us."""

from collections.abc import Callable
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from notifications.enums import Topic
from notifications.letter import Letter
from notifications.touchpoint import Touchpoint, mailed
from notifications.touchpoints import enquiry
from owners.kinds import enquiries as asking
from portal.access.roles import OWNERS, Role
from portal.accounts.models import User
from portal.ledger.kinds import Kind
from portal.ledger.models import Entry


def _enquiry(
    key: str, label: Promise | str, fact: Kind, letter: Callable[[Entry, User], Letter], *, at_the_desk: bool = False
) -> Touchpoint:
    """What becomes of an enquiry, to who asked, or of what is late to the desk."""
    return mailed(
        key,
        label,
        fact,
        topic=Topic.OWN if at_the_desk else Topic.ENQUIRIES,
        stale_after=timedelta(days=2),
        roles=frozenset({Role.OFFICE} if at_the_desk else OWNERS),
        letter=letter,
        concerns=enquiry.desk if at_the_desk else enquiry.asker,
        urgent=fact is asking.ASKED,
    )


ENQUIRY_RECEIVED = _enquiry("enquiry_received", _("Una consulta recibida"), asking.ASKED, enquiry.received)
ENQUIRY_ANSWERED = _enquiry("enquiry_answered", _("La respuesta a una consulta"), asking.ANSWERED, enquiry.answered)
ENQUIRY_LATE = _enquiry("enquiry_late", _("Una respuesta que debemos"), asking.LATE, enquiry.late)
ENQUIRY_LATE_DESK = _enquiry(
    "enquiry_late_desk", _("Una consulta fuera de plazo"), asking.LATE, enquiry.late_at_the_desk, at_the_desk=True
)

ENQUIRY_DESK = mailed(
    "enquiry_desk",
    _("Lo que se dice en una consulta"),
    asking.ASKED,
    asking.ADDED,
    topic=Topic.OWN,
    stale_after=timedelta(days=2),
    roles=frozenset({Role.OFFICE}),
    letter=enquiry.at_the_desk,
    concerns=enquiry.keeper,
)

LINES = (ENQUIRY_RECEIVED, ENQUIRY_ANSWERED, ENQUIRY_LATE, ENQUIRY_DESK, ENQUIRY_LATE_DESK)
