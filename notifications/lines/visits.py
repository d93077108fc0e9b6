"""What is told of visits beside their bulletins."""

from datetime import timedelta
from functools import partial

from django.utils.translation import gettext_lazy as _

from maintenance.kinds import lapses
from notifications.enums import Topic
from notifications.queries import staff
from notifications.touchpoint import mailed
from notifications.touchpoints import visit_late
from portal.access.roles import Role

LATE = (lapses.VISIT_CLOSING, lapses.VISIT_OVERDUE)

_late = partial(mailed, stale_after=timedelta(days=5), holds=visit_late.still_late)

VISIT_LATE = _late(
    "visit_late",
    _("Una revisión que llega tarde"),
    *LATE,
    topic=Topic.VISITS,
    letter=visit_late.letter,
    replaces=frozenset({"visit_late"}),
)
VISIT_LATE_OFFICE = _late(
    "visit_late_office",
    _("Una revisión que llega tarde, a la oficina"),
    *LATE,
    topic=Topic.OWN,
    roles=frozenset({Role.OFFICE}),
    letter=visit_late.to_us,
    concerns=staff.at_the_desk,
    replaces=frozenset({"visit_late_office"}),
)
LINES = (VISIT_LATE, VISIT_LATE_OFFICE)
