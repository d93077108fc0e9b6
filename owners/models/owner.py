from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maintenance.models.sourced import Sourced, one_per_source
from portal.accounts.models import User
from portal.lib.keys import KeyField


class Owner(Sourced):
    """The titular of one or more lifts: mostly a community of owners («comunidad de propietarios»)."""

    class Kind(models.TextChoices):
        COMMUNITY = "community", _("Comunidad de propietarios")
        COMPANY = "company", _("Empresa")
        PERSON = "person", _("Particular")
        PUBLIC = "public", _("Administración pública")

    id = KeyField()
    name = models.CharField(_("nombre"), max_length=160)
    kind = models.CharField(_("clase"), max_length=9, choices=Kind, default=Kind.COMMUNITY)
    nif = models.CharField(_("NIF"), max_length=20, blank=True)
    address = models.CharField(_("dirección"), max_length=240, blank=True)
    contact = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("su persona en la oficina")
    )
    speaking_since = models.DateTimeField(_("le escribimos desde"), null=True, blank=True)
    search = models.TextField(_("texto de búsqueda"), editable=False)

    class Meta:
        verbose_name = _("titular")
        constraints: ClassVar = [
            one_per_source("one_owner_per_source_and_id"),
            models.UniqueConstraint(fields=["nif"], condition=~models.Q(nif=""), name="one_owner_per_nif"),
        ]

    def __str__(self) -> str:
        return self.name
