from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maintenance.models import Breakdown, Lift
from maintenance.models.sourced import Sourced, one_per_source
from owners.enums import Cover
from owners.models.owner import Owner
from owners.rules import terms
from owners.rules.terms import Term
from portal.accounts.models import User
from portal.lib.keys import KeyField


class ContractQuerySet(models.QuerySet["Contract"]):
    def in_force_on(self, day: date) -> "ContractQuerySet":
        """Contracts that run on a day; one that renews itself goes on until somebody ends it."""
        begun = self.filter(starts_on__lte=day)
        return begun.filter(Q(ended_on=None) | Q(ended_on__gt=day)).filter(
            Q(term_ends_on=None) | Q(term_ends_on__gt=day) | Q(renews_months__gt=0)
        )


class Contract(Sourced):
    """What an owner agreed with us for some lifts. What was agreed never changes: a contract ends, and another begins.

    `term_ends_on` is the first day after the first term; from then on it renews itself by so many months, unless
    somebody gives notice `notice_days` before. Promised times are minutes, null where nothing is promised.
    """

    id = KeyField()
    owner = models.ForeignKey(Owner, models.PROTECT, related_name="contracts", verbose_name=_("titular"))
    lifts = models.ManyToManyField(Lift, related_name="contracts", verbose_name=_("ascensores"))
    number = models.CharField(_("número"), max_length=40)
    cover = models.CharField(_("cobertura"), max_length=8, choices=Cover)
    words = models.TextField(_("qué cubre, en palabras"), blank=True)
    signed_on = models.DateField(_("firmado"), null=True)
    starts_on = models.DateField(_("empieza"))
    term_ends_on = models.DateField(_("termina el plazo"), null=True)
    renews_months = models.PositiveSmallIntegerField(_("se renueva por meses"), default=0)
    notice_days = models.PositiveSmallIntegerField(_("preaviso, días"), default=0)
    trapped_minutes = models.PositiveSmallIntegerField(_("llegar con alguien dentro, minutos"), null=True)
    stopped_minutes = models.PositiveSmallIntegerField(_("llegar con el ascensor parado, minutos"), null=True)
    other_minutes = models.PositiveSmallIntegerField(_("llegar por otra avería, minutos"), null=True)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("anotado por"))
    entered_at = models.DateTimeField(_("anotado"))
    ended_on = models.DateField(_("deja de valer"), null=True)
    why_ended = models.CharField(_("por qué terminó"), max_length=240, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("terminado por"))
    ended_at = models.DateTimeField(_("terminado"), null=True)

    renewal_told_for = models.DateField(_("renovación de la que se avisó"), null=True)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = _("contrato")
        constraints: ClassVar = [
            one_per_source("one_contract_per_source_and_id"),
            models.UniqueConstraint(fields=["owner", "number"], name="one_contract_per_owner_and_number"),
            models.CheckConstraint(
                condition=Q(term_ends_on=None) | Q(term_ends_on__gt=F("starts_on")), name="contract_lasts_a_day"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("starts_on")), name="contract_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(renews_months=0) | Q(term_ends_on__isnull=False), name="only_a_term_is_renewed"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def minutes_to_come(self, breakdown: Breakdown) -> int | None:
        """In how long it promises to come to such a breakdown; None where it promises nothing."""
        if breakdown.entrapment:
            return self.trapped_minutes
        return self.stopped_minutes if breakdown.stops_service else self.other_minutes

    def running(self, today: date) -> Term | None:
        """Its term that runs today; None for one without a term, or whose only term is over."""
        return terms.running(
            term_ends_on=self.term_ends_on,
            renews_months=self.renews_months,
            notice_days=self.notice_days,
            today=today,
        )


class Clause(models.Model):
    """A clause an invoice's line can point at. `covers` is null where it says nothing of who pays."""

    id = KeyField()
    contract = models.ForeignKey(Contract, models.PROTECT, related_name="clauses", verbose_name=_("contrato"))
    place = models.PositiveSmallIntegerField(_("orden"))
    number = models.CharField(_("número"), max_length=12)
    words = models.CharField(_("qué dice"), max_length=400)
    covers = models.BooleanField(_("lo cubre la cuota"), null=True)

    class Meta:
        verbose_name = _("cláusula")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "number"], name="one_clause_per_contract_and_number"),
        ]

    def __str__(self) -> str:
        return self.number


class Price(models.Model):
    """The fee of a month before tax, from a day on, and why it is that; a revision is a new row."""

    id = KeyField()
    contract = models.ForeignKey(Contract, models.PROTECT, related_name="prices", verbose_name=_("contrato"))
    monthly = models.DecimalField(_("cuota al mes, sin impuestos"), max_digits=12, decimal_places=2)
    currency = models.CharField(_("moneda"), max_length=3, default="EUR")
    from_on = models.DateField(_("desde"))
    why = models.CharField(_("por qué"), max_length=240, blank=True)
    revised_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("revisado por"))
    revised_at = models.DateTimeField(_("anotado"))

    class Meta:
        verbose_name = _("precio")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "from_on"], name="one_price_per_contract_and_day"),
            models.CheckConstraint(condition=Q(monthly__gte=0), name="a_fee_is_not_below_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.monthly} {self.currency}"
