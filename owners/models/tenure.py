from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maintenance.models import Lift
from owners.models.owner import Owner
from portal.lib.keys import KeyField


class TenureQuerySet(models.QuerySet["Tenure"]):
    def held_on(self, day: date) -> "TenureQuerySet":
        return self.filter(Q(to_on=None) | Q(to_on__gt=day), from_on__lte=day)


class Tenure(models.Model):
    """Whose lift it is, from a day to a day (half-open). Per lift: a garage's may belong to another community."""

    id = KeyField()
    owner = models.ForeignKey(Owner, models.PROTECT, related_name="tenures", verbose_name=_("titular"))
    lift = models.ForeignKey(Lift, models.PROTECT, related_name="tenures", verbose_name=_("ascensor"))
    from_on = models.DateField(_("desde"))
    to_on = models.DateField(_("hasta"), null=True, blank=True)

    objects = TenureQuerySet.as_manager()

    class Meta:
        verbose_name = _("titularidad")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gt=F("from_on")), name="tenure_ends_after_it_begins"
            ),
            models.UniqueConstraint(fields=["lift"], condition=Q(to_on=None), name="one_open_tenure_per_lift"),
            models.UniqueConstraint(fields=["lift", "from_on"], name="one_tenure_per_lift_and_day"),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} · {self.lift_id}"
