"""Projections of the record, which pages read instead of histories. `rebuild_cards --check` recomputes and compares."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maintenance.enums import Status
from maintenance.models.lift import Lift

NEVER = date(9999, 12, 31)  # sorts behind every day; a null sorts elsewhere in each database


class LiftCard(models.Model):
    """What a page says of a lift at a glance, made anew whenever something happens to it and every night.

    Strips are letters, one a box: `visits` after enums.Punctuality; `service` has 90 numbers 0–9 (tenths of the day
    stood, rounded up) or `-` for no record. Of the visits due, those neither on time nor late were not done; one too
    soon is none of them. Times stand in UTC, days in the building's zone.
    """

    RANK: ClassVar = {Status.OUT_OF_ORDER: 0, Status.REPORTED: 1, Status.UNKNOWN: 2, Status.NO_FAULT: 3}

    lift = models.OneToOneField(Lift, models.PROTECT, primary_key=True, related_name="card", verbose_name=_("ascensor"))
    status = models.CharField(_("estado"), max_length=12, choices=Status)
    rank = models.PositiveSmallIntegerField(_("orden"))
    since = models.DateTimeField(_("desde"), null=True)
    last_visit_at = models.DateTimeField(_("última revisión"), null=True)
    last_visit_by = models.CharField(_("quién la hizo"), max_length=160, blank=True)
    last_seen_at = models.DateTimeField(_("última vez en el ascensor"), null=True)
    stale_at = models.DateTimeField(_("sin datos desde"), null=True)
    window_opens_on = models.DateField(_("próxima, desde"), null=True)
    window_closes_on = models.DateField(_("próxima, hasta"), null=True)
    due_on = models.DateField(_("orden por plazo"), default=NEVER)
    visits = models.CharField(_("tira de revisiones"), max_length=24, blank=True)
    visits_from_on = models.DateField(_("revisiones desde"), null=True)
    visits_due = models.PositiveSmallIntegerField(_("debidas"), default=0)
    visits_on_time = models.PositiveSmallIntegerField(_("a tiempo"), default=0)
    visits_late = models.PositiveSmallIntegerField(_("tarde"), default=0)
    visits_worst_days = models.PositiveSmallIntegerField(_("peor retraso"), default=0)
    service = models.CharField(_("tira de servicio"), max_length=90, blank=True)
    service_from_on = models.DateField(_("servicio desde"), null=True)
    availability = models.DecimalField(_("disponibilidad"), max_digits=4, decimal_places=1, null=True)
    stopped_seconds = models.PositiveIntegerField(_("segundos parado"), default=0)
    mains_seconds = models.PositiveIntegerField(_("segundos sin luz"), default=0)
    breakdowns_in_90_days = models.PositiveSmallIntegerField(_("averías en 90 días"), default=0)
    open_breakdowns = models.PositiveSmallIntegerField(_("averías abiertas"), default=0)
    made_at = models.DateTimeField(_("hecha"))

    class Meta:
        verbose_name = _("ficha de ascensor")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(rank__range=(0, 3)), name="card_rank_is_a_status")
        ]
        indexes: ClassVar = [
            models.Index(fields=["rank", "due_on", "lift"], name="cards_stopped_then_due"),
            models.Index(fields=["rank", "-since", "lift"], name="cards_newest_trouble"),
            models.Index(fields=["window_closes_on"], name="cards_by_due_day"),
            models.Index(fields=["stale_at"], name="cards_by_last_sighting"),
        ]

    def __str__(self) -> str:
        return f"{self.lift_id} {self.status}"


class LiftDay(models.Model):
    """Seconds a lift stood on one day at its place, by why."""

    lift = models.ForeignKey(Lift, models.PROTECT, related_name="days", verbose_name=_("ascensor"))
    day = models.DateField(_("día"))
    stopped = models.PositiveIntegerField(_("parado"), default=0)
    planned = models.PositiveIntegerField(_("previsto"), default=0)
    mains = models.PositiveIntegerField(_("sin luz"), default=0)

    class Meta:
        verbose_name = _("día de ascensor")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["lift", "day"], name="one_row_per_lift_and_day"),
            models.CheckConstraint(
                condition=models.Q(stopped__lte=90_000 - models.F("planned") - models.F("mains")),
                name="a_day_has_25_hours_at_most",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lift_id} {self.day}"
