"""Bulletins as a list: what waits to be opened first, then the rest by day.

One that another replaces waits for nobody; one that only adds photos waits no more once the other was opened.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maintenance.kinds import BULLETIN_ISSUED
from maintenance.models import Bulletin
from owners.models import Owner, Receipt, Tenure
from owners.queries import scope
from owners.queries.reach import Reach, Seen
from owners.rules import naming
from portal.accounts.models import User
from portal.ledger.models import Entry
from portal.lib import clock, keys
from portal.web import words

SIZE = 50
FRESH = timedelta(days=90)
ROWS = ("visit__lift__building", "visit__technician__person", "corrected_by")


@dataclass(frozen=True)
class Paper:
    """A bulletin as the list prints it."""

    pk: UUID
    number: str
    street: str
    lift: str
    day: str
    technician: str
    replaced_by: str = ""


def waiting(person: User, at: datetime) -> list[Paper]:
    """Bulletins of the last 90 days that nobody of their owner's has opened."""
    fresh = unopened(scope.bulletins(person, at)).filter(issued_at__gte=at - FRESH).select_related(*ROWS)
    return [_paper(one, at) for one in fresh.order_by("-issued_at", "-pk")[:SIZE]]


def unopened(bulletins: QuerySet[Bulletin], owner: Owner | None = None) -> QuerySet[Bulletin]:
    """Those that stand and that nobody has opened; or nobody of one owner's."""
    return bulletins.filter(~_received(owner), corrected_by=None)


def _received(owner: Owner | None = None) -> Q:
    receipts = Receipt.objects.filter(owner=owner) if owner else Receipt.objects.all()
    of_the_earlier = receipts.filter(bulletin=OuterRef("corrects"))
    return Q(Exists(receipts.filter(bulletin=OuterRef("pk")))) | Q(Exists(of_the_earlier), late_photos__gt=0)


def waiting_count(seen: Seen) -> int:
    """How many wait; counting stops at 100.

    Of a few lifts, what their streams say was issued; of many, the newest bulletins until there are enough.
    """
    since = seen.at - FRESH
    unread = unopened(Bulletin.objects.filter(issued_at__gte=since))
    if seen.reach is Reach.THEIRS:
        lifts = seen.held(scope.PAPER_READERS).values("lift")
        issued = Entry.objects.filter(stream__in=lifts, kind=BULLETIN_ISSUED.name, occurred_at__gte=since)
        unread = unread.filter(pk__in=issued.values("subject_id"))
    elif seen.reach is Reach.EACH:
        unread = unread.filter(seen.is_held(scope.PAPER_READERS, lift="visit__lift"))
    return len(unread.order_by("-issued_at").values_list("number", flat=True)[:100])


def opened(person: User, at: datetime, *, before: str) -> tuple[list[Paper], str]:
    """The others, newest first, by key; and the key of the next page."""
    settled = _received() | Q(issued_at__lt=at - FRESH) | Q(corrected_by__isnull=False)
    rest = scope.bulletins(person, at).filter(settled).select_related(*ROWS)
    if key := _read(before):
        rest = rest.filter(Q(issued_at__lt=key[0]) | Q(issued_at=key[0], pk__lt=key[1]))
    found = list(rest.order_by("-issued_at", "-pk")[: SIZE + 1])
    last = found[SIZE - 1] if len(found) > SIZE else None
    return [_paper(one, at) for one in found[:SIZE]], f"{last.issued_at.isoformat()}_{last.pk}" if last else ""


def to_acknowledge(person: User, chosen: list[str], at: datetime) -> list[tuple[Bulletin, Owner]]:
    """Those of the chosen bulletins that are the person's to receive, each with its owner today."""
    known = [key for text in chosen if (key := keys.read(text))]
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
        replaced_by=replacing(one),
    )


def replacing(one: Bulletin) -> str:
    """The number of the bulletin that replaces this one; empty of one that stands."""
    later: Bulletin | None = getattr(one, "corrected_by", None)
    return later.number if later else ""


def replaces(one: Bulletin) -> str:
    """Sustituye al 26-11-0041: añade 3 fotos que llegaron más tarde."""
    if one.corrects is None:
        return ""
    said = {"number": one.corrects.number, "n": one.late_photos}
    if one.late_photos:
        told = ngettext(
            "Sustituye al %(number)s: añade %(n)s foto que llegó más tarde.",
            "Sustituye al %(number)s: añade %(n)s fotos que llegaron más tarde.",
            one.late_photos,
        )
        return told % said
    why = "" if replacing(one) else one.visit.why_corrected
    return words.sentences(_("Corrige y sustituye al %(number)s.") % said, why)


def file_name(bulletin: Bulletin, owner: Owner | None) -> str:
    """`NIF_day_boletin.pdf`; with its number where nobody has a NIF."""
    day = bulletin.visit.finished_at or bulletin.issued_at
    nif = owner.nif if owner and owner.nif else bulletin.number
    return naming.file_name(nif, clock.day_in(bulletin.visit.lift.building.time_zone, day), "boletin")


def _read(text: str) -> tuple[datetime, UUID] | None:
    moment, _, key = text.partition("_")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    known = keys.read(key)
    return (at, known) if at.tzinfo and known else None
