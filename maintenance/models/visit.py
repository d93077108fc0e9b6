import json
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from maintenance.enums import Condition, Frequency, Place, Unscanned, VisitState
from maintenance.models.contractor import Contractor
from maintenance.models.lift import Lift
from maintenance.models.plan import PlanTemplate
from maintenance.models.sourced import Sourced, one_per_source
from maintenance.models.technician import Technician
from portal.accounts.models import User
from portal.ledger.kinds import Origin
from portal.lib.keys import KeyField

TOLD = (VisitState.COMPLETED, VisitState.JOINED)


class VisitQuerySet(models.QuerySet["Visit"]):
    def completed(self) -> "VisitQuerySet":
        return self.filter(state=VisitState.COMPLETED)

    def told(self) -> "VisitQuerySet":
        """Those with a record of their own, also one that was joined to another's."""
        return self.filter(state__in=TOLD)


class Visit(Sourced):
    """A maintenance visit («revisión»).

    `answers` is a JSON list of {number, result, words, at} beside the frozen template version; the counts are its
    sums. `beside` is the planned visit that another technician had claimed first. One that was cancelled and done all
    the same keeps `cancelled_at`. One of two records of the same visit is joined to the other (`joined_to`) and counts
    no more; what came with it is read with the one that stands. `clock_skew_seconds` is by how much the phone's times
    were moved.
    """

    id = KeyField()
    lift = models.ForeignKey(Lift, models.PROTECT, related_name="visits", verbose_name=_("ascensor"))
    technician = models.ForeignKey(
        Technician, models.PROTECT, null=True, related_name="visits", verbose_name=_("conservador/a")
    )
    contractor = models.ForeignKey(
        Contractor, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("hecha por la contrata")
    )
    done_by = models.CharField(_("quien la hizo, si no tiene cuenta aquí"), max_length=160, blank=True)
    plan = models.ForeignKey(PlanTemplate, models.PROTECT, null=True, related_name="+", verbose_name=_("plantilla"))
    state = models.CharField(_("estado"), max_length=9, choices=VisitState, default=VisitState.PLANNED)
    scope = models.CharField(_("alcance"), max_length=1, choices=Frequency, default=Frequency.MONTHLY)
    planned_on = models.DateField(_("prevista"), null=True, blank=True)
    on_the_way_at = models.DateTimeField(_("en camino"), null=True, blank=True)
    claimed_at = models.DateTimeField(_("sabemos que empezó"), null=True, blank=True)
    started_at = models.DateTimeField(_("llegada"), null=True, blank=True)
    finished_at = models.DateTimeField(_("salida"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("anotada"), null=True, blank=True)
    received_at = models.DateTimeField(_("recibida"), null=True, blank=True)
    clock_skew_seconds = models.BigIntegerField(_("desfase del reloj (s)"), default=0)
    scan_place = models.CharField(_("código leído"), max_length=7, choices=Place, blank=True)
    scan_code = models.CharField(_("qué código"), max_length=40, blank=True)
    scanned_at = models.DateTimeField(_("leído"), null=True, blank=True)
    why_not_scanned = models.CharField(_("por qué no se leyó"), max_length=9, choices=Unscanned, blank=True)
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
    signature = models.TextField(_("firma del conservador/a"), blank=True)
    signed_at = models.DateTimeField(_("firmada"), null=True, blank=True)
    customer_signature = models.TextField(_("firma de la finca, dibujada"), blank=True)
    beside = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="doubles", verbose_name=_("ya empezada por otro")
    )
    joined_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="joined", verbose_name=_("es la misma que")
    )
    joined_at = models.DateTimeField(_("unida"), null=True, blank=True)
    joined_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("unida por"))
    why_joined = models.CharField(_("por qué se unió"), max_length=400, blank=True)
    cancelled_at = models.DateTimeField(_("anulada"), null=True, blank=True)
    cancelled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("anulada por"))
    corrected_at = models.DateTimeField(_("corregida"), null=True, blank=True)
    why_corrected = models.CharField(_("por qué se corrigió"), max_length=400, blank=True)
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
            models.UniqueConstraint(
                fields=["lift"], condition=Q(state=VisitState.PLANNED), name="one_planned_visit_per_lift"
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(finished_at__gte=F("started_at")), name="visit_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=TOLD)
                | Q(started_at__isnull=False, finished_at__isnull=False, received_at__isnull=False),
                name="a_completed_visit_has_its_times",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=TOLD) | Q(technician__isnull=False) | Q(origin=Origin.HISTORY),
                name="a_completed_visit_names_its_technician",
            ),
            models.CheckConstraint(
                condition=Q(done_by="") | Q(technician=None, origin=Origin.HISTORY),
                name="who_has_an_account_is_no_mere_name",
            ),
            models.CheckConstraint(
                condition=~Q(state=VisitState.STARTED) | Q(technician__isnull=False, started_at__isnull=False),
                name="a_started_visit_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(scan_place="", scan_code="", scanned_at=None)
                | Q(scanned_at__isnull=False, why_not_scanned="") & ~Q(scan_place="") & ~Q(scan_code=""),
                name="a_scan_is_whole_or_none",
            ),
            models.CheckConstraint(
                condition=Q(signature="", signed_at=None) | ~Q(signature="") & Q(signed_at__isnull=False),
                name="a_signature_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_by=None) | Q(cancelled_at__isnull=False), name="who_cancels_says_when"
            ),
            models.CheckConstraint(
                condition=Q(corrected_at=None) | Q(state__in=TOLD),
                name="only_a_completed_visit_is_corrected",
            ),
            models.CheckConstraint(condition=Q(beside=None) | ~Q(beside=F("id")), name="no_visit_stands_beside_itself"),
            models.CheckConstraint(
                condition=Q(state=VisitState.JOINED, joined_to__isnull=False, joined_at__isnull=False)
                | ~Q(state=VisitState.JOINED) & Q(joined_to=None, joined_at=None),
                name="a_joined_visit_says_to_which",
            ),
            models.CheckConstraint(
                condition=Q(joined_to=None) | ~Q(joined_to=F("id")), name="no_visit_is_joined_to_itself"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["lift", "-finished_at", "-id"], name="visits_of_a_lift"),
            models.Index(fields=["state", "planned_on"], name="visits_planned"),
            models.Index(fields=["received_at"], condition=~Q(clock_skew_seconds=0), name="visits_of_wrong_clocks"),
            models.Index(fields=["received_at"], condition=Q(cancelled_at__isnull=False), name="visits_cancelled"),
        ]

    def __str__(self) -> str:
        return f"{self.lift_id} {self.planned_on or self.finished_at}"

    @property
    def who(self) -> str:
        """The name of who did it: our technician's, or what another program calls him; empty where nobody said."""
        return str(self.technician.person.name) if self.technician else self.done_by

    @property
    def done_for_us(self) -> str:
        """Who did the work for us, when it was not one of our own: we answer for it (ITC AEM 1, art. 7)."""
        if self.contractor is None:
            return ""
        return gettext("Hecho para nosotros por %(name)s; respondemos nosotros.") % {"name": self.contractor.name}

    @property
    def replies(self) -> list[dict[str, str]]:
        """The answers, read."""
        return list(json.loads(self.answers))
