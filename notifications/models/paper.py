from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from notifications.enums import Handing
from notifications.models.delivery import Delivery
from owners.models import Owner
from portal.accounts.models import User
from portal.jobs.models import Job


class PaperLetter(models.Model):
    """A delivery on paper: to whom and where, until when it is in time, what was printed, and how it was handed over.

    `walk` puts letters in the order of the streets; `is_alone` when nobody else of the owner was reached. The delivery
    has the state: queued while it waits for a person, accepted or delivered once one has handed it over.
    """

    delivery = models.OneToOneField(
        Delivery, models.PROTECT, primary_key=True, related_name="paper", verbose_name=_("envío")
    )
    owner = models.ForeignKey(Owner, models.PROTECT, null=True, related_name="+", verbose_name=_("titular"))
    name = models.CharField(_("para"), max_length=330)
    address = models.CharField(_("dirección"), max_length=400, blank=True)
    walk = models.CharField(_("orden de reparto"), max_length=400, blank=True)
    due_at = models.DateTimeField(_("en plazo hasta"), null=True)
    is_alone = models.BooleanField(_("nadie más lo recibe"), default=False)
    run = models.ForeignKey(Job, models.PROTECT, null=True, related_name="+", verbose_name=_("impresión"))
    printed_at = models.DateTimeField(_("impresa"), null=True)
    how = models.CharField(_("cómo se entregó"), max_length=10, choices=Handing, blank=True)
    handed_on = models.DateField(_("entregada"), null=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("anotado por"))
    at = models.DateTimeField(_("anotado"), null=True)

    class Meta:
        verbose_name = _("carta en papel")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(how="", handed_on=None)
                | (Q(how__in=Handing.values) & Q(handed_on__isnull=False, by__isnull=False, at__isnull=False)),
                name="a_letter_is_handed_over_somehow_on_a_day_by_somebody",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["walk", "delivery"], name="letters_in_their_streets")]

    def __str__(self) -> str:
        return f"{self.name}, {self.address}"

    @property
    def stands_for(self) -> str:
        """The owner he speaks for, where that is somebody else."""
        return self.owner.name if self.owner and self.owner.name != self.name else ""
