"""What a promise that runs out is written down as."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Lapsed(models.TextChoices):
    """What of ours has run out, or is about to."""

    NEWS_DUE = "news_due", _("La hora prometida llega sin noticia")
    NEWS_UNKEPT = "news_unkept", _("La hora prometida pasa sin noticia")
    STOPPED_LONG = "stopped_long", _("Lleva horas parado")
    VISIT_CLOSING = "visit_closing", _("El plazo de la revisión se acaba sin día dado")
    VISIT_OVERDUE = "visit_overdue", _("El plazo de la revisión pasa sin hacerla")
