from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maintenance.models.sourced import Sourced, one_per_source
from portal.accounts.models import User
from portal.lib.keys import KeyField


class Agency(Sourced):
    """A property manager's firm («administración de fincas»)."""

    id = KeyField()
    name = models.CharField(_("nombre"), max_length=160)
    nif = models.CharField(_("NIF"), max_length=20, blank=True)
    email = models.EmailField(_("correo"), blank=True)
    phone = models.CharField(_("teléfono"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("administración de fincas")
        constraints: ClassVar = [one_per_source("one_agency_per_source_and_id")]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def held_on(self, day: date) -> "MembershipQuerySet":
        return self.filter(Q(to_on=None) | Q(to_on__gt=day), from_on__lte=day)


class Membership(models.Model):
    """Who works at a firm, from a day to a day; who leaves loses what its mandates gave that minute."""

    id = KeyField()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="memberships", verbose_name=_("administración"))
    person = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name=_("persona"))
    is_head = models.BooleanField(_("la dirige"), default=False)
    from_on = models.DateField(_("desde"))
    to_on = models.DateField(_("hasta"), null=True, blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("añadido por"))
    added_at = models.DateTimeField(_("añadido"), null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("terminado por"))
    ended_at = models.DateTimeField(_("terminado"), null=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("miembro")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="membership_does_not_end_before_it_begins"
            ),
            models.UniqueConstraint(
                fields=["agency", "person"], condition=Q(to_on=None), name="one_open_membership_per_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.agency}"
