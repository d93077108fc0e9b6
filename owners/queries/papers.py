"""Bulletins as a list: what waits to be opened first, then the rest by day."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q

from maintenance.kinds import BULLETIN_ISSUED
from maintenance.models import Bulletin
from owners.models import Owner, Receipt, Tenure
from owners.queries import scope
from owners.queries.reach import Reach, Seen
from portal.accounts.models import User
from portal.ledger.models import Entry
from portal.lib import clock
from portal.web import words

SIZE = 50
FRESH = timedelta(days=90)
ROWS = ("visit__lift__building", "visit__technician__person")


@dataclass(frozen=True)
class Paper:
    """A bulletin as the list prints it."""

    pk: UUID
    number: str
    street: str
    lift: str
    day: str
    technician: str


def waiting(person: User, at: datetime) -> list[Paper]:
    """Bulletins of the last 90 days that nobody of their owner's has opened."""
    fresh = _with_receipt(person, at).filter(is_received=False, issued_at__gte=at - FRESH)
    return [_paper(one, at) for one in fresh.order_by("-issued_at", "-pk")[:SIZE]]


def waiting_count(seen: Seen) -> int:
    """How many wait; counting stops at 100.

    Of a few lifts, what their streams say was issued; of many, the newest bulletins until there are enough.
    """
    since = seen.at - FRESH
    unread = Bulletin.objects.filter(~Exists(Receipt.objects.filter(bulletin=OuterRef("pk"))), issued_at__gte=since)
    if seen.reach is Reach.THEIRS:
        lifts = seen.held(scope.PAPER_READERS).values("lift")
        issued = Entry.objects.filter(stream__in=lifts, kind=BULLETIN_ISSUED.name, occurred_at__gte=since)
        unread = unread.filter(pk__in=issued.values("subject_id"))
    elif seen.reach is Reach.EACH:
        unread = unread.filter(seen.is_held(scope.PAPER_READERS, lift="visit__lift"))
    return len(unread.order_by("-issued_at").values_list("number", flat=True)[:100])


def opened(person: User, at: datetime, *, before: str) -> tuple[list[Paper], str]:
    """The others, newest first, by key; and the key of the next page."""
    rest = _with_receipt(person, at).filter(Q(is_received=True) | Q(issued_at__lt=at - FRESH))
    if key := _read(before):
        rest = rest.filter(Q(issued_at__lt=key[0]) | Q(issued_at=key[0], pk__lt=key[1]))
    found = list(rest.order_by("-issued_at", "-pk")[: SIZE + 1])
    last = found[SIZE - 1] if len(found) > SIZE else None
    return [_paper(one, at) for one in found[:SIZE]], f"{last.issued_at.isoformat()}_{last.pk}" if last else ""


def _with_receipt(person: User, at: datetime) -> Any:
    received = Exists(Receipt.objects.filter(bulletin=OuterRef("pk")))
    return scope.bulletins(person, at).select_related(*ROWS).annotate(is_received=received)


def to_acknowledge(person: User, keys: list[str], at: datetime) -> list[tuple[Bulletin, Owner]]:
    """Those of the chosen bulletins that are the person's to receive, each with its owner today."""
    known = [UUID(key) for key in keys if _is_key(key)]
    found = scope.bulletins(person, at).filter(pk__in=known).select_related("visit", "file")
    held = Tenure.objects.held_on(scope.today(at)).filter(owner__in=scope.owners(person, at)).select_related("owner")
    owners = {tenure.lift_id: tenure.owner for tenure in held.filter(lift__in=[one.visit.lift_id for one in found])}
    return [(one, owners[one.visit.lift_id]) for one in found if one.visit.lift_id in owners]


def _paper(one: Bulletin, at: datetime) -> Paper:
    zone = one.visit.lift.building.time_zone
    day = clock.day_in(zone, one.visit.finished_at or one.issued_at)
    return Paper(
        pk=one.pk,
        number=one.number,
        street=one.visit.lift.building.street,
        lift=one.visit.lift.name,
        day=words.long(day, at.astimezone(ZoneInfo(zone)).date()),
        technician=one.visit.technician.person.name if one.visit.technician else "",
    )


def file_name(bulletin: Bulletin, owner: Owner | None) -> str:
    """`NIF_day_boletin.pdf`: predictable, so that managers' software files it by itself."""
    day = bulletin.visit.finished_at or bulletin.issued_at
    nif = owner.nif if owner and owner.nif else bulletin.number
    return f"{nif}_{clock.day_in(bulletin.visit.lift.building.time_zone, day):%Y-%m-%d}_boletin.pdf"


def _read(text: str) -> tuple[datetime, UUID] | None:
    moment, _, key = text.partition("_")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return (at, UUID(key)) if at.tzinfo and _is_key(key) else None


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
