import json
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.jobs.models import Job


class StagedRow(models.Model):
    """One row of an import as it was understood: what will be written, or why not."""

    class State(models.TextChoices):
        READY = "ready", _("Lista")
        REFUSED = "refused", _("Rechazada")
        DONE = "done", _("Hecha")

    job = models.ForeignKey(Job, models.CASCADE, related_name="rows", verbose_name=_("importación"))
    line = models.PositiveIntegerField(_("línea"))
    state = models.CharField(_("estado"), max_length=7, choices=State)
    external_id = models.CharField(_("identificador en origen"), max_length=80, blank=True)
    values = models.TextField(_("valores"), default="{}")
    words = models.TextField(_("qué se dice de ella"), blank=True)

    class Meta:
        verbose_name = _("fila en espera")
        constraints: ClassVar = [models.UniqueConstraint(fields=["job", "line"], name="one_staged_row_per_line")]
        indexes: ClassVar = [models.Index(fields=["job", "state", "line"], name="staged_in_order")]

    def __str__(self) -> str:
        return f"{self.job_id}:{self.line}"

    @property
    def plain(self) -> dict[str, Any]:
        """The values, read."""
        return dict(json.loads(self.values))
