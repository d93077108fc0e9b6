from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maintenance.models.technician import Technician
from portal.lib.keys import KeyField


class Route(models.Model):
    """The lifts one technician looks after."""

    id = KeyField()
    name = models.CharField(_("ruta"), max_length=80)
    technician = models.ForeignKey(
        Technician, models.PROTECT, null=True, related_name="routes", verbose_name=_("la lleva")
    )

    class Meta:
        verbose_name = _("ruta")
        constraints: ClassVar = [models.UniqueConstraint(fields=["name"], name="route_names_are_single")]

    def __str__(self) -> str:
        return self.name
