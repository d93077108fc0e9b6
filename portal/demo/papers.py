"""The papers of the first weeks: bulletins printed and told at the time of their visits, and who opened them since.

Only for owners we already write to. All other bulletins are the workers' business, as in a real house.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from maintenance import followers as making
from maintenance import kinds
from maintenance.actions import bulletins
from maintenance.actions.bulletins import Printed
from maintenance.models import Bulletin, Visit
from notifications import followers as telling
from notifications.actions import messages
from notifications.enums import Channel, DeliveryState, Why
from notifications.models import Delivery
from owners.actions import receipts
from owners.models import Mandate, Owner, Receipt, Tenure
from portal.access.roles import Role
from portal.accounts.models import User
from portal.demo.appointments import THE_CHAIRS
from portal.demo.cast import CAST
from portal.demo.dice import throws
from portal.demo.known import Known
from portal.demo.world import ZONE
from portal.ledger.models import Entry, Pending
from portal.lib import clock
from portal.lib.pdf import PdfUnavailable

PRINTED, TOLD, ACCEPTED = timedelta(seconds=40), timedelta(seconds=45), timedelta(seconds=48)
SOON, LATER = (3, 90), (120, 225)  # hours until a bulletin is opened; all are within the ten days of the law
OPENED_SOON = 0.85
READERS = {person.email for person in CAST}
LOOKED_BACK = timedelta(days=60)
ON_PAPER = timedelta(days=9)  # letters that are younger wait to be handed over


def issue(visits: Iterable[Visit]) -> None:
    """Prints, issues and tells each, in the order of the visits; without a printer all of it waits for the workers."""
    for visit in visits:
        entry = Entry.objects.get(subject_id=visit.pk, kind=kinds.VISIT_COMPLETED.name)
        try:
            printed = bulletins.prepare(entry)
        except PdfUnavailable:
            return
        if printed and visit.received_at:
            _issue(entry, printed, visit.received_at)


@transaction.atomic
def _issue(entry: Entry, printed: Printed, at: datetime) -> None:
    """The bulletin of the day was issued, and its mail went out, that day: nothing of it waits for the workers."""
    bulletin = bulletins.issue(**printed._asdict(), at=at + PRINTED)
    issued = Entry.objects.get(subject_id=bulletin.pk, kind=kinds.BULLETIN_ISSUED.name)
    told = messages.tell(entry=issued, at=at + TOLD)
    sent = Delivery.objects.filter(message__in=told, state=DeliveryState.QUEUED)
    letters = sent.filter(channel=Channel.PAPER)
    if at < clock.now() - ON_PAPER:
        letters.update(state=DeliveryState.CANCELLED, reason=Why.POSTED)  # with the papers of their month
    sent.exclude(channel=Channel.PAPER).update(
        state=DeliveryState.ACCEPTED, attempts=1, handed_at=at + TOLD, accepted_at=at + ACCEPTED
    )
    Pending.objects.filter(follower=making.BULLETINS.name, entry=entry).delete()
    Pending.objects.filter(follower=telling.MESSAGES.name, entry=issued).delete()


def acknowledge(known: Known, *, at: datetime) -> int:
    """Who was going to open a bulletin by now has; answers how many were opened."""
    done = 0
    waiting = Bulletin.objects.filter(issued_at__gt=at - LOOKED_BACK, receipts=None).select_related(
        "visit__lift", "file"
    )
    for bulletin in waiting.order_by("issued_at", "pk"):
        chance = throws(known.world.seed, "opens", bulletin.visit.external_id)
        hours = chance.uniform(*(SOON if chance.random() < OPENED_SOON else LATER))
        opened_at = bulletin.issued_at + timedelta(hours=hours)
        if opened_at <= at and not _is_left(known, bulletin):
            done += _open(bulletin, opened_at)
    return done


def _is_left(known: Known, bulletin: Bulletin) -> bool:
    """The chair's last one before the demo was made is left for whoever comes in as her."""
    last = known.world.made_at - timedelta(days=20) < bulletin.issued_at <= known.world.made_at
    return last and bulletin.visit.lift.code == THE_CHAIRS


def _open(bulletin: Bulletin, opened_at: datetime) -> bool:
    written = Entry.objects.of_stream(bulletin.visit.lift_id).order_by("-number").values_list("recorded_at", flat=True)
    at = max(opened_at, written[0] + timedelta(seconds=1))  # a stream is written in the order of time
    day = clock.day_in(ZONE, at)
    tenure = Tenure.objects.held_on(day).filter(lift=bulletin.visit.lift).select_related("owner").first()
    reader = _reader(tenure.owner, at) if tenure else None
    if tenure is None or reader is None:
        return False
    receipts.acknowledge(received=[(bulletin, tenure.owner)], person=reader, how=Receipt.How.SIGNED_IN, at=at)
    return True


def _reader(owner: Owner, at: datetime) -> User | None:
    """Whoever runs the house reads its papers: the chair of the cast, else the manager, else the chair there is."""
    held = Mandate.objects.held_on(clock.day_in(ZONE, at)).filter(owner=owner).select_related("person")
    chairs = [one.person for one in held.filter(role=Role.CHAIR) if one.person and one.person.email]
    if known := [person for person in chairs if person.email in READERS]:
        return known[0]
    managers = held.filter(role=Role.MANAGER)
    firm = User.objects.filter(Q(memberships__agency__mandates__in=managers) | Q(mandates__in=managers))
    return firm.exclude(email=None).order_by("pk").first() or next(iter(chairs), None)
