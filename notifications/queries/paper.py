"""Letters that wait for somebody to hand them over, in the order of the streets; and how others were."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from maintenance.queries.lifts import left
from notifications.enums import Channel, DeliveryState, Handing, Why
from notifications.models import Delivery, PaperLetter
from owners.queries import scope
from owners.rules import addresses
from portal.jobs.models import Job
from portal.lib import keys
from portal.web import words

KIND = "notifications.paper"
PAGE = 50
SOON = 3  # days


@dataclass(frozen=True)
class Row:
    """A letter of the list: to whom, what, why it is there, since when, and until when it is in time."""

    key: UUID
    name: str
    owner: str
    address: str
    is_addressed: bool
    title: str
    why: str
    is_alone: bool
    since: str
    due: str
    tone: str
    printed: str


@dataclass(frozen=True)
class Page:
    """Fifty of them; `after` begins the next, empty on the last."""

    rows: list[Row]
    after: str


def waiting() -> QuerySet[PaperLetter]:
    """Those nobody has handed over."""
    return PaperLetter.objects.filter(delivery__channel=Channel.PAPER, delivery__state=DeliveryState.QUEUED)


def page(at: datetime, *, run: Job | None = None, after: str = "") -> Page:
    """Those of a page; of one print, if it is named."""
    found = waiting().filter(run=run) if run else waiting()
    last = PaperLetter.objects.filter(pk=keys.read(after)).first() if after else None
    if last:
        found = found.filter(Q(walk__gt=last.walk) | Q(walk=last.walk, pk__gt=last.pk))
    told = found.select_related("delivery__message", "owner").order_by("walk", "pk")[: PAGE + 1]
    rows = [row(one, at) for one in told]
    return Page(rows[:PAGE], str(rows[PAGE - 1].key) if len(rows) > PAGE else "")


def runs() -> QuerySet[Job]:
    """Prints of letters, newest first."""
    return Job.objects.filter(kind=KIND).order_by("-created_at", "-pk")


def most_urgent() -> QuerySet[PaperLetter]:
    """All of them, the one with the fewest days left first."""
    return waiting().select_related("delivery__message", "owner").order_by(F("due_at").asc(nulls_last=True), "pk")


def row(one: PaperLetter, at: datetime) -> Row:
    message, zone = one.delivery.message, ZoneInfo(scope.zone())
    due, tone = _left(one.due_at, at) if one.due_at else ("", "")
    since = one.delivery.created_at.astimezone(zone).date()
    return Row(
        key=one.pk,
        name=one.name,
        owner=one.stands_for,
        address=one.address,
        is_addressed=all(addresses.parted(one.address)),
        title=message.title,
        why=Why.told(one.delivery.reason),
        is_alone=one.is_alone,
        since=_("desde el %(day)s") % {"day": words.short(since, scope.today(at))},
        due=due,
        tone=tone,
        printed=words.long(one.printed_at.astimezone(zone).date(), scope.today(at)) if one.printed_at else "",
    )


def _left(due_at: datetime, at: datetime) -> tuple[str, str]:
    """Quedan 3 días; and how loud it is said."""
    days = (due_at.astimezone(ZoneInfo(scope.zone())).date() - scope.today(at)).days
    return left(days), "stop" if days < 0 else "warn" if days <= SOON else ""


def told(delivery: Delivery, at: datetime) -> str:
    """Entregada en mano el 30 de noviembre; lo anotó Carmen."""
    letter: PaperLetter | None = getattr(delivery, "paper", None)
    if letter is None:
        return ""
    if letter.handed_on and letter.by:
        said: dict[str, Any] = {"how": Handing(letter.how).label, "name": letter.by.name}
        said["day"] = words.long(letter.handed_on, scope.today(at))
        return _("Entregado en papel, %(how)s, el %(day)s; lo anotó %(name)s.") % said
    if delivery.state == DeliveryState.QUEUED:
        return _("Por entregar en papel: %(why)s") % {"why": Why.told(delivery.reason)}
    return _("Ya no se entrega en papel: %(why)s") % {"why": Why.told(delivery.reason)}
