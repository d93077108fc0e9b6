from datetime import date, datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, Q
from django.utils.translation import gettext_lazy as _

from maintenance.enums import Communication, Directive, Drive, Use, VisitState
from maintenance.models.building import Building
from maintenance.models.duty import Duty
from maintenance.models.route import Route
from maintenance.models.sourced import Sourced, one_per_source
from maintenance.models.technician import Technician
from maintenance.rules.law import LiftFacts
from portal.lib.keys import KeyField

WAITING = (VisitState.PLANNED, VisitState.STARTED)


class LiftQuerySet(models.QuerySet["Lift"]):
    def in_care(self) -> "LiftQuerySet":
        """Lifts the company looks after now."""
        return self.filter(left_on=None)

    def workable_by(self, person: Any, *, within: tuple[datetime, datetime], on: tuple[date, date]) -> "LiftQuerySet":
        """Lifts a technician may work on: on the own routes, where a visit or an open breakdown is given to him, where
        his telephone rang for an open one, and where one is open on a route of a duty he has at some moment of a span.

        A contractor's only where the owner's paper holds on one of the days from the first to the last.
        """
        lifts = self.model._default_manager
        routes = lifts.filter(route__technician__person=person)
        visits = lifts.filter(visits__technician__person=person, visits__state__in=WAITING)
        breakdowns = lifts.filter(breakdowns__technician__person=person, breakdowns__restored_at=None)
        rung = lifts.filter(breakdowns__rings__person=person, breakdowns__restored_at=None)
        answered = lifts.filter(
            _answered_by(person, within), breakdowns__pk__isnull=False, breakdowns__restored_at=None
        )
        work = Q(pk__in=routes.values("pk"))
        for given in (visits, breakdowns, rung, answered):
            work |= Q(pk__in=given.values("pk"))
        own = Exists(Technician.objects.filter(person=person, contractor=None))
        return self.in_care().filter(work, own | Q(pk__in=_authorised(lifts, person, *on).values("pk")))


def _answered_by(person: Any, within: tuple[datetime, datetime]) -> Q:
    """Lifts of the routes of a person's duties in a span; a duty without a route is for all."""
    duties = Duty.objects.within(*within).filter(technician__person=person)
    return Q(route__in=duties.values("route")) | Q(Exists(duties.filter(route=None)))


def _authorised(lifts: Any, person: Any, first: date, last: date) -> Any:
    """Lifts whose owner let the person's company work there on one of these days (ITC AEM 1, art. 7)."""
    running = Q(authorisations__to_on=None) | Q(authorisations__to_on__gt=first)
    ours = Q(authorisations__contractor__ended_on=None) | Q(authorisations__contractor__ended_on__gt=first)
    return lifts.filter(
        running,
        ours,
        authorisations__contractor__technicians__person=person,
        authorisations__from_on__lte=last,
        authorisations__contractor__began_on__lte=last,
    )


class Lift(Sourced):
    """A lift (elevator): the sheet a Spanish register holds of it, and where the company keeps it.

    The RAE number is opaque: every region forms its own.
    """

    id = KeyField()
    building = models.ForeignKey(Building, models.PROTECT, related_name="lifts", verbose_name=_("edificio"))
    name = models.CharField(_("nombre"), max_length=80)
    code = models.CharField(_("código del rellano"), max_length=12, unique=True)
    cabinet_code = models.CharField(_("código del cuadro de maniobra"), max_length=12, blank=True)
    rae = models.CharField(_("RAE"), max_length=40, blank=True)
    region = models.CharField(_("comunidad autónoma"), max_length=6)
    serial_number = models.CharField(_("número de serie"), max_length=60, blank=True)
    maker = models.CharField(_("fabricante"), max_length=80, blank=True)
    year = models.PositiveSmallIntegerField(_("año"), null=True, blank=True)
    directive = models.CharField(_("norma"), max_length=12, choices=Directive, default=Directive.UNKNOWN)
    drive = models.CharField(_("accionamiento"), max_length=9, choices=Drive)
    stops = models.PositiveSmallIntegerField(_("paradas"), null=True, blank=True)
    load_kg = models.PositiveIntegerField(_("carga (kg)"), null=True, blank=True)
    speed = models.DecimalField(_("velocidad (m/s)"), max_digits=5, decimal_places=2, null=True, blank=True)
    travel = models.DecimalField(_("recorrido (m)"), max_digits=6, decimal_places=2, null=True, blank=True)
    use = models.CharField(_("uso"), max_length=13, choices=Use, default=Use.DWELLINGS)
    dwellings = models.PositiveSmallIntegerField(_("viviendas"), null=True, blank=True)
    communication = models.CharField(
        _("comunicación"), max_length=7, choices=Communication, default=Communication.UNKNOWN
    )
    energy_class = models.CharField(_("clase energética"), max_length=3, blank=True)
    route = models.ForeignKey(
        Route, models.PROTECT, null=True, blank=True, related_name="lifts", verbose_name=_("ruta")
    )
    entered_on = models.DateField(_("en la cartera desde"))
    left_on = models.DateField(_("en la cartera hasta"), null=True, blank=True)
    record_complete_since = models.DateField(_("registro completo desde"), null=True, blank=True)
    notes = models.TextField(_("notas para quien va"), blank=True)
    search = models.TextField(_("texto de búsqueda"), editable=False)

    objects = LiftQuerySet.as_manager()

    class Meta:
        verbose_name = _("ascensor")
        constraints: ClassVar = [
            one_per_source("one_lift_per_source_and_id"),
            models.UniqueConstraint(fields=["region", "rae"], condition=~models.Q(rae=""), name="one_lift_per_rae"),
            models.UniqueConstraint(
                fields=["cabinet_code"], condition=~models.Q(cabinet_code=""), name="one_lift_per_cabinet_code"
            ),
            models.CheckConstraint(
                condition=models.Q(year=None) | models.Q(year__range=(1850, 2100)), name="lift_year_is_a_year"
            ),
            models.CheckConstraint(condition=models.Q(stops=None) | models.Q(stops__gte=2), name="two_stops_at_least"),
            models.CheckConstraint(condition=models.Q(speed=None) | models.Q(speed__gt=0), name="lifts_move"),
            models.CheckConstraint(condition=models.Q(load_kg=None) | models.Q(load_kg__gt=0), name="lifts_carry"),
            models.CheckConstraint(
                condition=models.Q(left_on=None) | models.Q(left_on__gt=models.F("entered_on")),
                name="lift_leaves_after_it_entered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.building.street} · {self.name}"

    @property
    def place(self) -> str:
        """Calle Mayor 14, Ascensor principal: as sentences and lists say where it is."""
        return f"{self.building.street}, {self.name}"

    @property
    def facts(self) -> LiftFacts:
        """What the visit interval hangs on."""
        return LiftFacts(
            use=Use(self.use),
            directive=Directive(self.directive),
            stops=self.stops,
            dwellings=self.dwellings,
            year=self.year,
        )
