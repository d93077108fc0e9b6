from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maintenance.enums import WorkKind, WorkState
from maintenance.models.finding import Finding
from maintenance.models.lift import Lift
from maintenance.models.stop import Stop
from maintenance.models.technician import Technician
from maintenance.rules import law
from portal.lib.keys import KeyField


class WorkQuerySet(models.QuerySet["Work"]):
    def standing(self) -> "WorkQuerySet":
        """Those nobody called off."""
        return self.exclude(state=WorkState.CANCELLED)

    def ahead(self) -> "WorkQuerySet":
        """Those to be done, and those being done."""
        return self.filter(state__in=[WorkState.PLANNED, WorkState.BEGUN])

    def before(self, at: datetime) -> "WorkQuerySet":
        """Those being done, and those planned to begin before a moment, also long before."""
        return self.ahead().filter(Q(state=WorkState.BEGUN) | Q(from_at__lt=at))


class Work(models.Model):
    """A work order: a repair, an upgrade or other work a lift is stopped for or not, told before and after."""

    id = KeyField()
    number = models.CharField(_("número"), max_length=16, unique=True)
    lift = models.ForeignKey(Lift, models.PROTECT, related_name="works", verbose_name=_("ascensor"))
    kind = models.CharField(_("qué es"), max_length=7, choices=WorkKind)
    words = models.CharField(_("qué se hace"), max_length=400)
    technician = models.ForeignKey(
        Technician, models.PROTECT, null=True, blank=True, related_name="works", verbose_name=_("quién va")
    )
    finding = models.ForeignKey(
        Finding, models.PROTECT, null=True, blank=True, related_name="works", verbose_name=_("hallazgo")
    )
    from_at = models.DateTimeField(_("desde"))
    to_at = models.DateTimeField(_("hasta"))
    stops_service = models.BooleanField(_("para el servicio"), default=True)
    state = models.CharField(_("estado"), max_length=9, choices=WorkState, default=WorkState.PLANNED)
    begun_at = models.DateTimeField(_("empezado"), null=True, blank=True)
    ended_at = models.DateTimeField(_("terminado"), null=True, blank=True)
    end_words = models.CharField(_("qué se hizo"), max_length=400, blank=True)
    stop = models.OneToOneField(
        Stop, models.PROTECT, null=True, blank=True, related_name="work", verbose_name=_("parada")
    )
    cancelled_at = models.DateTimeField(_("anulado"), null=True, blank=True)
    why_cancelled = models.CharField(_("por qué se anuló"), max_length=400, blank=True)

    objects = WorkQuerySet.as_manager()

    class Meta:
        verbose_name = _("trabajo")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(words=""), name="a_work_has_words"),
            models.CheckConstraint(condition=Q(to_at__gt=F("from_at")), name="a_work_ends_after_it_begins"),
            models.CheckConstraint(
                condition=(Q(state="planned") & Q(begun_at=None, ended_at=None, cancelled_at=None))
                | (Q(state="begun") & Q(begun_at__isnull=False, ended_at=None, cancelled_at=None))
                | (Q(state="done") & Q(ended_at__gte=F("begun_at"), cancelled_at=None) & ~Q(end_words=""))
                | (Q(state="cancelled") & Q(begun_at=None, ended_at=None, cancelled_at__isnull=False))
                & ~Q(why_cancelled=""),
                name="a_work_says_how_far_it_is",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["lift", "from_at"], name="works_of_a_lift"),
            models.Index(fields=["from_at"], condition=Q(state__in=["planned", "begun"]), name="works_ahead"),
        ]

    def __str__(self) -> str:
        return self.number

    def is_a_breakdown(self) -> bool:
        """Whether the law calls it one: a repair for which the lift stands too long, as it went or as it is planned."""
        lasts = (self.ended_at - self.begun_at) if self.begun_at and self.ended_at else self.to_at - self.from_at
        return self.kind == WorkKind.REPAIR and self.stops_service and lasts > law.BREAKDOWN_AFTER
