"""As what news a fact comes to somebody, and how he listens: what the policy decides on."""

from datetime import datetime

from notifications.enums import Rhythm
from notifications.queries import lines, listeners
from notifications.queries.lines import Lines
from notifications.queries.listeners import Wishes
from notifications.rules import digests, rhythms
from notifications.rules.policy import Listener, News
from notifications.touchpoint import Touchpoint
from owners.queries.people import Told
from portal.access.roles import Role
from portal.ledger.models import Entry


def news(touchpoint: Touchpoint, entry: Entry, told: Told, wishes: Wishes, known: Lines) -> News:
    """The fact as it comes to him; our own people's work waits for nothing, and is no matter of wishes.

    `known` are the lines as the company has them.
    """
    is_ours = touchpoint.concerns is not None
    rhythm = rhythms.of(
        kind=touchpoint.kind,
        topic=touchpoint.topic,
        style=wishes.style,
        choices=wishes.choices,
        usual=touchpoint.rhythm,
        roles=told.roles,
    )
    return News(
        occurred_at=entry.occurred_at,
        origin=entry.origin,
        stale_after=touchpoint.stale_after,
        kind=touchpoint.kind,
        rhythm=Rhythm.EACH if is_ours else rhythm,
        urgent=touchpoint.urgent or is_ours,
        is_told_before=touchpoint.completes(entry),
        is_off=lines.is_off(known, touchpoint.key),
        holds=touchpoint.holds(entry) if touchpoint.letter else True,  # a notice is asked when it goes
    )


def listener(told: Told, news: News, wishes: Wishes, at: datetime, *, has_address: bool, lacks: str) -> Listener:
    """How he listens at that moment; what this news does not ask is not read."""
    person, waits = told.person, news.can_wait and news.rhythm != Rhythm.OFF
    gathers = news.rhythm == Rhythm.DIGEST or waits
    kind = wishes.summary or digests.usual(manages_many=Role.MANAGER in told.roles)
    return Listener(
        has_address=has_address,
        is_active=person.is_active,
        owner_speaks_since=told.speaks_since,
        lacks=lacks,
        zone=person.time_zone,
        quiet_from=wishes.quiet_from,
        quiet_to=wishes.quiet_to,
        told_this_week=listeners.told_this_week(person, at) if waits and news.rhythm == Rhythm.EACH else 0,
        paused_until=wishes.paused_until,
        is_wrong=wishes.is_wrong,
        digest=listeners.next_summary(person, kind, at) if gathers else None,
    )
