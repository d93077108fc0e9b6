"""What sort of owners' meeting it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingKind(models.TextChoices):
    """The two the law knows (LPH, art. 16), and one of which nobody has said which it is."""

    ORDINARY = "ordinary", _("Junta ordinaria")
    EXTRAORDINARY = "extraordinary", _("Junta extraordinaria")
    UNSAID = "unsaid", _("Junta")
