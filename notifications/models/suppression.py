from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from notifications.enums import Bad
from portal.accounts.models import User


class Suppression(models.Model):
    """An address that is written to no more, until somebody says that it is well again."""

    address = models.CharField(_("dirección"), max_length=254)
    why = models.CharField(_("por qué"), max_length=10, choices=Bad)
    said = models.CharField(_("qué dijo"), max_length=240, blank=True)
    at = models.DateTimeField(_("desde"))
    lifted_at = models.DateTimeField(_("hasta"), null=True)
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("quién la levantó"))

    class Meta:
        verbose_name = _("dirección a la que no se escribe")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["address"], condition=models.Q(lifted_at=None), name="an_address_is_suppressed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.why}"
