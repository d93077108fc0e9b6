"""Who speaks for whom: mandates, firms and their members, as the office reads them."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from owners.models import Agency, Mandate, Membership, Owner
from portal.access.roles import Role
from portal.accounts.models import User
from portal.lib.text import fold

FOUND = 20
ENOUGH_DIGITS = 6  # figures of a telephone by which somebody is looked for


def mandates() -> models.QuerySet[Mandate]:
    """All mandates, running ones first, then the newest."""
    rows = Mandate.objects.select_related("owner", "person", "agency", "evidence_file")
    return rows.order_by(F("to_on").desc(nulls_first=True), "-from_on", "owner__name", "pk")


def memberships() -> models.QuerySet[Membership]:
    """All memberships, running ones first, by name."""
    rows = Membership.objects.select_related("agency", "person")
    return rows.order_by(F("to_on").desc(nulls_first=True), "person__name", "-from_on", "pk")


def agencies(today: date) -> models.QuerySet[Agency]:
    """Firms by name, each with how many work there and how many owners it speaks for today."""
    members = Membership.objects.held_on(today).filter(agency=models.OuterRef("pk")).order_by()
    spoken_for = Mandate.objects.held_on(today).filter(agency=models.OuterRef("pk")).order_by()
    return Agency.objects.annotate(
        members_today=_counted(members, "agency", "person"), owners_today=_counted(spoken_for, "agency", "owner")
    ).order_by("name", "pk")


def owners_called(wanted: str) -> models.QuerySet[Owner]:
    """Owners whose name, NIF or address has every word."""
    rows = Owner.objects.order_by("name", "pk")
    for word in fold(wanted).split():
        rows = rows.filter(search__contains=word)
    return rows


def owners_of_callers(wanted: str) -> models.QuerySet[Owner]:
    """Those, and the owners somebody of that name or telephone speaks for, himself or in his firm."""
    people = _people_called(wanted).values("pk")
    firms = Membership.objects.filter(person__in=people, to_on=None).values("agency")
    held = Mandate.objects.filter(Q(person__in=people) | Q(agency__in=firms), to_on=None).values("owner")
    rows = Owner.objects.filter(Q(pk__in=owners_called(wanted).values("pk")) | Q(pk__in=held))
    return rows.order_by("name", "pk")


def _people_called(wanted: str) -> models.QuerySet[User]:
    if telephone := telephone_in(wanted):
        return User.objects.filter(phone__regex=telephone)
    rows = User.objects.all()
    for word in fold(wanted).split():
        rows = rows.filter(search__contains=word)
    return rows


def telephone_in(wanted: str) -> str:
    """The pattern of the telephone that is looked for, however it is parted; empty for anything else."""
    digits = "".join(char for char in wanted if char.isdecimal() and char.isascii())
    is_one = len(digits) >= ENOUGH_DIGITS and not any(char.isalpha() for char in wanted)
    return r"\D*".join(digits) if is_one else ""


def spoken_for_by(people: Collection[UUID], today: date) -> dict[UUID, list[str]]:
    """What each of these people is to owners today: «Presidente/a de C.P. Calle Mayor 14», «Fincas Pisuerga»."""
    said: dict[UUID, list[str]] = defaultdict(list)
    own = Mandate.objects.held_on(today).filter(person__in=people).order_by("owner__name", "pk")
    for person, role, owner in own.values_list("person_id", "role", "owner__name"):
        said[person].append(_("%(role)s de %(owner)s") % {"role": Role(role).label, "owner": owner})
    firms = Membership.objects.held_on(today).filter(person__in=people).order_by("agency__name", "pk")
    for person, agency in firms.values_list("person_id", "agency__name"):
        said[person].append(agency)
    return said


def street_of(person: User, today: date) -> str:
    """The address of an owner the person speaks for, where a letter reaches him; empty when there is none."""
    held = Mandate.objects.held_on(today).filter(~Q(owner__address=""), person=person)
    return held.order_by("owner__name", "pk").values_list("owner__address", flat=True).first() or ""


def _counted(rows: models.QuerySet[models.Model], by: str, what: str) -> Coalesce:
    counted = rows.values(by).annotate(n=models.Count(what, distinct=True)).values("n")
    return Coalesce(models.Subquery(counted, output_field=models.IntegerField()), 0)
