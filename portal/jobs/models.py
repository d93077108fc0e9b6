"""The job row."""

import json
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.models import User
from portal.lib.keys import KeyField


class JobState(models.TextChoices):
    """A job's life; the last two are its ends."""

    QUEUED = "queued", _("En espera")
    RUNNING = "running", _("En marcha")
    DONE = "done", _("Hecho")
    FAILED = "failed", _("No se pudo")


ENDED = (JobState.DONE, JobState.FAILED)


class Job(models.Model):
    """Work that goes on after the page has answered."""

    id = KeyField()
    kind = models.CharField(_("clase"), max_length=60)
    params = models.TextField(_("parámetros"), default="{}")
    state = models.CharField(_("estado"), max_length=8, choices=JobState, default=JobState.QUEUED)
    done = models.PositiveIntegerField(_("hechos"), default=0)
    total = models.PositiveIntegerField(_("de"), null=True)
    words = models.CharField(_("qué hace ahora"), max_length=240, blank=True)
    result = models.TextField(_("resultado"), default="{}")
    attempts = models.PositiveSmallIntegerField(_("intentos"), default=0)
    turn = models.PositiveIntegerField(_("vez"), default=0)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("pedido por"))
    created_at = models.DateTimeField(_("pedido"))
    beat_at = models.DateTimeField(_("última señal"), null=True)
    finished_at = models.DateTimeField(_("terminado"), null=True)

    class Meta:
        verbose_name = pgettext_lazy("programa", "trabajo")
        indexes: ClassVar = [models.Index(fields=["state", "beat_at"], name="jobs_to_sweep")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=["queued", "running"], finished_at=None)
                | models.Q(state__in=["done", "failed"], finished_at__isnull=False),
                name="an_ended_job_says_when",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.done}/{self.total or '?'}"

    @property
    def parameters(self) -> dict[str, Any]:
        """What the job was asked with."""
        return dict(json.loads(self.params))

    @property
    def outcome(self) -> dict[str, Any]:
        """What came of it."""
        return dict(json.loads(self.result))

    def is_silent(self, at: datetime, *, after: float) -> bool:
        """Whether nothing was heard of it for `after` seconds."""
        return self.beat_at is None or (at - self.beat_at).total_seconds() > after
