"""The closed lists owners need, worded for people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IntakeRefusal(models.TextChoices):
    """Why a row of an imported sheet of owners is not taken. `{of}` is the sheet's own name of the column."""

    HAS_OWNER = "has_owner", _("El ascensor ya tiene otro titular: anote el cambio a mano.")
    SAME_NIF = "same_nif", _("Ese NIF ya es de otro titular ({value}).")
    ENDS_BEFORE = "ends_before", _("{of}: el mandato termina antes de empezar.")

    @property
    def refuses(self) -> bool:
        return True


class IntakeDoubt(models.TextChoices):
    """What should be looked at in a row of owners that is taken. No sentence repeats a person's data."""

    NIF = "nif", _("{of}: el NIF no cuadra con su dígito de control. Se apunta; compruébelo.")
    EMAIL = "email", _("{of}: no es una dirección de correo; se deja en blanco.")
    SHARED_EMAIL = "shared_email", _("El correo ya es de alguien con otro nombre; vale la persona que ya está.")
    NAMELESS = "nameless", _("{of}: falta el nombre y no se apunta a nadie.")
    NO_LIFT = "no_lift", _("No dice de qué ascensor es titular.")
    SINCE = "since", _("{of}: no consta desde cuándo; se apunta {value}.")
    OVER = "over", _("{of}: el mandato ya terminó; no se apunta.")
    OTHER_NAME = "other_name", _("El mismo titular tiene otro nombre en la línea {value}; vale aquel.")
    KNOWN_NIF = "known_nif", _("Ya hay un titular con ese NIF; se usa el que está.")

    @property
    def refuses(self) -> bool:
        return False
