from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from notifications.enums import Paused
from portal.accounts.models import User


class Sending(models.Model):
    """Whether the house sends; exactly one row.

    `turns` counts those in which something left; the data folder keeps the same count in a file, and `folders` says by
    which names those files are known: a database that is behind its file, or beside an unknown one, was restored.
    """

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    paused_at = models.DateTimeField(_("parado desde"), null=True)
    paused_because = models.CharField(_("por qué"), max_length=8, choices=Paused, blank=True)
    resumed_at = models.DateTimeField(_("en marcha desde"), null=True)
    resumed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("quién lo puso en marcha")
    )
    turns = models.BigIntegerField(_("turnos"), default=0)
    folders = models.TextField(_("ficheros de las carpetas"), blank=True)
    worked_at = models.DateTimeField(_("trabajó por última vez"), null=True)

    class Meta:
        verbose_name = _("envío de mensajes")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="one_sending_only"),
            models.CheckConstraint(
                condition=models.Q(paused_at=None, paused_because="")
                | models.Q(paused_at__isnull=False) & ~models.Q(paused_because=""),
                name="sending_is_paused_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return "paused" if self.paused_at else "sending"
