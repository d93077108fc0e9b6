"""What we ask of people, how they answer, and why somebody is not asked."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Question(models.TextChoices):
    """Of which we ask."""

    BREAKDOWN = "breakdown", _("Una avería")
    YEARLY = "yearly", _("La pregunta del año")


class Score(models.IntegerChoices):
    """How a breakdown was seen to, the best first."""

    VERY_WELL = 5, _("Muy bien")
    WELL = 4, _("Bien")
    SO_SO = 3, _("Regular")
    BADLY = 2, _("Mal")
    VERY_BADLY = 1, _("Muy mal")


class Unasked(models.TextChoices):
    """Why somebody is not asked."""

    TOO_SOON = "too_soon", _("Todavía no ha pasado un día.")
    TOO_LATE = "too_late", _("Ha pasado demasiado tiempo.")
    ASKED_LATELY = "asked_lately", _("Ya se le preguntó hace menos de sesenta días.")
    COMPLAINS = "complains", _("Hay una reclamación abierta: antes se contesta.")
