from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maintenance.enums import Outcome
from portal.accounts.models import User
from portal.lib.keys import KeyField


class Command(models.Model):
    """What a phone told, once: the very bytes, and the receipt they will always have.

    The row is written before its command is done, so that of two that come at once the second waits; outcome and
    receipt are filled in the same transaction. After that nothing changes; only a body may be emptied.
    """

    id = KeyField()
    person = models.ForeignKey(User, models.PROTECT, related_name="commands", verbose_name=_("persona"))
    kind = models.CharField(_("clase"), max_length=40)
    schema = models.PositiveSmallIntegerField(_("versión"))
    subject = models.UUIDField(_("de qué"))
    body = models.TextField(_("tal como llegó"))
    body_sha256 = models.CharField(_("huella SHA-256"), max_length=64)
    outcome = models.CharField(_("resultado"), max_length=7, choices=Outcome, blank=True)
    receipt = models.TextField(_("acuse"), blank=True)
    device_made_at = models.DateTimeField(_("hora del teléfono"))
    received_at = models.DateTimeField(_("recibida"))
    skew_seconds = models.BigIntegerField(_("desfase del reloj (s)"), default=0)

    class Meta:
        verbose_name = _("anotación del teléfono")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome="", receipt="") | Q(outcome__in=Outcome.values) & ~Q(receipt=""),
                name="an_outcome_has_its_receipt",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["subject"], name="commands_of_a_subject"),
            models.Index(fields=["received_at"], name="commands_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
