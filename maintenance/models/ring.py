from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maintenance.enums import RungAs
from maintenance.models.breakdown import Breakdown
from portal.accounts.models import User
from portal.lib.keys import KeyField


class Ring(models.Model):
    """One time somebody's telephone was made to ring for people shut in a lift."""

    id = KeyField()
    breakdown = models.ForeignKey(Breakdown, models.PROTECT, related_name="rings", verbose_name=_("avería"))
    turn = models.PositiveSmallIntegerField(_("turno"))
    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("persona"))
    rung_as = models.CharField(_("porque"), max_length=5, choices=RungAs)
    at = models.DateTimeField(_("momento"))

    class Meta:
        verbose_name = _("llamada al teléfono")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["breakdown", "turn", "person"], name="a_telephone_rings_once_a_turn"),
            models.CheckConstraint(condition=models.Q(turn__gte=1), name="turns_begin_at_one"),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "breakdown"], name="rings_of_a_person")]

    def __str__(self) -> str:
        return f"{self.breakdown_id} {self.turn}"
