from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from notifications.enums import Verdict
from notifications.models.delivery import Delivery
from portal.accounts.models import User


class Step(models.Model):
    """One step of a delivery that did not go straight: what it was answered, or what somebody decided. Only grows."""

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="steps", verbose_name=_("envío"))
    verdict = models.CharField(_("qué pasó"), max_length=8, choices=Verdict)
    said = models.CharField(_("qué se contestó"), max_length=240, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("quién"))
    at = models.DateTimeField(_("cuándo"))

    class Meta:
        verbose_name = _("paso de un envío")
        indexes: ClassVar = [models.Index(fields=["delivery", "at"], name="steps_of_a_delivery")]

    def __str__(self) -> str:
        return f"{self.verdict} {self.said}".strip()
