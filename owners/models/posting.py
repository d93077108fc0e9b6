from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maintenance.models import Bulletin
from owners.models.invoice import Invoice
from owners.models.owner import Owner
from portal.accounts.models import User
from portal.jobs.models import Job
from portal.lib.keys import KeyField


class Posting(models.Model):
    """That an envelope went to an owner by post: the day the office says, of which printed run.

    It is no receipt: nobody knows from it that the owner has read anything. A letter to one person is of no run.
    """

    class How(models.TextChoices):
        POST = "post", _("por correo postal")
        REGISTERED = "registered", _("por correo certificado")
        LETTERBOX = "letterbox", _("en su buzón")

    id = KeyField()
    owner = models.ForeignKey(Owner, models.PROTECT, related_name="postings", verbose_name=_("titular"))
    run = models.ForeignKey(Job, models.PROTECT, null=True, related_name="+", verbose_name=_("impresión"))
    how = models.CharField(_("cómo"), max_length=10, choices=How, default=How.POST)
    posted_on = models.DateField(_("enviado"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("anotado por"))
    at = models.DateTimeField(_("anotado"))

    class Meta:
        verbose_name = _("envío por correo postal")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "owner"], name="one_envelope_per_owner_and_run"),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} · {self.posted_on}"


class PostedPaper(models.Model):
    """An invoice or a bulletin that lay in the envelope."""

    id = KeyField()
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="papers", verbose_name=_("envío"))
    invoice = models.ForeignKey(Invoice, models.PROTECT, null=True, related_name="postings", verbose_name=_("factura"))
    bulletin = models.ForeignKey(
        Bulletin, models.PROTECT, null=True, related_name="postings", verbose_name=_("boletín")
    )

    class Meta:
        verbose_name = _("papel enviado por correo postal")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(invoice=None, bulletin__isnull=False) | Q(invoice__isnull=False, bulletin=None),
                name="a_posted_paper_is_an_invoice_or_a_bulletin",
            ),
            models.UniqueConstraint(fields=["posting", "invoice"], name="an_invoice_lies_once_in_an_envelope"),
            models.UniqueConstraint(fields=["posting", "bulletin"], name="a_bulletin_lies_once_in_an_envelope"),
        ]

    def __str__(self) -> str:
        return f"{self.invoice or self.bulletin}"
