"""What is told of quotes: to those who decide, and to us what they decided."""

from datetime import timedelta
from functools import partial

from django.utils.translation import gettext_lazy as _

from notifications.enums import Topic
from notifications.touchpoint import IN_MANAGERS_BRIEF, mailed
from notifications.touchpoints import quote
from owners import kinds as owning
from portal.access.roles import Role

_quote = partial(mailed, topic=Topic.QUOTES, rhythm=IN_MANAGERS_BRIEF)

QUOTE_ANSWERED = mailed(
    "quote_answered",
    _("Lo que un titular decide sobre un presupuesto"),
    owning.QUOTE_DECIDED,
    topic=Topic.OWN,
    stale_after=timedelta(days=2),
    roles=frozenset({Role.OFFICE}),
    letter=quote.answered,
    concerns=quote.concerned,
)

LINES = (
    _quote(
        "quote_published",
        _("Un presupuesto nuevo"),
        owning.QUOTE_PUBLISHED,
        letter=quote.published,
        stale_after=timedelta(days=5),
    ),
    _quote(
        "quote_expiring",
        _("Un presupuesto que deja de valer"),
        owning.QUOTE_EXPIRING,
        letter=quote.expiring,
        stale_after=timedelta(days=3),
    ),
    _quote(
        "quote_withdrawn",
        _("Un presupuesto que se retira"),
        owning.QUOTE_WITHDRAWN,
        letter=quote.withdrawn,
        stale_after=timedelta(days=5),
    ),
    QUOTE_ANSWERED,
)
