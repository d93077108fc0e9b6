from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maintenance.models import Bulletin
from owners.models.owner import Owner
from portal.accounts.models import User
from portal.lib.keys import KeyField


class Receipt(models.Model):
    """Proof that a legal document reached an owner («acuse de recibo»): the button that opened it (ITC art. 5.5.a)."""

    class How(models.TextChoices):
        SIGNED_IN = "signed_in", _("abierto con sus credenciales")
        BY_LINK = "by_link", _("abierto por enlace")
        ON_PAPER = "on_paper", _("entregado en papel")

    id = KeyField()
    owner = models.ForeignKey(Owner, models.PROTECT, related_name="receipts", verbose_name=_("titular"))
    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="receipts", verbose_name=_("boletín"))
    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("persona"))
    how = models.CharField(_("cómo"), max_length=9, choices=How)
    at = models.DateTimeField(_("momento"))

    class Meta:
        verbose_name = _("acuse de recibo")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bulletin", "person"], name="one_receipt_per_person_and_bulletin"),
        ]
        indexes: ClassVar = [models.Index(fields=["bulletin", "owner"], name="receipts_of_a_bulletin")]

    def __str__(self) -> str:
        return f"{self.bulletin} · {self.person}"
