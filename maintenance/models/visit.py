import json
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maintenance.enums import Condition, Frequency, VisitState
from maintenance.models.lift import Lift
from maintenance.models.plan import PlanTemplate
from maintenance.models.sourced import Sourced, one_per_source
from maintenance.models.technician import Technician
from portal.ledger.kinds import Origin
from portal.lib.keys import KeyField


class VisitQuerySet(models.QuerySet["Visit"]):
    def completed(self) -> "VisitQuerySet":
        return self.filter(state=VisitState.COMPLETED)


class Visit(Sourced):
    """A maintenance visit («revisión»).

    `answers` is a JSON list of {number, result, words} beside the frozen template version; the counts are its sums.
    """

    id = KeyField()
    lift = models.ForeignKey(Lift, models.PROTECT, related_name="visits", verbose_name=_("ascensor"))
    technician = models.ForeignKey(
        Technician, models.PROTECT, null=True, related_name="visits", verbose_name=_("conservador/a")
    )
    plan = models.ForeignKey(PlanTemplate, models.PROTECT, null=True, related_name="+", verbose_name=_("plantilla"))
    state = models.CharField(_("estado"), max_length=9, choices=VisitState, default=VisitState.PLANNED)
    scope = models.CharField(_("alcance"), max_length=1, choices=Frequency, default=Frequency.MONTHLY)
    planned_on = models.DateField(_("prevista"), null=True, blank=True)
    started_at = models.DateTimeField(_("llegada"), null=True, blank=True)
    finished_at = models.DateTimeField(_("salida"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("anotada"), null=True, blank=True)
    received_at = models.DateTimeField(_("recibida"), null=True, blank=True)
    condition_on_arrival = models.CharField(
        _("estado al llegar"), max_length=14, choices=Condition, default=Condition.IN_SERVICE
    )
    condition_on_departure = models.CharField(
        _("estado al salir"), max_length=14, choices=Condition, default=Condition.IN_SERVICE
    )
    answers = models.TextField(_("respuestas"), default="[]")
    ok = models.PositiveSmallIntegerField(_("correctos"), default=0)
    adjusted = models.PositiveSmallIntegerField(_("ajustados"), default=0)
    observed = models.PositiveSmallIntegerField(_("observaciones"), default=0)
    pending = models.PositiveSmallIntegerField(_("pendientes"), default=0)
    not_done = models.PositiveSmallIntegerField(_("no realizados"), default=0)
    words_for_owner = models.TextField(_("palabras para el titular"), blank=True)
    signed_by = models.CharField(_("firma en la finca"), max_length=120, blank=True)
    why_unsigned = models.CharField(_("por qué no firma la finca"), max_length=160, blank=True)
    bulletin_number = models.CharField(_("número de boletín"), max_length=20, blank=True)
    origin = models.CharField(_("origen"), max_length=7, choices=Origin, default=Origin.LIVE)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("revisión")
        constraints: ClassVar = [
            one_per_source("one_visit_per_source_and_id"),
            models.UniqueConstraint(
                fields=["bulletin_number"], condition=~Q(bulletin_number=""), name="one_bulletin_number_per_visit"
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(finished_at__gte=F("started_at")), name="visit_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(state=VisitState.COMPLETED)
                | Q(started_at__isnull=False, finished_at__isnull=False, received_at__isnull=False),
                name="a_completed_visit_has_its_times",
            ),
            models.CheckConstraint(
                condition=~Q(state=VisitState.COMPLETED) | Q(technician__isnull=False) | Q(origin=Origin.HISTORY),
                name="a_completed_visit_names_its_technician",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["lift", "-finished_at", "-id"], name="visits_of_a_lift"),
            models.Index(fields=["state", "planned_on"], name="visits_planned"),
        ]

    def __str__(self) -> str:
        return f"{self.lift_id} {self.planned_on or self.finished_at}"

    @property
    def replies(self) -> list[dict[str, str]]:
        """The answers, read."""
        return list(json.loads(self.answers))
