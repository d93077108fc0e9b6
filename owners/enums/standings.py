"""What becomes of a row of the ERP's list that says where an invoice stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StandingRowState(models.TextChoices):
    """A row of the list beside the invoice it names."""

    CHANGES = "changes", _("Cambia")
    DOUBTFUL = "doubtful", _("Dudosa")
    CHOICE = "choice", _("Por elegir")
    SAME = "same", _("Igual")
    UNKNOWN = "unknown", _("No está")
    REFUSED = "refused", _("No se anota")
    MOVED = "moved", _("Anotada")
    LEFT = "left", _("Dejada fuera")


class StandingDoubt(models.TextChoices):
    """What should be looked at before a row moves its invoice."""

    STATUS = "status", _("No se conoce el estado «{value}».")
    BACK = "back", _("Va hacia atrás: aquí está como «{value}».")
    TOTAL = "total", _("La lista dice {value}; la factura, {other}.")
    NIF = "nif", _("El NIF de la lista, {value}, no es el de su titular.")
    NO_RETURN_DAY = "no_return_day", _("No dice qué día lo devolvió el banco.")
    TO_COME = "to_come", _("El {value} no ha llegado.")
    BEFORE = "before", _("El {value} es antes de emitirse.")
