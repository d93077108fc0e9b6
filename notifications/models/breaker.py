from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Breaker(models.Model):
    """A door through which nobody gets lately: how often in a row, and until when nobody knocks.

    A door that lets somebody through has no failures. Its row stays, so that two workers never make it twice.
    """

    door = models.CharField(_("puerta"), max_length=260, unique=True)
    failures = models.PositiveIntegerField(_("veces seguidas"), default=0)
    shut_until = models.DateTimeField(_("nadie llama hasta"), null=True)
    since = models.DateTimeField(_("desde"), null=True)
    said = models.CharField(_("qué pasó"), max_length=240, blank=True)

    class Meta:
        verbose_name = _("puerta que no se abre")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(failures=0, shut_until=None) | models.Q(failures__gt=0),
                name="a_door_is_shut_after_a_failure",
            ),
        ]

    def __str__(self) -> str:
        return self.door
