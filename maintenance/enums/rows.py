"""What becomes of an imported row, worded for who imports it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Refusal(models.TextChoices):
    """Why a row of an imported sheet is not taken. `{of}` is the sheet's own name of the column."""

    NO_KEY = "no_key", _("Falta el identificador ({of}).")
    REPEATED = "repeated", _("El identificador ya está en la línea {value}.")
    SAME_RAE = "same_rae", _("El RAE ya es de otro ascensor ({value}).")
    MISSING = "missing", _("Falta {of}.")
    UNREADABLE = "unreadable", _("{of}: no se entiende «{value}».")
    NO_LIFT = "no_lift", _("No consta ningún ascensor «{value}».")
    NO_END = "no_end", _("No dice cuándo terminó: el archivo se hizo con la avería abierta.")
    ENDS_BEFORE = "ends_before", _("Termina antes de empezar ({value}).")
    NOT_YET = "not_yet", _("{of}: «{value}» no ha llegado todavía.")
    LONG_AGO = "long_ago", _("{of}: «{value}» es anterior a 1950.")
    ODD_CELLS = "odd_cells", _("La fila tiene {value} celdas, otras que la cabecera: no se sabe cuál es cuál.")
    NOT_ADMITTED = "not_admitted", _("No cabe junto a lo que ya hay. {value}")

    @property
    def refuses(self) -> bool:
        return True


class Doubt(models.TextChoices):
    """What is left out of a row that is taken, or should be looked at."""

    YEAR = "year", _("{of}: el año «{value}» no puede ser; se deja en blanco.")
    SPEED = "speed", _("{of}: una velocidad de «{value}» m/s no puede ser; se deja en blanco.")
    LOAD = "load", _("{of}: una carga de «{value}» kg no puede ser; se deja en blanco.")
    STOPS = "stops", _("{of}: «{value}» paradas no puede ser; se deja en blanco.")
    AMOUNT = "amount", _("{of}: «{value}» no puede ser; se deja en blanco.")
    NOT_A_NUMBER = "not_a_number", _("{of}: «{value}» no es un número; se deja en blanco.")
    NO_DRIVE = "no_drive", _("No consta el accionamiento; se apunta «otro».")
    DRIVE = "drive", _("{of}: no conocemos el accionamiento «{value}»; se apunta «otro».")
    CHOICE = "choice", _("{of}: no conocemos «{value}»; se apunta que no consta.")
    DAY = "day", _("{of}: no se entiende la fecha «{value}»; se deja en blanco.")
    ENTERED = "entered", _("{of}: no consta desde cuándo está en la cartera; se apunta {value}.")
    CUT = "cut", _("{of}: el texto es demasiado largo y se recorta.")
    SHEET_ERROR = "sheet_error", _("{of}: la celda trae el error «{value}»; se deja en blanco.")
    OTHER_ADDRESS = "other_address", _("La misma finca tiene otra dirección en la línea {value}; vale aquella.")
    LONG = "long", _("Duró {value} días: compruébelo.")
    OVERLAPS = "overlaps", _("Coincide en parte con la línea {value}; el tiempo se cuenta una sola vez.")
    ALREADY = "already", _("Ya estaba.")
    DIFFERS = "differs", _("No se toca, aunque el archivo dice otra cosa en {of}: «{value}».")

    @property
    def refuses(self) -> bool:
        return False
