"""As what news a fact comes to somebody, and how he listens: what the policy decides on."""

from datetime import datetime

from notifications.enums import Class, Rhythm, Topic
from notifications.queries import lines, listeners, suppressions
from notifications.queries.lines import Lines
from notifications.queries.listeners import Wishes
from notifications.rules import digests, rhythms
from notifications.rules.policy import Listener, News
from notifications.touchpoint import Touchpoint
from owners.queries.people import Told
from portal.access.roles import Role
from portal.accounts.models import User
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
    if wishes.summaries_on_paper:
        rhythm = _on_paper(touchpoint, told.person, wishes, rhythm)
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


def _on_paper(touchpoint: Touchpoint, person: User, wishes: Wishes, rhythm: str) -> str:
    """Whose summaries are letters: what the law asks does not wait for one, and who has no mail reads all in it."""
    if touchpoint.kind == Class.LEGAL:
        return Rhythm.EACH
    gathers = rhythm == Rhythm.EACH and touchpoint.kind == Class.SERVICE and touchpoint.topic != Topic.SURVEYS
    return Rhythm.DIGEST if gathers and reads_letters_only(person, wishes) else rhythm


def reads_letters_only(person: User, wishes: Wishes) -> bool:
    """Whether his summaries are letters, and no mail reaches him."""
    return wishes.summaries_on_paper and (wishes.is_wrong or not person.email)


def listener(
    told: Told,
    news: News,
    wishes: Wishes,
    at: datetime,
    *,
    has_address: bool,
    lacks: str,
    takes_letters: bool = False,
) -> Listener:
    """How he listens at that moment; what this news does not ask is not read."""
    person, waits = told.person, news.can_wait and news.rhythm != Rhythm.OFF
    asks = takes_letters and news.kind in {Class.LEGAL, Class.SAFETY}
    gathers = news.rhythm == Rhythm.DIGEST or waits
    is_read = news.kind == Class.SERVICE and news.rhythm == Rhythm.DIGEST and reads_letters_only(person, wishes)
    usual = digests.usual(manages_many=Role.MANAGER in told.roles and not wishes.summaries_on_paper)
    kind = wishes.summary or usual
    return Listener(
        has_address=has_address or is_read,
        is_active=person.is_active,
        owner_speaks_since=told.speaks_since,
        lacks=lacks,
        zone=person.time_zone,
        quiet_from=wishes.quiet_from,
        quiet_to=wishes.quiet_to,
        told_this_week=listeners.told_this_week(person, at) if waits and news.rhythm == Rhythm.EACH else 0,
        paused_until=wishes.paused_until,
        is_wrong=wishes.is_wrong and not is_read,
        digest=listeners.next_summary(person, kind, at) if gathers else None,
        takes_letters=takes_letters,
        is_suppressed=asks and bool(person.email) and suppressions.of(person.email or "") is not None,
        wants_paper=wishes.law_on_paper,
    )
