from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from owners.enums.meetings import MeetingKind
from owners.models.owner import Owner
from portal.accounts.models import User
from portal.files.models import File
from portal.lib.keys import KeyField


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def standing(self) -> "MeetingQuerySet":
        """Those nobody called off."""
        return self.filter(called_off_at=None)

    def ahead(self, day: date) -> "MeetingQuerySet":
        """Of those, the ones of that day and later."""
        return self.standing().filter(on__gte=day)


class Meeting(models.Model):
    """An owners' meeting («junta»): its day, and who told us. A quote that goes to one has its day, and moves with it.

    `told_for` is the day for which its sheet was sent, `sheet` the paper itself.
    """

    id = KeyField()
    owner = models.ForeignKey(Owner, models.PROTECT, related_name="meetings", verbose_name=_("titular"))
    on = models.DateField(_("día"))
    kind = models.CharField(_("qué junta"), max_length=13, choices=MeetingKind, default=MeetingKind.UNSAID)
    told_by = models.CharField(_("quién lo dice"), max_length=120, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("anotada por"))
    recorded_at = models.DateTimeField(_("anotada"))
    called_off_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("desconvocada por")
    )
    called_off_at = models.DateTimeField(_("desconvocada"), null=True)
    told_for = models.DateField(_("día para el que se mandó la hoja"), null=True)
    sheet = models.ForeignKey(File, models.PROTECT, null=True, related_name="+", verbose_name=_("hoja"))

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("junta de propietarios")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "on"], condition=Q(called_off_at=None), name="one_meeting_per_owner_and_day"
            ),
            models.CheckConstraint(
                condition=Q(called_off_by=None) | Q(called_off_at__isnull=False), name="who_calls_off_says_when"
            ),
            models.CheckConstraint(
                condition=Q(told_for=None) | Q(sheet__isnull=False), name="a_sheet_that_was_sent_is_kept"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["on"], condition=Q(called_off_at=None), name="meetings_that_stand"),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} {self.on}"
