"""Who of an owner's people opened an invoice's original; nobody of ours counts, and nobody of another owner's."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Min, Q

from owners.models import Invoice, Mandate, Membership
from portal.company import queries as companies
from portal.files.models import AccessLog
from portal.web import words

ROUTE = "owners:invoice-file"


def of(invoice: Invoice) -> list[tuple[str, datetime]]:
    """Each person's name and first opening, first to last."""
    given = Mandate.objects.filter(owner=invoice.owner_id)
    members = Membership.objects.filter(agency__in=given.values("agency"))
    theirs = Q(person__in=given.values("person")) | Q(person__in=members.values("person"))
    opened = AccessLog.objects.filter(theirs, file=invoice.file_id, route=ROUTE)
    return list(
        opened.values("person")
        .annotate(first=Min("at"))
        .order_by("first", "person")
        .values_list("person__name", "first")
    )


def told(invoice: Invoice, at: datetime) -> list[tuple[str, str]]:
    """The same with the moment in words."""
    zone = ZoneInfo(companies.current().time_zone)
    return [(name, words.moment(first.astimezone(zone), at.astimezone(zone))) for name, first in of(invoice)]
