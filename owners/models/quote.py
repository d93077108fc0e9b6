from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maintenance.enums import WorkState
from maintenance.models import Finding, Lift, Work
from owners.enums import QuoteState
from owners.models.owner import Owner
from portal.accounts.models import User
from portal.files.models import File
from portal.lib.keys import KeyField

UNDECIDED = (QuoteState.OPEN, QuoteState.MEETING)


class QuoteQuerySet(models.QuerySet["Quote"]):
    def standing(self) -> "QuoteQuerySet":
        """Those nobody has withdrawn."""
        return self.filter(withdrawn_at=None)

    def undecided(self, day: date) -> "QuoteQuerySet":
        """Those that can still be accepted or declined on a day."""
        return self.standing().filter(state__in=UNDECIDED, valid_until__gte=day)

    def without_day(self) -> "QuoteQuerySet":
        """Those that were accepted and are not planned yet, or no more."""
        free = Q(work=None) | Q(work__state=WorkState.CANCELLED)
        return self.standing().filter(free, state=QuoteState.ACCEPTED)


class Quote(models.Model):
    """What a work would cost («presupuesto»), as the ERP made it: the file byte for byte, and its lines beside it.

    Several of one finding are alternatives. One that was accepted gets its work; called off, another. Who opened it is
    nobody's business but the owner's; what was decided, by whom and of which bytes stands in the decisions.
    """

    id = KeyField()
    owner = models.ForeignKey(Owner, models.PROTECT, related_name="quotes", verbose_name=_("titular"))
    lift = models.ForeignKey(Lift, models.PROTECT, related_name="quotes", verbose_name=_("ascensor"))
    finding = models.ForeignKey(
        Finding, models.PROTECT, null=True, blank=True, related_name="quotes", verbose_name=_("hallazgo")
    )
    number = models.CharField(_("número"), max_length=40)
    title = models.CharField(_("qué se propone"), max_length=120)
    words = models.TextField(_("por qué, en palabras llanas"), max_length=2000, blank=True)
    issued_on = models.DateField(_("fecha"))
    valid_until = models.DateField(_("vale hasta"))
    base = models.DecimalField(_("base imponible"), max_digits=12, decimal_places=2)
    tax = models.DecimalField(_("cuota de impuestos"), max_digits=12, decimal_places=2)
    total = models.DecimalField(_("total"), max_digits=12, decimal_places=2)
    currency = models.CharField(_("moneda"), max_length=3, default="EUR")
    file = models.ForeignKey(File, models.PROTECT, related_name="+", verbose_name=_("fichero"))
    state = models.CharField(_("estado"), max_length=8, choices=QuoteState, default=QuoteState.OPEN)
    meeting_on = models.DateField(_("junta del"), null=True)
    work = models.ForeignKey(Work, models.PROTECT, null=True, related_name="quotes", verbose_name=_("trabajo"))
    reminded_at = models.DateTimeField(_("recordado"), null=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("publicado por"))
    published_at = models.DateTimeField(_("publicado"))
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("retirado por"))
    withdrawn_at = models.DateTimeField(_("retirado"), null=True)
    why_withdrawn = models.CharField(_("por qué se retiró"), max_length=240, blank=True)

    objects = QuoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("presupuesto")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "number"],
                condition=Q(withdrawn_at=None),
                name="one_standing_quote_per_owner_and_number",
            ),
            models.CheckConstraint(condition=Q(valid_until__gte=F("issued_on")), name="quote_holds_from_its_day_on"),
            models.CheckConstraint(
                condition=Q(state=QuoteState.MEETING, meeting_on__isnull=False) | ~Q(state=QuoteState.MEETING),
                name="a_meeting_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(work=None) | Q(state=QuoteState.ACCEPTED), name="only_an_accepted_quote_has_a_work"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(why_withdrawn=""), name="who_withdraws_a_quote_says_why"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["owner", "-issued_on", "-id"], name="quotes_of_an_owner")]

    def __str__(self) -> str:
        return self.number


class QuoteLine(models.Model):
    """What the total is made of, before taxes."""

    quote = models.ForeignKey(Quote, models.PROTECT, related_name="lines", verbose_name=_("presupuesto"))
    place = models.PositiveSmallIntegerField(_("orden"))
    text = models.CharField(_("qué"), max_length=240)
    amount = models.DecimalField(_("importe"), max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = _("línea de presupuesto")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["quote", "place"], name="one_line_per_quote_and_place")
        ]


class QuoteDecision(models.Model):
    """What the owner said of a quote: who, when, after showing again who he was, and of which bytes."""

    id = KeyField()
    quote = models.ForeignKey(Quote, models.PROTECT, related_name="decisions", verbose_name=_("presupuesto"))
    state = models.CharField(_("qué se decidió"), max_length=8, choices=QuoteState)
    meeting_on = models.DateField(_("junta del"), null=True)
    words = models.CharField(_("en palabras"), max_length=400, blank=True)
    sha256 = models.CharField(_("huella del presupuesto"), max_length=64)
    confirmed = models.CharField(_("cómo se confirmó"), max_length=8, blank=True)
    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("quién"))
    at = models.DateTimeField(_("cuándo"))

    class Meta:
        verbose_name = _("decisión sobre un presupuesto")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state__in=[QuoteState.ACCEPTED, QuoteState.DECLINED]) | ~Q(confirmed=""),
                name="a_final_decision_is_confirmed",
            ),
            models.CheckConstraint(condition=~Q(state=QuoteState.OPEN), name="a_decision_decides_something"),
        ]

    def __str__(self) -> str:
        return f"{self.quote_id} {self.state}"
