"""How what we tell is received: how soon, before who was called, by whom, and who hears nothing of us."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from maintenance.kinds import lapses
from maintenance.models import Breakdown, Call, Lift
from notifications.enums import LOST, Channel, DeliveryState, Fate, Rhythm, Style, Why
from notifications.models import Arrival, Choice, Delivery, Message, Preference
from notifications.queries import listeners, suppressions
from owners.models import DocumentReceipt, Enquiry, Mandate, Membership, Owner, Receipt, Tenure
from portal.access.audiences import Audience
from portal.access.models import Post
from portal.accounts.models import SignIn, User
from portal.company import queries as companies
from portal.ledger.models import Entry, Stream
from portal.lib import clock
from portal.web import words

SPAN = timedelta(days=90)
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
MONTH = timedelta(days=30.44)
GONE = (DeliveryState.ACCEPTED, DeliveryState.DELIVERED)
NOT_SPOKEN_TO = (Why.HISTORY, Why.OWNER_NOT_SPOKEN_TO)
SAID = (Fate.ADDED, Fate.ASKED)  # what came in and became somebody's words
ASKED = (Why.SWITCHED_OFF, Why.PAUSED)
OWED = [kind.name for kind in lapses.LAPSES if kind.audience != Audience.STAFF]


@dataclass(frozen=True)
class Quickness:
    """Seconds from the moment we knew of a fact until its mail was taken, of so many that went at once."""

    told: int
    half: float
    nearly_all: float  # 95 of 100


@dataclass(frozen=True)
class Announced:
    """Breakdowns by who spoke first: we, or somebody of the owner's; `unsaid` are those nobody was told of."""

    first: int
    after: int
    unsaid: int


@dataclass(frozen=True)
class Line:
    """What became of the messages of one touchpoint; those gathered were opened with the summary they went in."""

    touchpoint: str
    written: int
    gone: int
    opened: int
    answered: int
    lost: int
    unwanted: int


@dataclass(frozen=True)
class InTheDark:
    """An owner of whom nobody hears us; `last_sign` is when anybody of his was last heard or seen."""

    owner: Owner
    can_be_reached: bool
    last_sign: datetime | None


def quickness(now: datetime) -> Quickness:
    """Of facts at the lift that were told at once, in the last ninety days."""
    mails = _to_owners().filter(
        channel=Channel.EMAIL, accepted_at__gt=now - SPAN, message__entry__stream__of=Stream.Of.LIFT
    )
    mails = mails.filter(message__decision=Why.NOW, round=0)
    times = mails.values_list("message__entry__recorded_at", "accepted_at")
    took = sorted((accepted - known).total_seconds() for known, accepted in times if accepted)
    return Quickness(len(took), percentile(took, 50), percentile(took, 95))


def _to_owners() -> QuerySet[Delivery]:
    """What was taken and went to somebody who is not of ours: what the office and technicians are told is no news to
    an owner.
    """
    return Delivery.objects.filter(state__in=GONE).exclude(message__person__in=Post.objects.values("person"))


def percentile(ranked: list[float], of_hundred: int) -> float:
    """The smallest value that so many of a hundred do not exceed; 0 of none."""
    return ranked[math.ceil(len(ranked) * of_hundred / 100) - 1] if ranked else 0.0


def announced(now: datetime) -> Announced:
    """Breakdowns reported in the last ninety days at owners we wrote to by then.

    Who called counts when he has an account: a neighbour who reports a stopped lift tells us, and asks nothing.
    """
    spoken_to = Tenure.objects.held_on(_today(now)).filter(
        lift=OuterRef("lift"), owner__speaking_since__lt=OuterRef("reported_at")
    )
    found = Breakdown.objects.filter(Exists(spoken_to), reported_at__gt=now - SPAN)
    breakdown_of: dict[UUID, UUID] = {key: key for key in found.values_list("pk", flat=True)}
    called: dict[UUID, datetime] = {}
    for key, breakdown, at, caller in Call.objects.filter(breakdown__in=list(breakdown_of)).values_list(
        "pk", "breakdown", "called_at", "caller"
    ):
        breakdown_of[key] = breakdown
        if caller:
            called[breakdown] = min(at, called.get(breakdown, at))
    told: dict[UUID, datetime] = {}
    mails = _to_owners().filter(message__entry__subject_id__in=list(breakdown_of))
    for subject, accepted in mails.values_list("message__entry__subject_id", "accepted_at"):
        if subject and accepted:
            breakdown = breakdown_of[subject]
            told[breakdown] = min(accepted, told.get(breakdown, accepted))
    counted = Counter(_who_spoke_first(told.get(key), called.get(key)) for key in set(breakdown_of.values()))
    return Announced(counted["first"], counted["after"], counted["unsaid"])


def _who_spoke_first(told_at: datetime | None, called_at: datetime | None) -> str:
    if told_at is None:
        return "unsaid"
    return "first" if called_at is None or told_at < called_at else "after"


def owned_up(now: datetime) -> tuple[int, int]:
    """Of what we promised or owed and did not keep in the last ninety days: how much we said ourselves, and of how much
    somebody was to hear.
    """
    owed = Entry.objects.filter(kind__in=OWED, recorded_at__gt=now - SPAN)
    heard = Message.objects.filter(entry=OuterRef("pk")).exclude(decision__in=NOT_SPOKEN_TO)
    told = heard.filter(Q(digest__isnull=False) | Q(deliveries__isnull=False) | Q(decision__in=ASKED))
    meant = owed.filter(Exists(heard))
    return meant.filter(Exists(told)).count(), meant.count()


def calls_per_lift_and_month(now: datetime) -> float:
    """Calls about lifts of the last ninety days, by lift in our care and month; 0 without lifts."""
    lifts = Lift.objects.filter(left_on=None).count()
    calls = Call.objects.filter(called_at__gt=now - SPAN).count()
    return calls / lifts / (SPAN / MONTH) if lifts else 0.0


def lines(now: datetime) -> list[Line]:
    """Every touchpoint that told somebody something in the last ninety days, the most written first."""
    written = Message.objects.filter(created_at__gt=now - SPAN, entry__isnull=False).exclude(decision__in=NOT_SPOKEN_TO)
    mails = Delivery.objects.filter(message=OuterRef("pk")).exclude(channel=Channel.PUSH)
    within = Delivery.objects.filter(message__tells=OuterRef("digest"), state__in=GONE)
    gone = Exists(mails.filter(state__in=GONE)) | Exists(within)
    lost = Exists(mails.filter(state__in=LOST))
    summary = Exists(Message.objects.filter(tells=OuterRef("digest"), opened_at__isnull=False))
    answers = Exists(Arrival.objects.filter(answers=OuterRef("pk"), fate__in=SAID))
    counted = (
        written.annotate(has_gone=gone, is_lost=lost, is_answered=answers, came_by_summary=summary)
        .order_by()
        .values("touchpoint")
        .annotate(
            written=Count("pk"),
            gone=Count("pk", filter=Q(has_gone=True)),
            opened=Count("pk", filter=Q(opened_at__isnull=False) | Q(came_by_summary=True)),
            answered=Count("pk", filter=Q(is_answered=True)),
            lost=Count("pk", filter=Q(is_lost=True, has_gone=False)),
            unwanted=Count("pk", filter=Q(decision__in=ASKED)),
        )
        .order_by("-written", "touchpoint")
    )
    return [Line(**one) for one in counted]


def silenced() -> dict[str, int]:
    """How many people want only what the law asks, have a topic switched off, pause, or say that it is not them."""
    return {
        "law": Preference.objects.filter(style=Style.LAW).count(),
        "off": Choice.objects.filter(rhythm=Rhythm.OFF, preference__style=Style.OWN)
        .values("preference")
        .distinct()
        .count(),
        "wrong": listeners.mistaken().count(),
    }


def in_the_dark(now: datetime) -> list[InTheDark]:
    """Owners we have written to for ninety days of whom nobody came in, opened a paper or asked anything meanwhile, and
    those of whom nobody can be reached; the longest in the dark first.
    """
    owners = list(Owner.objects.filter(speaking_since__lt=now - SPAN).order_by("name"))
    of_owner = _people_of(owners, now)
    everybody = {person for people in of_owner.values() for person in people}
    seen, reached = _signs(everybody), _within_reach(everybody)
    found = [
        InTheDark(
            owner,
            can_be_reached=any(person in reached for person in of_owner[owner.pk]),
            last_sign=max((seen[person] for person in of_owner[owner.pk] if person in seen), default=None),
        )
        for owner in owners
    ]
    dark = [one for one in found if not one.can_be_reached or one.last_sign is None or one.last_sign < now - SPAN]
    return sorted(dark, key=lambda one: (one.can_be_reached, one.last_sign or NEVER, one.owner.name))


def why(one: InTheDark, now: datetime) -> str:
    """Why it is in the dark, in words."""
    if not one.can_be_reached:
        return _("No hay a quién escribir: ni correo que funcione, ni persona.")
    if one.last_sign is None:
        return _("Nadie suyo ha entrado, abierto un papel ni preguntado nunca.")
    seen = words.long(timezone.localtime(one.last_sign).date(), timezone.localtime(now).date())
    return _("Nadie suyo da señales desde el %(day)s.") % {"day": seen}


def _people_of(owners: Iterable[Owner], now: datetime) -> dict[UUID, set[UUID]]:
    """Who speaks for each today, himself or within his firm."""
    found: dict[UUID, set[UUID]] = {owner.pk: set() for owner in owners}
    members: dict[UUID, set[UUID]] = {}
    for firm, person in Membership.objects.held_on(_today(now)).values_list("agency", "person"):
        members.setdefault(firm, set()).add(person)
    held = Mandate.objects.held_on(_today(now)).values_list("owner", "person", "agency")
    for owner, person, firm in held:
        if owner in found:
            found[owner] |= {person} if person else members.get(firm, set())
    return found


def _signs(people: set[UUID]) -> dict[UUID, datetime]:
    """When each was last seen to come in, open a paper, or ask or write something."""
    found: dict[UUID, datetime] = {}
    for rows, who, at in (
        (SignIn.objects, "person", "began_at"),
        (Message.objects.filter(opened_at__isnull=False), "person", "opened_at"),
        (Receipt.objects.exclude(how=Receipt.How.ON_PAPER), "person", "at"),
        (DocumentReceipt.objects, "person", "at"),
        (Enquiry.objects, "asked_by", "said_at"),
        (Call.objects, "caller", "called_at"),
    ):
        for person, last in rows.order_by().values_list(who).annotate(Max(at)):
            if person in people:
                found[person] = max(last, found.get(person, last))
    return found


def _within_reach(people: set[UUID]) -> set[UUID]:
    """Those who have an account and an address at which they read and that takes our mails."""
    bad = set(suppressions.standing().values_list("address", flat=True))
    wrong = set(listeners.mistaken().values_list("person", flat=True))
    active = User.objects.filter(is_active=True, email__isnull=False).values_list("pk", "email")
    return {key for key, address in active if key in people - wrong and str(address).lower() not in bad}


def _today(now: datetime) -> date:
    return clock.day_in(companies.current().time_zone, now)
