"""Dated posts of staff."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.access.roles import STAFF, Role
from portal.accounts.models import User
from portal.lib.keys import KeyField

POSTS = [(role.value, role.label) for role in STAFF]


class PostQuerySet(models.QuerySet["Post"]):
    def held_on(self, day: date) -> "PostQuerySet":
        """Posts that run on a day; a post ends at 00:00 of `to_on`."""
        return self.filter(models.Q(to_on=None) | models.Q(to_on__gt=day), from_on__lte=day)


class Post(models.Model):
    """What a person is in the company, from a day to a day (half-open); one given by mistake ends the day it began."""

    id = KeyField()
    person = models.ForeignKey(User, models.PROTECT, related_name="posts", verbose_name=_("persona"))
    role = models.CharField(_("puesto"), max_length=12, choices=POSTS)
    from_on = models.DateField(_("desde"))
    to_on = models.DateField(_("hasta"), null=True, blank=True)
    evidence = models.CharField(_("justificante"), max_length=240, blank=True)
    given_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("dado por"))
    given_at = models.DateTimeField(_("dado"), null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("terminado por"))
    ended_at = models.DateTimeField(_("terminado"), null=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("puesto")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(to_on=None) | models.Q(to_on__gte=models.F("from_on")),
                name="post_does_not_end_before_it_begins",
            ),
            models.CheckConstraint(condition=models.Q(role__in=[role.value for role in STAFF]), name="posts_are_staff"),
            models.UniqueConstraint(
                fields=["person", "role"], condition=models.Q(to_on=None), name="one_open_post_per_person_and_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {Role(self.role).label}"
