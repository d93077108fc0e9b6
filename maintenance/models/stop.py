from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maintenance.enums import Why
from maintenance.models.breakdown import Breakdown
from maintenance.models.lift import Lift
from maintenance.models.sourced import Sourced, one_per_source
from portal.lib.keys import KeyField


class StopQuerySet(models.QuerySet["Stop"]):
    def open(self) -> "StopQuerySet":
        return self.filter(to_at=None)

    def touching(self, begins_at: datetime, ends_at: datetime) -> "StopQuerySet":
        """Stops with at least a moment inside the span."""
        return self.filter(Q(to_at=None) | Q(to_at__gt=begins_at), from_at__lt=ends_at)


class Stop(Sourced):
    """A lift stands still, from when to when, and why: the one truth of status and availability."""

    id = KeyField()
    lift = models.ForeignKey(Lift, models.PROTECT, related_name="stops_made", verbose_name=_("ascensor"))
    from_at = models.DateTimeField(_("desde"))
    to_at = models.DateTimeField(_("hasta"), null=True, blank=True)
    why = models.CharField(_("por qué"), max_length=10, choices=Why)
    breakdown = models.OneToOneField(
        Breakdown, models.PROTECT, null=True, blank=True, related_name="stop", verbose_name=_("avería")
    )

    objects = StopQuerySet.as_manager()

    class Meta:
        verbose_name = _("parada")
        constraints: ClassVar = [
            one_per_source("one_stop_per_source_and_id"),
            models.CheckConstraint(
                condition=Q(to_at=None) | Q(to_at__gte=F("from_at")), name="stop_ends_after_it_begins"
            ),
            models.UniqueConstraint(fields=["lift"], condition=Q(to_at=None), name="one_open_stop_per_lift"),
        ]
        indexes: ClassVar = [models.Index(fields=["lift", "-from_at"], name="stops_of_a_lift")]

    def __str__(self) -> str:
        return f"{self.lift_id} {self.from_at:%Y-%m-%d %H:%M} {self.why}"
