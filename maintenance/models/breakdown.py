from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maintenance.enums import Attribution, Cause, Leaving, Step
from maintenance.models.lift import Lift
from maintenance.models.sourced import Sourced, one_per_source
from maintenance.models.technician import Technician
from portal.ledger.kinds import Origin
from portal.lib.keys import KeyField


class BreakdownQuerySet(models.QuerySet["Breakdown"]):
    def open(self) -> "BreakdownQuerySet":
        """Not yet back in service."""
        return self.filter(restored_at=None)

    def ringing(self) -> "BreakdownQuerySet":
        """Somebody is inside and nobody of ours has said that he goes. History rings nobody."""
        return self.open().filter(entrapment=True, freed_at=None, taken_at=None, origin=Origin.LIVE)

    def counted(self) -> "BreakdownQuerySet":
        """Breakdowns in the legal sense: the service was interrupted, and not by the mains (ITC AEM 1, art. 2.af)."""
        return self.filter(Q(stops_service=True) | Q(entrapment=True)).exclude(cause=Cause.POWER)


class Breakdown(Sourced):
    """A breakdown («avería»): its times, cause and fix. Its story is its steps."""

    id = KeyField()
    number = models.CharField(_("número"), max_length=20, unique=True)
    lift = models.ForeignKey(Lift, models.PROTECT, related_name="breakdowns", verbose_name=_("ascensor"))
    reported_at = models.DateTimeField(_("avisada"))
    confirmed_at = models.DateTimeField(_("confirmada"), null=True, blank=True)
    technician = models.ForeignKey(
        Technician, models.PROTECT, null=True, blank=True, related_name="breakdowns", verbose_name=_("la tiene")
    )
    done_by = models.CharField(_("quién la tiene, sin cuenta aquí"), max_length=160, blank=True)
    taken_at = models.DateTimeField(_("cogida"), null=True, blank=True)
    arrived_at = models.DateTimeField(_("llegada"), null=True, blank=True)
    there_since = models.DateTimeField(_("en el edificio desde"), null=True, blank=True)
    left_at = models.DateTimeField(_("se fue"), null=True, blank=True)
    left_because = models.CharField(_("por qué se fue"), max_length=9, choices=Leaving, blank=True)
    restored_at = models.DateTimeField(_("resuelta"), null=True, blank=True)
    next_update_by = models.DateTimeField(_("próxima noticia antes de"), null=True, blank=True)
    expected_back_at = models.DateTimeField(_("vuelve hacia"), null=True, blank=True)
    entrapment = models.BooleanField(_("personas dentro"), default=False)
    freed_at = models.DateTimeField(_("personas fuera"), null=True, blank=True)
    stops_service = models.BooleanField(_("para el servicio"), default=True)
    cause = models.CharField(_("causa"), max_length=10, choices=Cause, default=Cause.UNKNOWN)
    cause_words = models.CharField(_("causa, en palabras"), max_length=240, blank=True)
    fix_words = models.CharField(_("arreglo, en palabras"), max_length=240, blank=True)
    attribution = models.CharField(_("se debe a"), max_length=11, choices=Attribution, default=Attribution.UNKNOWN)
    repeats = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="repeated_by", verbose_name=_("repite")
    )
    origin = models.CharField(_("origen"), max_length=7, choices=Origin, default=Origin.LIVE)

    objects = BreakdownQuerySet.as_manager()

    class Meta:
        verbose_name = _("avería")
        constraints: ClassVar = [
            one_per_source("one_breakdown_per_source_and_id"),
            models.CheckConstraint(
                condition=Q(restored_at=None) | Q(restored_at__gte=F("reported_at")),
                name="breakdown_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(taken_at=None) | Q(technician__isnull=False) | ~Q(done_by=""),
                name="who_takes_a_breakdown_has_it",
            ),
            models.CheckConstraint(condition=Q(technician=None) | Q(done_by=""), name="a_breakdown_is_one_persons"),
            models.CheckConstraint(condition=Q(freed_at=None) | Q(entrapment=True), name="only_the_trapped_are_freed"),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(there_since=None), name="who_has_left_is_not_in_the_building"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["lift", "-reported_at", "-id"], name="breakdowns_of_a_lift"),
            models.Index(fields=["next_update_by"], condition=Q(restored_at=None), name="breakdowns_open"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def reached_at(self) -> datetime | None:
        """When somebody of ours came; one that ran again before that needed nobody."""
        return self.arrived_at or self.restored_at

    @property
    def who(self) -> str:
        """The name of who has it: our technician's, or what another program calls him; empty where nobody has."""
        return str(self.technician.person.name) if self.technician else self.done_by


class BreakdownStep(models.Model):
    """One landing of a breakdown's story: what happened when, in whose words.

    Where nobody told when, `at` is that of the step before, and `is_assumed` until it is told.
    """

    id = KeyField()
    breakdown = models.ForeignKey(Breakdown, models.PROTECT, related_name="steps", verbose_name=_("avería"))
    step = models.CharField(_("paso"), max_length=10, choices=Step)
    at = models.DateTimeField(_("momento"))
    is_assumed = models.BooleanField(_("momento supuesto"), default=False)
    technician = models.ForeignKey(Technician, models.PROTECT, null=True, related_name="+", verbose_name=_("quién"))
    done_by = models.CharField(_("quién, sin cuenta aquí"), max_length=160, blank=True)
    because = models.CharField(_("por qué se fue"), max_length=9, choices=Leaving, blank=True)
    words = models.TextField(_("palabras"), blank=True)

    class Meta:
        verbose_name = _("paso de avería")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["breakdown", "step"],
                condition=Q(step__in=[Step.REPORTED, Step.CONFIRMED, Step.RESTORED]),
                name="single_steps_happen_once",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["breakdown", "at"], name="steps_in_order")]

    def __str__(self) -> str:
        return f"{self.breakdown_id} {self.step}"

    @property
    def who(self) -> str:
        """The name of who took it; empty where nobody said."""
        return str(self.technician.person.name) if self.technician else self.done_by
