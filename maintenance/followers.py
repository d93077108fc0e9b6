"""What maintenance does when something has happened: cards are made anew, bulletins are issued."""

from datetime import datetime, timedelta
from typing import Any

from maintenance import kinds
from maintenance.actions import bulletins, cards
from maintenance.kinds import works
from maintenance.models import Lift
from maintenance.queries import visits as written
from portal.ledger.following import Follower
from portal.ledger.models import Entry
from portal.lib import clock


def _make_card(entry: Entry, _prepared: Any, at: datetime) -> None:
    """The lift's card, and the days the fact reaches back to."""
    lift = Lift.objects.select_related("building").get(pk=entry.stream_id)
    zone = lift.building.time_zone
    since = entry.facts.get("reported_at") or entry.facts.get("begun_at") or entry.occurred_at.isoformat()
    first = clock.day_in(zone, datetime.fromisoformat(since))
    last = clock.day_in(zone, at)
    cards.count_days(lift, [first + timedelta(days=number) for number in range((last - first).days + 1)], at=at)
    cards.refresh([lift.pk], at=at)


def _issue(entry: Entry, prepared: Any, at: datetime) -> None:
    if prepared is not None:
        bulletins.issue_for(entry=entry, printed=prepared, at=at)


NOT_ON_CARDS = (
    kinds.BULLETIN_ISSUED,
    kinds.CONTRACTOR_AUTHORISED,
    kinds.CONTRACTOR_ENDED,
    kinds.FINDING_SETTLED,
    kinds.FINDING_WITHDRAWN,
    kinds.LIFT_HANDED,
    works.PLANNED,
    works.MOVED,
    works.CANCELLED,
    *kinds.PLANS,
    *kinds.RINGING,
    *kinds.LAPSES,
)

CARDS = Follower(
    name="cards",
    kinds=frozenset(kind.name for kind in kinds.ALL if kind not in NOT_ON_CARDS),
    finish=_make_card,
)
BULLETINS = Follower(
    name="bulletins",
    kinds=frozenset(written.TOLD),
    prepare=bulletins.prepare,
    finish=_issue,
)
