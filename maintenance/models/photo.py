from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maintenance.models.breakdown import Breakdown
from maintenance.models.finding import Finding
from maintenance.models.visit import Visit
from portal.accounts.models import User
from portal.files.models import File
from portal.lib.keys import KeyField

_ONE_THING = (
    Q(visit__isnull=False, breakdown=None, finding=None)
    | Q(visit=None, breakdown__isnull=False, finding=None)
    | Q(visit=None, breakdown=None, finding__isnull=False)
)


class PhotoQuerySet(models.QuerySet["Photo"]):
    def standing(self) -> "PhotoQuerySet":
        """Those no correction took back."""
        return self.filter(withdrawn_at=None)

    def missing(self) -> "PhotoQuerySet":
        """Named, and still on the phone."""
        return self.standing().filter(file=None)

    def here(self) -> "PhotoQuerySet":
        """Named, and kept."""
        return self.standing().filter(file__isnull=False)

    def counted(self) -> int:
        """How many pictures they are: one that two things name is one."""
        return self.values("sha256").distinct().count()

    def of_visit(self, visit: Visit) -> "PhotoQuerySet":
        """Those of a visit and of what was found on it, with those of records joined to it."""
        found = Q(finding__visit=visit) | Q(finding__visit__joined_to=visit)
        own = Q(visit=visit) | Q(visit__joined_to=visit)
        return self.standing().filter(own | found & Q(finding__withdrawn_at=None))


class Photo(models.Model):
    """A photo somebody's record names. `sha256` is of what the phone has; the file is drawn anew from it."""

    id = KeyField()
    visit = models.ForeignKey(
        Visit, models.PROTECT, null=True, blank=True, related_name="photos", verbose_name=_("revisión")
    )
    breakdown = models.ForeignKey(
        Breakdown, models.PROTECT, null=True, blank=True, related_name="photos", verbose_name=_("avería")
    )
    finding = models.ForeignKey(
        Finding, models.PROTECT, null=True, blank=True, related_name="photos", verbose_name=_("hallazgo")
    )
    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("quién la hizo"))
    sha256 = models.CharField(_("huella en el teléfono"), max_length=64)
    item = models.PositiveSmallIntegerField(_("punto"), null=True, blank=True)
    words = models.CharField(_("qué se ve"), max_length=240, blank=True)
    taken_at = models.DateTimeField(_("hecha"), null=True, blank=True)
    file = models.ForeignKey(File, models.PROTECT, null=True, related_name="+", verbose_name=_("fichero"))
    thumbnail = models.ForeignKey(File, models.PROTECT, null=True, related_name="+", verbose_name=_("miniatura"))
    received_at = models.DateTimeField(_("recibida"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("retirada"), null=True, blank=True)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("foto")
        constraints: ClassVar = [
            models.CheckConstraint(condition=_ONE_THING, name="a_photo_is_of_one_thing"),
            models.CheckConstraint(
                condition=Q(file=None, thumbnail=None, received_at=None)
                | Q(file__isnull=False, thumbnail__isnull=False, received_at__isnull=False),
                name="a_photo_is_here_or_on_the_phone",
            ),
            *(
                models.UniqueConstraint(
                    fields=[thing, "sha256"],
                    condition=Q(withdrawn_at=None, **{f"{thing}__isnull": False}),
                    name=f"a_photo_once_a_{thing}",
                )
                for thing in ("visit", "breakdown", "finding")
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "sha256"], name="photos_by_who_sends_them"),
            models.Index(fields=["sha256"], condition=Q(file=None), name="photos_on_the_phone"),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]
