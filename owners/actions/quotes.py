"""Quotes: published as the ERP made them, decided by the owner, reminded of once, withdrawn by an entry."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import IntegrityError, models, transaction

from maintenance.actions import works
from maintenance.actions.works import Order
from maintenance.enums import WorkState
from maintenance.models import Finding, Lift, Work
from owners import kinds
from owners.actions import meetings
from owners.enums import QuoteState
from owners.models import Owner, Quote, QuoteDecision, QuoteLine
from owners.models.quote import UNDECIDED
from owners.queries import scope
from portal.accounts.models import User
from portal.files.models import File
from portal.ledger import actions as ledger
from portal.ledger.kinds import Origin
from portal.lib import clock

REMINDED_BEFORE = timedelta(days=7)
AT_ONCE = 200  # reminded of in one sweep


class AlreadyPublished(Exception):
    """A standing quote of this owner has the number."""


class CannotDecide(Exception):
    """It was decided, withdrawn, or ran out."""


class CannotWithdraw(Exception):
    """It was withdrawn already, or accepted: what was accepted is a promise."""


class HasWork(Exception):
    """It has its work already; or there is nothing to do: nobody accepted it."""


class MeetingGone(Exception):
    """The day of the meeting is over, or after the quote has run out."""


@dataclass(frozen=True)
class Offer:
    """What the ERP says of a quote."""

    number: str
    title: str
    issued_on: date
    valid_until: date
    base: Decimal
    tax: Decimal
    total: Decimal
    words: str = ""
    currency: str = "EUR"


@transaction.atomic
def publish(
    *,
    owner: Owner,
    lift: Lift,
    offer: Offer,
    lines: Sequence[tuple[str, Decimal]],
    file: File,
    finding: Finding | None = None,
    by: User | None,
    at: datetime,
    origin: Origin = Origin.LIVE,
) -> Quote:
    """Takes a quote with its file; chair and manager hear of it at once. Raises AlreadyPublished."""
    quote = Quote(owner=owner, lift=lift, finding=finding, file=file, published_by=by, published_at=at, **asdict(offer))
    try:
        with transaction.atomic():
            quote.save(force_insert=True)
    except IntegrityError as taken:
        raise AlreadyPublished from taken
    QuoteLine.objects.bulk_create(
        QuoteLine(quote=quote, place=place, text=text, amount=amount)
        for place, (text, amount) in enumerate(lines, start=1)
    )

    ledger.append(kinds.QUOTE_PUBLISHED.of(quote, occurred_at=at, origin=origin), by=by, at=at)
    return quote


@transaction.atomic
def decide(
    *,
    quote: Quote,
    state: QuoteState,
    words: str = "",
    confirmed: str,
    by: User,
    at: datetime,
    origin: Origin = Origin.LIVE,
) -> QuoteDecision:
    """The owner accepts or declines, once and for all, after showing again who he is (`confirmed` says how)."""
    _change(quote, at, state=state, meeting_on=quote.meeting_on)
    return _write(quote, QuoteDecision(state=state, words=words, confirmed=confirmed), by, at, origin)


@transaction.atomic
def take_to_meeting(*, quote: Quote, on: date, words: str = "", by: User, at: datetime) -> QuoteDecision:
    """The owners' meeting of a day decides, one that is known or is written down with it; until then it stays open."""
    if not scope.today(at) <= on <= quote.valid_until:
        raise MeetingGone
    meetings.of_quote(quote=quote, on=on, by=by, at=at)
    _change(quote, at, state=QuoteState.MEETING, meeting_on=on)
    return _write(quote, QuoteDecision(state=QuoteState.MEETING, meeting_on=on, words=words), by, at)


def _change(quote: Quote, at: datetime, **columns: object) -> None:
    if not Quote.objects.undecided(scope.today(at)).filter(pk=quote.pk).update(**columns):
        raise CannotDecide
    quote.refresh_from_db()


def _write(
    quote: Quote, decision: QuoteDecision, by: User, at: datetime, origin: Origin = Origin.LIVE
) -> QuoteDecision:
    decision.quote, decision.person, decision.at, decision.sha256 = quote, by, at, quote.file.sha256
    decision.save(force_insert=True)

    ledger.append(kinds.QUOTE_DECIDED.of(decision, occurred_at=at, origin=origin), by=by, at=at)
    return decision


@transaction.atomic
def withdraw(*, quote: Quote, why: str, by: User, at: datetime) -> Quote:
    """Takes a quote back before it is accepted; owners go on seeing that it was there, and why it is gone."""
    there = Quote.objects.standing().filter(pk=quote.pk).exclude(state=QuoteState.ACCEPTED)
    if not there.update(withdrawn_at=at, withdrawn_by=by, why_withdrawn=why):
        raise CannotWithdraw
    quote.refresh_from_db()

    ledger.append(kinds.QUOTE_WITHDRAWN.of(quote, occurred_at=at), by=by, at=at)
    return quote


@transaction.atomic
def give_work(*, quote: Quote, order: Order, by: User, at: datetime) -> Work:
    """Gives what was accepted its day; a work that was called off gives way. Raises HasWork and works.CannotWork."""
    if quote.work and quote.work.state != WorkState.CANCELLED:
        raise HasWork
    work = works.plan(lift=quote.lift, order=order, by=by, at=at)
    accepted = Quote.objects.standing().filter(pk=quote.pk, state=QuoteState.ACCEPTED, work=quote.work_id)
    if not accepted.update(work=work):
        raise HasWork
    quote.refresh_from_db()
    return work


def remind_due(*, at: datetime) -> int:
    """Reminds of what runs out within a week and nobody has decided; once each. Answers how many."""
    return sum(_remind(one, at) for one in _ending(at).order_by("valid_until", "pk")[:AT_ONCE])


@transaction.atomic
def _remind(quote: Quote, at: datetime) -> bool:
    if not _ending(at).filter(pk=quote.pk).update(reminded_at=at):
        return False

    ledger.append(kinds.QUOTE_EXPIRING.of(quote, occurred_at=at), by=None, at=at)
    return True


def _ending(at: datetime) -> models.QuerySet[Quote]:
    """Of those published long enough ago that reminding is no second announcing."""
    today = scope.today(at)
    told = clock.midnight(today - REMINDED_BEFORE, scope.zone())
    ending = Quote.objects.undecided(today).filter(valid_until__lte=today + REMINDED_BEFORE, published_at__lt=told)
    return ending.filter(reminded_at=None, state__in=UNDECIDED)
