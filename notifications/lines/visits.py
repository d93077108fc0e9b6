"""What is told of visits beside their bulletins."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from maintenance.kinds import lapses
from notifications.enums import Channel, Class, Topic
from notifications.queries import staff
from notifications.touchpoint import Touchpoint
from notifications.touchpoints import visit_late
from portal.access.roles import Role

LATE = frozenset({lapses.VISIT_CLOSING.name, lapses.VISIT_OVERDUE.name})

VISIT_LATE = Touchpoint(
    key="visit_late",
    label=_("Una revisión que llega tarde"),
    kind=Class.SERVICE,
    topic=Topic.VISITS,
    triggers=LATE,
    stale_after=timedelta(days=5),
    roles=frozenset({Role.CHAIR, Role.MANAGER}),
    channels=(Channel.EMAIL,),
    letter=visit_late.letter,
    holds=visit_late.still_late,
    replaces=frozenset({"visit_late"}),
)
VISIT_LATE_OFFICE = Touchpoint(
    key="visit_late_office",
    label=_("Una revisión que llega tarde, a la oficina"),
    kind=Class.SERVICE,
    topic=Topic.OWN,
    triggers=LATE,
    stale_after=timedelta(days=5),
    roles=frozenset({Role.OFFICE}),
    channels=(Channel.EMAIL,),
    letter=visit_late.to_us,
    concerns=staff.at_the_desk,
    holds=visit_late.still_late,
    replaces=frozenset({"visit_late_office"}),
)
LINES = (VISIT_LATE, VISIT_LATE_OFFICE)
