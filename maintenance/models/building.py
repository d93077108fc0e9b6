from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maintenance.models.sourced import Sourced, one_per_source
from portal.lib.keys import KeyField


class Building(Sourced):
    """A house with lifts: its address, and the region and zone by whose law and clock it lives."""

    id = KeyField()
    street = models.CharField(_("calle y número"), max_length=160)
    city = models.CharField(_("población"), max_length=120)
    postcode = models.CharField(_("código postal"), max_length=12, blank=True)
    region = models.CharField(_("comunidad autónoma"), max_length=6, help_text=_("Código ISO 3166-2, p. ej. ES-CL"))
    time_zone = models.CharField(_("zona horaria"), max_length=40, default="Europe/Madrid")
    access = models.CharField(_("llaves y acceso"), max_length=240, blank=True)

    class Meta:
        verbose_name = _("edificio")
        constraints: ClassVar = [one_per_source("one_building_per_source_and_id")]

    def __str__(self) -> str:
        return f"{self.street}, {self.city}"
