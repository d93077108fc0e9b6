from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from maintenance.models import Breakdown, Lift, Visit, Work
from maintenance.models.sourced import Sourced, one_per_source
from owners.enums import InvoiceKind, InvoiceStatus, WhatFor
from owners.models.contract import Clause
from owners.models.owner import Owner
from owners.models.quote import Quote
from portal.accounts.models import User
from portal.files.models import File
from portal.lib.keys import KeyField


class InvoiceQuerySet(models.QuerySet["Invoice"]):
    def announced(self) -> "InvoiceQuerySet":
        """Those owners know of; one withdrawn after that stays, and says so."""
        return self.filter(announced_at__isnull=False)

    def standing(self) -> "InvoiceQuerySet":
        """Those nobody has withdrawn."""
        return self.filter(withdrawn_at=None)


class Invoice(Sourced):
    """An invoice the ERP issued, as it issued it: the file byte for byte, and beside it what the ERP says of it.

    The portal gives no numbers, changes no amounts and counts no tax (docs/decisions/0010-the-erp-issues.md): only
    what the ERP says of its being paid moves, and whether owners are shown it.
    """

    id = KeyField()
    owner = models.ForeignKey(Owner, models.PROTECT, related_name="invoices", verbose_name=_("titular"))
    lifts = models.ManyToManyField(Lift, related_name="invoices", verbose_name=_("ascensores"))
    number = models.CharField(_("número"), max_length=40)
    series = models.CharField(_("serie"), max_length=20, blank=True)
    year = models.PositiveSmallIntegerField(_("año"))
    kind = models.CharField(_("clase"), max_length=10, choices=InvoiceKind, default=InvoiceKind.ORDINARY)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="corrected_by", verbose_name=_("rectifica")
    )
    corrected_number = models.CharField(_("número de la que rectifica"), max_length=40, blank=True)
    issuer_nif = models.CharField(_("NIF de quien la emite"), max_length=20)
    issued_on = models.DateField(_("emitida"))
    due_on = models.DateField(_("vence"), null=True)
    period_from = models.DateField(_("periodo, desde"), null=True)
    period_to = models.DateField(_("periodo, hasta"), null=True)
    base = models.DecimalField(_("base imponible"), max_digits=12, decimal_places=2)
    tax = models.DecimalField(_("cuota de impuestos"), max_digits=12, decimal_places=2)
    tax_words = models.CharField(_("impuesto, en palabras"), max_length=80, blank=True)
    total = models.DecimalField(_("importe total"), max_digits=12, decimal_places=2)
    currency = models.CharField(_("moneda"), max_length=3, default="EUR")
    file = models.ForeignKey(File, models.PROTECT, related_name="+", verbose_name=_("fichero"))
    works_reference = models.CharField(_("orden de trabajo"), max_length=40, blank=True)
    account_last = models.CharField(_("últimas cifras de la cuenta"), max_length=4, blank=True)
    payment_link = models.URLField(_("página de pago"), max_length=400, blank=True)
    tax_link = models.URLField(_("enlace del QR tributario"), max_length=400, blank=True)

    status = models.CharField(_("estado"), max_length=8, choices=InvoiceStatus, default=InvoiceStatus.ISSUED)
    charged_on = models.DateField(_("cargada"), null=True)
    returned_on = models.DateField(_("devuelta"), null=True)
    why_returned = models.CharField(_("por qué se devolvió"), max_length=240, blank=True)
    next_charge_on = models.DateField(_("próximo cargo"), null=True)
    paid_on = models.DateField(_("pagada"), null=True)
    charge_told_for = models.DateField(_("cargo del que se avisó"), null=True)

    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("publicada por"))
    published_at = models.DateTimeField(_("publicada"))
    announce_after = models.DateTimeField(_("se avisa después de"))
    announced_at = models.DateTimeField(_("avisada"), null=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("retirada por"))
    withdrawn_at = models.DateTimeField(_("retirada"), null=True)
    why_withdrawn = models.CharField(_("por qué se retiró"), max_length=240, blank=True)

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("factura")
        constraints: ClassVar = [
            one_per_source("one_invoice_per_source_and_id"),
            models.UniqueConstraint(
                fields=["issuer_nif", "number", "year"],
                condition=Q(withdrawn_at=None),
                name="one_standing_invoice_per_issuer_number_and_year",
            ),
            models.UniqueConstraint(
                fields=["file"], condition=Q(withdrawn_at=None), name="one_standing_invoice_per_file"
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_on__gte=F("issued_on")), name="invoice_is_not_due_before_it_is_issued"
            ),
            models.CheckConstraint(
                condition=Q(period_to=None) | Q(period_from__lte=F("period_to")), name="invoiced_period_runs_forward"
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("account_last"), 4), name="only_the_last_of_an_account"
            ),
            models.CheckConstraint(
                condition=Q(kind=InvoiceKind.CORRECTIVE) | Q(corrects=None, corrected_number=""),
                name="only_a_corrective_invoice_corrects",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(why_withdrawn=""), name="who_withdraws_an_invoice_says_why"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["owner", "-issued_on", "-id"], name="invoices_of_an_owner"),
            models.Index(fields=["-issued_on", "-id"], name="invoices_by_day"),
            models.Index(
                fields=["announce_after"],
                condition=Q(announced_at=None, withdrawn_at=None),
                name="invoices_to_announce",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Explanation(models.Model):
    """That the office said by hand what the lines of a published invoice charge for, or which lines it has.

    `place` counts those of an invoice: whoever writes beside somebody else writes the same and is refused.
    """

    id = KeyField()
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="explanations", verbose_name=_("factura"))
    place = models.PositiveSmallIntegerField(_("orden"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("de quién"))
    at = models.DateTimeField(_("cuándo"))

    class Meta:
        verbose_name = _("explicación de una factura")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["invoice", "place"], name="one_explanation_per_invoice_and_place"),
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id} {self.place}"


class InvoiceLineQuerySet(models.QuerySet["InvoiceLine"]):
    def standing(self) -> "InvoiceLineQuerySet":
        """As the lines read now: those that no explanation has replaced."""
        return self.filter(replaced_by=None)

    def as_published(self) -> "InvoiceLineQuerySet":
        """As the lines came with the invoice, whatever was said of them later."""
        return self.filter(explanation=None)


class InvoiceLine(models.Model):
    """A line as the ERP prints it, and what it charges for: the visit, breakdown, work or quote, and the clause
    that says so.

    `list_amount` is what it would have cost without the contract, shown struck through. `covered` is null where
    nobody has said. A line is never changed: what the office says of it later is another line in its place, which
    names its `explanation`, and the old one stays and says by which it was replaced.
    """

    id = KeyField()
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="lines", verbose_name=_("factura"))
    place = models.PositiveSmallIntegerField(_("orden"))
    text = models.CharField(_("concepto"), max_length=240)
    what_for = models.CharField(_("por qué concepto"), max_length=10, choices=WhatFor, default=WhatFor.OTHER)
    quantity = models.DecimalField(_("cantidad"), max_digits=10, decimal_places=3, null=True)
    amount = models.DecimalField(_("importe"), max_digits=12, decimal_places=2)
    list_amount = models.DecimalField(_("importe sin contrato"), max_digits=12, decimal_places=2, null=True)
    works_reference = models.CharField(_("orden de trabajo"), max_length=40, blank=True)
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="charges", verbose_name=_("revisión"))
    breakdown = models.ForeignKey(
        Breakdown, models.PROTECT, null=True, related_name="charges", verbose_name=_("avería")
    )
    work = models.ForeignKey(Work, models.PROTECT, null=True, related_name="charges", verbose_name=_("trabajo"))
    quote = models.ForeignKey(Quote, models.PROTECT, null=True, related_name="charges", verbose_name=_("presupuesto"))
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, related_name="charges", verbose_name=_("cláusula"))
    covered = models.BooleanField(_("cubierta"), null=True)
    why = models.CharField(_("por qué"), max_length=240, blank=True)
    explanation = models.ForeignKey(
        Explanation, models.PROTECT, null=True, related_name="lines", verbose_name=_("explicación que la dice")
    )
    replaced_by = models.ForeignKey(
        Explanation, models.PROTECT, null=True, related_name="replaced", verbose_name=_("explicación que la corrige")
    )

    objects = InvoiceLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("línea de factura")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["invoice", "place"],
                condition=Q(replaced_by=None),
                name="one_standing_line_per_invoice_and_place",
            ),
            models.CheckConstraint(
                condition=Q(visit=None) | Q(breakdown=None), name="a_line_is_of_a_visit_or_of_a_breakdown"
            ),
            models.CheckConstraint(
                condition=Q(work=None) | Q(visit=None, breakdown=None), name="a_line_of_a_work_is_of_no_other"
            ),
        ]

    def __str__(self) -> str:
        return self.text
