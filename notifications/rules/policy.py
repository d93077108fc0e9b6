"""Whether, when and how a fact is told to a person. The reason is stored, and the office can read it.

Nothing here asks a clock, a database or what a customer pays.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from notifications.enums import Class, Rhythm, Why
from notifications.rules import quiet
from portal.ledger.kinds import Origin

WEEK = timedelta(days=7)
CAP = 4  # things that could wait, in a week


@dataclass(frozen=True)
class News:
    """A fact as a touchpoint would tell it to somebody: its class, whether it may wait, and the rhythm he wants.

    `is_off` says that the company does not send such things; what the law or safety asks is sent all the same.
    """

    occurred_at: datetime
    origin: str
    stale_after: timedelta
    kind: str = Class.SERVICE
    rhythm: str = Rhythm.EACH
    urgent: bool = False
    is_told_before: bool = False
    holds: bool = True
    is_off: bool = False

    @property
    def can_wait(self) -> bool:
        """Whether the weekly cap counts it."""
        return self.kind == Class.PROMOTION or (self.kind == Class.SERVICE and not self.urgent)


@dataclass(frozen=True)
class Digest:
    """A person's next summary: of which sort, of which local day, and when it is due."""

    kind: str
    for_on: date
    due_at: datetime


@dataclass(frozen=True)
class Listener:
    """What speaking to a person hangs on. `told_this_week` counts what could have waited and was sent all the same.

    Who `takes_letters` may be told on paper: our own people are not. `wants_paper` is what the law asks, by his choice.
    """

    has_address: bool
    is_active: bool
    owner_speaks_since: datetime | None
    lacks: str = Why.NO_ADDRESS
    zone: str = "Europe/Madrid"
    quiet_from: time = quiet.NIGHT_BEGINS
    quiet_to: time = quiet.DAY_BEGINS
    told_this_week: int = 0
    cap: int = CAP
    paused_until: date | None = None
    is_wrong: bool = False
    wants_offers: bool = False
    digest: Digest | None = None
    takes_letters: bool = False
    is_suppressed: bool = False
    wants_paper: bool = False


@dataclass(frozen=True)
class SendNow:
    """Tell it at once."""

    reason: str = Why.NOW


@dataclass(frozen=True)
class SendAt:
    """Tell it then."""

    when: datetime
    reason: str


@dataclass(frozen=True)
class PutInDigest:
    """Tell it with other things, in that summary."""

    which: Digest
    reason: str = Why.IN_DIGEST


@dataclass(frozen=True)
class OnPaper:
    """Tell it by a letter that somebody of the office hands over; `cause` says why no mail does."""

    cause: str
    reason: str = Why.ON_PAPER


@dataclass(frozen=True)
class Drop:
    """Do not tell it; shown it is all the same."""

    reason: str


Decision = SendNow | SendAt | PutInDigest | OnPaper | Drop


def decide(news: News, listener: Listener, now: datetime) -> Decision:
    """History is silent, owners start silent, old news is no news, and nobody is mailed without an address: what the
    law or safety asks goes on paper then.

    What only completes a thing that was told is shown where it stands, and told once. Safety waits for nothing; what
    the law asks waits for the morning, or for a summary that comes in time; the rest is as the person wishes.
    """
    if reason := _silent(news, listener, now):
        return Drop(reason)
    if cause := _on_paper(news, listener):
        return OnPaper(cause)
    if reason := _unreached(listener) or _unwanted(news, listener, now):
        return Drop(reason)
    if summary := _gathering(news, listener):
        return summary
    morning = quiet.ends(now, listener.zone, listener.quiet_from, listener.quiet_to)
    if morning is None or news.kind == Class.SAFETY or (news.kind == Class.SERVICE and news.urgent):
        return SendNow()
    return _in_the_morning(news, morning)


def _gathering(news: News, listener: Listener) -> PutInDigest | Drop | None:
    """The summary it goes within: as he wishes, or because this week he was told enough; None when it goes alone."""
    if news.kind == Class.SAFETY:
        return None
    summary = _summary(news, listener)
    if news.rhythm == Rhythm.DIGEST and summary:
        return PutInDigest(summary)
    if news.can_wait and listener.told_this_week >= listener.cap:
        return PutInDigest(summary, Why.OVER_CAP) if summary else Drop(Why.OVER_CAP)
    return None


def _silent(news: News, listener: Listener, now: datetime) -> str:
    """Why it is told to nobody in this place, whatever he wishes; empty when it may be."""
    never_spoken_to = listener.owner_speaks_since is None or news.occurred_at < listener.owner_speaks_since
    reasons = (
        (Why.HISTORY, news.origin == Origin.HISTORY),
        (Why.OWNER_NOT_SPOKEN_TO, never_spoken_to),
        (Why.OFF_BY_COMPANY, news.is_off and news.kind not in {Class.SAFETY, Class.LEGAL}),
        (Why.TOLD_BEFORE, news.is_told_before),
        (Why.STALE, now - news.occurred_at > news.stale_after and not _waits_for_a_summary(news, listener)),
        (Why.OVER, not news.holds),
    )
    return _first(reasons)


def _unreached(listener: Listener) -> str:
    """Why no mail reaches him; empty when one does."""
    reasons = (
        (Why.WRONG_PERSON, listener.is_wrong),
        (Why.NOT_ACTIVE, not listener.is_active),
        (listener.lacks, not listener.has_address),
    )
    return _first(reasons)


def _on_paper(news: News, listener: Listener) -> str:
    """Why it goes on paper: what the law or safety asks does where no mail reaches him, and what the law asks where he
    chose so. Safety he switched off goes no way at all; whose account is closed gets nothing.
    """
    asks = news.kind == Class.LEGAL or (news.kind == Class.SAFETY and news.rhythm != Rhythm.OFF)
    if not (asks and listener.takes_letters and listener.is_active):
        return ""
    is_chosen = listener.wants_paper and news.kind == Class.LEGAL
    return _unreached(listener) or _first(((Why.SUPPRESSED, listener.is_suppressed), (Why.CHOSE_PAPER, is_chosen)))


def _first(reasons: Iterable[tuple[str, bool]]) -> str:
    """The gravest that is so; empty when none is."""
    return next((reason for reason, is_so in reasons if is_so), "")


def _unwanted(news: News, listener: Listener, now: datetime) -> str:
    """Why this person does not want it; empty when he does, or is not asked."""
    if news.kind == Class.LEGAL:
        return ""
    if news.kind == Class.PROMOTION and not listener.wants_offers:
        return Why.NO_CONSENT
    if news.rhythm == Rhythm.OFF:
        return Why.SWITCHED_OFF
    if news.kind != Class.SAFETY and listener.paused_until and _today(now, listener) < listener.paused_until:
        return Why.PAUSED
    return ""


def _waits_for_a_summary(news: News, listener: Listener) -> bool:
    """A summary tells what was, so nothing of service grows too old for it."""
    return news.rhythm == Rhythm.DIGEST and news.kind == Class.SERVICE and listener.digest is not None


def _summary(news: News, listener: Listener) -> Digest | None:
    """The summary that may tell it: no offer goes into one, and what the law asks must come in time."""
    if news.kind == Class.PROMOTION or listener.digest is None:
        return None
    in_time = listener.digest.due_at <= news.occurred_at + news.stale_after
    return listener.digest if news.kind == Class.SERVICE or in_time else None


def _in_the_morning(news: News, morning: datetime) -> Decision:
    """What is no news any more by then is not sent then; what the law asks is."""
    if news.kind != Class.LEGAL and morning - news.occurred_at > news.stale_after:
        return Drop(Why.STALE)
    return SendAt(morning, Why.QUIET_HOURS)


def _today(now: datetime, listener: Listener) -> date:
    return quiet.local(now, listener.zone).date()
