"""Entrapments ring until somebody takes them: on one telephone after another, then on all.

Row and fact are one transaction, and the breakdown is held meanwhile: a worker that dies has rung or has not, and of
two that look at once the second sees what the first has done.
"""

from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models.functions import Coalesce

from maintenance import kinds
from maintenance.actions import calls
from maintenance.actions.breakdowns import CannotConfirm
from maintenance.actions.calls import Care
from maintenance.enums import Answer
from maintenance.models import Breakdown, Call, Ring
from maintenance.queries import ringing
from maintenance.rules import promises
from maintenance.rules import ringing as rule
from portal.ledger import actions as ledger


def look(*, at: datetime) -> int:
    """Rings for everybody shut in whom nobody has taken; answers how many telephones."""
    for call in _unheard():
        _confirm(call, at)
    waiting = Breakdown.objects.ringing().select_related("lift__building", "lift__route").order_by("reported_at", "pk")
    return sum(len(ring(breakdown=one, at=at)) for one in waiting)


@transaction.atomic
def ring(*, breakdown: Breakdown, at: datetime) -> list[Ring]:
    """Rings whose turn it is now; nobody while the last one still has time to answer."""
    if not Breakdown.objects.ringing().filter(pk=breakdown.pk).update(lift=models.F("lift")):
        return []
    breakdown = Breakdown.objects.select_related("lift__building", "lift__route", "technician__person").get(
        pk=breakdown.pk
    )
    since = ringing.since(breakdown)
    heard = [rule.Rung(row.person_id, row.at) for row in ringing.rung(breakdown, since)]
    chain, why = ringing.chain(breakdown, at)
    called = rule.whom(chain, heard, since=since, now=at)
    if not called:
        return []

    last = Ring.objects.filter(breakdown=breakdown).aggregate(last=Coalesce(models.Max("turn"), 0))["last"]
    rings = [Ring(breakdown=breakdown, turn=last + 1, person_id=who, rung_as=why[who], at=at) for who in called]
    Ring.objects.bulk_create(rings)

    facts = {"turn": last + 1, "people": [str(who) for who in called]}
    ledger.append(kinds.BREAKDOWN_RUNG.of(breakdown, occurred_at=at, more=facts), by=None, at=at)
    return rings


def _unheard() -> models.QuerySet[Call]:
    """Calls of people we know who say that somebody is inside, and that nobody of ours has looked at."""
    waiting = Call.objects.unconfirmed().filter(anyone_inside=Answer.YES, caller__isnull=False)
    open_ones = Breakdown.objects.open().filter(lift=models.OuterRef("lift"))
    return waiting.exclude(models.Exists(open_ones)).select_related("lift__building").order_by("called_at", "pk")


def _confirm(call: Call, at: datetime) -> None:
    """At night nobody sits at the desk: whoever is inside does not wait for it."""
    news: timedelta = promises.usual(Answer.YES, Answer(call.stopped))
    try:
        calls.confirm(call=call, stops_service=True, care=Care(None, at + news), by=None, at=at)
    except CannotConfirm:
        return  # the office, or another worker, has just done it
