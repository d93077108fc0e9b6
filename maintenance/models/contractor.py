"""Other companies that work for us, and the owners' leave for it."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maintenance.models.lift import Lift
from portal.accounts.models import User
from portal.files.models import File
from portal.lib.keys import KeyField


class Contractor(models.Model):
    """A «contrata»: another registered maintenance company to which part of the work is given (ITC AEM 1, art. 7)."""

    id = KeyField()
    name = models.CharField(_("nombre"), max_length=160)
    nif = models.CharField(_("NIF"), max_length=20)
    register_number = models.CharField(_("número de registro de empresa conservadora"), max_length=40)
    began_on = models.DateField(_("trabaja para nosotros desde"))
    ended_on = models.DateField(_("hasta"), null=True, blank=True)

    class Meta:
        verbose_name = _("contrata")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["nif"], name="one_contractor_per_nif"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gt=F("began_on")), name="contractor_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AuthorisationQuerySet(models.QuerySet["ContractorAuthorisation"]):
    def holding_on(self, day: date) -> "AuthorisationQuerySet":
        """Those that hold on a day, of contractors that work for us that day; both end at 00:00 of their last date."""
        running = Q(contractor__ended_on=None) | Q(contractor__ended_on__gt=day)
        own = Q(to_on=None) | Q(to_on__gt=day)
        return self.filter(own, running, from_on__lte=day, contractor__began_on__lte=day)


class ContractorAuthorisation(models.Model):
    """The owner's express written authorisation that names the contractor, for one lift; its paper is on file."""

    id = KeyField()
    contractor = models.ForeignKey(
        Contractor, models.PROTECT, related_name="authorisations", verbose_name=_("contrata")
    )
    lift = models.ForeignKey(Lift, models.PROTECT, related_name="authorisations", verbose_name=_("ascensor"))
    file = models.ForeignKey(File, models.PROTECT, related_name="+", verbose_name=_("fichero"))
    from_on = models.DateField(_("desde"))
    to_on = models.DateField(_("hasta"), null=True, blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("anotada por"))
    written_at = models.DateTimeField(_("anotada"))

    objects = AuthorisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("autorización de contrata")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="authorisation_does_not_end_before_it_begins"
            ),
            models.UniqueConstraint(
                fields=["contractor", "lift"],
                condition=Q(to_on=None),
                name="one_open_authorisation_per_contractor_and_lift",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contractor_id} {self.lift_id}"
