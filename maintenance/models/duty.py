from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maintenance.models.route import Route
from maintenance.models.technician import Technician
from portal.accounts.models import User
from portal.lib.keys import KeyField


class DutyQuerySet(models.QuerySet["Duty"]):
    def standing(self) -> "DutyQuerySet":
        """Those nobody has taken away."""
        return self.filter(removed_at=None)

    def within(self, first: datetime, last: datetime) -> "DutyQuerySet":
        """Those that hold at some moment of a half-open span."""
        return self.standing().filter(from_at__lt=last, to_at__gt=first)


class Duty(models.Model):
    """From when to when a technician answers, for one route or, without one, for all."""

    id = KeyField()
    technician = models.ForeignKey(Technician, models.PROTECT, related_name="duties", verbose_name=_("conservador/a"))
    route = models.ForeignKey(
        Route, models.PROTECT, null=True, blank=True, related_name="duties", verbose_name=_("ruta")
    )
    from_at = models.DateTimeField(_("desde"))
    to_at = models.DateTimeField(_("hasta"))
    given_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("dada por"))
    given_at = models.DateTimeField(_("dada"))
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("quitada por"))
    removed_at = models.DateTimeField(_("quitada"), null=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("guardia")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(to_at__gt=F("from_at")), name="duty_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(removed_at=None) | Q(removed_at__lte=F("from_at")), name="only_duties_to_come_are_removed"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["to_at", "from_at"], condition=Q(removed_at=None), name="duties_by_end"),
            models.Index(fields=["technician", "to_at"], condition=Q(removed_at=None), name="duties_of_a_technician"),
        ]

    def __str__(self) -> str:
        return f"{self.technician_id} {self.from_at:%Y-%m-%d %H:%M}"
