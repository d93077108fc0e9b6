"""Audiences: for whom a fact is written, from everybody to the office."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Who may read a fact."""

    PUBLIC = "public", _("Cualquiera")
    RESIDENTS = "residents", _("Quienes viven en el edificio")
    OWNER = "owner", _("El titular y quien lo administra")
    BILLING = "billing", _("Quien lleva las cuentas del titular")
    STAFF = "staff", _("La empresa conservadora")
    OFFICE = "office", _("La oficina")
