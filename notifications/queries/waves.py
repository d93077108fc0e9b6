"""Whom of a wave somebody speaks for."""

from datetime import datetime
from uuid import UUID

from owners.models import Beginning, Mandate
from owners.queries import scope
from owners.queries.speaking import FIRST
from portal.accounts.models import User
from portal.ledger.models import Entry


def owners_of(person: User, entry: Entry, at: datetime) -> list[UUID]:
    """The owners of the wave in which we began to write to this one, for whom the person speaks; in its order."""
    held = Mandate.objects.given_to(person, scope.today(at)).filter(role__in=FIRST)
    taken = Beginning.objects.filter(wave=entry.facts["wave"], taken_at__isnull=False)
    found = taken.filter(owner__in=held.values("owner")).order_by("pk")
    return list(found.values_list("owner", flat=True))
