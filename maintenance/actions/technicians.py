"""Who signs: the technician a person is."""

from datetime import date

from maintenance.models import Technician
from portal.accounts.models import User


def enrol(*, person: User, since_on: date) -> Technician:
    """Makes a person a technician to whom work is given; who was one already stays the same."""
    technician, _is_new = Technician.objects.get_or_create(person=person, defaults={"since_on": since_on})
    return technician


def of(person: User) -> Technician:
    """The technician; whoever holds the post becomes one with the first thing that is told."""
    technician, _is_new = Technician.objects.select_related("person").get_or_create(person=person)
    return technician
