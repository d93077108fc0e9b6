from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maintenance.enums import Lapsed
from maintenance.models.breakdown import Breakdown
from maintenance.models.lift import Lift
from portal.lib.keys import KeyField

OF_BREAKDOWNS = (Lapsed.NEWS_DUE, Lapsed.NEWS_UNKEPT, Lapsed.STOPPED_LONG)
OF_VISITS = (Lapsed.VISIT_CLOSING, Lapsed.VISIT_OVERDUE)


class Lapse(models.Model):
    """Something of ours that ran out, or is about to: an hour of a breakdown, the last day of a visit.

    The first sweep that sees it writes it down; one row for each promise, so that it is told once.
    """

    id = KeyField()
    lift = models.ForeignKey(Lift, models.PROTECT, related_name="lapses", verbose_name=_("ascensor"))
    what = models.CharField(_("qué"), max_length=13, choices=Lapsed)
    breakdown = models.ForeignKey(Breakdown, models.PROTECT, null=True, related_name="lapses", verbose_name=_("avería"))
    until_at = models.DateTimeField(_("hasta la hora"), null=True)
    until_on = models.DateField(_("hasta el día"), null=True)
    seen_at = models.DateTimeField(_("anotado"))

    class Meta:
        verbose_name = _("plazo que se acaba")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["breakdown", "what", "until_at"],
                condition=Q(what__in=OF_BREAKDOWNS),
                name="one_lapse_per_promise",
            ),
            models.UniqueConstraint(
                fields=["lift", "what", "until_on"], condition=Q(what__in=OF_VISITS), name="one_lapse_per_due_day"
            ),
            models.CheckConstraint(
                condition=Q(what__in=OF_BREAKDOWNS, breakdown__isnull=False, until_at__isnull=False, until_on=None)
                | Q(what__in=OF_VISITS, breakdown=None, until_at=None, until_on__isnull=False),
                name="a_lapse_is_of_a_breakdown_or_of_a_visit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lift_id} {self.what}"
