from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maintenance.models.breakdown import Breakdown
from maintenance.models.visit import Visit
from portal.lib.keys import KeyField


class PartQuerySet(models.QuerySet["Part"]):
    def standing(self) -> "PartQuerySet":
        """Those no correction took back."""
        return self.filter(withdrawn_at=None)

    def of_visit(self, visit: Visit) -> "PartQuerySet":
        """Those of a visit and of records joined to it."""
        return self.standing().filter(Q(visit=visit) | Q(visit__joined_to=visit))


class Part(models.Model):
    """A part that was fitted. Of safety components the record keeps type and number for good (ITC AEM 1, art. 2)."""

    id = KeyField()
    visit = models.ForeignKey(
        Visit, models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("revisión")
    )
    breakdown = models.ForeignKey(
        Breakdown, models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("avería")
    )
    name = models.CharField(_("pieza"), max_length=120)
    quantity = models.PositiveSmallIntegerField(_("cuántas"), default=1)
    is_safety_component = models.BooleanField(_("componente de seguridad"), default=False)
    component_type = models.CharField(_("tipo"), max_length=120, blank=True)
    serial_number = models.CharField(_("número de serie"), max_length=60, blank=True)
    withdrawn_at = models.DateTimeField(_("retirada"), null=True, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("pieza")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(visit=None, breakdown__isnull=False) | Q(visit__isnull=False, breakdown=None),
                name="a_part_is_of_a_visit_or_a_breakdown",
            ),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="a_part_is_at_least_one"),
            models.CheckConstraint(condition=~Q(name=""), name="a_part_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
