from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from owners.models.owner import Owner
from portal.accounts.models import User
from portal.jobs.models import Job
from portal.lib.keys import KeyField


class Wave(models.Model):
    """Owners we begin to write to together: chosen and looked at first, and begun when somebody says so, once."""

    id = KeyField()
    chosen_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("elegida por"))
    chosen_at = models.DateTimeField(_("elegida"))
    started_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("empezada por"))
    started_at = models.DateTimeField(_("empezada"), null=True)
    job = models.OneToOneField(Job, models.PROTECT, null=True, related_name="+", verbose_name=_("trabajo en curso"))

    class Meta:
        verbose_name = _("tanda de titulares")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(started_at=None, started_by=None) | Q(started_at__isnull=False, started_by__isnull=False),
                name="a_wave_that_started_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chosen_at:%Y-%m-%d %H:%M}"


class Beginning(models.Model):
    """An owner of a wave: `taken_at` when it was started with him in it, `begun_at` when we began to write to him."""

    id = KeyField()
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="beginnings", verbose_name=_("tanda"))
    owner = models.ForeignKey(Owner, models.PROTECT, related_name="beginnings", verbose_name=_("titular"))
    taken_at = models.DateTimeField(_("incluido"), null=True)
    begun_at = models.DateTimeField(_("le escribimos desde"), null=True)

    class Meta:
        verbose_name = _("titular de una tanda")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["wave", "owner"], name="one_beginning_per_wave_and_owner"),
            models.UniqueConstraint(
                fields=["owner"], condition=Q(taken_at__isnull=False), name="we_begin_to_write_to_an_owner_once"
            ),
            models.CheckConstraint(
                condition=Q(begun_at=None) | Q(taken_at__isnull=False), name="who_was_not_taken_does_not_begin"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} · {self.wave_id}"
