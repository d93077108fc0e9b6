from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maintenance.models.visit import Visit
from portal.files.models import File
from portal.lib.keys import KeyField


class BulletinQuerySet(models.QuerySet["Bulletin"]):
    def standing(self) -> "BulletinQuerySet":
        """Those no later one replaces."""
        return self.filter(corrected_by=None)


class Bulletin(models.Model):
    """The signed paper of a visit (ITC AEM 1, art. 5.5.a). A correction is a new bulletin that names the old one.

    `late_photos` are those that came after the one it replaces: then nothing else has changed.
    """

    id = KeyField()
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="bulletins", verbose_name=_("revisión"))
    number = models.CharField(_("número"), max_length=20, unique=True)
    file = models.ForeignKey(File, models.PROTECT, related_name="+", verbose_name=_("fichero"))
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="corrected_by", verbose_name=_("corrige")
    )
    photos = models.PositiveSmallIntegerField(_("fotos que lleva"), default=0)
    late_photos = models.PositiveSmallIntegerField(_("fotos que llegaron después"), default=0)
    issued_at = models.DateTimeField(_("emitido"))

    objects = BulletinQuerySet.as_manager()

    class Meta:
        verbose_name = _("boletín")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(late_photos=0) | models.Q(corrects__isnull=False),
                name="late_photos_replace_a_bulletin",
            ),
            models.UniqueConstraint(
                fields=["visit"], condition=models.Q(corrects=None), name="one_first_bulletin_per_visit"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["issued_at"], name="bulletins_by_day")]

    def __str__(self) -> str:
        return self.number
