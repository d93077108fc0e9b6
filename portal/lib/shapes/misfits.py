"""Why a value does not fit, in words that name its place."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Misfit(TextChoices):
    """`{where}` is the place of the value, `{bound}` what would do."""

    MISSING = "missing", _("Falta «{where}».")
    UNKNOWN = "unknown", _("No conocemos «{where}».")
    NOT_TEXT = "not_text", _("«{where}» no es un texto que se pueda guardar.")
    TOO_LONG = "too_long", _("«{where}» pasa de {bound} letras.")
    TOO_SHORT = "too_short", _("«{where}» está vacío.")
    NOT_LIKE = "not_like", _("«{where}» no tiene la forma debida.")
    NOT_WHOLE = "not_whole", _("«{where}» no es un número entero.")
    OUT_OF_RANGE = "out_of_range", _("«{where}» sale de {bound}.")
    NOT_FLAG = "not_flag", _("«{where}» no es ni sí ni no.")
    NOT_MOMENT = "not_moment", _("«{where}» no es un momento con su zona, entre 1970 y 2100.")
    NOT_DAY = "not_day", _("«{where}» no es un día entre 1970 y 2099, escrito 2026-11-30.")
    NOT_AMOUNT = "not_amount", _('«{where}» no es un número exacto escrito como texto, p. ej. "108.90".')
    NOT_KEY = "not_key", _("«{where}» no es un identificador.")
    NOT_OFFERED = "not_offered", _("«{where}» no es ninguno de los valores conocidos.")
    NOT_LIST = "not_list", _("«{where}» no es una lista.")
    TOO_MANY = "too_many", _("«{where}» tiene más de {bound}.")
    REPEATED = "repeated", _("«{where}» se repite.")
    NOT_FIELDS = "not_fields", _("«{where}» no tiene campos.")
    DISAGREES = "disagrees", _("«{where}» no cuadra con «{bound}».")
    TO_COME = "to_come", _("«{where}» todavía no ha llegado.")
    NOT_HERE = "not_here", _("«{where}»: no tenemos «{bound}».")
    TOO_DEEP = "too_deep", _("Hay demasiadas cosas unas dentro de otras.")


class Unfit(Exception):
    """A value that does not fit; its text is for who sent it."""

    def __init__(self, misfit: Misfit, where: str, bound: object = "") -> None:
        super().__init__(misfit)
        self.misfit, self.where, self.bound = misfit, where, bound

    def __str__(self) -> str:
        return str(self.misfit.label).format(where=self.where or "{}", bound=self.bound)
