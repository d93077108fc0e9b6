from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.lib.keys import KeyField


class Mobile(models.Model):
    """The mobile of a person that takes SMS, once he has copied the code that went there. `code` is its digest."""

    id = KeyField()
    person = models.ForeignKey(User, models.PROTECT, related_name="mobiles", verbose_name=_("persona"))
    number = models.CharField(_("número"), max_length=16)
    code = models.CharField(_("huella del código"), max_length=64, blank=True)
    asked_at = models.DateTimeField(_("pedido"))
    tries = models.PositiveSmallIntegerField(_("intentos"), default=0)
    confirmed_at = models.DateTimeField(_("confirmado"), null=True)
    gone_at = models.DateTimeField(_("hasta"), null=True)

    class Meta:
        verbose_name = _("móvil que recibe SMS")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], condition=Q(gone_at=None), name="one_mobile_per_person"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(code=""), name="a_confirmed_mobile_keeps_no_code"
            ),
        ]

    def __str__(self) -> str:
        return self.number[:6]
