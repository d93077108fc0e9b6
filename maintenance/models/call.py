from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maintenance.enums import Answer, How
from maintenance.models.breakdown import Breakdown
from maintenance.models.lift import Lift
from portal.accounts.models import User
from portal.lib.keys import KeyField


class CallQuerySet(models.QuerySet["Call"]):
    def unconfirmed(self) -> "CallQuerySet":
        """Nobody of ours has confirmed or settled it yet."""
        return self.filter(breakdown=None, settled_at=None)


class Call(models.Model):
    """A call («aviso»): what somebody told us, before anybody knows what it is. Many callers, one fault."""

    id = KeyField()
    number = models.PositiveIntegerField(_("número"), unique=True)
    lift = models.ForeignKey(Lift, models.PROTECT, related_name="calls", verbose_name=_("ascensor"))
    breakdown = models.ForeignKey(
        Breakdown, models.PROTECT, null=True, blank=True, related_name="calls", verbose_name=_("avería")
    )
    called_at = models.DateTimeField(_("recibido"))
    how = models.CharField(_("cómo"), max_length=10, choices=How, default=How.PHONE)
    caller = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("persona"))
    caller_name = models.CharField(_("quién llama"), max_length=120, blank=True)
    caller_phone = models.CharField(_("teléfono"), max_length=30, blank=True)
    anyone_inside = models.CharField(_("¿hay alguien dentro?"), max_length=7, choices=Answer)
    stopped = models.CharField(_("¿está parado?"), max_length=7, choices=Answer, default=Answer.UNKNOWN)
    where = models.CharField(_("dónde está"), max_length=80, blank=True)
    words = models.TextField(_("en sus palabras"), blank=True)
    settled_at = models.DateTimeField(_("cerrado sin avería"), null=True, blank=True)
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("lo atendió"))

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("aviso")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(settled_at=None) | Q(breakdown=None), name="a_call_is_settled_or_a_breakdown"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["lift", "-called_at"], name="calls_of_a_lift")]

    def __str__(self) -> str:
        return str(self.number)
