"""What is told of quotes: to those who decide, and to us what they decided."""

from collections.abc import Callable
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from notifications.enums import Channel, Class, Topic
from notifications.letter import Letter
from notifications.touchpoint import IN_MANAGERS_BRIEF, Touchpoint
from notifications.touchpoints import quote
from owners import kinds as owning
from portal.access.roles import Role
from portal.accounts.models import User
from portal.ledger.kinds import Kind
from portal.ledger.models import Entry


def _quote(
    key: str, label: Promise | str, fact: Kind, letter: Callable[[Entry, User], Letter], *, days: int
) -> Touchpoint:
    """What becomes of a quote, to those who decide."""
    return Touchpoint(
        key=key,
        label=label,
        kind=Class.SERVICE,
        topic=Topic.QUOTES,
        triggers=frozenset({fact.name}),
        stale_after=timedelta(days=days),
        roles=frozenset({Role.CHAIR, Role.MANAGER}),
        channels=(Channel.EMAIL,),
        letter=letter,
        rhythm=IN_MANAGERS_BRIEF,
    )


QUOTE_ANSWERED = Touchpoint(
    key="quote_answered",
    label=_("Lo que un titular decide sobre un presupuesto"),
    kind=Class.SERVICE,
    topic=Topic.OWN,
    triggers=frozenset({owning.QUOTE_DECIDED.name}),
    stale_after=timedelta(days=2),
    roles=frozenset({Role.OFFICE}),
    channels=(Channel.EMAIL,),
    letter=quote.answered,
    concerns=quote.concerned,
)

LINES = (
    _quote("quote_published", _("Un presupuesto nuevo"), owning.QUOTE_PUBLISHED, quote.published, days=5),
    _quote("quote_expiring", _("Un presupuesto que deja de valer"), owning.QUOTE_EXPIRING, quote.expiring, days=3),
    _quote("quote_withdrawn", _("Un presupuesto que se retira"), owning.QUOTE_WITHDRAWN, quote.withdrawn, days=5),
    QUOTE_ANSWERED,
)
