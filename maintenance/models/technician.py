from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.lib.keys import KeyField


class Technician(models.Model):
    """A conservador/a: who signs visits. The law wants the name on each bulletin (ITC AEM 1, art. 5.5)."""

    id = KeyField()
    person = models.OneToOneField(User, models.PROTECT, related_name="technician", verbose_name=_("persona"))
    licence = models.CharField(_("acreditación"), max_length=40, blank=True)
    since_on = models.DateField(_("en la casa desde"), null=True, blank=True)
    contractor = models.ForeignKey(
        "maintenance.Contractor",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="technicians",
        verbose_name=_("contrata"),
    )
    shows_face = models.BooleanField(_("consiente mostrar su cara"), default=False)

    class Meta:
        verbose_name = _("conservador/a")

    def __str__(self) -> str:
        return str(self.person)
