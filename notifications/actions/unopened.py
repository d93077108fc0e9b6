"""What the law asks that somebody opens: a bulletin of who takes them electronically (ITC AEM 1, art. 5.5.a).

Four days after it was told and not opened by anybody of the owner, those it was mailed to are reminded, once. Three
days later it goes on paper to one of them, three days before the ten are over. Who has not agreed to electronic
bulletins gets each on paper with the post of the month anyway (`owners.actions.postings`), and is reminded of nothing.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from maintenance.models import Bulletin
from notifications import catalogue
from notifications.actions import papering
from notifications.enums import Channel, Why
from notifications.models import Delivery, Message
from notifications.queries.mailed import by_mail, was_mailed_before
from owners.enums import ConsentTo
from owners.kinds import speaking
from owners.models import Consent, PostedPaper, Receipt, Tenure
from owners.queries import people, scope
from portal.access.roles import Role
from portal.ledger import actions as ledger
from portal.ledger.models import Entry

REMINDED_AFTER = timedelta(days=4)
ON_PAPER_AFTER = timedelta(days=7)
TEN_DAYS = catalogue.BULLETIN_ISSUED.stale_after
AT_ONCE = 500  # bulletins a turn


def remind(*, at: datetime) -> int:
    """Writes down which bulletins nobody has opened, once each; whom they were mailed to hears of it."""
    return sum(_remind(one, at) for one in list(_unopened(REMINDED_AFTER, at).exclude(_reminded())[:AT_ONCE]))


@transaction.atomic
def _remind(bulletin: Bulletin, at: datetime) -> bool:
    """Of two at once the second finds it written."""
    held = Bulletin.objects.select_for_update(of=("self",)).select_related("visit", "file").get(pk=bulletin.pk)
    if Bulletin.objects.filter(_reminded(), pk=held.pk).exists():
        return False
    ledger.append(speaking.BULLETIN_UNOPENED.of(held, occurred_at=at), by=None, at=at)
    return True


def to_paper(*, at: datetime) -> int:
    """Puts on paper what stays unopened though it was reminded of; answers how many letters that makes."""
    about = {"message__entry__subject_id": OuterRef("pk"), "reason": Why.UNOPENED}
    lettered = Delivery.objects.filter(channel=Channel.PAPER, **about)
    reminded = _reminded(before=at - (ON_PAPER_AFTER - REMINDED_AFTER))
    overdue = _unopened(ON_PAPER_AFTER, at).filter(reminded, ~Exists(lettered)).select_related("visit")
    return sum(papering.write_anew(one, Why.UNOPENED, at=at) for one in _first_readers(list(overdue[:AT_ONCE]), at))


def _unopened(since: timedelta, at: datetime) -> QuerySet[Bulletin]:
    """Standing ones mailed so long ago, and not more than ten days, to an owner who takes them electronically."""
    mailed = was_mailed_before(catalogue.BULLETIN_ISSUED.key, at - since, since=at - TEN_DAYS)
    electronic = Consent.objects.running().filter(to=ConsentTo.BULLETINS).values("owner")
    held = Tenure.objects.held_on(scope.today(at)).filter(lift=OuterRef("visit__lift"), owner__in=electronic)
    had = {"bulletin": OuterRef("pk")}
    return (
        Bulletin.objects.standing()
        .filter(Exists(mailed), Exists(held), issued_at__gt=at - TEN_DAYS)
        .exclude(Exists(Receipt.objects.filter(**had)))
        .exclude(Exists(PostedPaper.objects.filter(**had)))
        .order_by("issued_at", "pk")
    )


def _reminded(*, before: datetime | None = None) -> Exists:
    said = Entry.objects.filter(kind=speaking.BULLETIN_UNOPENED.name, subject_id=OuterRef("pk"))
    return Exists(said.filter(occurred_at__lte=before) if before else said)


def _first_readers(bulletins: list[Bulletin], at: datetime) -> Iterator[Message]:
    """Of each the message to whom it is taken, of those who decide still: who presides, else who manages."""
    line = catalogue.BULLETIN_ISSUED
    for bulletin in bulletins:
        decide = {told.person.pk: told.roles for told in people.told(bulletin.visit.lift_id, line.roles, at)}
        told = Message.objects.filter(touchpoint=line.key, entry__subject_id=bulletin.pk, person__in=decide)
        mailed = by_mail(told).select_related("entry__stream", "person").order_by("pk")
        yield from sorted(mailed, key=lambda message: (Role.CHAIR not in decide[message.person_id], message.pk))[:1]
