from collections.abc import Collection
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from owners.models.agency import Agency, Membership
from owners.models.owner import Owner
from portal.access.roles import OWNERS
from portal.accounts.models import User
from portal.files.models import File
from portal.lib.keys import KeyField

MANDATES = [(role.value, role.label) for role in OWNERS]


class MandateQuerySet(models.QuerySet["Mandate"]):
    def held_on(self, day: date) -> "MandateQuerySet":
        """Mandates that run on a day; one ends at 00:00 of `to_on`."""
        return self.filter(Q(to_on=None) | Q(to_on__gt=day), from_on__lte=day)

    def given_to(self, person: User, day: date, firms: Collection[UUID] | None = None) -> "MandateQuerySet":
        """Mandates a person holds on a day, in person or through a firm.

        A list of firms rather than a join: an OR over joined tables reads every mandate there is. Who knows the
        person's firms hands them in: seeing their keys, PostgreSQL foresees how many mandates these are.
        """
        theirs = Membership.objects.held_on(day).filter(person=person).values("agency")
        return self.held_on(day).filter(Q(person=person) | Q(agency__in=theirs if firms is None else firms))


class Mandate(models.Model):
    """Who speaks for an owner, as what, from a day to a day: a person or a firm, never both.

    One given by mistake ends the day it began, and so was never held.
    """

    id = KeyField()
    owner = models.ForeignKey(Owner, models.PROTECT, related_name="mandates", verbose_name=_("titular"))
    role = models.CharField(_("como"), max_length=12, choices=MANDATES)
    person = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="mandates", verbose_name=_("persona")
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="mandates", verbose_name=_("administración")
    )
    from_on = models.DateField(_("desde"))
    to_on = models.DateField(_("hasta"), null=True, blank=True)
    evidence = models.CharField(_("justificante"), max_length=240, blank=True)
    evidence_file = models.ForeignKey(
        File, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("fichero")
    )

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandato")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(person=None, agency__isnull=False) | Q(person__isnull=False, agency=None),
                name="a_mandate_is_a_persons_or_a_firms",
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="mandate_does_not_end_before_it_begins"
            ),
            models.CheckConstraint(condition=Q(role__in=[role.value for role in OWNERS]), name="mandates_are_owners"),
            models.UniqueConstraint(
                fields=["owner", "role", "person"],
                condition=Q(to_on=None, person__isnull=False),
                name="one_open_mandate_per_person_and_role",
            ),
            models.UniqueConstraint(
                fields=["owner", "role", "agency"],
                condition=Q(to_on=None, agency__isnull=False),
                name="one_open_mandate_per_firm_and_role",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["agency", "role"], name="mandates_of_a_firm")]

    def __str__(self) -> str:
        return f"{self.owner}: {self.role}"
